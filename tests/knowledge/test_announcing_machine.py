"""Announcements as a machine of rules: whatever happens in whatever order, channels get what the model says, once.

`ANNOUNCING_EXAMPLES=3000 pytest tests/knowledge/test_announcing_machine.py` tries so many, other ones each time.
"""

import os
from collections.abc import Iterator
from datetime import UTC, datetime, time, timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from knowledge.subscriptions import Cadence, Quiet, Style, Timetable
from tests.knowledge.announcing_model import MOST_NEW, Model, Piece, Wish
from tests.knowledge.announcing_model import Path as Shelf
from tests.knowledge.announcing_world import CHANNELS, SOURCES, World, expected, place

ZONES = ("UTC", "Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "America/Santiago")

# A Monday, and days on which the clocks of one of the zones are changed, there and back.
MOMENTS = [
    datetime(2026, 11, 2, 9, tzinfo=UTC),
    datetime(2026, 3, 7, 12, tzinfo=UTC),
    datetime(2026, 3, 28, 22, tzinfo=UTC),
    datetime(2026, 4, 4, 11, tzinfo=UTC),
    datetime(2026, 9, 5, 23, tzinfo=UTC),
    datetime(2026, 10, 3, 12, tzinfo=UTC),
    datetime(2026, 10, 24, 20, tzinfo=UTC),
]

SHELVES: list[Shelf] = [(), ("billing",), ("billing", "invoices"), ("billing", "invoices", "old"), ("orders",)]

channels = st.sampled_from(CHANNELS)
sources = st.sampled_from(SOURCES)
shelves = st.sampled_from(SHELVES)
picks = st.integers(0, 7)
announces = st.sampled_from(("yes", "yes", "yes", "hold", "no"))
titles = st.sampled_from(("Title", "Another title", "Of the BETA"))
times = st.sampled_from([time(0), time(1, 30), time(2, 15), time(9), time(17, 30), time(23)])
timetables = st.builds(
    Timetable,
    st.sampled_from((*[Cadence.AT_ONCE] * 4, *[Cadence.DAILY] * 2, Cadence.WEEKLY, Cadence.MUTED)),
    at=times,
    weekday=st.integers(0, 6),
    weekdays_only=st.booleans(),
    quiet=st.none() | st.none() | st.builds(Quiet, times, times),
    timezone=st.sampled_from(ZONES),
)
styles = st.builds(Style, updates=st.booleans(), without=st.sampled_from(((), (), ("beta",))))
# How long it is until somebody plans, if anybody does.
waits = st.sampled_from([None, timedelta(), timedelta(seconds=60), timedelta(seconds=60), timedelta(hours=2)])
spans = st.sampled_from(
    [
        timedelta(seconds=1),
        timedelta(seconds=59),
        timedelta(seconds=60),
        timedelta(minutes=10),
        timedelta(hours=1),
        timedelta(hours=7),
        timedelta(days=1),
        timedelta(days=6, hours=23),
        timedelta(weeks=3),
    ]
)


class Announcing(RuleBasedStateMachine):
    """What may happen, each to the bot and to the model."""

    world: World

    def __init__(self) -> None:
        super().__init__()
        self.model = Model(CHANNELS)
        self._numbers = 0
        self._gone: list[Piece] = []

    @initialize(now=st.sampled_from(MOMENTS), shelf=shelves, style=styles, timetable=timetables)
    def begins(self, now: datetime, shelf: Shelf, style: Style, timetable: Timetable) -> None:
        self.world.begin(now)
        self.subscribe(CHANNELS[0], (), Timetable(), Style())
        self.subscribe(CHANNELS[1], shelf, timetable, style)
        for source in SOURCES:
            self._sync(source, [("new", piece) for shelf in SHELVES for piece in self._pieces(source, 2, shelf)])

    @rule(channel=channels, shelf=shelves, timetable=timetables, style=styles)
    def subscribe(self, channel: str, shelf: Shelf, timetable: Timetable, style: Style) -> None:
        self.world.knowledge.subscriptions.subscribe(
            place(channel), shelf, person="U1", timetable=timetable, style=style
        )
        self.model.subscribe(channel, shelf, timetable, style, self._now)

    @rule(channel=channels, shelf=shelves)
    def unsubscribe(self, channel: str, shelf: Shelf) -> None:
        self.world.knowledge.subscriptions.unsubscribe(place(channel), shelf, person="U1")
        self.model.unsubscribe(channel, shelf)

    @rule(channel=channels, span=st.none() | spans | spans | spans, only=st.none() | shelves)
    def pause(self, channel: str, span: timedelta | None, only: Shelf | None) -> None:
        until = self._now + span if span else None
        wish, number = self._only(channel, only)
        self.world.knowledge.subscriptions.pause(place(channel), person="U1", until=until, only=number)
        self.model.pause(channel, until, self._now, only=wish)

    @rule(channel=channels, only=st.none() | shelves)
    def resume(self, channel: str, only: Shelf | None) -> None:
        wish, number = self._only(channel, only)
        self.world.knowledge.subscriptions.resume(place(channel), person="U1", only=number)
        self.model.resume(channel, self._now, only=wish)

    @rule(source=sources, count=st.integers(1, 8), shelf=shelves, announce=announces, title=titles, wait=waits)
    def publish(self, source: str, count: int, shelf: Shelf, announce: str, title: str, wait: timedelta | None) -> None:
        pieces = self._pieces(source, count, shelf, announce=announce, title=title)
        self._sync(source, [("new", piece) for piece in pieces])
        self._wait(wait)

    @rule(source=sources, shelf=shelves, silently=st.none() | st.booleans(), wait=waits)
    def publish_a_mass(self, source: str, shelf: Shelf, silently: bool | None, wait: timedelta | None) -> None:
        self._sync(source, [("new", piece) for piece in self._pieces(source, MOST_NEW + 1, shelf)])
        self._wait(wait)
        if silently is not None:
            self.accept(silently)

    @rule(pick=picks, wait=waits)
    def update(self, pick: int, wait: timedelta | None) -> None:
        piece = self._present(pick)
        self._numbers += 1
        self.world.write(piece, body=f"Edition {self._numbers}.")
        self._sync(piece.source, [("updated", piece)])
        self._wait(wait)

    @rule(pick=picks, announce=announces)
    def update_what_no_reader_sees(self, pick: int, announce: str) -> None:
        piece = self._present(pick)
        self._numbers += 1
        piece.announce = announce
        self.world.write(piece, phrases=[f"phrase {self._numbers}"])
        self._sync(piece.source, [])

    @rule(pick=picks, title=titles, shelf=shelves, wait=waits)
    def rename(self, pick: int, title: str, shelf: Shelf, wait: timedelta | None) -> None:
        piece = self._present(pick)
        before = piece.title, piece.category
        piece.title, piece.category = f"{title} {piece.id}", shelf
        self._sync(piece.source, [("updated", piece)] if before != (piece.title, piece.category) else [])
        self._wait(wait)

    @rule(pick=picks)
    def move(self, pick: int) -> None:
        piece = self._present(pick)
        self._numbers += 1
        piece.id = f"{piece.id.partition('-')[0]}-{self._numbers}"
        self._sync(piece.source, [])

    @rule(source=sources, pick=picks, count=st.sampled_from((1, 1, 2, 3)))
    def remove(self, source: str, pick: int, count: int) -> None:
        here = [piece for piece in self.world.present if piece.source == source][1:]  # one stays
        gone = list(dict.fromkeys(here[-1 - (pick + number) % len(here)] for number in range(count) if here))
        self._gone += gone
        self.world.remove(*gone)
        self._sync(source, [("gone", piece) for piece in gone], of=len(here) + 1)

    @precondition(lambda self: self._gone)
    @rule(pick=picks)
    def bring_back(self, pick: int) -> None:
        piece = self._gone.pop(pick % len(self._gone))
        self.world.write(piece)
        self._sync(piece.source, [("updated", piece)])

    @rule(silently=st.booleans())
    def accept(self, silently: bool) -> None:
        self.world.knowledge.syncs.accept(silently=silently)
        self.model.accept(silently=silently)

    @rule()
    def release(self) -> None:
        self.world.knowledge.announcements.release()
        self.model.release(self._now)

    @rule(channel=channels, only=st.none() | shelves)
    def announce_now(self, channel: str, only: Shelf | None) -> None:
        wish, number = self._only(channel, only)
        self.world.knowledge.announcements.announce_now(place(channel), person="U1", only=number)
        self.model.announce_now(channel, self._now, only=wish)

    @rule(span=spans | st.just(-timedelta(hours=1)))
    def nobody_plans(self, span: timedelta) -> None:
        """Time passes, or the clock jumps back."""
        self.world.clock.passes(span)

    @rule(span=spans)
    def time_passes(self, span: timedelta) -> None:
        self.world.clock.passes(span)
        self._plan()

    @rule(minutes=st.sampled_from((15, 30, 60)), count=st.integers(1, 20))
    def hours_pass(self, minutes: int, count: int) -> None:
        for _ in range(count):
            self.world.clock.passes(timedelta(minutes=minutes))
            self._plan()

    @rule()
    def two_plan_at_once(self) -> None:
        self.world.plan_at_once()
        self.model.plan(self._now)

    @rule(writes=st.integers(0, 1), statements=st.integers(0, 20))
    def one_dies_planning(self, writes: int, statements: int) -> None:
        """Turns are given in a transaction of their own, and kept."""
        self.world.die_planning(writes, statements)
        if writes:
            self.model.give_turns(self._now)

    @rule()
    def gather_old(self) -> None:
        self.world.knowledge.announcements.gather_old()
        self.model.gather_old(self._now)

    @rule(outcome=st.sampled_from(("taken", "taken", "archived", "archived for a while")))
    def send(self, outcome: str) -> None:
        """Slack takes the next post, or the channel turns out to be archived."""
        if not (delivery := self.world.claim()):
            return
        channel = delivery.post.channel
        post = self.model.rooms[channel].posts[self.world.post_number(delivery)]
        post.state = "sent"
        if outcome == "taken":
            self.world.knowledge.outbox.sent(delivery, "1.0")
            return
        self.world.knowledge.places.refused(place(channel), "is_archived", post=delivery.id)
        self.model.refuse(channel, post, self._now)
        if outcome != "archived":
            self.channel_returns(channel)

    @rule(channel=channels)
    def channel_returns(self, channel: str) -> None:
        self.world.knowledge.places.returned(place(channel))
        self.model.give_back(channel, self._now)

    @invariant()
    def channels_have_what_the_model_says(self) -> None:
        assert self.world.posts() == expected(self.model)

    @property
    def _now(self) -> datetime:
        return self.world.clock.at

    def _wait(self, wait: timedelta | None) -> None:
        if wait is not None:
            self.world.clock.passes(wait)
            self._plan()

    def _plan(self) -> None:
        self.world.knowledge.announcements.plan()
        self.model.plan(self._now)
        self.channels_have_what_the_model_says()

    def _sync(self, source: str, changes: list[tuple[str, Piece]], *, of: int = 0) -> None:
        self.world.sync(source)
        self.model.sync(source, changes, self._now, of=of)

    def _pieces(
        self, source: str, count: int, shelf: Shelf, *, announce: str = "yes", title: str = "Title"
    ) -> list[Piece]:
        self._numbers += 1
        ids = [f"{source}{self._numbers}.{number}" for number in range(count)]
        pieces = [Piece(source, id, f"{title} {id}", shelf, announce) for id in ids]
        self.world.write(*pieces)
        return pieces

    def _present(self, pick: int) -> Piece:
        """One of the articles, those that came last first."""
        return self.world.present[-1 - pick % len(self.world.present)]

    def _only(self, channel: str, shelf: Shelf | None) -> tuple[Wish | None, int | None]:
        """The one subscription that is meant, in the model and in the bot; none if all are."""
        wish = self.model.rooms[channel].wishes.get(shelf) if shelf is not None else None
        found = self.world.knowledge.subscriptions.find(place(channel), shelf) if wish and shelf is not None else None
        return wish, found.id if found else None


@pytest.fixture
def world(database_url: str, tmp_path: Path) -> Iterator[World]:
    world = World(database_url, tmp_path)
    yield world
    world.close()


def test_channels_are_told_what_the_rules_say_whatever_happens(world: World) -> None:
    asked_for = int(os.environ.get("ANNOUNCING_EXAMPLES", "0"))
    count = asked_for or (12 if world.is_sqlite else 4)
    tried = settings(
        max_examples=count,
        stateful_step_count=40,
        derandomize=not asked_for,
        database=None,
        deadline=None,
        print_blob=False,
        suppress_health_check=list(HealthCheck),
    )
    run_state_machine_as_test(type("AnnouncingHere", (Announcing,), {"world": world}), settings=tried)
