"""What the page keeps while somebody talks and fills in: drafts, what was typed, the place and the focus."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from playwright.sync_api import Browser, Locator, Page, Route, expect

from bot.playground import FakeSlack
from bot.playground.browser.acting import GESTURES, Gesture
from bot.playground.browser.meaning import Stage
from bot.playground.browser.menus import Menus
from bot.playground.browser.screens import Look
from bot.playground.browser.serving import Page as Served
from bot.playground.town import ANA, BEN, GENERAL, PARTNERS, a_playground_town
from tests.bot.playground.browser.watched import Watched, barriers
from tests.bot.playground.given import form, modal, section, text_input

MENUS = Menus(
    ({"command": "/kb", "description": "Ask", "usage_hint": "words"},), ({"name": "Find", "callback_id": "find"},)
)


@dataclass
class Shown:
    """The fake Slack without an app, and its page as Ana sees it; `state` is what it says of the bot."""

    slack: FakeSlack
    page: Page
    bot: dict[str, str]

    @property
    def field(self) -> Locator:
        return self.page.locator("#channel .composer-field")

    def message(self, words: str) -> Locator:
        return self.page.locator("#channel article").filter(has_text=words).last

    def go_to(self, place: str) -> None:
        self.page.get_by_role("navigation").get_by_role("button", name=place, exact=True).click()
        expect(self.page.get_by_role("region", name=f"#{place}")).to_be_visible()

    def be(self, person: str) -> None:
        self.page.get_by_label("You are").select_option(person)

    def say(self, text: str, *, channel: str = GENERAL, person: str = BEN, **more: Any) -> Any:
        return self.slack.workspace.say(channel, person, text=text, **more)

    def menu(self, words: str, item: str) -> None:
        """Choose from a message's menu."""
        self.message(words).get_by_role("button", name="More actions").click()
        self.page.get_by_role("menuitem", name=item).click()


@pytest.fixture
def shown(browser: Browser) -> Iterator[Shown]:
    slack, bot = FakeSlack(town=a_playground_town), {"state": "answering", "told": ""}

    def besides(_look: Look) -> dict[str, Any]:
        of_slack = slack.workspace.bot
        return {"bot": {"id": of_slack.user_id, "name": of_slack.name, "line": "http", **bot}, "drawer": None}

    def restart(_stage: Stage, _given: dict[str, Any]) -> None:
        bot.update(state="answering", told="")

    served = Served(
        Stage(slack, MENUS),
        besides=besides,
        hosts=frozenset({"127.0.0.1"}),
        gestures={**GESTURES, "control/restart": Gesture(restart)},
    )
    slack.also_serve(served.routes(), guard=served.guard)
    with slack, browser.new_context(viewport={"width": 1280, "height": 700}) as context:
        page = context.new_page()
        watched = Watched(page, slack.address.removeprefix("http://"))
        page.goto(slack.address)
        yield Shown(slack, page, bot)
        assert not watched.faults
    assert slack.faults == ()


def test_what_is_half_written_stays_in_its_place_also_when_the_page_is_loaded_anew(shown: Shown) -> None:
    shown.field.fill("for general")
    shown.go_to("partners")
    expect(shown.field).to_have_value("")
    shown.field.fill("for partners")
    shown.go_to("general")
    expect(shown.field).to_have_value("for general")
    shown.page.reload()

    expect(shown.field).to_have_value("for general")
    shown.be(BEN)
    expect(shown.page.get_by_label("You are")).to_have_value(BEN)
    expect(shown.field).to_have_value("")


def test_what_is_not_sent_is_told_and_stays_before_what_was_typed_since(shown: Shown) -> None:
    held: list[Route] = []
    shown.page.route("**/gestures/write", lambda route: held.append(route))
    shown.field.fill("/nonsense please")
    with shown.page.expect_request("**/gestures/write"):
        shown.field.press("Enter")
    expect(shown.field).to_have_value("")
    shown.field.fill("and then")
    held.pop().continue_()

    expect(shown.page.locator("#channel").get_by_role("alert")).to_contain_text("/nonsense is not a valid command")
    expect(shown.field).to_have_value("/nonsense please\nand then")


