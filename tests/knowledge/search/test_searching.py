"""Searches with filters: what matches, in which order, what is said where a part leaves nothing, and who sees what."""

import time
from datetime import UTC, date, datetime
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from knowledge.articles import Article, Asked, Audience, Band, Reach, Visibility
from knowledge.search.snapshot import Snapshot
from knowledge.search.syntax import read_search
from knowledge.searches import Found, typed
from knowledge.tuning import Hide, Kept, Origin, Pin, Synonym, Tuning
from tests.knowledge.given import article

ARTICLES = [
    article(
        "resubmit",
        "Resubmit a failed order",
        text="Press Resubmit. The customer's subscription waits.",
        category=("Order processing", "Failures"),
        updated=date(2025, 3, 1),
    ),
    article("orders", "Orders that failed", category=("Order processing",), updated=date(2025, 1, 31)),
    article(
        "refund",
        "Get a refund",
        summary="A failed payment is refunded; the order stays.",
        category=("Billing", "Refunds"),
        updated=date(2024, 12, 31),
    ),
    article("trial", "Refunds of a trial", category=("Billing", "Refunds"), updated=date(2025, 2, 1)),
    article("invoice", "Download an invoice", category=("Billing",), text="Trial invoices too. Why don't they pay?"),
    Article("portal", "old", "Sign in to the old portal", category=("Access",), updated=date(2020, 5, 5)),
]
SECRET = article(
    "zephyr",
    "Zephyr refund limits",
    text="Only goodwillians may.",
    category=("Zephyrs",),
    visibility=Visibility.INTERNAL,
    updated=date(2026, 1, 1),
)
INTERNAL = Article("vault", "x", "Vaulted refund", category=("Billing",), visibility=Visibility.INTERNAL)


@pytest.fixture(scope="module")
def everything() -> Snapshot:
    return Snapshot([*ARTICLES, SECRET, INTERNAL], language="english")


def search(snapshot: Snapshot, text: str, audience: Audience = Audience.PUBLIC, **page: Any) -> Found:
    understood = read_search(text)
    assert understood.problems == ()
    return snapshot.search(understood.search, audience, **page)


def found(snapshot: Snapshot, text: str, audience: Audience = Audience.PUBLIC) -> list[str]:
    """The ids of what matches, in order; nothing had to be said."""
    answer = search(snapshot, text, audience)
    assert answer.problems == answer.left_out == ()
    return [match.article.id for match in answer.matches]


@pytest.mark.parametrize(
    ("text", "ids"),
    [
        ("category:billing sort:title", ["invoice", "refund", "trial"]),
        ('category:"Billing / Refunds"', ["trial", "refund"]),
        ("category:failures category:access", ["resubmit", "old"]),
        ("-category:billing -source:portal", ["resubmit", "orders"]),
        ("source:PORTAL", ["old"]),
        ("updated:2025", ["resubmit", "trial", "orders"]),
        ("updated:>2025-01-31", ["resubmit", "trial"]),
        ("updated:>=2025-01-31 updated:<2025-03", ["trial", "orders"]),
        ("updated:2024-12-31..2025-01-31 sort:oldest", ["refund", "orders"]),
        ('"failed order"', ["resubmit"]),
        ('"ORDERS that failed"', ["orders"]),
        ('"customer\'s subscription"', ["resubmit"]),
        ('"why don\'t they pay"', ["invoice"]),
        ("refund -trial", ["refund"]),
        ('order -"failed order" sort:newest', ["orders", "refund"]),
        ("title:refund sort:newest", ["trial", "refund"]),
        ('title:"refunds of a trial"', ["trial"]),
        ('title:"trial refunds of" category:billing', []),
        ("-title:refund category:billing", ["invoice"]),
        ("trial sort:oldest", ["trial", "invoice"]),
    ],
)
def test_filters_leave_what_they_say(everything: Snapshot, text: str, ids: list[str]) -> None:
    if ids:
        assert found(everything, text) == ids
    else:
        assert search(everything, text).left_out


def test_words_are_ranked_as_a_question_is(everything: Snapshot) -> None:
    assert found(everything, "resubmt the faild ordr")[0] == "resubmit"
    answer = search(everything, "resubmit a failed order")
    asked = everything.answer("resubmit a failed order", Audience.PUBLIC)
    assert answer.matches[0] == asked.matches[0]
    assert answer.band is asked.band is Band.CONFIDENT
    assert answer.matches[0].excerpt == asked.matches[0].excerpt


def test_another_sort_orders_the_same_articles(everything: Snapshot) -> None:
    best, newest = (search(everything, f"refund order sort:{sort}") for sort in ("best", "newest"))
    assert {match.article.id for match in best.matches} == {match.article.id for match in newest.matches}
    assert best.total == newest.total < len(ARTICLES)
    days = [match.article.updated for match in newest.matches]
    assert days == sorted(days, key=lambda day: day or date.min, reverse=True)


