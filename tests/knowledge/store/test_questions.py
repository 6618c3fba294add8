"""Questions: recorded under pseudonyms, in the background, and told again only to those who may know of them."""

import logging
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from datetime import timedelta
from itertools import repeat
from typing import Any

import pytest
from sqlalchemy import create_engine, text

from knowledge.articles import Audience, Band
from knowledge.base import KnowledgeBase
from knowledge.errors import DatabaseUnavailable
from knowledge.posts import Post, Question, Way
from knowledge.privacy import Privacy
from knowledge.questions import Answered, Asker, OftenAsked, QuestionTally, Recorded, answered_by
from knowledge.recording import Recording
from tests.knowledge.given import GivenClock, article, snapshot

SECRET = "nobody-can-guess-this-one"


@pytest.fixture
def knowledge(database_url: str, clock: GivenClock, open_knowledge: Callable[..., KnowledgeBase]) -> KnowledgeBase:
    return open_knowledge(database_url, clock=clock, privacy=Privacy(SECRET))


def rows(url: str, table: str = "questions") -> list[dict[str, Any]]:
    engine = create_engine(url)
    with engine.connect() as connection:
        found = [dict(row._mapping) for row in connection.execute(text(f"SELECT * FROM {table} ORDER BY id"))]
    engine.dispose()
    return found


def ask(
    knowledge: KnowledgeBase,
    question: str,
    person: str = "U1",
    *,
    channel: str = "C1",
    band: Band = Band.CONFIDENT,
    audience: Audience = Audience.INTERNAL,
    way: Way = Way.COMMAND,
) -> None:
    answered = Answered(question, band, "help:a" if band is not Band.NONE else "", is_miss=band is Band.NONE)
    knowledge.recording.add(Asker("T1", channel, person, audience), answered, way)
    knowledge.recording.flush()


def test_a_question_is_kept_with_what_came_of_it_and_without_its_asker_s_name(
    knowledge: KnowledgeBase, database_url: str, clock: GivenClock
) -> None:
    ask(knowledge, "How do I refund?")
    knowledge.questions.opened(workspace="T1", person="U1", question="how do I  REFUND")
    knowledge.questions.opened(workspace="T1", person="U2", question="how do I refund")
    [row] = rows(database_url)
    assert row["text"] == "How do I refund?"
    assert row["band"] == "confident"
    assert row["article"] == "help:a"
    assert row["opened"]
    assert row["helpful"] is None
    assert row["way"] == "command"
    assert "U1" not in str(row)
    assert len(row["person"]) == len(row["digest"]) == 64
    assert knowledge.totals().asked[QuestionTally.CONFIDENT] == 1
    ask(knowledge, "of a channel that none can be", channel="C" * 100)
    assert len(rows(database_url)) == 2
    clock.passes(timedelta(days=91))
    knowledge.tidying.tidy(lambda: False)
    assert rows(database_url) == []


def test_words_are_not_kept_where_they_are_not_to_be(
    database_url: str, clock: GivenClock, open_knowledge: Callable[..., KnowledgeBase]
) -> None:
    knowledge = open_knowledge(database_url, clock=clock, privacy=Privacy(SECRET, keeps_text=False))
    ask(knowledge, "secret plans", band=Band.NONE)
    ask(knowledge, "secret plans", "U2", band=Band.NONE)
    assert [row["text"] for row in rows(database_url)] == ["", ""]
    assert rows(database_url, "misses") == []
    asked = knowledge.inbox.receive(Question("Ev1", "T1", "C1", "U1", "1.0", "secret plans"))
    assert asked is not None
    knowledge.inbox.answer(asked, Post("T1", "C1", "answer:1", "Here."))
    assert rows(database_url, "inbox")[0]["text"] == ""
    assert knowledge.questions.most_asked("T1", ["C1"], limit=5, audience=Audience.INTERNAL) == ()


