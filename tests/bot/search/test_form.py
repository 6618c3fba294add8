"""The form in which a search is filled in: what it makes of what was given, and how it comes back filled in."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings

from bot.playground import FakeSlack
from bot.playground.faults import Refuse
from bot.playground.town import ANA, GENERAL
from bot.search.form.filling import filling_of
from bot.search.form.reading import search_of
from knowledge.articles import CategoryPath, category_path, category_text
from knowledge.base import KnowledgeBase
from knowledge.search.syntax import read_search
from knowledge.searches import Search, Traits, typed
from tests.bot.conftest import text_of
from tests.bot.search.conftest import Searching, filled, said, until
from tests.knowledge.given import NobodyWatches, jsonl_source
from tests.knowledge.search.test_syntax import TEXTS

GIVEN = {
    "words": "order",
    "phrase": "“failed order”",
    "without": 'customer "free trial"',
    "category": "failed",
    "since": "2026-01-01",
    "sort": "newest",
}
TYPED = (
    'order "failed order" category:"Orders / Failed orders" -customer -"free trial" updated:&gt;=2026-01-01 sort:newest'
)


def test_a_form_searches_for_what_it_shows_as_typed_and_comes_back_as_it_was_filled_in(
    answering_slack: FakeSlack,
) -> None:
    searching = Searching(answering_slack)
    assert searching.form().title == "Search the articles"
    window = searching.fill_in(**GIVEN)

    assert (window.title, window.previous_view_id) == ("Search results", None)
    assert f"`/kb search {TYPED}`" in said(window)
    assert "1. *<https://help.example.com/articles/resubmit-a-failed-order|" in said(window)

    again = searching.press("search_change")
    assert again.title == "Search the articles"
    labels = {"category": "Orders / Failed orders", "phrase": "failed order", "sort": "Newest first"}
    assert filled(again) == GIVEN | labels
    assert f"`/kb search {TYPED}`" in said(searching.fill_in())


def test_a_ticked_box_looks_for_words_and_phrase_in_titles(searching: Searching) -> None:
    searching.form()
    window = searching.fill_in(words="order title:resubmit", phrase="that failed", where=["titles"])
    assert '`/kb search title:resubmit title:order title:"that failed"`' in said(window)
    assert "1 article:" in said(window)
    assert filled(searching.press("search_change")) == {
        "words": "resubmit order",
        "phrase": "that failed",
        "where": ["titles"],
        "sort": "Relevance",
    }


@pytest.mark.parametrize(
    ("given", "block", "told"),
    [
        ({}, "words", "Type some words, or choose a category, a day or an order."),
        ({"where": ["titles"]}, "words", "Type some words"),
        ({"phrase": '"?!"', "without": "…"}, "words", "Type some words"),
        ({"words": "updated:yesterday"}, "words", "“yesterday” is no date"),
        (
            {"words": " ".join(f'"{"a" * 57} {number}"' for number in range(10, 56))},
            "words",
            "That is more than I can keep in a window.",
        ),
    ],
)
def test_what_can_not_be_searched_for_is_said_at_its_field(
    searching: Searching, given: dict[str, object], block: str, told: str
) -> None:
    searching.form()
    view = searching.fill_in(**given)
    assert view.title == "Search the articles"
    assert told in view.errors[block]


def test_what_is_not_understood_among_the_words_is_said_and_the_rest_searched(searching: Searching) -> None:
    searching.form()
    window = searching.fill_in(words="refund colour:red", without="updated:2025 trial")
    assert "I know no filter “colour:”" in said(window)
    assert "`/kb search refund -trial`" in said(window)


def test_a_form_submitted_twice_shows_the_same_and_a_bad_category_is_refused(searching: Searching) -> None:
    searching.form()
    view = searching.slack.fill(ANA, {"words": {"given": "refund"}})
    searching.slack.submit(ANA, presses=2)
    once = said(searching.seen())
    searching.slack.submit_again(view)
    assert said(searching.seen()) == once
    searching.slack.close(ANA)

    searching.form()
    before = searching.slack.fill(ANA, {"category": {"search_category": searching.menu_value("failed")}})
    chosen = before.state["values"]["category"]["search_category"]["selected_option"]
    gone = replace(
        before,
        state={
            "values": before.state["values"]
            | {"category": {"search_category": {"selected_option": chosen | {"value": "x"}}}}
        },
    )
    searching.slack.submit_again(gone)
    assert searching.seen().errors == {"category": "That category is not there any more. Choose another, or none."}


def test_what_is_jumped_to_from_the_form_opens_above_it(searching: Searching) -> None:
    form = searching.form()
    [article, *_] = searching.slack.suggest(form, "jump", "resubmit an order", person=ANA).values
    searching.slack.press(form, "jump", person=ANA, value=article)
    opened = searching.slack.wait_for(lambda: (now := searching.seen()).id != form.id and now, seconds=30)
    assert "Resubmit an order that failed" in said(opened)
    assert opened.previous_view_id == form.id


def test_the_menu_finds_categories_as_somebody_types_misspelt_ones_too(searching: Searching) -> None:
    searching.form()
    assert "Domains" in searching.choose("")
    assert searching.choose("failed or") == ["Orders / Failed orders"]
    assert searching.choose("domian")[0] == "Domains"
    assert searching.choose("zzzz") == []


def test_the_menu_finds_each_of_more_categories_than_it_can_show(
    searching: Searching, synced_url: str, tmp_path: Path, open_knowledge: Callable[..., KnowledgeBase]
) -> None:
    rows = [{"id": f"{number}", "title": "T", "category": f"Shelf {number}"} for number in range(1000, 1150)]
    source = jsonl_source(tmp_path / "more.jsonl", rows, name="more")
    open_knowledge(synced_url).syncs.sync([source], NobodyWatches(), only="more")
    searching.form()
    until(lambda: len(searching.choose("shelf")) == 100)
    assert searching.choose("shelf 1149") == ["Shelf 1149"]
    assert '`/kb search category:"Shelf 1149"`' in said(searching.fill_in(category="shelf 1149"))


def test_a_person_is_told_when_the_form_does_not_open(searching: Searching) -> None:
    searching.slack.misbehave(Refuse("expired_trigger_id"), "views.open")
    receipt = searching.slack.slash("/kb", "search", channel=GENERAL, person=ANA)
    assert (receipt.status, receipt.body) == (200, "")
    [told] = searching.slack.wait_for(lambda: searching.slack.ephemerals(GENERAL, ANA), seconds=30)
    assert told.text == "It took too long for Slack to open a window. Try again."


def test_a_typed_search_is_changed_in_the_form_and_a_button_opens_it_empty(searching: Searching) -> None:
    slack = searching.slack
    typed = slack.slash("/kb", 'search refund "failed order" source:samples', channel=GENERAL, person=ANA).message
    assert typed is not None
    slack.press(typed, "search_change", person=ANA)
    view = slack.wait_for(lambda: slack.view_of(ANA), seconds=30)
    assert filled(view) == {"words": "refund source:samples", "phrase": "failed order", "sort": "Relevance"}
    slack.close(ANA)

    offered = {"type": "button", "text": {"type": "plain_text", "text": "Search"}, "action_id": "verb"}
    button = offered | {"value": '{"verb": "search", "arguments": ""}'}
    slack.workspace.amend(typed, text="", blocks=[{"type": "actions", "block_id": "b", "elements": [button]}])
    [shown] = slack.ephemerals(GENERAL, ANA)
    slack.press(shown, "verb", person=ANA)
    assert filled(slack.wait_for(lambda: slack.view_of(ANA), seconds=30)) == {"sort": "Relevance"}


def test_the_form_shows_how_the_same_is_typed_with_examples_that_find_something(searching: Searching) -> None:
    shown = said(searching.form())
    assert "`updated:&gt;2025-01-31`" in shown
    lines = shown.partition("Try one of these:\n")[2].split("\n")[:3]
    examples = [line.removeprefix("• `/kb search ").rstrip("`") for line in lines]
    for example in examples:
        message = searching.slack.slash("/kb", f"search {example}", channel=GENERAL, person=ANA).message
        assert "Open article" in text_of(message and message.blocks)


def known(name: str) -> CategoryPath:
    """The category of a name, where all but those of one letter exist."""
    return category_path(name) if len(name) > 1 else ()


@given(text=TEXTS)
@settings(max_examples=300, deadline=None)
def test_the_form_filled_in_with_any_search_makes_that_search(text: str) -> None:
    search = read_search(text).search
    filling = filling_of(search, known)
    name = category_text(filling.category)
    made = read_search(typed(search_of(filling, name, read_search).search)).search
    if filling.category:
        having = replace(search.having, categories=(name, *search.having.categories[1:]))
        search = replace(search, having=having)
    assert _unordered(made) == _unordered(search)


def _unordered(search: Search) -> object:
    return replace(
        search, having=_sorted(search.having), lacking=_sorted(search.lacking), words=sorted(search.words.split())
    )


def _sorted(traits: Traits) -> Traits:
    return Traits(
        *(tuple(sorted(set(each))) for each in (traits.texts, traits.titles, traits.categories, traits.sources))
    )
