"""Naming an article: by key, reference, id or title, and never one that the audience may not read."""

import pytest

from knowledge.articles import Audience, Visibility
from knowledge.errors import UnknownArticle
from knowledge.search.snapshot import Snapshot
from tests.knowledge.given import article, snapshot

PUBLIC, INTERNAL = Audience.PUBLIC, Audience.INTERNAL


@pytest.fixture(scope="module")
def help_centre() -> Snapshot:
    return snapshot(
        article("billing/refunds", "Refunds and how long they take", reference="AA-05179"),
        article("cards", "Replace an expiring card", reference="AA-00017"),
        article("old-cards", "Replace an expiring card"),
        article("margins", "Read the margin table", reference="ZZ-00001", visibility=Visibility.INTERNAL),
    )


@pytest.mark.parametrize(
    "text",
    [
        "help:billing/refunds",
        "aa 5179",
        "billing/refunds",
        "Refunds and how long they take",
        "  refunds and how LONG they tkae? ",
    ],
)
def test_an_article_is_named_by_key_reference_id_or_title(help_centre: Snapshot, text: str) -> None:
    assert help_centre.article_named(text, PUBLIC).id == "billing/refunds"


@pytest.mark.parametrize("text", ["", "  ", "?", "refunds", "zeppelin", "AA-05178", "help:", "the"])
def test_what_names_no_article_is_said_to(help_centre: Snapshot, text: str) -> None:
    with pytest.raises(UnknownArticle, match="I know no article"):
        help_centre.article_named(text, INTERNAL)


def test_those_that_may_have_been_meant_are_named(help_centre: Snapshot) -> None:
    with pytest.raises(UnknownArticle, match=r"Did you mean AA-05179 \(Refunds and how long they take\)"):
        help_centre.article_named("refunds", PUBLIC)


@pytest.mark.parametrize(
    ("text", "near"),
    [
        ("AA-05178", "AA-05179"),
        ("article KB 5179", "AA-05179"),
        ("aa 00071", "AA-00017"),
        ("AA-99999", ""),
        ("ZZ-00010", ""),
    ],
)
def test_of_an_unknown_reference_those_near_to_it_are_named_and_no_others(
    help_centre: Snapshot, text: str, near: str
) -> None:
    with pytest.raises(UnknownArticle) as refused:
        help_centre.article_named(text, PUBLIC)

    said = str(refused.value)
    assert ("Did you mean" in said) == bool(near)
    assert near in said


def test_a_title_that_two_articles_bear_names_neither(help_centre: Snapshot) -> None:
    with pytest.raises(UnknownArticle, match="Several articles") as refused:
        help_centre.article_named("replace an expiring card", PUBLIC)

    assert "AA-00017" in str(refused.value)
    assert "help:old-cards" in str(refused.value)


@pytest.mark.parametrize("text", ["help:margins", "ZZ-00001", "margins", "Read the margin table", "margin"])
def test_an_internal_article_is_not_named_to_others(help_centre: Snapshot, text: str) -> None:
    with pytest.raises(UnknownArticle) as refused:
        help_centre.article_named(text, PUBLIC)

    assert "ZZ" not in str(refused.value).replace(text, "")
    assert "table" not in str(refused.value).replace(text, "")
