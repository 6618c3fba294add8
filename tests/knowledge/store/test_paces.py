"""Paces: a message a second a channel and so many a minute a workspace, however many processes send."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier
from time import process_time

import pytest
from sqlalchemy import func, insert, select

from knowledge.base import KnowledgeBase
from knowledge.posts import Delivery, Pace, Post, Priority
from knowledge.store.engine import Database
from knowledge.store.tables import outbox
from tests.knowledge.given import GivenClock

A_SECOND = timedelta(seconds=1)
A_MOMENT = timedelta(milliseconds=1)


def put(knowledge: KnowledgeBase, channel: str, *subjects: str, priority: Priority = Priority.ANSWER) -> None:
    for subject in subjects:
        assert knowledge.outbox.put(Post("T1", channel, subject, "Text.", priority=priority)) is not None


def claimed(knowledge: KnowledgeBase) -> list[tuple[str, str]]:
    """Claim all that may go now; channel and subject of each."""
    got = []
    while delivery := knowledge.outbox.claim_due():
        got.append((delivery.post.channel, delivery.post.subject))
    return got


@pytest.fixture
def slow(database_url: str, clock: GivenClock, open_knowledge: Callable[..., KnowledgeBase]) -> Iterator[KnowledgeBase]:
    """A knowledge base whose workspace gets 60 posts a minute."""
    return open_knowledge(database_url, clock=clock, pace=Pace(posts_per_minute=60))


def test_a_channel_gets_a_post_a_second_and_holds_up_no_other(knowledge: KnowledgeBase, clock: GivenClock) -> None:
    put(knowledge, "C1", "a", "b", "c")
    put(knowledge, "C2", "a")

    assert claimed(knowledge) == [("C1", "a"), ("C2", "a")]
    clock.passes(A_SECOND - A_MOMENT)
    assert claimed(knowledge) == []
    clock.passes(A_MOMENT)
    assert claimed(knowledge) == [("C1", "b")]
    clock.passes(A_SECOND)
    assert claimed(knowledge) == [("C1", "c")]


def test_a_given_post_waits_for_its_channel_too(knowledge: KnowledgeBase, clock: GivenClock) -> None:
    put(knowledge, "C1", "a")
    late = knowledge.outbox.put(Post("T1", "C1", "b", "Text."))
    assert claimed_subject(knowledge.outbox.claim_due()) == "a"

    assert knowledge.outbox.claim_due(only=late) is None
    clock.passes(A_SECOND)
    assert claimed_subject(knowledge.outbox.claim_due(only=late)) == "b"


def claimed_subject(delivery: Delivery | None) -> str:
    assert delivery is not None
    return delivery.post.subject


def test_of_two_processes_that_claim_two_posts_of_a_channel_at_once_one_gets_a_post_of_another_channel(
    knowledge: KnowledgeBase, second_process: KnowledgeBase, clock: GivenClock
) -> None:
    together = Barrier(2, timeout=10)

    def claim(one: KnowledgeBase) -> str | None:
        together.wait()
        delivery = one.outbox.claim_due()
        return delivery.post.channel if delivery else None

    with ThreadPoolExecutor(2) as pool:
        for number in range(20):
            put(knowledge, "busy", f"a{number}", f"b{number}")
            put(knowledge, f"C{number}", "a")
            assert set(pool.map(claim, [knowledge, second_process])) == {"busy", f"C{number}"}
            clock.passes(A_SECOND)
            assert set(pool.map(claim, [knowledge, second_process])) == {"busy", None}
            clock.passes(A_SECOND)


def test_a_workspace_gets_so_many_announcements_a_minute_and_no_more(slow: KnowledgeBase, clock: GivenClock) -> None:
    for number in range(100):
        put(slow, f"C{number}", "a", priority=Priority.ANNOUNCEMENT)

    sent = []
    for _ in range(120):
        sent += [len(claimed(slow))]
        clock.passes(A_SECOND / 2)
    assert max(sent) == 1
    assert sum(sent) == 60


def test_answers_do_not_wait_for_the_workspace_but_count(slow: KnowledgeBase, clock: GivenClock) -> None:
    put(slow, "C0", "a", priority=Priority.ANNOUNCEMENT)
    for number in range(1, 4):
        put(slow, f"C{number}", "a")

    assert claimed(slow) == [("C1", "a"), ("C2", "a"), ("C3", "a")]
    clock.passes(A_SECOND * 2)
    assert claimed(slow) == []
    clock.passes(A_SECOND)
    assert claimed(slow) == [("C0", "a")]


def test_what_was_not_sent_while_nobody_looked_is_made_up_for_within_half_a_second(
    database_url: str, clock: GivenClock, open_knowledge: Callable[..., KnowledgeBase]
) -> None:
    knowledge = open_knowledge(database_url, clock=clock, pace=Pace(posts_per_minute=1200))
    for number in range(100):
        put(knowledge, f"C{number}", "a", priority=Priority.ANNOUNCEMENT)

    assert len(claimed(knowledge)) in (10, 11)
    clock.passes(A_SECOND / 2)
    assert len(claimed(knowledge)) in (9, 10)
    clock.passes(A_SECOND * 60)
    assert len(claimed(knowledge)) in (10, 11)


def test_two_processes_share_the_pace_of_a_workspace(
    slow: KnowledgeBase, database_url: str, clock: GivenClock, open_knowledge: Callable[..., KnowledgeBase]
) -> None:
    other = open_knowledge(database_url, clock=clock, pace=Pace(posts_per_minute=60))
    for number in range(9):
        put(slow, f"C{number}", "a", priority=Priority.ANNOUNCEMENT)

    assert len(claimed(slow)) == 1
    assert claimed(other) == []
    clock.passes(A_SECOND * 1.1)
    assert len(claimed(other)) == 1
    assert claimed(slow) == []


def test_a_channel_of_which_slack_wants_less_waits_and_no_other_does(
    knowledge: KnowledgeBase, second_process: KnowledgeBase, clock: GivenClock
) -> None:
    put(knowledge, "C1", "a", "b")
    put(knowledge, "C2", "a", "b")
    first = knowledge.outbox.claim_due()
    assert first is not None
    assert knowledge.outbox.slow_down(first, timedelta(seconds=30), "Slack said ratelimited")

    assert claimed(second_process) == [("C2", "a")]
    clock.passes(timedelta(seconds=29))
    assert claimed(second_process) == [("C2", "b")]
    clock.passes(A_SECOND)
    assert claimed(second_process) == [("C1", "b")]
    clock.passes(A_SECOND)
    assert claimed(second_process) == [("C1", "a")]


@pytest.mark.parametrize("unsent", ["dropped", "put off", "parked"])
def test_a_post_that_is_not_made_leaves_its_turn_to_the_next(knowledge: KnowledgeBase, unsent: str) -> None:
    put(knowledge, "C1", "a", "b")
    first = knowledge.outbox.claim_due()
    assert first is not None
    if unsent == "dropped":
        knowledge.outbox.drop(first, "The article is gone.")
    elif unsent == "parked":
        knowledge.outbox.park(first, "Slack refused it: not_in_channel")
    else:
        knowledge.outbox.put_off(first, A_SECOND, "It is night there.")

    assert claimed(knowledge) == [("C1", "b")]


def test_thousands_of_posts_that_wait_for_one_channel_hardly_slow_a_claim(
    knowledge: KnowledgeBase, clock: GivenClock, database_url: str
) -> None:
    put(knowledge, "busy", "first")
    assert claimed(knowledge) == [("busy", "first")]
    _fill(database_url, clock, 5000)
    put(knowledge, "C2", "a", "b", priority=Priority.ANNOUNCEMENT)

    begun = process_time()
    assert claimed(knowledge) == [("C2", "a")]
    assert process_time() - begun < 2


def _fill(url: str, clock: GivenClock, count: int) -> None:
    """Put so many posts for one channel into the outbox."""
    database = Database(url)
    values = {
        "workspace": "T1",
        "channel": "busy",
        "thread_ts": "",
        "text": "",
        "blocks": [],
        "priority": 1,
        "state": "pending",
        "not_before": clock.at,
        "attempts": 0,
        "problem": "",
        "posted_ts": "",
        "created_at": clock.at,
    }
    with database.write() as connection:
        posts = [values | {"token": f"t{number}", "subject": f"change:{number}"} for number in range(count)]
        connection.execute(insert(outbox), posts)
        assert connection.execute(select(func.count()).select_from(outbox)).scalar_one() == count + 1
    database.close()