def test_only_filters_list_the_newest_first_and_by_title_where_nothing_has_a_date() -> None:
    undated = Snapshot([article("b", "Bees"), article("a", "Ants"), article("é", "Éclairs"), article("d", "Dogs")])
    listed = search(undated, "-cats")
    assert [match.article.id for match in listed.matches] == ["a", "b", "d", "é"]
    assert listed.band is None
    assert listed.problems == ("No article holds “cats”, so leaving it out changes nothing.",)


def test_pages_follow_each_other(everything: Snapshot) -> None:
    for text in ("refund order trial", "category:billing", "sort:title"):
        whole = search(everything, text, limit=50)
        pages = [search(everything, text, limit=2, offset=offset) for offset in range(0, whole.total + 2, 2)]
        assert [match.article for page in pages for match in page.matches] == [m.article for m in whole.matches]
        assert [page.more for page in pages] == [page.offset + 2 < whole.total for page in pages]
        assert {page.total for page in pages} == {len(whole.matches)}


def test_a_misspelt_title_word_is_read_as_one_that_a_title_holds(everything: Snapshot) -> None:
    answer = search(everything, "title:refnd")
    assert [match.article.id for match in answer.matches] == ["refund", "trial"]
    assert answer.problems == ("No title holds “refnd”, so I looked for “refund”.",)


def test_a_phrase_that_nothing_holds_is_left_out_and_that_is_said(everything: Snapshot) -> None:
    answer = search(everything, '"order failed" refund')
    assert answer.matches[0].article.id == "refund"
    assert answer.left_out == ('"order failed"',)
    assert answer.problems == (f"No article holds “order failed”. Without that part there are {answer.total}.",)


def test_parts_that_leave_nothing_together_give_way_the_later_to_the_earlier(everything: Snapshot) -> None:
    answer = search(everything, '"failed order" category:billing updated:2024')
    assert [match.article.id for match in answer.matches] == ["refund"]
    assert answer.problems == ('No article has "failed order" and the rest. Without that part there is 1.',)
    assert search(everything, "updated:>2030 category:billing").problems == (
        "No article was updated then (updated:>=2031-01-01). Without that part there are 3.",
    )


def test_filters_that_leave_nothing_of_the_words_give_way_and_that_is_said(everything: Snapshot) -> None:
    answer = search(everything, "invoice category:access")
    assert answer.matches[0].article.id == "invoice"
    assert answer.problems == ("With category:access no article answers “invoice”. Without that part there is 1.",)
    both = search(everything, "invoice category:access -title:refund")
    assert both.left_out == ("category:access",)


def test_what_nothing_answers_finds_nothing(everything: Snapshot) -> None:
    answer = search(everything, "qwertz asdfgh")
    assert (answer.total, answer.matches, answer.band) == (0, (), Band.NONE)


@pytest.mark.parametrize("text", ["how to the", "???", "🎉", "-the", '"to be"', "title:how"])
def test_words_that_tell_nothing_are_said_and_the_rest_is_listed(everything: Snapshot, text: str) -> None:
    answer = search(everything, f"{text} category:refunds")
    assert [match.article.id for match in answer.matches] == ["trial", "refund"]
    assert len(answer.problems) == 1


def test_an_unknown_category_or_source_is_said_with_the_nearest(everything: Snapshot) -> None:
    near, far = search(everything, "refund category:biling"), search(everything, "refund category:xyz")
    assert near.problems == ("There is no category “biling”, so I left it out. Did you mean category:Billing?",)
    assert near.total == search(everything, "refund").total
    assert far.problems == (
        'There is no category “xyz”, so I left it out. There are category:Access, category:Billing, category:"Order '
        'processing".',
    )
    assert search(everything, "source:protal").problems == (
        "There is no source “protal”, so I left it out. Did you mean source:portal?",
    )


def test_a_reference_is_found_by_itself() -> None:
    one = Snapshot([article("a", "Ants", reference="AA-00517"), article("b", "Bees", reference="BB-2")])
    answer = search(one, "aa517 sort:newest")
    assert [match.article.id for match in answer.matches] == ["a"]
    assert answer.band is Band.CONFIDENT


