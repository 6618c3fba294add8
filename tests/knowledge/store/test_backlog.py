"""The backlog: what is not sent, tried again or dropped when the operator says so."""

from datetime import timedelta

import pytest

from knowledge.base import KnowledgeBase
from knowledge.posts import Delivery, DeliveryState, Post
from tests.knowledge.given import GivenClock

A_MINUTE = timedelta(minutes=1)

PENDING, SENDING, UNCLEAR = DeliveryState.PENDING, DeliveryState.SENDING, DeliveryState.UNCLEAR
SENT, PARKED, DROPPED = DeliveryState.SENT, DeliveryState.PARKED, DeliveryState.DROPPED


@pytest.fixture
def posts(knowledge: KnowledgeBase) -> dict[DeliveryState, int]:
    """A post in each state, each in a channel of its own."""
    found = {}
    for state in DeliveryState:
        row = knowledge.outbox.put(Post("T1", f"C-{state}", f"answer:{state}", "Text."))
        assert row is not None
        found[state] = row
    knowledge.outbox.look_up_later(claimed(knowledge, found[UNCLEAR]), A_MINUTE, "no answer came")
    knowledge.outbox.sent(claimed(knowledge, found[SENT]), "2.0")
    knowledge.outbox.park(claimed(knowledge, found[PARKED]), "not_in_channel")
    knowledge.outbox.drop(claimed(knowledge, found[DROPPED]), "The article is gone.")
    claimed(knowledge, found[SENDING])
    return found


def claimed(knowledge: KnowledgeBase, row: int) -> Delivery:
    delivery = knowledge.outbox.claim_due(only=row)
    assert delivery is not None
    return delivery


def states(knowledge: KnowledgeBase) -> dict[int, DeliveryState]:
    return {post.id: post.state for post in knowledge.backlog.all(list(DeliveryState))}


def test_what_is_not_sent_is_told_with_its_age_and_its_next_try(
    knowledge: KnowledgeBase, posts: dict[DeliveryState, int], clock: GivenClock
) -> None:
    clock.passes(timedelta(seconds=20))
    told = {post.state: post for post in knowledge.backlog.all()}

    assert list(told) == [PENDING, SENDING, UNCLEAR, PARKED]
    assert {post.age for post in told.values()} == {timedelta(seconds=20)}
    assert [post.next_in for post in told.values()] == [timedelta(), None, timedelta(seconds=40), None]
    assert told[PARKED].problem == "not_in_channel"
    assert told[UNCLEAR].attempts == 1
    assert [post.id for post in knowledge.backlog.all([DROPPED])] == [posts[DROPPED]]


def test_parked_and_dropped_posts_are_sent_after_all_and_no_others(
    knowledge: KnowledgeBase, posts: dict[DeliveryState, int]
) -> None:
    handled = knowledge.backlog.retry([*posts.values(), 999])

    assert set(handled.done) == {posts[PARKED], posts[DROPPED]}
    assert handled.left == {posts[state]: state for state in (PENDING, SENDING, UNCLEAR, SENT)} | {999: None}
    assert claimed(knowledge, posts[PARKED]).attempts == 1
    assert claimed(knowledge, posts[DROPPED]).attempts == 1


def test_all_that_are_parked_are_sent_after_all_and_what_was_dropped_is_not(
    knowledge: KnowledgeBase, posts: dict[DeliveryState, int]
) -> None:
    handled = knowledge.backlog.retry()
    assert (handled.done, handled.left) == ((posts[PARKED],), {})
    assert states(knowledge)[posts[DROPPED]] is DROPPED


def test_what_is_not_sent_nor_being_sent_is_dropped(
    knowledge: KnowledgeBase, posts: dict[DeliveryState, int], clock: GivenClock
) -> None:
    handled = knowledge.backlog.drop([*posts.values(), 999])

    assert set(handled.done) == {posts[PENDING], posts[UNCLEAR], posts[PARKED]}
    assert handled.left == {posts[state]: state for state in (SENDING, SENT, DROPPED)} | {999: None}
    clock.passes(timedelta(days=1))
    assert knowledge.outbox.claim_due() is knowledge.outbox.claim_unclear() is None


def test_all_that_can_be_dropped_is(knowledge: KnowledgeBase, posts: dict[DeliveryState, int]) -> None:
    knowledge.backlog.drop()
    assert set(states(knowledge).values()) == {SENDING, SENT, DROPPED}


def test_what_is_dropped_while_it_is_looked_up_stays_dropped(knowledge: KnowledgeBase, clock: GivenClock) -> None:
    row = knowledge.outbox.put(Post("T1", "C1", "answer:1", "Text."))
    assert row is not None
    knowledge.outbox.look_up_later(claimed(knowledge, row), A_MINUTE, "no answer came")
    clock.passes(A_MINUTE)
    looked_up = knowledge.outbox.claim_unclear()
    assert looked_up is not None

    knowledge.backlog.drop([row])
    assert not knowledge.outbox.absent(looked_up)
    assert states(knowledge) == {row: DROPPED}
