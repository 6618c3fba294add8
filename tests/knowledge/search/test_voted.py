"""Votes in the ranking: a little, by enough people, above all for the question that they were cast on."""

import pytest

from knowledge.articles import Audience, Band
from knowledge.search.snapshot import Snapshot
from knowledge.votes import FEWEST, NO_OPINIONS, Opinion, Opinions
from tests.knowledge.given import article, ids, snapshot

CARDS = (
    article("add", "Add a payment card"),
    article("change", "Change a payment card"),
    article("declined", "A payment card was declined"),
    article("mars", "The way to Mars"),
)
QUESTION = "payment card"


@pytest.fixture(scope="module")
def cards() -> Snapshot:
    return snapshot(*CARDS)


def voted(cards: Snapshot, votes: dict[str, float], *, people: int = 20, asked: str = "") -> Snapshot:
    """The snapshot with the mean of what so many people say of articles, be it as the answer to one question."""
    said = {f"help:{id}": Opinion(people, mean) for id, mean in votes.items()}
    return cards.voted(Opinions(said, {asked: said} if asked else {}))


def ranks(of: Snapshot, question: str = QUESTION) -> dict[str, float]:
    """What each article's reasons add up to."""
    found = {}
    for each in CARDS:
        entries = of.explain(question, Audience.PUBLIC, article=f"help:{each.id}").entries
        [entry] = [entry for entry in entries if entry.article == each]
        found[each.id] = sum(reason.gave for reason in entry.reasons)
    return found


def test_votes_move_an_article_by_their_share_and_never_by_more_than_15_percent(cards: Snapshot) -> None:
    before = ranks(cards)
    after = ranks(voted(cards, {"add": 1.0, "change": -1.0, "declined": 0.0}, people=1_000_000, asked=QUESTION))
    assert after["add"] / before["add"] == pytest.approx(1.15, abs=0.001)
    assert after["change"] / before["change"] == pytest.approx(0.85, abs=0.001)
    assert after["declined"] == before["declined"]
    assert after["mars"] == before["mars"]


def test_what_helped_comes_before_what_did_not(cards: Snapshot) -> None:
    first, second, *_ = ids(cards.answer(QUESTION, Audience.PUBLIC))
    newer = voted(cards, {first: -1.0, second: 1.0})
    assert ids(newer.answer(QUESTION, Audience.PUBLIC))[0] == second
    assert ids(cards.answer(QUESTION, Audience.PUBLIC))[0] == first


def test_votes_on_another_question_count_by_half(cards: Snapshot) -> None:
    before = ranks(cards)["add"]
    here = ranks(voted(cards, {"add": 1.0}, asked=QUESTION))["add"]
    elsewhere = ranks(voted(cards, {"add": 1.0}, asked="something else"))["add"]
    assert elsewhere - before == pytest.approx((here - before) / 2)


def test_votes_say_how_many_people_cast_them_and_neither_find_an_article_nor_keep_one_out(cards: Snapshot) -> None:
    newer = voted(cards, {"mars": 1.0, "add": -1.0})
    assert newer.answer("how to bake bread", Audience.PUBLIC).band is Band.NONE
    assert "add" in ids(newer.answer(QUESTION, Audience.PUBLIC))
    [entry] = newer.explain("the way to mars", Audience.PUBLIC).entries[:1]
    assert entry.voters == 20
    assert entry.reasons[-1].signal == "votes"
    assert entry.reasons[-1].gave > 0
    assert all(each.signal != "votes" for each in cards.explain(QUESTION, Audience.PUBLIC).entries[0].reasons)


def test_few_votes_say_less_than_many_and_too_few_nothing() -> None:
    assert Opinion(FEWEST - 1, 1.0).leaning == 0
    assert 0 < Opinion(FEWEST, 1.0).leaning < Opinion(100, 1.0).leaning < 1
    assert Opinion(FEWEST, -1.0).leaning == -Opinion(FEWEST, 1.0).leaning
    assert NO_OPINIONS.leanings("anything", ["help:a"]) == [(0.0, 0)]
