"""Tallies: each outcome counted once, in its own transaction, whichever process it is."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest

from knowledge.base import KnowledgeBase
from knowledge.posts import Delivery, Post, Tally
from knowledge.store import tallies
from knowledge.store.engine import Database
from tests.knowledge.given import GivenClock

A_SECOND = timedelta(seconds=1)


@pytest.fixture
def database(database_url: str) -> Iterator[Database]:
    opened = Database(database_url)
    yield opened
    opened.close()


def counted(database: Database) -> dict[str, int]:
    """What was counted, without the zeros."""
    with database.read() as connection:
        return {tally.value: times for tally, times in tallies.all_counts(connection, Tally).items() if times}


def claimed(knowledge: KnowledgeBase, channel: str = "C1") -> Delivery:
    row = knowledge.outbox.put(Post("T1", channel, "answer:1", "Text."))
    delivery = knowledge.outbox.claim_due(only=row)
    assert delivery is not None
    return delivery


OUTCOMES: dict[Tally, Callable[[KnowledgeBase, Delivery], bool]] = {
    Tally.SENT: lambda knowledge, delivery: knowledge.outbox.sent(delivery, "2.0"),
    Tally.POSTPONED: lambda knowledge, delivery: knowledge.outbox.postpone(delivery, A_SECOND, "not reached"),
    Tally.TOO_FAST: lambda knowledge, delivery: knowledge.outbox.slow_down(delivery, A_SECOND, "ratelimited"),
    Tally.UNCLEAR: lambda knowledge, delivery: knowledge.outbox.look_up_later(delivery, A_SECOND, "no answer"),
    Tally.PARKED: lambda knowledge, delivery: knowledge.outbox.park(delivery, "is_archived"),
    Tally.DROPPED: lambda knowledge, delivery: knowledge.outbox.drop(delivery, "gone"),
    Tally.ABSENT: lambda knowledge, delivery: knowledge.outbox.absent(delivery),
}


@pytest.mark.parametrize("tally", OUTCOMES)
def test_an_outcome_is_counted_once_and_only_by_the_owner(
    knowledge: KnowledgeBase, second_process: KnowledgeBase, database: Database, tally: Tally
) -> None:
    delivery = claimed(knowledge)
    assert not OUTCOMES[tally](second_process, delivery)
    assert counted(database) == {}

    assert OUTCOMES[tally](knowledge, delivery)
    assert not OUTCOMES[tally](knowledge, delivery)
    assert counted(database) == {tally.value: 1}


def test_a_post_that_was_found_counts_as_sent_too(knowledge: KnowledgeBase, database: Database) -> None:
    knowledge.outbox.found(claimed(knowledge), "2.0")
    assert counted(database) == {"sent": 1, "reconciled_found": 1}


def test_what_dead_processes_left_is_counted_as_unclear(
    knowledge: KnowledgeBase, second_process: KnowledgeBase, clock: GivenClock, database: Database
) -> None:
    for number in range(3):
        claimed(knowledge, f"C{number}")
    clock.passes(timedelta(hours=1))
    second_process.outbox.take_over_orphans(A_SECOND)
    second_process.outbox.take_over_orphans(A_SECOND)
    assert counted(database) == {"unclear": 3}


def test_two_processes_lose_no_count(
    knowledge: KnowledgeBase, second_process: KnowledgeBase, database: Database
) -> None:
    def send(process: KnowledgeBase, number: int) -> None:
        process.outbox.sent(claimed(process, f"C{number}"), "2.0")

    with ThreadPoolExecutor(2) as pool:
        list(pool.map(send, [knowledge, second_process] * 20, range(40)))
    assert counted(database) == {"sent": 40}
