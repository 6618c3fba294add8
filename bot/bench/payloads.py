"""What Slack sends to the bot, of every kind, with hostile words in it: whole, before any of it is spoilt."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from random import Random

from bot.bench import hostile
from bot.bench.filled import carried, kept, memory, sendable
from bot.bench.triggers import Triggers
from bot.playground import inbound, interactive
from bot.playground.delivery import Sort
from bot.playground.model import Channel, Json, Message, View
from bot.playground.town import ANA, BEN, BOT_ID, GENERAL, OPS, PARTNERS, ZOE, a_workspace
from bot.playground.workspace import Workspace

# Where else a press may ask to be answered: nowhere that is not on this machine.
_NO_RESPONSE_URLS = ("", "x", "ftp://127.0.0.1/x", "file:///etc/hostname", "http://127.0.0.1:1/x", "http://[")

# What people post, of which only the first leads to an article.
_LINKS = ("https://help.example.com/a?b=1&amp;c=2", "https://help.example.com/none", "https://[", "x", "")

# The fields of forms, by their blocks; what stands in one is its element "given" by the convention of our forms.
_FIELDS = (
    *("category", "typed", "cadence", "at", "weekday", "style", "also", "quiet_from", "quiet_until", "timezone"),
    *("without", "words", "phrase", "where", "since", "sort", "answer", "mode", "titles", "who"),
)


@dataclass(frozen=True, slots=True)
class Sent:
    """A payload that Slack might send, and the way in which it does."""

    sort: Sort
    payload: Json


class Making:
    """Makes payloads at random for a bot that listens to these triggers."""

    def __init__(self, random: Random, triggers: Triggers, *, response_url: str) -> None:
        self._random = random
        self._triggers = triggers
        self._verbs = triggers.verbs
        self._response_url = response_url
        self._workspace: Workspace = a_workspace()

    def anything(self) -> Sent:
        """A payload of any kind."""
        kinds: Sequence[Callable[[], Sent]] = (
            *(self._command, self._question, self._press, self._press, self._choice, self._press_in_view),
            *(self._shortcut, self._suggestion, self._submission, self._links, self._home, self._happening),
        )
        return self._random.choice(kinds)()

    def _command(self) -> Sent:
        where, who = self._channel(GENERAL, PARTNERS, OPS), self._workspace.person(ANA)
        verb = self._random.choice(("", "", "search", *self._verbs))
        words = hostile.search(self._random) if verb == "search" else hostile.question(self._random)
        url, typed = self._response_url, sendable(f"{verb} {words}")
        payload = inbound.slash_command(self._workspace, "/kb", text=typed, channel=where, person=who, response_url=url)
        return Sent("slash_commands", {**payload})

    def _question(self) -> Sent:
        """Somebody writes to the bot, or only where it is; so does another app, and at times a message is changed."""
        who = self._random.choice((ANA, BEN, ZOE))
        where = self._workspace.direct_channel(who) if self._random.random() < 0.3 else self._channel(PARTNERS, OPS)
        is_mention = where.kind != "im" and self._random.random() < 0.5
        written = inbound.typed(
            f"<@{BOT_ID}> {hostile.question(self._random)}" if is_mention else hostile.question(self._random)
        )
        said = self._workspace.say(
            where.id,
            who,
            text=written,
            blocks=[inbound.rich_text(written)],
            thread_ts=self._random.choice((None, None, "1.000001")),
            bot_id=self._random.choice(("", "", "", "B0OTHER")),
        )
        kind = {"type": "app_mention"} if is_mention else {"channel_type": inbound.CHANNEL_TYPE[where.kind]}
        changed = {
            "subtype": self._random.choice(("message_changed", "channel_join", "file_share", "thread_broadcast"))
        }
        event = inbound.said_event(self._workspace, said) | kind | (changed if self._random.random() < 0.1 else {})
        return self._event(event, where)

    def _links(self) -> Sent:
        """Somebody posts links, or is about to."""
        where = self._channel(GENERAL, PARTNERS, OPS)
        urls = [
            self._random.choice((*_LINKS, hostile.text(self._random, 2))) for _ in range(self._random.randint(0, 4))
        ]
        posted = {"channel": where.id, "ts": "1.000001"} if self._random.random() < 0.8 else {}
        told = self._workspace.links.tell(urls, **posted)
        links = [{"url": url, "domain": "help.example.com"} for url in urls]
        return self._event(inbound.link_shared(self._workspace, told, links, user=ANA), where)

    def _home(self) -> Sent:
        """Somebody opens the app's own place."""
        where = self._workspace.direct_channel(ANA)
        tab = self._random.choice(("home", "messages"))
        event = {"type": "app_home_opened", "user": ANA, "channel": where.id, "event_ts": "1.000001", "tab": tab}
        context = {"context": {"entities": [{"type": "slack#/types/channel_id", "value": GENERAL, "team_id": "T0"}]}}
        return self._event(event | (context if self._random.random() < 0.3 else {}), where)

    def _happening(self) -> Sent:
        """Something happens to a channel, told in any of the words that the bot listens to."""
        where = self._channel(GENERAL, PARTNERS, OPS)
        event = {"type": self._random.choice(self._triggers.events), "channel": where.id, "user": ANA, "ts": "1.000001"}
        named = {"channel": {"id": where.id, "name": hostile.text(self._random, 2)}}
        return self._event(event | (named if self._random.random() < 0.3 else {}), where)

    def _event(self, event: Json, where: Channel) -> Sent:
        payload = inbound.event_callback(self._workspace, event, channel=where)
        return Sent("events_api", payload | {"event_id": f"Ev{self._random.getrandbits(64):X}"})

    def _shortcut(self) -> Sent:
        where = self._channel(GENERAL, PARTNERS)
        payload = interactive.message_action(
            self._workspace,
            self._workspace.say(where.id, BEN, text=inbound.typed(hostile.question(self._random))),
            callback_id=self._random.choice(self._triggers.shortcuts),
            person=self._workspace.person(ANA),
            response_url=self._response_url,
        )
        return Sent("interactive", payload)

    def _press(self) -> Sent:
        return self._used({"type": "button", "value": carried(self._random, self._verbs)})

    def _choice(self) -> Sent:
        """Somebody chooses from a menu of a message, or types into a field of it that tells at once."""
        return self._used(kept(self._random, self._verbs))

    def _used(self, element: Json) -> Sent:
        shown = Message(GENERAL, self._workspace.new_ts(), BOT_ID, "x", ephemeral_to=self._random.choice((None, ANA)))
        url = self._random.choice(_NO_RESPONSE_URLS) if self._random.random() < 0.1 else self._response_url
        payload = interactive.pressed_on_message(
            self._workspace,
            shown,
            action=self._action(element),
            values={},
            person=self._workspace.person(ANA),
            response_url=url,
        )
        return Sent("interactive", payload)

    def _press_in_view(self) -> Sent:
        element = self._random.choice(
            (
                {"type": "button", "value": carried(self._random, self._verbs)},
                kept(self._random, self._verbs),
            )
        )
        payload = interactive.pressed_in_view(
            self._workspace, self._view(), action=self._action(element), person=self._workspace.person(ANA)
        )
        return Sent("interactive", payload)

    def _suggestion(self) -> Sent:
        """Somebody types into a menu that asks for its options."""
        part = {"action_id": self._random.choice((*self._triggers.options, "other"))}
        message = Message(self._channel(GENERAL, PARTNERS).id, self._workspace.new_ts(), BOT_ID, "x")
        payload = interactive.block_suggestion(
            self._workspace,
            self._random.choice((message, self._view())),
            block={"block_id": self._random.choice(("b1", *_FIELDS))},
            part=part,
            typed=hostile.question(self._random),
            person=self._workspace.person(self._random.choice((ANA, ZOE))),
        )
        return Sent("interactive", payload)

    def _submission(self) -> Sent:
        payload = interactive.view_submission(
            self._workspace, self._view(), person=self._workspace.person(ANA), response_urls=()
        )
        return Sent("interactive", payload)

    def _view(self) -> View:
        """A modal, or a Home, in which some fields are filled in with anything."""
        kind = self._random.choice(("modal", "modal", "home"))
        given: Json = {
            "type": kind,
            "title": {"type": "plain_text", "text": "x"},
            "callback_id": self._random.choice((*self._triggers.views, "other")),
            "private_metadata": memory(self._random, self._verbs),
            "blocks": [],
        }
        fields = self._random.sample(_FIELDS, self._random.randint(0, len(_FIELDS)))
        values = {
            field: {self._random.choice(("given", "given", field)): kept(self._random, self._verbs)} for field in fields
        }
        return View("V1", "1.1", ANA, given, blocks=(), state={"values": values}, root_view_id="V1")

    def _action(self, element: Json) -> Json:
        names = (*self._triggers.actions, *self._triggers.options, "other")
        moment = self._workspace.new_ts()
        return {"action_id": self._random.choice(names), "block_id": "b1", "action_ts": moment, **element}

    def _channel(self, *ids: str) -> Channel:
        return self._workspace.channel(self._random.choice(ids))
