"""From the change to the channel as a machine of rules: whatever fails on the way, each article is posted just once.

Digests may be others than if all had gone well; which articles stand in a channel may not.
"""

import os
from collections import Counter
from datetime import timedelta
from random import Random
from threading import Event

from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, precondition, rule, run_state_machine_as_test
from slack_sdk import WebClient
from slack_sdk.web import SlackResponse

from bot.announce.author import Announcer
from bot.announce.blocks import MOST_NAMED
from bot.outbox.sender import Sender
from bot.playground import FakeSlack
from bot.playground.faults import DropAfter, DropBefore, InternalErrorAfterAccepting, ServerError, TooFast
from bot.playground.model import Channel
from bot.playground.town import ANA, BOT_ID
from bot.refusals import note_return
from knowledge.subscriptions import Cadence, Style, Timetable
from tests.bot.announce.conftest import Announcing, place
from tests.bot.conftest import text_of
from tests.knowledge.announcing_model import Model, Piece
from tests.knowledge.announcing_model import Path as Shelf

CHANCES = {
    DropBefore(): 0.1,
    DropAfter(): 0.1,
    ServerError(503): 0.1,
    InternalErrorAfterAccepting(): 0.1,
    TooFast(retry_after=2): 0.1,
}
SHELVES: list[Shelf] = [(), ("billing",), ("billing", "invoices"), ("orders",)]

channels = st.integers(0, 1)
shelves = st.sampled_from(SHELVES)
cadences = st.sampled_from((Cadence.AT_ONCE, Cadence.AT_ONCE, Cadence.DAILY, Cadence.MUTED))
spans = st.sampled_from([timedelta(seconds=20), timedelta(minutes=2), timedelta(hours=1), timedelta(hours=9)])


class Killed(Exception):
    """The process is gone."""


class DyingClient(WebClient):
    """Its process dies with its first post, before it is made or before its answer is noted."""

    is_too_late = False

    def chat_postMessage(self, **given: object) -> SlackResponse:  # noqa: N802 - Slack's client calls it so
        if self.is_too_late:
            super().chat_postMessage(**given)
        raise Killed


class Posting(RuleBasedStateMachine):
    """What may happen on the way, in channels of each example's own."""

    bot: Announcing
    slack: FakeSlack
    examples = 0

    @initialize(
        wishes=st.lists(st.tuples(channels, shelves, cadences), min_size=2, max_size=5), seed=st.integers(0, 99)
    )
    def begins(self, wishes: list[tuple[int, Shelf, Cadence]], seed: int) -> None:
        type(self).examples += 1
        self.numbers = 0
        self.channels = [f"C0RUN{self.examples}X{number}" for number in range(2)]
        self.model = Model(self.channels)
        self.model.held["help"] = False
        for channel in self.channels:
            self.slack.workspace.put(Channel(channel, channel.lower(), "private", frozenset({ANA, BOT_ID})))
        self.slack.misbehave_at_random(CHANCES, random=Random(seed))
        self.slack.limit_posts(per_second=1)
        for number, shelf, cadence in wishes:
            self._subscribe(self.channels[number], shelf, cadence)

    @precondition(lambda self: self.numbers + 7 <= MOST_NAMED)  # a digest of more does not name them all
    @rule(count=st.integers(1, 7), shelf=shelves, span=st.none() | spans)
    def publish(self, count: int, shelf: Shelf, span: timedelta | None) -> None:
        self.numbers += count
        ids = [f"run{self.examples}n{self.numbers - number}." for number in range(count)]
        self.bot.centre.publish(*ids, category=" / ".join(shelf))
        pieces = [Piece("help", id, f"Article {id}", shelf) for id in ids]
        self.model.sync("help", [("new", piece) for piece in pieces], self.bot.centre.clock.at, of=99)
        if span:
            self.time_passes(span)

    @rule(span=spans)
    def time_passes(self, span: timedelta) -> None:
        self.bot.centre.clock.passes(span)
        self._work()

    @rule(is_too_late=st.booleans())
    def a_process_dies_posting(self, is_too_late: bool) -> None:
        parts = self.bot.parts
        client = DyingClient(token=self.slack.bot_token, base_url=self.slack.api_url, retry_handlers=[])
        client.is_too_late = is_too_late
        author = Announcer(parts.knowledge, parts.channels, parts.people)
        self._plan()
        try:
            Sender(self.bot.another(), client, author=author, look_up_after=timedelta(seconds=60)).send_due(Event())
        except Killed:
            return

    @rule(number=channels)
    def a_channel_is_archived(self, number: int) -> None:
        self.slack.quietly.archive(self.channels[number])

    @rule(number=channels)
    def a_channel_is_back(self, number: int) -> None:
        self.slack.quietly.unarchive(self.channels[number])
        note_return(self.bot.parts.knowledge, place(self.channels[number]))

    def teardown(self) -> None:
        """All comes to its end, and is looked at."""
        if not self.examples or not hasattr(self, "model"):
            return
        for span in (timedelta(minutes=2), timedelta(minutes=2), timedelta(hours=24)):
            self.time_passes(span)
        self.slack.behave()
        for number in range(2):
            self.a_channel_is_back(number)
        for _ in range(30):
            self.time_passes(timedelta(hours=2))
        for channel in self.channels:
            self.bot.parts.knowledge.subscriptions.end(place(channel), person=ANA)
        assert {channel: self._stands(channel) for channel in self.channels} == {
            channel: Counter(line.piece.title for post in room.posts for line in post.lines)
            for channel, room in self.model.rooms.items()
        }

    def _work(self) -> None:
        self._plan()
        self.bot.send()
        self.bot.parts.reconciler.look_up_due(Event())
        self.bot.send()

    def _plan(self) -> None:
        knowledge = self.bot.parts.knowledge
        knowledge.announcements.gather_old()
        knowledge.announcements.plan()
        self.model.plan(self.bot.centre.clock.at)

    def _subscribe(self, channel: str, shelf: Shelf, cadence: Cadence) -> None:
        timetable, style = Timetable(cadence), Style(compact=True)
        self.bot.parts.knowledge.subscriptions.subscribe(
            place(channel), shelf, person=ANA, timetable=timetable, style=style
        )
        self.model.subscribe(channel, shelf, timetable, style, self.bot.centre.clock.at)

    def _stands(self, channel: str) -> Counter[str]:
        """How often the title of each article stands in a channel."""
        shown = "\n".join(text_of(message.blocks) for message in self.slack.messages(channel))
        ids = [f"run{self.examples}n{number}." for number in range(1, self.numbers + 1)]
        return Counter({f"Article {id}": shown.count(f"Article {id}") for id in ids if f"Article {id}" in shown})


def test_each_article_stands_once_in_each_channel_that_wants_it_whatever_fails_on_the_way(
    announcing: Announcing, slack: FakeSlack
) -> None:
    slack.grant("groups:history")
    asked_for = int(os.environ.get("ANNOUNCING_EXAMPLES", "0"))
    tried = settings(
        max_examples=asked_for or 8,
        stateful_step_count=20,
        derandomize=not asked_for,
        phases=[Phase.generate],  # to make a failing one smaller takes minutes
        database=None,
        deadline=None,
        suppress_health_check=list(HealthCheck),
    )
    machine = type("PostingHere", (Posting,), {"bot": announcing, "slack": slack})
    run_state_machine_as_test(machine, settings=tried)