def test_what_several_people_asked_is_suggested_and_what_one_asked_alone_is_not(knowledge: KnowledgeBase) -> None:
    def often(*channels: str) -> Sequence[OftenAsked]:
        return knowledge.questions.most_asked("T1", channels, limit=5, audience=Audience.INTERNAL)

    for _ in range(3):
        ask(knowledge, "when is my own salary paid")
    ask(knowledge, "open the door", way=Way.MENTION)
    ask(knowledge, "open the door", way=Way.MENTION)
    ask(knowledge, "reset a password", "U1")
    ask(knowledge, "Reset a password?", "U2")
    ask(knowledge, "what nobody knows", "U1", band=Band.NONE)
    ask(knowledge, "what nobody knows", "U2", band=Band.NONE)
    assert often("C1", "C2") == (OftenAsked("Reset a password?", 2, 2), OftenAsked("open the door", 2, 1))
    assert often("C2") == often() == ()


def test_outsiders_are_shown_only_what_was_asked_where_outsiders_read_along(knowledge: KnowledgeBase) -> None:
    for channel, audience in (("C1", Audience.INTERNAL), ("C2", Audience.PUBLIC), ("C3", Audience.PUBLIC)):
        for person in ("U1", "U2"):
            ask(knowledge, f"asked in {channel}", person, channel=channel, audience=audience)
    knowledge.audiences.note("T1", "C1", shared=True)  # since then: what was asked before stays among insiders
    knowledge.audiences.note("T1", "C3", shared=True)
    shown = knowledge.questions.most_asked("T1", ["C1", "C2", "C3"], limit=5)
    assert [each.text for each in shown] == ["asked in C3"]
    assert len(knowledge.questions.most_asked("T1", ["C1", "C2", "C3"], limit=5, audience=Audience.INTERNAL)) == 3


class Paper:
    """Is written on, unless it is out of reach."""

    def __init__(self) -> None:
        self.is_there, self.lost = True, 0
        self.written: list[Recorded] = []

    def __call__(self, batch: Sequence[Recorded], *, lost: int = 0) -> None:
        if not self.is_there:
            raise DatabaseUnavailable("gone")
        self.written += batch
        self.lost += lost


def asked(*names: str) -> Iterator[tuple[Asker, Answered, Way]]:
    yield from zip(
        repeat(Asker("T1", "C1", "U1")), (Answered(name, Band.SEVERAL) for name in names), repeat(Way.COMMAND)
    )


def test_questions_wait_while_the_database_is_gone_and_the_oldest_go_when_there_is_no_room(
    caplog: pytest.LogCaptureFixture,
) -> None:
    paper, moments = Paper(), iter(range(100))
    recording = Recording(paper, most=3, ticks=lambda: float(next(moments)))
    paper.is_there = False
    for each in asked("a", "b", "c"):
        recording.add(*each)
    with pytest.raises(DatabaseUnavailable):
        recording.flush()
    with caplog.at_level(logging.WARNING):
        for each in asked("d", "e"):
            recording.add(*each)
            with pytest.raises(DatabaseUnavailable):
                recording.flush()
    assert len(caplog.records) == 1
    paper.is_there = True
    recording.flush()
    assert [each.answered.question for each in paper.written] == ["c", "d", "e"]
    assert paper.lost == 2
    assert paper.written[0].ago > paper.written[-1].ago
    recording.flush()
    assert len(paper.written) == 3


def test_what_can_never_be_written_is_counted_with_the_next_that_is() -> None:
    class Torn(Paper):
        def __call__(self, batch: Sequence[Recorded], *, lost: int = 0) -> None:
            if batch[0].answered.question == "torn":
                raise ValueError
            super().__call__(batch, lost=lost)

    paper = Torn()
    recording = Recording(paper)
    for question in ("torn", "whole"):
        recording.add(Asker("T1", "C1", "U1"), Answered(question, Band.NONE, ""), Way.COMMAND)
        with suppress(ValueError):
            recording.flush()
    assert paper.lost == 1


def test_small_talk_is_no_question_and_a_reference_that_nobody_bears_is_one() -> None:
    here = snapshot(article("refunds", "Refunds", reference="AA-00001"))
    assert answered_by(here.answer("hello there", Audience.PUBLIC)) is None
    assert answered_by(here.answer("AA-00900", Audience.PUBLIC)) == Answered("AA-00900", Band.NONE, is_miss=True)
    assert answered_by(here.answer("AA-00001", Audience.PUBLIC)) == Answered("AA-00001", Band.CONFIDENT, "help:refunds")
