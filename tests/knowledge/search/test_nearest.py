"""The categories that somebody meant by a misspelt or partial name."""

import random
import string
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.articles import Audience, Category, CategoryPath, Visibility, category_text, category_tree
from knowledge.search.nearest import nearest_categories
from tests.knowledge.given import article, snapshot

SHELVES = category_tree(
    {
        ("Billing",): 1,
        ("Billing", "Invoices"): 1,
        ("Orders", "Failed orders"): 1,
        ("Orders", "Placing orders"): 1,
        ("E-mail", "Mailboxes"): 1,
        ("Control panels", "Access and sign-in"): 1,
        ("Zahlungsmöglichkeiten",): 1,
        ("Ärger", "DNS"): 1,
        ("!!!",): 1,
    }
)
# Nothing in these is like the names above.
OTHER_WORDS = ("weather", "xylophone", "cat", "how to cook rice", "zzzz", "12345", "?", "", "\0", "🎉", "x" * 40_000)


def first(text: str) -> str:
    """The category that is named first for a text."""
    found = nearest_categories(text, SHELVES)
    return category_text(found[0].path) if found else ""


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("biling", "Billing"),
        ("BILLNIG", "Billing"),
        ("bill", "Billing"),
        ("invoice", "Billing / Invoices"),
        ("billing invocies", "Billing / Invoices"),
        ("billing/invoices", "Billing / Invoices"),
        ("failed order", "Orders / Failed orders"),
        ("orders failed", "Orders / Failed orders"),
        ("faild ordres", "Orders / Failed orders"),
        ("order", "Orders"),
        ("email", "E-mail"),
        ("e mail", "E-mail"),
        ("signin", "Control panels / Access and sign-in"),
        ("sing in", "Control panels / Access and sign-in"),
        ("panels", "Control panels"),
        ("zahlungsmoglichkeit", "Zahlungsmöglichkeiten"),
        ("arger", "Ärger"),
        ("dns", "Ärger / DNS"),
    ],
)
def test_a_misspelt_or_partial_name_finds_its_category_first(typed: str, meant: str) -> None:
    assert first(typed) == meant


@pytest.mark.parametrize("typed", OTHER_WORDS)
def test_words_about_something_else_find_none(typed: str) -> None:
    assert nearest_categories(typed, SHELVES) == ()


def test_where_there_are_no_categories_none_is_found() -> None:
    assert nearest_categories("billing", ()) == ()


def test_a_parent_comes_before_its_children_and_those_after_by_how_much_of_their_name_was_typed() -> None:
    assert [category_text(found.path) for found in nearest_categories("orders", SHELVES)] == [
        "Orders",
        "Orders / Failed orders",
        "Orders / Placing orders",
    ]


def test_only_categories_that_the_audience_may_read_are_found() -> None:
    ours = snapshot(
        article("refunds", "Refunds", category=("Billing", "Money")),
        article("margins", "Margins", category=("Billing", "Margins"), visibility=Visibility.INTERNAL),
    )

    assert ours.categories_like("margin", Audience.PUBLIC, limit=5) == ()
    assert [found.path for found in ours.categories_like("margin", Audience.INTERNAL, limit=5)] == [
        ("Billing", "Margins")
    ]
    assert len(ours.categories_like("billing", Audience.INTERNAL, limit=2)) == 2


def sample_shelves() -> tuple[Category, ...]:
    """The categories of the sample help centre."""
    written = [file.read_text(encoding="utf-8") for file in Path("knowledge/samples").rglob("*.md")]
    lines = {line for text in written for line in text.splitlines() if line.startswith("category: ")}
    return category_tree({tuple(line.removeprefix("category: ").split(" / ")): 1 for line in lines})


def misspelt(name: str, chance: random.Random) -> str:
    """The name with a letter left out, added, exchanged for another or swapped with the next."""
    at, letter = chance.randrange(len(name)), chance.choice(string.ascii_lowercase)
    swapped = name[:at] + name[at + 1 : at + 2] + name[at] + name[at + 2 :]
    return chance.choice(
        [name[:at] + name[at + 1 :], name[:at] + letter + name[at:], name[:at] + letter + name[at + 1 :], swapped]
    )


@pytest.mark.parametrize(("slips", "least"), [(1, 0.98), (2, 0.92)])
def test_most_sample_categories_are_first_with_slips_in_their_name(slips: int, least: float) -> None:
    shelves, chance = sample_shelves(), random.Random(1)
    tried: list[tuple[str, CategoryPath]] = []
    for shelf in shelves * 5:
        name = shelf.name
        for _ in range(slips):
            name = misspelt(name, chance)
        tried.append((name, shelf.path))
    right = [path for name, path in tried if [each.path for each in nearest_categories(name, shelves)[:1]] == [path]]

    assert len(right) / len(tried) >= least


@given(st.text(max_size=80), st.lists(st.lists(st.text(max_size=8), min_size=1, max_size=3).map(tuple), max_size=8))
def test_any_text_finds_categories_each_once(typed: str, paths: list[CategoryPath]) -> None:
    shelves = category_tree(dict.fromkeys(paths, 1))
    found = nearest_categories(typed, shelves)

    assert len(set(found)) == len(found)
    assert set(found) <= set(shelves)
