"""Finding one's way in the browser: browse, Quick Jump, search with filters, an article in its window, Home."""

import re

from playwright.sync_api import expect

from bot.playground.town import ANA, BEN, GENERAL, SUPPORT
from tests.bot.playground.browser.tab import OpenTab


def test_categories_are_browsed_page_by_page(open_tab: OpenTab) -> None:
    tab = open_tab(ANA, SUPPORT)
    tab.write("/kb categories")
    tab.message("Categories").get_by_role("button", name="Browse").first.click()
    expect(tab.message("12 articles, here are 1 to 10.")).to_contain_text("Control panels")
    tab.write("/kb recent")
    newest = tab.message("Newest articles")
    expect(newest).to_contain_text("here are 1 to 10")
    newest.get_by_role("button", name="Next").click()

    expect(tab.message("Newest articles")).to_contain_text("here are 11 to 20")


def test_quick_jump_finds_an_article_letter_by_letter_and_opens_it_with_the_keyboard(open_tab: OpenTab) -> None:
    tab = open_tab(BEN, SUPPORT)
    tab.write("/kb jump")
    tab.message("Jump to a category or an article").get_by_role("combobox").focus()
    tab.page.keyboard.type("resubmt fail")
    option = tab.page.get_by_role("option", name="Resubmit an order that failed")
    expect(option).to_be_visible()
    tab.choose(option)

    expect(tab.modal).to_contain_text("An order line fails when the vendor")
    tab.page.keyboard.press("Escape")
    expect(tab.modal).to_have_count(0)


def test_a_search_with_filters_is_filled_in_and_what_is_wrong_stands_at_its_field(open_tab: OpenTab) -> None:
    tab = open_tab(ANA, GENERAL)
    tab.write("/kb search")
    words = tab.modal.get_by_role("textbox", name="Words (optional)", exact=True)
    tab.modal.get_by_role("button", name="Search").click()
    expect(words).to_have_accessible_description(re.compile("Type some words, or choose"))
    tab.modal.get_by_label("Sort by").click()
    tab.page.get_by_role("option", name="Newest first").click()
    words.fill("refnd")
    tab.modal.get_by_role("button", name="Search").click()
    expect(tab.modal).to_contain_text("When you get a refund, and how long it takes")

    tab.modal.get_by_role("button", name="Post to channel").click()
    expect(tab.message("searched the articles with")).to_contain_text("When you get a refund, and how long it takes")


def test_home_answers_a_question_in_a_window(open_tab: OpenTab) -> None:
    tab = open_tab(BEN)
    tab.go_to("Quickjump (Home)")
    question = tab.home.get_by_label("Ask the knowledge base")
    question.fill("mailbox is ful")
    question.press("Enter")

    expect(tab.modal).to_contain_text("A mailbox that is full")


def test_escape_closes_a_window_in_which_the_button_that_was_pressed_is_gone(open_tab: OpenTab) -> None:
    tab = open_tab(BEN)
    tab.go_to("Quickjump (Home)")
    tab.home.get_by_role("button", name="All categories").click()
    tab.modal.get_by_role("button", name="Browse").first.click()
    tab.modal.get_by_role("button", name="All categories").click()
    expect(tab.modal.get_by_role("button", name="All categories")).to_have_count(0)
    expect(tab.modal).to_contain_text("here are 1 to 10")
    tab.page.keyboard.press("Escape")

    expect(tab.modal).to_have_count(0)


def test_the_shortcut_of_a_message_finds_articles_for_it(open_tab: OpenTab) -> None:
    tab = open_tab(ANA, SUPPORT)
    tab.write("a customers mailbox is full, what now?")
    said = tab.message("a customers mailbox is full")
    said.hover()
    said.get_by_role("button", name="More actions").click()
    tab.page.get_by_role("menuitem", name="Find articles").click()

    expect(tab.modal).to_contain_text("A mailbox that is full")


def test_a_link_to_an_article_shows_what_it_is_about(open_tab: OpenTab) -> None:
    tab = open_tab(ANA, GENERAL)
    tab.write("see https://help.example.com/articles/mailbox-is-full please")

    expect(tab.message("see https://help.example.com")).to_contain_text("A mailbox that is full")
