"""A bot in front of a fake Slack, in which one person stands somewhere, and all that they and others get to see."""

import json
import logging
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from threading import Event
from typing import Any

from sqlalchemy import create_engine, select

from bot.app import create_app, create_parts
from bot.bench.witnesses import AtOnce
from bot.gestures import home_memory
from bot.parts import Parts
from bot.playground import FakeSlack
from bot.playground.model import Message, View
from bot.playground.receipts import Receipt
from bot.playground.town import ANA, BOT_ID, SCOPES, TEAM
from bot.server.http import EVENTS_PATH, create_wsgi
from bot.server.logs import JsonLines
from bot.settings import Settings
from knowledge.base import KnowledgeBase
from knowledge.store.tables import metadata
from tests.bot.conftest import ServeWsgi
from tests.bot.walk import canary
from tests.knowledge.given import GivenClock, NobodyWatches, jsonl_source
from tests.remembering import load_remembering

# All that the app may be allowed.
_SCOPES = SCOPES | {
    *("channels:history", "groups:history", "links:read", "links:write", "assistant:write", "channels:join"),
}


Json = dict[str, Any]


class Lines(logging.Handler):
    """Keeps what is logged, as it is written."""

    def __init__(self) -> None:
        super().__init__(logging.INFO)
        self.setFormatter(JsonLines())
        self.kept: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.kept.append(self.format(record))


@dataclass(frozen=True)
class Seen:
    """What came of a gesture: the acks, the requests to Slack, and the lines of the log."""

    acks: tuple[str, ...]
    calls: tuple[Any, ...]
    log: tuple[str, ...]

    @property
    def shown(self) -> Iterator[object]:
        """All of it, but for what modals remember, which they knew before."""
        yield from (_forgetful(json.loads(ack)) if ack.startswith("{") else ack for ack in self.acks)
        yield from (_forgetful(call.arguments) for call in self.calls)
        yield from self.log


def _forgetful(shown: Json) -> Json:
    view = shown.get("view")
    return shown | {"view": {**view, "private_metadata": ""}} if isinstance(view, dict) else shown


