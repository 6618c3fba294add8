"""The inbox: a question is kept once, answered once, and taken over when its owner does not answer."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta
from threading import Barrier

import pytest

from knowledge.base import KnowledgeBase
from knowledge.posts import Asked, Post, Question
from knowledge.store.inbox import LEASE
from tests.knowledge.given import GivenClock

QUESTION = Question(
    event="Ev1", workspace="T1", channel="C1", person="U1", ts="1.0001", text="how do I resubmit?", thread_ts="1.0000"
)


def answer_to(question: Question) -> Post:
    return Post(question.workspace, question.channel, subject=f"answer:{question.ts}", text="Press Resubmit.")


def kept(knowledge: KnowledgeBase, question: Question = QUESTION) -> Asked:
    """The question, received and claimed by this process."""
    asked = knowledge.inbox.receive(question)
    assert asked is not None
    return asked


@pytest.mark.parametrize(
    "again",
    [
        pytest.param(QUESTION, id="the same event"),
        pytest.param(replace(QUESTION, ts="1.0002"), id="the same event about another message"),
        pytest.param(replace(QUESTION, event="Ev2"), id="the same message as another event"),
    ],
)
def test_what_was_received_already_is_not_received_again(
    knowledge: KnowledgeBase, second_process: KnowledgeBase, again: Question
) -> None:
    kept(knowledge)

    assert knowledge.inbox.receive(again) is None
    assert second_process.inbox.receive(again) is None


@pytest.mark.parametrize(
    "other",
    [
        pytest.param(replace(QUESTION, event="Ev2", ts="1.0002"), id="of another message"),
        pytest.param(replace(QUESTION, event="Ev2", channel="C2"), id="of another channel"),
        pytest.param(replace(QUESTION, event="Ev2", workspace="T2"), id="of another workspace"),
    ],
)
def test_another_question_is_received(knowledge: KnowledgeBase, other: Question) -> None:
    first = kept(knowledge)

    assert kept(knowledge, other).id != first.id


def test_of_two_processes_that_receive_one_event_at_once_exactly_one_keeps_it(
    knowledge: KnowledgeBase, second_process: KnowledgeBase
) -> None:
    together = Barrier(2, timeout=10)

    def receive(one: KnowledgeBase) -> list[bool]:
        got = []
        for number in range(15):
            together.wait()
            got.append(one.inbox.receive(replace(QUESTION, event=f"Ev{number}", ts=f"1.{number}")) is not None)
        return got

    with ThreadPoolExecutor(2) as pool:
        first, second = pool.map(receive, [knowledge, second_process])
    assert [a + b for a, b in zip(first, second, strict=True)] == [1] * 15


def test_a_question_is_taken_over_only_when_its_lease_has_run_out(
    knowledge: KnowledgeBase, second_process: KnowledgeBase, clock: GivenClock
) -> None:
    asked = kept(knowledge)

    clock.passes(LEASE)
    assert second_process.inbox.claim_waiting() is None
    clock.passes(timedelta(seconds=1))
    assert second_process.inbox.claim_waiting() == asked
    assert knowledge.inbox.claim_waiting() is None


def test_questions_left_waiting_are_claimed_oldest_first(
    knowledge: KnowledgeBase, second_process: KnowledgeBase, clock: GivenClock
) -> None:
    asked = []
    for number in range(3):
        asked.append(kept(knowledge, replace(QUESTION, event=f"Ev{number}", ts=f"1.{number}")))
        clock.passes(timedelta(milliseconds=1))
    clock.passes(LEASE)

    assert [second_process.inbox.claim_waiting() for _ in range(4)] == [*asked, None]


def test_of_two_processes_that_sweep_at_once_exactly_one_takes_a_question_over(
    knowledge: KnowledgeBase,
    second_process: KnowledgeBase,
    database_url: str,
    clock: GivenClock,
    open_knowledge: Callable[..., KnowledgeBase],
) -> None:
    third = open_knowledge(database_url, clock=clock)
    for number in range(15):
        kept(knowledge, replace(QUESTION, event=f"Ev{number}", ts=f"1.{number}"))
    clock.passes(LEASE + timedelta(seconds=1))
    together = Barrier(2, timeout=10)

    def sweep(one: KnowledgeBase) -> list[Asked]:
        together.wait()
        return list(iter(one.inbox.claim_waiting, None))

    with ThreadPoolExecutor(2) as pool:
        first, second = pool.map(sweep, [second_process, third])
    assert sorted(asked.id for asked in first + second) == list(range(1, 16))


def test_an_answer_closes_its_question_and_stands_in_the_outbox(knowledge: KnowledgeBase, clock: GivenClock) -> None:
    asked = kept(knowledge)

    row = knowledge.inbox.answer(asked, answer_to(QUESTION))

    delivery = knowledge.outbox.claim_due(only=row)
    assert delivery is not None
    assert delivery.post.text == "Press Resubmit."
    clock.passes(timedelta(hours=1))
    assert knowledge.inbox.claim_waiting() is None
    assert knowledge.inbox.receive(QUESTION) is None


def test_who_was_too_slow_may_no_longer_answer(
    knowledge: KnowledgeBase, second_process: KnowledgeBase, clock: GivenClock
) -> None:
    slow = kept(knowledge)
    clock.passes(LEASE + timedelta(seconds=1))
    taken_over = second_process.inbox.claim_waiting()
    assert taken_over is not None

    assert knowledge.inbox.answer(slow, answer_to(QUESTION)) is None
    assert second_process.inbox.answer(taken_over, answer_to(QUESTION)) is not None
    assert knowledge.outbox.claim_due() is not None
    assert knowledge.outbox.claim_due() is None


def test_a_question_is_answered_once_even_by_its_owner(knowledge: KnowledgeBase) -> None:
    asked = kept(knowledge)

    assert knowledge.inbox.answer(asked, answer_to(QUESTION)) is not None
    assert knowledge.inbox.answer(asked, replace(answer_to(QUESTION), subject="another")) is None


@pytest.mark.parametrize(
    ("text", "begins"),
    [
        pytest.param("a\0b", "ab", id="a null byte"),
        pytest.param("half an emoji \ud83d", "half an emoji", id="half an emoji"),
        pytest.param("🎉 \u202e مرحبا", "🎉 \u202e مرحبا", id="right to left"),
        pytest.param("x" * 40_000, "x" * 40_000, id="very long"),
        pytest.param("'; DROP TABLE inbox; --", "'; DROP TABLE inbox; --", id="SQL"),
    ],
)
def test_any_text_can_be_asked(
    knowledge: KnowledgeBase, second_process: KnowledgeBase, clock: GivenClock, text: str, begins: str
) -> None:
    kept(knowledge, replace(QUESTION, text=text))
    clock.passes(LEASE + timedelta(seconds=1))

    asked = second_process.inbox.claim_waiting()
    assert asked is not None
    assert asked.question.text.startswith(begins)


def test_what_is_given_back_is_answered_by_others_at_once(
    knowledge: KnowledgeBase, second_process: KnowledgeBase, clock: GivenClock
) -> None:
    kept(knowledge)
    answered = kept(knowledge, replace(QUESTION, event="Ev2", ts="2.0"))
    knowledge.inbox.answer(answered, answer_to(QUESTION))
    kept(second_process, replace(QUESTION, event="Ev3", ts="3.0"))

    assert knowledge.inbox.give_back() == 1
    clock.passes(timedelta(milliseconds=1))
    taken_over = second_process.inbox.claim_waiting()
    assert taken_over is not None
    assert taken_over.question == QUESTION
    assert second_process.inbox.claim_waiting() is None