def test_a_text_that_is_too_long_is_told_of_before_it_is_sent(shown: Shown) -> None:
    shown.field.fill("x" * 40_001)

    expect(shown.page.locator("#channel").get_by_role("alert")).to_contain_text("40,001 characters")
    expect(shown.page.get_by_role("button", name="Send")).to_be_disabled()
    shown.field.press("Enter")
    expect(shown.field).to_have_value("x" * 40_001)


def test_ones_own_message_is_edited_where_it_stands_and_deleted_once_confirmed(shown: Shown) -> None:
    shown.field.fill("see @Ben Okoro & <b>")
    shown.field.press("Enter")
    shown.menu("see", "Edit message")
    editor = shown.page.get_by_role("textbox", name="Edit message")
    expect(editor).to_have_value("see @Ben Okoro & <b>")
    editor.fill("ask @Ben Okoro")
    shown.say("meanwhile", thread_ts=shown.slack.messages(GENERAL)[0].ts)
    expect(shown.message("1 reply")).to_be_visible()
    expect(editor).to_have_value("ask @Ben Okoro")
    editor.press("Enter")
    expect(shown.message("ask @Ben Okoro (edited)")).to_be_visible()

    shown.say("somebody else's")
    shown.message("somebody else's").get_by_role("button", name="More actions").click()
    expect(shown.page.get_by_role("menuitem")).to_have_text(["Reply in thread", "Find (Quickjump)"])
    shown.page.keyboard.press("Escape")
    shown.menu("ask @Ben Okoro", "Delete message")
    shown.page.get_by_role("button", name="Cancel").click()
    expect(shown.message("ask @Ben Okoro")).to_be_visible()
    shown.menu("ask @Ben Okoro", "Delete message")
    shown.page.get_by_role("button", name="Delete").click()
    expect(shown.message("ask @Ben Okoro")).to_have_count(0)


def test_whoever_reads_further_up_stays_there_and_is_told_of_what_is_new(shown: Shown) -> None:
    for number in range(30):
        shown.say(f"line {number}", person=ANA if number % 2 else BEN)
    log = shown.page.get_by_role("log")
    expect(shown.message("line 29")).to_be_in_viewport()
    log.evaluate("log => { log.scrollTop = 0; }")
    newer = shown.page.get_by_role("button", name="New messages")
    expect(newer).to_have_count(0)
    shown.say("the newest")

    expect(newer).to_be_visible()
    expect(shown.page.locator("#channel article").first).to_be_in_viewport()
    newer.click()
    expect(shown.message("the newest")).to_be_in_viewport()
    expect(newer).to_have_count(0)


def test_what_was_said_elsewhere_is_unread_until_it_is_looked_at(shown: Shown) -> None:
    partners = shown.page.get_by_role("navigation").get_by_role("button", name="partners", exact=True)
    expect(partners).to_have_accessible_description("shared with another organisation")
    shown.say("news", channel=PARTNERS)
    expect(partners).to_have_accessible_description("unread, shared with another organisation")
    shown.go_to("partners")
    shown.go_to("general")

    expect(partners).to_have_accessible_description("shared with another organisation")


def test_a_thread_takes_the_focus_and_gives_it_back(shown: Shown) -> None:
    first = shown.say("the beginning")
    shown.say("an answer", thread_ts=first.ts)
    link = shown.message("the beginning").get_by_role("button", name="1 reply")
    link.press("Enter")
    thread = shown.page.get_by_role("complementary", name="Thread")
    expect(thread.get_by_role("textbox", name="Reply in thread")).to_be_focused()
    shown.page.keyboard.type("another answer")
    shown.page.keyboard.press("Enter")
    expect(thread.get_by_role("article")).to_have_count(3)
    assert barriers(shown.page) == []
    shown.page.keyboard.press("Escape")

    expect(thread).to_be_hidden()
    expect(shown.message("the beginning").get_by_role("button", name="2 replies")).to_be_focused()