class Stage:
    """One person, in a channel or in their Home; the gestures that need not be drawn first are forged here."""

    def __init__(self, slack: FakeSlack, parts: Parts, clock: GivenClock, lines: Lines) -> None:
        self.slack, self.parts, self.clock, self._lines = slack, parts, clock, lines
        self.person, self.channel, self.at_home = ANA, "", False
        self.thread, self.seeds = "", Json()

    @property
    def knowledge(self) -> KnowledgeBase:
        return self.parts.knowledge

    @property
    def kind(self) -> str:
        """Where the person stands: in a `channel`, or in their `home`."""
        return "home" if self.at_home else "channel"

    def stand(self, person: str, channel: str) -> None:
        """From now on this person acts, here; without a channel, in their Home."""
        self.person, self.at_home = person, not channel
        self.channel = channel or self.slack.workspace.direct_channel(person).id

    def sync(self, folder: Path, *, new: bool) -> None:
        """Read the help centre."""
        self.knowledge.syncs.sync([jsonl_source(folder / "help.jsonl", canary.rows(new=new))], NobodyWatches())
        self.refresh()

    def refresh(self) -> None:
        self.knowledge.refresh()
        self.knowledge.audiences.refresh()

    def send(self) -> None:
        """Post all that is due."""
        while self.parts.sender.send_due(Event()):
            self.clock.passes(timedelta(seconds=2))

    @contextmanager
    def watched(self) -> Iterator[list[Seen]]:
        """What is seen of the gestures made meanwhile, once they are over."""
        self.clock.passes(timedelta(seconds=2))
        self._lines.kept.clear()
        self._acks: list[str] = []
        before, seen = len(self.slack.calls), list[Seen]()
        yield seen
        self.send()
        seen.append(Seen(tuple(self._acks), self.slack.calls[before:], tuple(self._lines.kept)))

    def note(self, *receipts: Receipt) -> None:
        """Count the acks of these among what is seen."""
        assert all(receipt.status == 200 for receipt in receipts), receipts
        self._acks += [receipt.body for receipt in receipts]

    def type(self, text: str) -> None:
        """Type `/kb`, where there is a line to type it into and Slack knows the command there."""
        if not self.at_home and self.slack.workspace.team_of(self.person) == TEAM.id:
            self.note(self.slack.slash("/kb", text, channel=self.channel, person=self.person))

    def press(self, element: Json) -> None:
        """Press a button on all that stands where the person is."""
        for shown in self._surfaces(element):
            self.note(self.slack.press(shown, element["action_id"], person=self.person))

    def pick(self, element: Json, typed: Sequence[str], offered: Sequence[str]) -> None:
        """Type into a menu on all that stands there, choose the first that it offers, and what it offered before."""
        action = element["action_id"]
        for shown in self._surfaces(element):
            found = [self.slack.suggest(shown, action, text, person=self.person) for text in typed]
            self.note(*(each.receipt for each in found))
            for value in found[-1].values[:1]:
                self.note(self.slack.press(shown, action, person=self.person, value=value))
        for value in offered:
            for shown in self._surfaces(element):
                self._offer(shown, value)
                self.note(self.slack.press(shown, action, person=self.person, value=value))

    def submit(self, callback: str, blocks: Sequence[Json], filled: Mapping[str, str], kept: Json) -> None:
        """Submit a form that was opened where the person stands, and remembers this."""
        self._modal(*blocks, callback=callback, **self._remembered(), **kept)
        given = {block: {"given": value} for block, value in filled.items()}
        self.note(self.slack.submit(self.person, given))

    def _offer(self, shown: Message | View, value: str) -> None:
        """Let the menu of a message or a view have offered this."""
        block, answer = shown.blocks[0], {"options": [{"text": {"type": "plain_text", "text": "x"}, "value": value}]}
        self.slack.workspace.offers.note(shown, block, block["elements"][0], person=self.person, answer=answer)

    def _surfaces(self, element: Json) -> Iterator[Message | View]:
        """Everywhere that something can be pressed where the person stands, one after the other."""
        block = {"type": "actions", "block_id": "b1", "elements": [element]}
        if self.at_home:
            yield self._home(block)
        else:
            yield self.slack.workspace.say(self.channel, BOT_ID, text="x", blocks=[block])
        yield self._modal(block, **self._remembered())

    def _modal(self, *blocks: Json, callback: str = "x", **memory: object) -> View:
        where = home_memory(self.channel) if self.at_home else {"channel": self.channel}
        view = {
            "type": "modal",
            "title": {"type": "plain_text", "text": "x"},
            "submit": {"type": "plain_text", "text": "x"},
            "callback_id": callback,
            "private_metadata": json.dumps({**memory, **where}),
            "blocks": [*blocks],
        }
        return self.slack.workspace.modals.open(self.person, view, channel=self.channel)

    def _remembered(self) -> Json:
        """What the bot's modals remember, about internal articles."""
        about = {"question": canary.TYPED, "search": canary.TYPED, "article": canary.KEY}
        return {**about, "offset": 0, "thread_ts": self.thread}

    def _home(self, *blocks: Json) -> View:
        view = {"type": "home", "private_metadata": json.dumps(home_memory(self.channel)), "blocks": [*blocks]}
        return self.slack.workspace.homes.publish(self.person, view)


@contextmanager
def staged(serve_wsgi: ServeWsgi, file: Path, **settings: Any) -> Iterator[Stage]:
    """A bot over HTTP that does all it does at once, on this database."""
    clock, lines = GivenClock(), Lines()
    with ExitStack() as stack:
        slack = stack.enter_context(FakeSlack(scopes=_SCOPES, unfurl_domains=("help.example.com",)))
        slack.subscribe("message.channels", "message.groups")
        chosen = Settings(
            slack_bot_token=slack.bot_token,
            slack_signing_secret=slack.signing_secret,
            slack_api_url=slack.api_url,
            database_url=f"sqlite:///{file}",
            **settings,
        )
        knowledge = KnowledgeBase(chosen.database_url, load=load_remembering, clock=clock, grace=timedelta(0))
        stack.callback(knowledge.close)
        parts = create_parts(chosen, knowledge, AtOnce())
        logging.getLogger().addHandler(lines)
        stack.callback(logging.getLogger().removeHandler, lines)
        wsgi = create_wsgi(create_app(chosen, parts), knowledge, signing_secret=slack.signing_secret)
        slack.connect_http(serve_wsgi(wsgi) + EVENTS_PATH)
        yield Stage(slack, parts, clock, lines)
        assert slack.faults == ()


def rows_of(stage: Stage) -> dict[str, list[object]]:
    """All that is in the database, table by table."""
    engine = create_engine(stage.parts.settings.database_url)
    with engine.connect() as connection:
        held = {table.name: [*connection.execute(select(table))] for table in metadata.sorted_tables}
    engine.dispose()
    return held
