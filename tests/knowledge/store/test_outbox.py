"""The outbox: every post claimed by one owner, and every outcome written by that owner alone."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta
from threading import Barrier

import pytest
from sqlalchemy import select

from knowledge.base import KnowledgeBase
from knowledge.posts import Delivery, Post, Priority, Question
from knowledge.store.engine import Database
from knowledge.store.outbox import LEASE
from knowledge.store.tables import outbox
from tests.knowledge.given import GivenClock

POST = Post("T1", "C1", subject="answer:1", text="Press Resubmit.", blocks=[{"type": "divider"}], thread_ts="1.0")

A_SECOND = timedelta(seconds=1)

Outcome = Callable[[KnowledgeBase, Delivery], bool]

OUTCOMES: list[Outcome] = [
    lambda knowledge, delivery: knowledge.outbox.sent(delivery, "2.0"),
    lambda knowledge, delivery: knowledge.outbox.postpone(delivery, A_SECOND, "ratelimited"),
    lambda knowledge, delivery: knowledge.outbox.slow_down(delivery, A_SECOND, "ratelimited"),
    lambda knowledge, delivery: knowledge.outbox.put_off(delivery, A_SECOND, "It is night there."),
    lambda knowledge, delivery: knowledge.outbox.drop(delivery, "The article is gone."),
    lambda knowledge, delivery: knowledge.outbox.park(delivery, "channel_not_found"),
]
outcomes = pytest.mark.parametrize(
    "outcome", OUTCOMES, ids=["sent", "postponed", "slowed down", "put off", "dropped", "parked"]
)


def put(knowledge: KnowledgeBase, post: Post = POST, *, number: int = 1) -> int | None:
    """Put a post into the outbox, as the answer to a question of its own."""
    asked = knowledge.inbox.receive(Question(f"Ev{number}", "T1", "C1", "U1", f"1.{number}", "how?"))
    assert asked is not None
    return knowledge.inbox.answer(asked, post)


def rows(database_url: str) -> list[tuple[str, int, str, str]]:
    """State, attempts, problem and message of each row."""
    database = Database(database_url)
    with database.read() as connection:
        columns = outbox.c.state, outbox.c.attempts, outbox.c.problem, outbox.c.posted_ts
        found = [tuple(row) for row in connection.execute(select(*columns).order_by(outbox.c.id))]
    database.close()
    return found


def claimed(knowledge: KnowledgeBase) -> Delivery:
    """The post that is due next."""
    delivery = knowledge.outbox.claim_due()
    assert delivery is not None
    return delivery


def test_a_claimed_post_is_as_it_was_put_in_with_a_token_of_its_own(knowledge: KnowledgeBase) -> None:
    put(knowledge)
    put(knowledge, replace(POST, channel="C2"), number=2)

    first, second = claimed(knowledge), claimed(knowledge)

    assert first.post == POST
    assert first.token != second.token
    assert [first.attempts, second.attempts] == [1, 1]


def test_a_channel_gets_a_subject_once(knowledge: KnowledgeBase) -> None:
    assert put(knowledge) is not None
    assert put(knowledge, replace(POST, text="Other words."), number=2) is None
    assert put(knowledge, replace(POST, channel="C2"), number=3) is not None
    assert put(knowledge, replace(POST, workspace="T2"), number=4) is not None


def test_of_two_processes_that_claim_at_once_exactly_one_gets_a_post(
    knowledge: KnowledgeBase, second_process: KnowledgeBase
) -> None:
    posts = [put(knowledge, replace(POST, channel=f"C{number}"), number=number) for number in range(15)]
    together = Barrier(2, timeout=10)

    def claim(one: KnowledgeBase) -> list[int]:
        got = []
        for post in posts:
            together.wait()
            delivery = one.outbox.claim_due(only=post)
            got += [delivery.id] if delivery else []
        return got

    with ThreadPoolExecutor(2) as pool:
        first, second = pool.map(claim, [knowledge, second_process])
    assert sorted(first + second) == posts


def test_posts_are_claimed_one_by_one_answers_first_and_then_oldest_first(
    knowledge: KnowledgeBase, clock: GivenClock
) -> None:
    told = replace(POST, channel="C9", subject="change:1", priority=Priority.ANNOUNCEMENT)
    put(knowledge, told, number=9)
    for number in range(3):
        clock.passes(A_SECOND)
        put(knowledge, replace(POST, channel=f"C{number}", subject=f"answer:{number}"), number=number)

    subjects = [claimed(knowledge).post.subject for _ in range(3)]
    clock.passes(A_SECOND)
    last = claimed(knowledge)

    assert subjects == ["answer:0", "answer:1", "answer:2"]
    assert last.post == told
    assert knowledge.outbox.claim_due() is None


def test_who_claims_answers_alone_leaves_announcements_to_others(knowledge: KnowledgeBase) -> None:
    put(knowledge, replace(POST, priority=Priority.ANNOUNCEMENT))

    assert knowledge.outbox.claim_due(down_to=Priority.ANSWER) is None
    assert knowledge.outbox.claim_due() is not None


def test_a_claimed_post_is_claimed_by_nobody_again_even_when_its_lease_has_run_out(
    knowledge: KnowledgeBase, second_process: KnowledgeBase, clock: GivenClock
) -> None:
    put(knowledge)
    knowledge.outbox.claim_due()

    clock.passes(LEASE * 10)

    assert knowledge.outbox.claim_due() is second_process.outbox.claim_due() is None


def test_a_post_that_was_sent_is_never_due_again(
    knowledge: KnowledgeBase, clock: GivenClock, database_url: str
) -> None:
    put(knowledge)
    delivery = claimed(knowledge)

    assert knowledge.outbox.sent(delivery, "2.0")

    clock.passes(timedelta(days=1))
    assert knowledge.outbox.claim_due() is None
    assert knowledge.outbox.take_over_orphans(A_SECOND) == 0
    assert rows(database_url) == [("sent", 1, "", "2.0")]


def test_a_postponed_post_is_due_again_when_its_wait_is_over_and_counts_its_attempts(
    knowledge: KnowledgeBase, second_process: KnowledgeBase, clock: GivenClock
) -> None:
    put(knowledge)
    delivery = claimed(knowledge)
    assert knowledge.outbox.postpone(delivery, timedelta(seconds=30), "ratelimited")

    clock.passes(timedelta(seconds=29))
    assert second_process.outbox.claim_due() is second_process.outbox.claim_due(only=delivery.id) is None
    clock.passes(A_SECOND)
    again = claimed(second_process)

    assert again == replace(delivery, attempts=2, attempted_at=clock.at)


def test_a_parked_post_waits_with_its_problem(knowledge: KnowledgeBase, clock: GivenClock, database_url: str) -> None:
    put(knowledge)
    delivery = claimed(knowledge)

    assert knowledge.outbox.park(delivery, "channel_not_found")

    clock.passes(timedelta(days=1))
    assert knowledge.outbox.claim_due() is None
    assert rows(database_url) == [("parked", 1, "channel_not_found", "")]


@outcomes
def test_an_outcome_is_written_by_the_owner_alone_and_once(
    knowledge: KnowledgeBase, second_process: KnowledgeBase, outcome: Outcome
) -> None:
    put(knowledge)
    delivery = claimed(knowledge)

    assert not outcome(second_process, delivery)
    assert outcome(knowledge, delivery)
    assert not outcome(knowledge, delivery)


@outcomes
def test_an_owner_that_comes_back_from_the_dead_writes_nothing(
    knowledge: KnowledgeBase, second_process: KnowledgeBase, clock: GivenClock, database_url: str, outcome: Outcome
) -> None:
    put(knowledge)
    delivery = claimed(knowledge)
    clock.passes(LEASE + A_SECOND)
    second_process.outbox.take_over_orphans(A_SECOND)
    before = rows(database_url)

    assert not outcome(knowledge, delivery)
    assert rows(database_url) == before


def test_posts_are_orphans_only_when_their_owners_lease_has_run_out(
    knowledge: KnowledgeBase, second_process: KnowledgeBase, clock: GivenClock, database_url: str
) -> None:
    put(knowledge)
    knowledge.outbox.claim_due()
    put(knowledge, replace(POST, subject="not claimed"), number=2)

    clock.passes(LEASE)
    assert second_process.outbox.take_over_orphans(A_SECOND) == 0
    clock.passes(A_SECOND)
    assert second_process.outbox.take_over_orphans(A_SECOND) == 1
    assert second_process.outbox.take_over_orphans(A_SECOND) == 0

    [orphan, other] = rows(database_url)
    assert orphan[0] == "unclear"
    assert "not known" in orphan[2]
    assert other[0] == "pending"


@pytest.mark.parametrize(
    ("text", "begins"),
    [
        pytest.param("a\0b", "a", id="a null byte"),
        pytest.param("half an emoji \ud83d", "half an emoji", id="half an emoji"),
        pytest.param("<!channel> 🎉", "<!channel> 🎉", id="an emoji"),
    ],
)
def test_any_text_can_be_posted(knowledge: KnowledgeBase, text: str, begins: str) -> None:
    put(knowledge, replace(POST, text=text, blocks=[{"type": "section", "text": text}]))

    delivery = claimed(knowledge)
    assert delivery.post.text.startswith(begins)
    assert delivery.post.blocks[0]["text"].startswith(begins)


def test_an_unclear_post_is_looked_up_by_one_process_when_its_time_has_come(
    knowledge: KnowledgeBase, second_process: KnowledgeBase, clock: GivenClock, database_url: str
) -> None:
    put(knowledge)
    delivery = claimed(knowledge)
    assert knowledge.outbox.look_up_later(delivery, timedelta(seconds=60), "no answer came")

    clock.passes(timedelta(seconds=59))
    assert knowledge.outbox.claim_unclear() is None
    clock.passes(A_SECOND)
    found = second_process.outbox.claim_unclear()
    assert found == delivery
    assert knowledge.outbox.claim_unclear() is knowledge.outbox.claim_due() is None

    assert not knowledge.outbox.sent(delivery, "9.9")
    assert second_process.outbox.sent(found, "2.0")
    assert rows(database_url) == [("sent", 1, "", "2.0")]


def test_who_dies_looking_a_post_up_leaves_it_to_others(
    knowledge: KnowledgeBase, second_process: KnowledgeBase, clock: GivenClock
) -> None:
    put(knowledge)
    knowledge.outbox.look_up_later(claimed(knowledge), A_SECOND, "no answer came")
    clock.passes(A_SECOND)
    assert knowledge.outbox.claim_unclear() is not None

    clock.passes(LEASE)
    assert second_process.outbox.claim_unclear() is None
    clock.passes(A_SECOND)
    assert second_process.outbox.claim_unclear() is not None


def test_who_looks_a_post_up_for_long_keeps_it_until_another_has_taken_it_over(
    knowledge: KnowledgeBase, second_process: KnowledgeBase, clock: GivenClock
) -> None:
    put(knowledge)
    knowledge.outbox.look_up_later(claimed(knowledge), A_SECOND, "no answer came")
    clock.passes(A_SECOND)
    looked_up = knowledge.outbox.claim_unclear()
    assert looked_up is not None
    for _ in range(5):
        clock.passes(LEASE - A_SECOND)
        assert knowledge.outbox.hold(looked_up)
        assert second_process.outbox.claim_unclear() is None

    clock.passes(LEASE + A_SECOND)
    assert second_process.outbox.claim_unclear() is not None
    assert not knowledge.outbox.hold(looked_up)


def test_a_subject_is_put_in_once_and_only_a_parked_one_gives_way(
    knowledge: KnowledgeBase, second_process: KnowledgeBase, clock: GivenClock
) -> None:
    assert knowledge.outbox.put(POST) is not None
    first = claimed(knowledge)
    assert second_process.outbox.put(POST) is None

    knowledge.outbox.park(first, "not_in_channel")
    clock.passes(A_SECOND)
    assert second_process.outbox.put(POST) is not None
    again = claimed(second_process)
    assert (again.post, again.attempts, again.attempted_at) == (POST, 1, clock.at)


def test_a_post_that_was_put_off_has_made_no_attempt(knowledge: KnowledgeBase, clock: GivenClock) -> None:
    put(knowledge)
    assert knowledge.outbox.put_off(claimed(knowledge), timedelta(hours=1), "It is night there.")

    clock.passes(timedelta(hours=1) - A_SECOND)
    assert knowledge.outbox.claim_due() is None
    clock.passes(A_SECOND)
    assert claimed(knowledge).attempts == 1


def test_a_dropped_post_is_never_sent_and_says_why(
    knowledge: KnowledgeBase, clock: GivenClock, database_url: str
) -> None:
    put(knowledge)
    assert knowledge.outbox.drop(claimed(knowledge), "The article is gone.")

    clock.passes(timedelta(days=1))
    assert knowledge.outbox.claim_due() is None
    assert rows(database_url) == [("dropped", 1, "The article is gone.", "")]


def test_what_is_sent_knows_when(knowledge: KnowledgeBase, clock: GivenClock, database_url: str) -> None:
    put(knowledge)
    delivery = claimed(knowledge)
    clock.passes(A_SECOND)
    knowledge.outbox.sent(delivery, "2.0")

    database = Database(database_url)
    with database.read() as connection:
        assert connection.execute(select(outbox.c.sent_at)).scalar_one() == clock.at
    database.close()
