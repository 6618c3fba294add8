"""What may be jumped to, as somebody types: categories and articles by beginnings, slips and references."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from knowledge.articles import Article, Audience, Visibility
from knowledge.search.snapshot import Snapshot
from tests.knowledge.given import article, snapshot

PUBLIC, INTERNAL = Audience.PUBLIC, Audience.INTERNAL
SECRET = Visibility.INTERNAL


@pytest.fixture(scope="module")
def help_centre() -> Snapshot:
    return snapshot(
        article("resubmit", "Resubmit a failed order", reference="AA-05179", category=("Orders", "Failed orders")),
        article("status", "What the order statuses mean", reference="AA-05180", category=("Orders",)),
        article("refund", "When a refund arrives", phrases=("money back",), category=("Billing", "Refunds")),
        article("ports", "Open ports", reference="KB-2026-07", category=("TCP/IP",)),
        article("margin", "Zanzibar margins", reference="ZZ-00001", visibility=SECRET, category=("Zanzibar",)),
        article("zanzibari", "Zanzibari cloves", category=("Spices",)),
        article("groß", "Größe der Postfächer", category=("E-Mail",)),
    )


def suggested(help_centre: Snapshot, typed: str, audience: Audience = PUBLIC) -> list[str]:
    """The ids of the articles that are suggested."""
    return [each.id for each in help_centre.suggest(typed, audience, 20).articles]


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("res", "resubmit"),
        ("RESUBMIT a fai", "resubmit"),
        ("failed ord", "resubmit"),
        ("ord stat", "status"),
        ("resumbit", "resubmit"),
        ("rsubmi", "resubmit"),
        ("faild order", "resubmit"),
        ("resbmitt", "resubmit"),
        ("money ba", "refund"),
        ("grosse", "groß"),
        ("gro", "groß"),
        ("AA-05", "resubmit"),
        ("aa51", "resubmit"),
        ("AA 05180", "status"),
        ("5180", "status"),
        ("kb-2026", "ports"),
        ("refund please", "refund"),
    ],
)
def test_the_article_that_is_meant_comes_first(help_centre: Snapshot, typed: str, first: str) -> None:
    assert suggested(help_centre, typed)[0] == first


@pytest.mark.parametrize(
    ("typed", "category"),
    [
        ("ord", ("Orders",)),
        ("failed", ("Orders", "Failed orders")),
        ("orders fai", ("Orders", "Failed orders")),
        ("biling", ("Billing",)),
        ("tcp", ("TCP/IP",)),
        ("email", ("E-Mail",)),
    ],
)
def test_the_category_that_is_meant_comes_first(help_centre: Snapshot, typed: str, category: tuple[str, ...]) -> None:
    assert help_centre.suggest(typed, PUBLIC, 20).categories[0].path == category


@pytest.mark.parametrize("typed", ["xylophone", "quantum zebra", "ZZ-99", "9" * 500])
def test_what_nothing_begins_with_suggests_nothing(help_centre: Snapshot, typed: str) -> None:
    found = help_centre.suggest(typed, PUBLIC, 20)
    assert (found.categories, found.articles) == ((), ())


@pytest.mark.parametrize("typed", ["", "  ", "?!", "\0"])
def test_before_anything_is_typed_the_largest_categories_and_the_newest_articles_stand_there(
    help_centre: Snapshot, typed: str
) -> None:
    found = help_centre.suggest(typed, PUBLIC, 8)
    assert [each.path for each in found.categories] == [("Orders",), ("Billing",)]
    assert len(found.articles) == 6


def test_the_public_is_suggested_nothing_internal_and_no_hint_of_it(help_centre: Snapshot) -> None:
    assert suggested(help_centre, "zanzibar ma", INTERNAL) == ["margin"]
    assert suggested(help_centre, "ZZ-0") == []
    assert suggested(help_centre, "zanzibar") == ["zanzibari"]
    assert help_centre.suggest("zanzibar", PUBLIC, 20).categories == ()
    assert help_centre.suggest("zanzibar", INTERNAL, 20).categories[0].path == ("Zanzibar",)


WORDS = st.lists(st.sampled_from(["refund", "refunds", "order", "oder", "fail", "failed", "mail", "a"]), max_size=4)
ARTICLES = st.lists(
    st.builds(
        lambda words, shelf, secret: (" ".join(words) or "untitled", shelf, secret),
        WORDS,
        st.sampled_from([(), ("Orders",), ("Orders", "Failed"), ("Mail",)]),
        st.booleans(),
    ),
    max_size=6,
)


def made(given_articles: list[tuple[str, tuple[str, ...], bool]]) -> list[Article]:
    return [
        article(
            f"{place}",
            title,
            category=shelf,
            reference=f"AA-{place:05}",
            visibility=SECRET if secret else Visibility.PUBLIC,
        )
        for place, (title, shelf, secret) in enumerate(given_articles)
    ]


TYPED = st.sampled_from(["", "r", "ref", "refnud", "ordr", "failed o", "mial", "AA-0", "2", "orders fai", "a order"])


@settings(max_examples=40, deadline=None)
@given(ARTICLES, ARTICLES, TYPED)
def test_suggestions_are_those_of_a_new_snapshot_and_to_the_public_as_if_nothing_internal_were_there(
    before: list[tuple[str, tuple[str, ...], bool]], now: list[tuple[str, tuple[str, ...], bool]], typed: str
) -> None:
    gone = [f"help:{place}" for place in range(len(now), len(before))]
    updated, anew = snapshot(*made(before)).updated(made(now), gone), snapshot(*made(now))
    for audience in Audience:
        assert updated.suggest(typed, audience, 20) == anew.suggest(typed, audience, 20)
    public = snapshot(*(each for each in made(now) if each.visibility is Visibility.PUBLIC))
    assert anew.suggest(typed, PUBLIC, 20) == public.suggest(typed, PUBLIC, 20)
