"""What channels have settled: kept, remembered, noted in the audit table; and answers that nobody asked for, raced."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta
from threading import Barrier

import pytest
from sqlalchemy import create_engine, text

from knowledge.base import KnowledgeBase
from knowledge.channel_settings import DEFAULT, Answers, ChangedBy, ChannelSettings
from knowledge.errors import BadRule
from knowledge.posts import Asked, Post, Question, Way
from knowledge.subscriptions import Cadence, Place, Style, Timetable
from tests.knowledge.given import GivenClock

HERE = Place("T1", "C1")
QUESTIONS = replace(DEFAULT, answers=Answers.QUESTIONS, minutes_between=10)
EVERYTHING = ChannelSettings(
    Answers.EVERYTHING,
    several=True,
    follow_ups=True,
    favours=True,
    privately=True,
    changed_by=ChangedBy.ADMINS,
    minutes_between=0,
    help_channel="C9",
)


def settle(knowledge: KnowledgeBase, settings: ChannelSettings, place: Place = HERE) -> None:
    knowledge.channel_settings.change(place, lambda _: settings, person="U1")


def asked(knowledge: KnowledgeBase, number: int, *, channel: str = "C1") -> Asked:
    question = Question(f"Ev{number}", "T1", channel, "U1", f"{number}.0", "how?", f"{number}.0", Way.MESSAGE)
    kept = knowledge.inbox.receive(question)
    assert kept is not None
    return kept


def answer_to(kept: Asked) -> Post:
    return Post("T1", kept.question.channel, f"answer:{kept.id}", "So.", thread_ts=kept.question.thread_ts)


def test_what_is_settled_is_remembered_by_other_processes_once_they_refresh(
    knowledge: KnowledgeBase, second_process: KnowledgeBase
) -> None:
    second_process.refresh()
    settle(knowledge, EVERYTHING)

    assert knowledge.channel_settings.remembered(HERE) == EVERYTHING
    assert second_process.channel_settings.of(HERE) == EVERYTHING
    assert second_process.channel_settings.remembered(HERE) == DEFAULT
    second_process.refresh()
    assert second_process.channel_settings.remembered(HERE) == EVERYTHING
    assert second_process.channel_settings.remembered(Place("T2", "C1")) == DEFAULT


def test_what_is_settled_twice_is_noted_once(knowledge: KnowledgeBase, database_url: str) -> None:
    for settings in (QUESTIONS, QUESTIONS, DEFAULT):
        settle(knowledge, settings)
    engine = create_engine(database_url)
    with engine.connect() as connection:
        rows = connection.execute(text("SELECT person, channel, action FROM audit")).all()
    engine.dispose()

    assert [tuple(row) for row in rows] == [("U1", "C1", "settings")] * 2


def test_whoever_may_not_settle_a_channel_any_more_changes_nothing(knowledge: KnowledgeBase) -> None:
    settle(knowledge, EVERYTHING)

    def refuse(before: ChannelSettings) -> ChannelSettings:
        assert before == EVERYTHING
        raise BadRule("it is not theirs to settle")

    with pytest.raises(BadRule):
        knowledge.channel_settings.change(HERE, refuse, person="U2")
    assert knowledge.channel_settings.of(HERE) == knowledge.channel_settings.remembered(HERE) == EVERYTHING


def test_the_categories_that_go_first_are_those_subscribed_to_where_that_is_settled(
    knowledge: KnowledgeBase, second_process: KnowledgeBase
) -> None:
    def subscribe(channel: str, *category: str, cadence: Cadence = Cadence.DAILY) -> None:
        knowledge.subscriptions.subscribe(
            Place("T1", channel), category, person="U1", timetable=Timetable(cadence), style=Style()
        )

    subscribe("C1", "Billing", "Invoices")
    subscribe("C1", "Spam", cadence=Cadence.MUTED)
    subscribe("C1")
    subscribe("C2", "Orders")
    settle(knowledge, replace(DEFAULT, favours=True))
    second_process.refresh()

    for each in (knowledge, second_process):
        assert each.channel_settings.favoured(HERE) == (("Billing", "Invoices"),)
        assert each.channel_settings.favoured(Place("T1", "C2")) == ()


def test_of_two_processes_that_volunteer_answers_at_once_one_does_in_each_pause(
    knowledge: KnowledgeBase, second_process: KnowledgeBase, clock: GivenClock
) -> None:
    settle(knowledge, QUESTIONS)
    together = Barrier(2, timeout=20)
    processes = (knowledge, second_process)

    def volunteer(which: int) -> list[bool]:
        got = []
        for number in range(8):
            kept = asked(processes[which], 2 * number + which)
            together.wait()
            got.append(processes[which].inbox.volunteer(kept, answer_to(kept)) is not None)
            if together.wait() == 0:
                clock.passes(timedelta(minutes=10))
            together.wait()
        return got

    with ThreadPoolExecutor(2) as pool:
        first, second = pool.map(volunteer, (0, 1))
    assert [a + b for a, b in zip(first, second, strict=True)] == [1] * 8


def test_a_thread_gets_one_such_answer_and_none_once_the_channel_wants_none(
    knowledge: KnowledgeBase, clock: GivenClock
) -> None:
    settle(knowledge, replace(QUESTIONS, minutes_between=0))
    first = asked(knowledge, 1)
    assert knowledge.inbox.volunteer(first, answer_to(first)) is not None
    assert knowledge.inbox.volunteer(first, answer_to(first)) is None

    same_thread = knowledge.inbox.receive(replace(first.question, event="Ev9", ts="9.0"))
    assert same_thread is not None
    assert knowledge.inbox.volunteer(same_thread, answer_to(same_thread)) is None
    settle(knowledge, DEFAULT)
    late = asked(knowledge, 3)
    assert knowledge.inbox.volunteer(late, answer_to(late)) is None
    clock.passes(timedelta(hours=1))
    assert knowledge.inbox.claim_waiting() is None


@pytest.mark.parametrize("way", ["volunteer", "leave"])
def test_the_words_of_what_gets_no_answer_are_forgotten(knowledge: KnowledgeBase, database_url: str, way: str) -> None:
    kept = asked(knowledge, 1)
    if way == "leave":
        knowledge.inbox.leave(kept)
    else:
        assert knowledge.inbox.volunteer(kept, answer_to(kept)) is None
    engine = create_engine(database_url)
    with engine.connect() as connection:
        rows = connection.execute(text("SELECT text, state FROM inbox")).all()
    engine.dispose()

    assert [tuple(row) for row in rows] == [("", "answered")]