@pytest.mark.parametrize(
    "text",
    [
        "title:zephyr",
        "title:zephir",
        '"zephyr refund limits"',
        '"goodwillians may"',
        "-zephyr",
        "category:zephyrs",
        "category:zephyr",
        "category:xyz",
        "-category:zephyrs",
        "source:vault",
        "source:valt",
        "source:xyz",
        "updated:2026",
        "sort:newest",
    ],
)
def test_the_public_sees_and_is_told_nothing_of_what_is_internal(everything: Snapshot, text: str) -> None:
    without = Snapshot(ARTICLES, language="english")
    seen, alone = search(everything, text), search(without, text)
    assert seen.total == alone.total
    assert seen.problems == alone.problems
    assert [match.article for match in seen.matches] == [match.article for match in alone.matches]
    assert seen.searched == len(ARTICLES)


def test_insiders_find_what_is_internal(everything: Snapshot) -> None:
    for text in ("title:zephyr", "category:zephyrs", '"zephyr refund limits"', "updated:2026"):
        assert found(everything, text, Audience.INTERNAL) == ["zephyr"]
    assert found(everything, "source:vault", Audience.INTERNAL) == ["x"]


def test_synonyms_are_for_words_and_not_for_phrases_titles_or_what_is_left_out() -> None:
    rule = Kept(1, Synonym("rcp", "reseller panel"), Origin.COMMAND, "", datetime(2026, 1, 1, tzinfo=UTC))
    two = [article("short", "Open the RCP"), article("long", "Open the reseller panel")]
    tuned = Snapshot(two, language="english", tuning=Tuning((rule,)))
    assert sorted(found(tuned, "rcp sort:title")) == ["long", "short"]
    assert found(tuned, "open -rcp") == ["long"]
    assert found(tuned, "title:rcp") == found(tuned, '"the rcp"') == ["short"]


def test_what_is_hidden_is_not_listed_and_what_is_pinned_comes_first() -> None:
    rules = (Hide("help:a"), Pin("help:c", Asked("bees", Reach.EXACT)))
    kept = (Kept(n, rule, Origin.COMMAND, "", datetime(2026, 1, 1, tzinfo=UTC)) for n, rule in enumerate(rules))
    insects = [article("a", "Bees and ants"), article("b", "Bees"), article("c", "Wasps")]
    tuned = Snapshot(insects, language="english", tuning=Tuning(tuple(kept)))
    assert found(tuned, "bees") == ["c", "b"]
    assert found(tuned, "sort:title") == ["b", "c"]


def test_an_empty_knowledge_base_finds_nothing_without_a_fault() -> None:
    for text in ("refund", '"a phrase"', "category:x source:y -z title:w", "updated:2025", ""):
        answer = Snapshot([]).search(read_search(text).search, Audience.PUBLIC)
        assert (answer.total, answer.searched) == (0, 0)


PARTS = (
    "refund order trial failed invoice resubmit zzz the -trial -order category:billing category:access source:portal "
    "-category:refunds title:refund title:ordr updated:2025 updated:<2025 sort:old sort:title -title:trial source:x"
)
TYPED = st.lists(st.sampled_from([*PARTS.split(), '"failed order"', '"a trial"']), max_size=6).map(" ".join)


@settings(derandomize=True, database=None, deadline=None, max_examples=300)
@given(TYPED | st.text(max_size=30))
def test_whatever_is_searched_what_is_given_has_what_was_not_left_out(everything: Snapshot, text: str) -> None:
    understood = read_search(text).search
    for audience in Audience:
        answer = everything.search(understood, audience, limit=50)
        assert len(answer.matches) == answer.total
        assert all(audience.may_read(match.article.visibility) for match in answer.matches)
        for part in answer.left_out:
            assert part in typed(understood)
        if answer.left_out == () and understood.lacking.texts == ("trial",):
            assert all("trial" not in match.article.title.casefold() for match in answer.matches)


def test_an_updated_snapshot_searches_like_one_that_is_built_anew(everything: Snapshot) -> None:
    changed = article("trial", "Refunds of a test", category=("Elsewhere",), updated=date(2026, 3, 3))
    newer = everything.updated([changed], ["help:orders"])
    anew = Snapshot([*(each for each in newer.articles)], language="english")
    for text in ("title:refund", "category:elsewhere", "updated:2026", '"of a test"', "-trial", "source:portal"):
        one, other = search(newer, text), search(anew, text)
        assert (one.matches, one.total, one.problems) == (other.matches, other.total, other.problems)


def test_phrases_and_filters_are_fast_over_many_articles() -> None:
    many = Snapshot(
        article(str(n), f"Resubmit order {n % 97} of product {n % 211}", summary="A failed order waits here. " * 5)
        for n in range(20_000)
    )
    search(many, '"failed order"')
    began = time.process_time()
    wanted = sum(n % 97 == 5 and n % 211 != 3 for n in range(20_000))
    assert search(many, '"order waits here" -"product 3" title:"order 5"').total == wanted
    assert time.process_time() - began < 2