def test_a_form_keeps_what_is_typed_when_its_app_draws_it_anew(shown: Shown) -> None:
    modals = shown.slack.workspace.modals
    view = modals.open(ANA, form(section("before", block_id="s"), text_input("b")))
    field = shown.page.get_by_role("dialog").get_by_role("textbox")
    field.fill("half a w")
    modals.update(view, form(section("after", block_id="s"), text_input("b"), text_input("c")))
    expect(shown.page.get_by_text("after")).to_be_visible()
    expect(field.first).to_have_value("half a w")
    expect(field.first).to_be_focused()
    shown.page.get_by_role("button", name="Save").click()

    expect(shown.page.get_by_text("Please complete this required field.")).to_be_visible()
    expect(field.last).to_be_focused()
    assert barriers(shown.page) == []


def test_pushed_windows_go_back_one_by_one_or_all_at_once(shown: Shown) -> None:
    modals = shown.slack.workspace.modals
    for number, show in enumerate([modals.open, modals.push, modals.push]):
        show(ANA, modal(section(f"window {number}")))
    dialog = shown.page.get_by_role("dialog")
    expect(dialog).to_contain_text("window 2")
    dialog.get_by_role("button", name="Back").click()
    expect(dialog).to_contain_text("window 1")
    shown.page.keyboard.press("Escape")
    expect(dialog).to_contain_text("window 0")
    expect(dialog.get_by_role("button", name="Back")).to_have_count(0)
    modals.push(ANA, modal(section("window 3")))
    expect(dialog).to_contain_text("window 3")
    dialog.get_by_role("button", name="Close window").click()

    expect(dialog).to_have_count(0)
    assert modals.stack(ANA) == ()


def test_a_bot_that_stopped_is_told_of_and_started_again(shown: Shown) -> None:
    shown.bot.update(state="crashed", told="The bot has stopped.")
    shown.say("something changes")
    expect(shown.page.get_by_text("The bot has stopped.")).to_be_visible()
    shown.page.get_by_role("button", name="Start it again").click()
    shown.say("something changes again")

    expect(shown.page.get_by_text("The bot has stopped.")).to_have_count(0)


def test_the_theme_that_was_chosen_is_there_the_next_time(shown: Shown) -> None:
    shown.page.get_by_role("button", name="Dark theme").click()
    shown.page.reload()

    expect(shown.page.get_by_role("button", name="Light theme")).to_be_visible()
    expect(shown.page.locator("html")).to_have_attribute("data-theme", "dark")


def test_messages_are_walked_through_with_arrow_keys_and_the_page_with_f6(shown: Shown) -> None:
    for number in range(3):
        shown.say(f"line {number}")
    expect(shown.message("line 2")).to_be_visible()
    keyboard = shown.page.keyboard
    expect(shown.field).to_be_focused()
    keyboard.press("Shift+F6")
    expect(shown.page.get_by_role("log")).to_be_focused()
    keyboard.press("ArrowUp")
    keyboard.press("ArrowUp")
    expect(shown.message("line 1")).to_be_focused()
    keyboard.press("Tab")
    expect(shown.message("line 1").get_by_role("button", name="Reply in thread")).to_be_focused()
    keyboard.press("Tab")
    keyboard.press("Enter")
    expect(shown.page.get_by_role("menuitem", name="Reply in thread")).to_be_focused()
    keyboard.press("Escape")
    shown.say("an answer", thread_ts=shown.slack.messages(GENERAL)[1].ts)
    expect(shown.message("1 reply")).to_be_visible()
    expect(shown.message("line 1").get_by_role("button", name="More actions")).to_be_focused()
    keyboard.press("F6")

    expect(shown.field).to_be_focused()


def test_what_fails_where_nothing_is_typed_is_told_in_a_notice_until_it_is_dismissed(shown: Shown) -> None:
    shown.slack.connect_http(f"{shown.slack.address}/no-app")
    shown.say("for the shortcut")
    shown.menu("for the shortcut", "Find (Quickjump)")
    notice = shown.page.get_by_text("This app is not responding.")
    expect(notice).to_be_in_viewport()
    assert barriers(shown.page) == []
    shown.page.get_by_role("button", name="Dismiss").click()

    expect(notice).to_have_count(0)
