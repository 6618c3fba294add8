"""Categories opened, and the newest articles: in order, in pages, and for each audience its own."""

from datetime import date

import pytest

from knowledge.articles import Article, Audience, CategoryPath, Visibility
from knowledge.browsing import Page
from knowledge.search.snapshot import Snapshot
from tests.knowledge.given import article, snapshot

PUBLIC, INTERNAL = Audience.PUBLIC, Audience.INTERNAL
BILLING, MONEY = ("Billing",), ("Billing", "Money")


def shelved(id: str, title: str, category: CategoryPath, day: int = 0, **fields: object) -> Article:
    updated = date(2026, 11, day) if day else None
    return article(id, title, category=category, updated=updated, **fields)


@pytest.fixture(scope="module")
def help_centre() -> Snapshot:
    return snapshot(
        shelved("a", "Zero rates", BILLING, 3),
        shelved("b", "élan and invoices", BILLING, 9),
        shelved("c", "Refunds", MONEY, 5),
        shelved("d", "Secret margins", BILLING, 20, visibility=Visibility.INTERNAL),
        shelved("e", "Staff canteen", ("Staff",), 21, visibility=Visibility.INTERNAL),
        shelved("f", "Odds and ends", (), sync=4),
        shelved("g", "Ends and odds", (), sync=7),
        shelved("h", "Ports", ("billing", "TCP/IP"), 5, sync=9),
    )


def titles(page: Page) -> list[str]:
    return [each.title for each in page.articles]


def test_a_category_shows_those_below_it_with_counts_and_all_its_articles_by_title(help_centre: Snapshot) -> None:
    shelf = help_centre.shelf(("BILLING",), PUBLIC, limit=10)
    assert shelf is not None
    assert (shelf.path, shelf.count) == (BILLING, 4)
    assert [(each.path, each.count) for each in shelf.children] == [(MONEY, 1), (("Billing", "TCP/IP"), 1)]
    assert titles(shelf.page) == ["élan and invoices", "Ports", "Refunds", "Zero rates"]


def test_the_top_holds_the_first_level_and_what_stands_on_no_category(help_centre: Snapshot) -> None:
    top = help_centre.shelf((), PUBLIC, limit=10)
    assert top is not None
    assert (top.count, [each.path for each in top.children]) == (6, [BILLING])
    assert titles(top.page) == ["Ends and odds", "Odds and ends"]


def test_what_is_internal_stands_on_no_shelf_of_the_public(help_centre: Snapshot) -> None:
    assert help_centre.shelf(("Staff",), PUBLIC, limit=10) is None
    staff, billing = (help_centre.shelf(path, INTERNAL, limit=10) for path in (("Staff",), BILLING))
    assert staff is not None
    assert billing is not None
    assert (titles(staff.page), billing.count) == (["Staff canteen"], 5)
    assert titles(billing.page) == ["élan and invoices", "Ports", "Refunds", "Secret margins", "Zero rates"]
    assert "Secret margins" not in titles(help_centre.newest(PUBLIC, limit=10))


def test_the_newest_are_those_updated_last_and_then_those_that_arrived_last(help_centre: Snapshot) -> None:
    newest = help_centre.newest(PUBLIC, limit=10)
    assert titles(newest) == ["élan and invoices", "Ports", "Refunds", "Zero rates", "Ends and odds", "Odds and ends"]
    assert titles(help_centre.newest(PUBLIC, limit=10, category=MONEY)) == ["Refunds"]


@pytest.mark.parametrize(("offset", "first", "shown"), [(0, 1, 2), (2, 3, 2), (4, 5, 2), (99, 5, 2), (-5, 1, 2)])
def test_pages_begin_where_they_are_asked_to_and_the_last_stands_for_those_behind_it(
    help_centre: Snapshot, offset: int, first: int, shown: int
) -> None:
    page = help_centre.newest(PUBLIC, limit=2, offset=offset)
    assert (page.first, page.last, page.total) == (first, first + shown - 1, 6)


def test_nothing_at_all_is_an_empty_page() -> None:
    top = snapshot().shelf((), PUBLIC, limit=10)
    assert top is not None
    assert (top.count, top.children, top.page) == (0, (), Page((), 0, 0))
    assert snapshot().newest(PUBLIC, limit=10) == Page((), 0, 0)


def test_an_updated_snapshot_is_browsed_like_one_that_is_built_anew(help_centre: Snapshot) -> None:
    moved = shelved("a", "Zero rates", MONEY, 28)
    here = [each for each in help_centre.articles if each.id not in ("a", "b")]
    updated, anew = help_centre.updated([moved], ["help:b"]), snapshot(*here, moved)
    for path in ((), BILLING, MONEY):
        assert updated.shelf(path, PUBLIC, limit=3) == anew.shelf(path, PUBLIC, limit=3)
    assert updated.newest(INTERNAL, limit=9) == anew.newest(INTERNAL, limit=9)
