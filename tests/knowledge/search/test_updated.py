"""Snapshots after changes: they answer like one that was made anew of the same articles."""

from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from knowledge.articles import Answer, Article, Audience, Visibility
from knowledge.search.rows import rows_after
from knowledge.search.snapshot import Snapshot
from knowledge.search.vectors import MANY, article_vectors, updated_vectors
from tests.knowledge.given import article, ids, snapshot

# Few words, so that they come and go: forms of one stem, near neighbours, stop words, words of another language.
SPOKEN = """
refund refunds refunded invoice invoices invoicing card cart cards domain domains mailbox the of how and password
passwort rechnung die der und nicht transfer transfers 365 aa-17 größe don't customer's
"""
WORDS = SPOKEN.split()
texts = some.lists(some.sampled_from(WORDS), max_size=6).map(" ".join)
articles = some.builds(
    Article,
    source=some.sampled_from(["help", "help-2"]),
    id=some.integers(0, 11).map(str),
    title=texts,
    summary=texts,
    text=texts,
    phrases=some.lists(texts, max_size=2).map(tuple),
    category=some.sampled_from([(), ("Billing",), ("billing", "Tax"), ("Billing", "Tax")]),
    reference=some.sampled_from(["", "AA-17", "aa 017", "KB-2026-07"]),
    visibility=some.sampled_from(Visibility),
)
steps = some.lists(
    some.tuples(some.lists(articles, max_size=3), some.sets(some.integers(0, 11), max_size=2)), max_size=4
)
QUESTIONS = (
    "refund",
    "invoce for my crad",
    "transfering the domian",
    "die rechnung",
    "aa17",
    "KB-2026-7 pasword",
    "",
    "zzzz",
)


def told(one: Snapshot, question: str, audience: Audience) -> Answer:
    return one.answer(question, audience, limit=10)


def assert_alike(updated: Snapshot, anew: Snapshot, *questions: str) -> None:
    assert updated.articles == anew.articles
    assert updated.languages == anew.languages
    for audience in Audience:
        assert updated.categories(audience) == anew.categories(audience)
        assert updated.count(audience) == anew.count(audience)
        assert updated.examples(audience, 3) == anew.examples(audience, 3)
        for question in (*QUESTIONS, *questions):
            assert_answers_alike(told(updated, question, audience), told(anew, question, audience))


def assert_answers_alike(found: Answer, wanted: Answer) -> None:
    assert (found.band, found.nearest, found.more, found.searched) == (
        wanted.band,
        wanted.nearest,
        wanted.more,
        wanted.searched,
    )
    assert ids(found) == ids(wanted)
    assert [match.excerpt for match in found.matches] == [match.excerpt for match in wanted.matches]
    assert [match.score for match in found.matches] == pytest.approx([match.score for match in wanted.matches])


@settings(max_examples=60, deadline=None, derandomize=True)
@given(
    first=some.lists(articles, min_size=6, max_size=24), then=steps, language=some.sampled_from(["auto", "en", "de,en"])
)
def test_a_snapshot_after_changes_answers_like_one_made_anew(
    first: list[Article], then: list[tuple[list[Article], set[int]]], language: str
) -> None:
    present = {one.key: one for one in first}
    updated = Snapshot(present.values(), language=language)

    for changed, removed in then:
        gone = {f"help:{id}" for id in removed}
        arrived = {one.key: one for one in changed if one.key not in gone}
        present = {key: one for key, one in (present | arrived).items() if key not in gone}
        updated = updated.updated(arrived.values(), gone)

        assert_alike(updated, Snapshot(present.values(), language=language))


CROWD = [article(f"{number:02}", f"Article {number}", summary="Something else entirely.") for number in range(20)]


@pytest.mark.parametrize("question", ["transfers", "transferred", "transfesr"], ids=["word", "stem", "slip"])
def test_a_word_that_no_article_holds_any_more_is_not_known(question: str) -> None:
    before = snapshot(*CROWD, article("transfers", "Transfers"), article("transforms", "Transforms"))
    after = before.updated([], ["help:transfers"])

    assert ids(told(before, question, Audience.PUBLIC))[0] == "transfers"
    assert ids(told(after, question, Audience.PUBLIC))[0] == "transforms"
    assert_alike(after, snapshot(*after.articles), question)


def test_the_snapshot_before_goes_on_as_it_was() -> None:
    before = snapshot(*CROWD, article("refunds", "Refunds"))
    first = told(before, "refunds please", Audience.PUBLIC)

    after = before.updated([article("please", "Refunds, please!")], ["help:refunds"])

    assert told(before, "refunds please", Audience.PUBLIC) == first
    assert ids(told(after, "refunds please", Audience.PUBLIC))[0] == "please"
    assert after.article("help:refunds", Audience.INTERNAL) is None


@pytest.mark.parametrize("removed", [[], ["help:nowhere"]])
def test_no_change_is_no_difference(removed: list[str]) -> None:
    before = snapshot(*CROWD)

    assert_alike(before.updated([], removed), before)


def test_everything_may_go_and_come_back() -> None:
    before = snapshot(*CROWD)
    empty = before.updated([], [one.key for one in CROWD])

    assert (empty.count(Audience.INTERNAL), told(empty, "article", Audience.PUBLIC).matches) == (0, ())
    assert_alike(empty.updated(CROWD, []), before)


def test_coarse_vectors_of_many_articles_are_carried_over() -> None:
    random = np.random.default_rng(7)

    def some_vectors(count: int) -> Any:
        return random.normal(size=(count, 64)).astype(np.float32) * np.geomspace(1, 0.01, 64, dtype=np.float32)

    many = [article(f"{number:05}", "A") for number in range(MANY + 40)]
    arrived = [article(f"{number:05}", "B") for number in range(0, 300, 3)] + [article("x", "B")]
    rows = rows_after(many, arrived, {f"help:{number:05}" for number in range(1, 60, 3)})
    before, fresh, toward = some_vectors(len(many)), some_vectors(len(arrived)), some_vectors(1)[0]

    updated = updated_vectors(article_vectors(before), fresh, rows)

    anew = article_vectors(rows.carried(before, fresh))
    assert len(updated.rows) == MANY + 40 + 1 - 20
    assert updated.coarse is not None
    assert np.array_equal(updated.rows, anew.rows)
    everything = np.arange(len(updated.rows))
    exactly, nearly = updated.products(toward, everything), updated.nearly_all(toward)
    assert np.corrcoef(exactly, nearly)[0, 1] > 0.99
