"""What a sync finds different between what a source held and what it holds now."""

from dataclasses import replace
from typing import Any

import pytest

from knowledge.articles import Article
from knowledge.changes import Change, ChangeKind, Known, changes_between
from tests.knowledge.given import article

NEW, UPDATED, MOVED, REMOVED = ChangeKind.NEW, ChangeKind.UPDATED, ChangeKind.MOVED, ChangeKind.REMOVED

REFUNDS = article("refunds", "Refunds", summary="How long they take.", text="Ten days.", reference="AA-05179")
INVOICES = article("invoices", "Invoices", summary="Where they are.", text="Under Billing.")
CARDS = article("cards", "Cards", summary="How to add one.", text="Press Add.")


def known(*present: Article, gone: tuple[Article, ...] = ()) -> Known:
    return Known({one.id: one for one in present}, {one.id: one for one in gone})


def changes(before: Known, *found: Article, absent_are_gone: bool = True) -> list[Change]:
    return changes_between(before, found, absent_are_gone=absent_are_gone)


def test_articles_as_they_were_change_nothing() -> None:
    assert changes(known(REFUNDS, INVOICES), INVOICES, REFUNDS) == []


def test_an_id_not_seen_before_is_new() -> None:
    assert changes(known(REFUNDS), REFUNDS, INVOICES) == [Change(NEW, INVOICES)]


@pytest.mark.parametrize(
    "different",
    [
        {"title": "Refunding"},
        {"summary": "Other words."},
        {"body": "Other words."},
        {"category": ("Billing",)},
        {"url": "https://help.example.com"},
        {"reference": "AA-1"},
        {"phrases": ("money back",)},
    ],
    ids=lambda different: next(iter(different)),
)
def test_an_article_of_which_anything_is_different_is_updated(different: dict[str, Any]) -> None:
    updated = replace(REFUNDS, **different)

    assert changes(known(REFUNDS), updated) == [Change(UPDATED, updated, REFUNDS)]


def test_an_article_that_is_not_found_is_removed_as_it_was_last() -> None:
    assert changes(known(REFUNDS, INVOICES), INVOICES) == [Change(REMOVED, REFUNDS)]


def test_an_article_that_was_removed_and_is_back_is_updated_and_not_new() -> None:
    assert changes(known(gone=(REFUNDS,)), REFUNDS) == [Change(UPDATED, REFUNDS)]


@pytest.mark.parametrize("reference", ["AA-05179", "aa 5179", "AA5179"])
def test_a_new_id_with_a_vanished_articles_reference_is_that_article_moved(reference: str) -> None:
    moved = article("billing/refunds", "Refunds and credits", text="All new words.", reference=reference)

    assert changes(known(REFUNDS), moved) == [Change(MOVED, moved, REFUNDS)]


def test_a_new_id_with_a_vanished_articles_very_words_is_that_article_moved() -> None:
    moved = replace(INVOICES, id="billing/invoices", category=("Billing",))

    assert changes(known(INVOICES), moved) == [Change(MOVED, moved, INVOICES)]


def test_a_new_id_with_a_vanished_articles_title_alone_is_new() -> None:
    other = replace(INVOICES, id="billing/invoices", body="Other words.", summary="Other words.")

    assert changes(known(INVOICES), other) == [Change(NEW, other), Change(REMOVED, INVOICES)]


def test_an_article_that_is_still_there_has_not_moved() -> None:
    copy = replace(INVOICES, id="copy")

    assert changes(known(INVOICES), INVOICES, copy) == [Change(NEW, copy)]


def test_a_vanished_article_moves_to_one_place_only() -> None:
    first, second = replace(INVOICES, id="first"), replace(INVOICES, id="second")

    assert changes(known(INVOICES), first, second) == [Change(MOVED, first, INVOICES), Change(NEW, second)]


def test_two_vanished_articles_alike_move_to_two_places() -> None:
    before = known(INVOICES, replace(INVOICES, id="copy"))
    first, second = replace(INVOICES, id="first"), replace(INVOICES, id="second")

    found = changes(before, first, second)

    assert [change.kind for change in found] == [MOVED, MOVED]
    assert {change.before.id if change.before else None for change in found} == {"invoices", "copy"}


@pytest.mark.parametrize("reference", ["-", "—", "…"])
def test_articles_whose_references_say_nothing_are_not_taken_for_each_other(reference: str) -> None:
    vanished = replace(REFUNDS, reference=reference)
    unrelated = replace(CARDS, reference=reference)

    assert changes(known(vanished), unrelated) == [Change(NEW, unrelated), Change(REMOVED, vanished)]


def test_what_is_not_found_stays_while_something_cannot_be_read() -> None:
    assert changes(known(REFUNDS, INVOICES), CARDS, absent_are_gone=False) == [Change(NEW, CARDS)]


def test_changes_come_in_the_order_found_and_removals_last() -> None:
    updated = replace(INVOICES, title="Invoicing")

    found = changes(known(REFUNDS, INVOICES), CARDS, updated)

    assert found == [Change(NEW, CARDS), Change(UPDATED, updated, INVOICES), Change(REMOVED, REFUNDS)]
