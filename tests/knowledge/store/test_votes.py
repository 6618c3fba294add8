"""Votes: one a person, question and article, changed at will, counted once enough people have cast some."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from knowledge.articles import Audience
from knowledge.base import KnowledgeBase
from knowledge.privacy import Privacy
from knowledge.votes import NothingToVoteOn, NoVote, VoteTally
from tests.knowledge.given import GivenClock, NobodyWatches, jsonl_source
from tests.knowledge.store.test_questions import ask, rows

REFUNDS = {"id": "refunds", "title": "Refunds", "summary": "Ten days."}


@pytest.fixture
def knowledge(
    database_url: str, clock: GivenClock, open_knowledge: Callable[..., KnowledgeBase], tmp_path: Path
) -> KnowledgeBase:
    opened = open_knowledge(database_url, clock=clock, privacy=Privacy("nobody-can-guess-this-one"))
    opened.syncs.sync(
        [jsonl_source(tmp_path / "help.jsonl", [REFUNDS, {"id": "cards", "title": "Cards"}])], NobodyWatches()
    )
    return opened


def cast(
    knowledge: KnowledgeBase, person: str, *, helpful: bool, article: str = "help:refunds", question: str = "money back"
) -> bool:
    return knowledge.votes.cast(workspace="T1", person=person, question=question, article=article, helpful=helpful)


def kept(knowledge: KnowledgeBase) -> list[tuple[str, bool, str]]:
    return sorted((vote.article, vote.helpful, vote.reason) for vote in knowledge.votes.newest())


def test_a_vote_is_kept_once_and_changed_at_will(knowledge: KnowledgeBase, database_url: str) -> None:
    ask(knowledge, "Money back?")
    assert cast(knowledge, "U1", helpful=True)
    assert not cast(knowledge, "U1", helpful=True)
    assert kept(knowledge) == [("help:refunds", True, "")]
    assert rows(database_url)[0]["helpful"]
    assert cast(knowledge, "U1", helpful=False)
    assert kept(knowledge) == [("help:refunds", False, "")]
    assert not rows(database_url)[0]["helpful"]
    assert knowledge.totals().voted == {VoteTally.HELPFUL: 1, VoteTally.NOT_HELPFUL: 1}
    assert "U1" not in str(knowledge.votes.newest())


def test_a_reason_goes_with_the_vote_that_it_is_for(knowledge: KnowledgeBase) -> None:
    def say(reason: str, person: str = "U1") -> None:
        knowledge.votes.say_why(
            workspace="T1", person=person, question="money back", article="help:refunds", reason=reason
        )

    cast(knowledge, "U1", helpful=False)
    say("It is out of date.")
    say("x" * 600)
    assert kept(knowledge) == [("help:refunds", False, "x" * 500)]
    cast(knowledge, "U1", helpful=True)
    assert kept(knowledge) == [("help:refunds", True, "")]
    with pytest.raises(NoVote):
        say("Never voted.", "U2")


def test_none_of_them_helped_and_one_of_them_helped_take_each_other_back(knowledge: KnowledgeBase) -> None:
    cast(knowledge, "U1", helpful=True)
    cast(knowledge, "U1", helpful=False, article="")
    assert kept(knowledge) == [("", False, "")]
    cast(knowledge, "U1", helpful=True)
    assert kept(knowledge) == [("help:refunds", True, "")]


def test_an_article_that_has_gone_is_not_voted_on(knowledge: KnowledgeBase) -> None:
    with pytest.raises(NothingToVoteOn, match="no longer"):
        cast(knowledge, "U1", helpful=True, article="help:gone")


def test_votes_follow_an_article_that_moves_and_go_when_they_are_old(
    knowledge: KnowledgeBase, clock: GivenClock, tmp_path: Path
) -> None:
    cast(knowledge, "U1", helpful=True)
    moved: list[dict[str, Any]] = [REFUNDS | {"id": "billing/refunds"}, {"id": "cards", "title": "Cards"}]
    knowledge.syncs.sync([jsonl_source(tmp_path / "help.jsonl", moved)], NobodyWatches())
    assert kept(knowledge) == [("help:billing/refunds", True, "")]
    clock.passes(timedelta(days=91))
    knowledge.tidying.tidy(lambda: False)
    assert kept(knowledge) == []


def test_votes_of_three_people_reach_the_answers_of_every_process(
    knowledge: KnowledgeBase, database_url: str, open_knowledge: Callable[..., KnowledgeBase]
) -> None:
    other = open_knowledge(database_url, privacy=Privacy("nobody-can-guess-this-one"))
    for each in (knowledge, other):
        each.refresh()

    def voters() -> int:
        other.refresh()
        return other.explain("Money back!", Audience.PUBLIC, article="help:refunds").entries[0].voters

    cast(knowledge, "U1", helpful=True)
    cast(knowledge, "U2", helpful=True)
    edition = other.edition
    for question in ("another", "a third"):  # one person has one voice, however many questions they ask
        cast(knowledge, "U1", helpful=True, question=question)
    assert voters() == 0
    assert other.edition == edition
    cast(knowledge, "U3", helpful=False)
    assert voters() == 3
    assert other.edition > edition
    found = other.explain("money back", Audience.PUBLIC, article="help:refunds").entries[0].reasons[-1]
    assert found.said == pytest.approx((1 + 1 - 1) / 3 * 3 / 8)
