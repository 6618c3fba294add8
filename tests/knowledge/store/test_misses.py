"""Misses: each counted once in its workspace, with what people propose, until an article answers it."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from pathlib import Path

import pytest

from knowledge.articles import Audience, Band, Visibility
from knowledge.base import KnowledgeBase
from knowledge.misses import Miss, UnknownMiss
from knowledge.posts import Way
from knowledge.privacy import Privacy
from knowledge.questions import Answered, Asker
from tests.knowledge.given import GivenClock, NobodyWatches, jsonl_source


@pytest.fixture
def knowledge(database_url: str, clock: GivenClock, open_knowledge: Callable[..., KnowledgeBase]) -> KnowledgeBase:
    return open_knowledge(database_url, clock=clock, privacy=Privacy("nobody-can-guess-this-one"))


def miss(
    knowledge: KnowledgeBase, *questions: str, workspace: str = "T1", audience: Audience = Audience.INTERNAL
) -> None:
    for question in questions:
        answered = Answered(question, Band.NONE, is_miss=True)
        knowledge.recording.add(Asker(workspace, "C1", "U1", audience), answered, Way.COMMAND)
    knowledge.recording.flush()


def listed(knowledge: KnowledgeBase) -> list[tuple[str, int]]:
    return [(each.text, each.times) for each in knowledge.misses.open("T1")]


def test_a_question_that_nothing_answers_is_counted_up_however_it_is_put(
    knowledge: KnowledgeBase, clock: GivenClock
) -> None:
    miss(knowledge, "Do you ship to Mars?")
    clock.passes(timedelta(hours=1))
    miss(knowledge, "do you ship to  MARS", "do you ship to Venus")
    miss(knowledge, "do you ship to Mars", workspace="T2")
    assert listed(knowledge) == [("Do you ship to Mars?", 2), ("do you ship to Venus", 1)]
    assert len(knowledge.misses.open()) == 3
    [mars, _] = knowledge.misses.open("T1")
    assert round((mars.last_at - mars.first_at).total_seconds()) == 3600
    assert knowledge.misses.open("T1", limit=1) == (mars,)
    clock.passes(timedelta(days=91))
    knowledge.tidying.tidy(lambda: False)
    assert knowledge.misses.open() == ()


def test_a_miss_waits_for_an_article_that_all_who_asked_may_read(knowledge: KnowledgeBase) -> None:
    miss(knowledge, "a")
    miss(knowledge, "b")
    miss(knowledge, "b", audience=Audience.PUBLIC)
    miss(knowledge, "b")
    seen: list[tuple[str, Audience]] = []

    def answered(each: Miss) -> str:
        seen.append((each.text, each.audience))
        return "help:a" if each.text == "a" else ""

    assert [each.text for each in knowledge.misses.close_answered(answered, version=1)] == ["a"]
    assert knowledge.misses.close_answered(answered, version=1) == ()
    assert sorted(seen) == [("a", Audience.INTERNAL), ("b", Audience.PUBLIC)]
    assert listed(knowledge) == [("b", 3)]


def test_a_miss_that_was_closed_is_open_again_when_it_is_asked_again_in_vain(knowledge: KnowledgeBase) -> None:
    miss(knowledge, "a")
    [only] = knowledge.misses.open()
    assert knowledge.misses.close(only.id).text == "a"
    with pytest.raises(UnknownMiss, match="no open miss"):
        knowledge.misses.close(only.id)
    miss(knowledge, "a")
    assert listed(knowledge) == [("a", 2)]


def test_an_answer_is_proposed_by_one_person_and_kept_with_its_miss(knowledge: KnowledgeBase) -> None:
    def propose(text: str, person: str, question: str = "Do you ship to Mars?") -> bool:
        return knowledge.misses.propose(workspace="T1", question=question, proposal=text, person=person)

    miss(knowledge, "do you ship to Mars")
    assert propose("In May.", "U1")
    assert propose("In June.", "U1")
    assert not propose("Never.", "U2")
    assert propose("It is.", "U2", question="Is it cold there?")
    found = {each.text: (each.times, each.proposal, each.proposed_by) for each in knowledge.misses.open()}
    assert found == {"do you ship to Mars": (1, "In June.", "U1"), "Is it cold there?": (0, "It is.", "U2")}


def test_misses_are_asked_again_once_the_articles_change(
    knowledge: KnowledgeBase, second_process: KnowledgeBase, tmp_path: Path
) -> None:
    def publish(*rows: dict[str, str]) -> None:
        knowledge.syncs.sync(
            [jsonl_source(tmp_path / "help.jsonl", rows, visibility=Visibility.INTERNAL)], NobodyWatches()
        )
        knowledge.refresh()
        second_process.refresh()

    publish({"id": "cards", "title": "Cards"})
    miss(knowledge, "do you ship to Mars")
    miss(knowledge, "AA-00007", audience=Audience.PUBLIC)
    assert knowledge.close_answered_misses() == ()
    publish({"id": "cards", "title": "Cards"}, {"id": "mars", "title": "Do you ship to Mars?", "reference": "AA-00007"})
    with ThreadPoolExecutor() as pool:
        closed = [*pool.map(lambda each: each.close_answered_misses(), (knowledge, second_process))]
    assert sorted(map(len, closed)) == [0, 1]
    assert [each.text for each in knowledge.misses.open()] == ["AA-00007"]  # asked by people who may not read it
