"""Articles, category paths and references: the plain rules."""

import pytest

from knowledge.articles import (
    Audience,
    Category,
    CategoryPath,
    Visibility,
    category_from_text,
    category_path,
    category_text,
    category_tree,
    is_within,
    normal_reference,
)


@pytest.mark.parametrize(
    ("written", "path"),
    [
        ("", ()),
        (" / ", ()),
        ("Billing", ("Billing",)),
        ("Billing/Invoices", ("Billing", "Invoices")),
        ("  Billing  /  Tax \t forms / ", ("Billing", "Tax forms")),
        (["TCP/IP", "Ports"], ("TCP/IP", "Ports")),
        (["", "Billing"], ("Billing",)),
        ([], ()),
    ],
)
def test_a_category_is_written_as_text_or_as_a_list(written: str | list[str], path: CategoryPath) -> None:
    assert category_path(written) == path


@pytest.mark.parametrize(
    "names",
    [
        [],
        ["Billing"],
        ["Billing", "Tax forms"],
        ["TCP/IP", "Ports"],
        ["A / B", "C"],
        ["A /", "B"],
        ["A", "/ B"],
        ["/"],
        ["Größe 🎉"],
    ],
    ids=str,
)
def test_a_path_is_read_back_as_it_was_kept(names: list[str]) -> None:
    path = category_path(names)

    assert category_from_text(category_text(path)) == path


@pytest.mark.parametrize(
    ("path", "shelf", "within"),
    [
        (("Billing", "Invoices"), ("Billing",), True),
        (("Billing", "Invoices"), ("billing", "INVOICES"), True),
        (("Straße",), ("STRASSE",), True),
        (("Billing",), (), True),
        (("Billing",), ("Billing", "Invoices"), False),
        (("Billing",), ("Bill",), False),
        (("Orders", "Billing"), ("Billing",), False),
    ],
)
def test_a_path_is_within_itself_and_its_parents(path: CategoryPath, shelf: CategoryPath, within: bool) -> None:
    assert is_within(path, shelf) is within


def test_a_category_counts_what_stands_on_it_and_on_its_children() -> None:
    shelves = {("Billing", "Invoices"): 2, ("Billing",): 1, ("Accounts", "Staff", "Roles"): 1, (): 1}

    tree = category_tree(shelves)

    assert tree == (
        Category(("Accounts",), 1),
        Category(("Accounts", "Staff"), 1),
        Category(("Accounts", "Staff", "Roles"), 1),
        Category(("Billing",), 3),
        Category(("Billing", "Invoices"), 2),
    )


def test_names_that_differ_in_case_alone_are_one_category() -> None:
    tree = category_tree({("Billing",): 1, ("billing", "Tax"): 1})

    assert [(category.path, category.count) for category in tree] == [(("Billing",), 2), (("Billing", "Tax"), 1)]


@pytest.mark.parametrize("written", ["AA-05179", "aa5179", "aa 05179", "Aa_5179", "aa–05179", "AA-0005179"])
def test_a_reference_is_the_same_however_it_is_written(written: str) -> None:
    assert normal_reference(written) == "aa5179"


@pytest.mark.parametrize("other", ["AA-5178", "AB-5179", "AA-51790", "5179", "AA", ""])
def test_another_reference_is_another(other: str) -> None:
    assert normal_reference(other) != normal_reference("AA-05179")


@pytest.mark.parametrize(
    ("one", "other"), [("KB-1-23", "KB-12-3"), ("KB-2024-017", "KB-20240-17"), ("A1-B2", "A1-2"), ("-", "AA")]
)
def test_numbers_that_stand_apart_are_not_run_together(one: str, other: str) -> None:
    assert normal_reference(one) != normal_reference(other)


def test_internal_articles_are_for_internal_readers_alone() -> None:
    assert {
        (audience, visibility): audience.may_read(visibility) for audience in Audience for visibility in Visibility
    } == {
        (Audience.PUBLIC, Visibility.PUBLIC): True,
        (Audience.PUBLIC, Visibility.INTERNAL): False,
        (Audience.INTERNAL, Visibility.PUBLIC): True,
        (Audience.INTERNAL, Visibility.INTERNAL): True,
    }
