"""Every main screen can be used by everybody: axe finds nothing serious in it, in both themes."""

from collections.abc import Iterator

from playwright.sync_api import expect

from bot.playground.town import BEN, SUPPORT
from tests.bot.playground.browser.tab import OpenTab, Tab
from tests.bot.playground.browser.watched import barriers


def test_no_screen_shuts_anybody_out(open_tab: OpenTab, theme: str) -> None:
    tab = open_tab(BEN, SUPPORT, theme=theme)

    found = {screen: barriers(tab.page) for screen in _screens(tab)}
    assert {screen: faults for screen, faults in found.items() if faults} == {}


def _screens(tab: Tab) -> Iterator[str]:
    """Goes from one main screen to the next."""
    yield from _talk(tab)
    yield from _windows(tab)
    tab.go_to("Quickjump")
    expect(tab.page.get_by_role("group", name="Try one of these")).to_be_visible()
    yield "messages with the app"
    tab.go_to("Quickjump (Home)")
    expect(tab.home.get_by_label("Ask the knowledge base")).to_be_visible()
    yield "Home"
    for part in ("Requests", "Faults & clock", "Articles", "Log"):
        tab.look_behind(part)
        yield part


def _talk(tab: Tab) -> Iterator[str]:
    tab.write("@Quickjump how do i resubmitt a faild order")
    tab.message("resubmitt a faild order").get_by_role("button", name="1 reply").click()
    expect(tab.reply("Resubmit an order that failed")).to_be_visible()
    tab.write("/kb mailbox")
    expect(tab.message("Only visible to you")).to_be_visible()
    tab.field.fill("/")
    tab.field.press("End")
    yield "a channel with a thread"


def _windows(tab: Tab) -> Iterator[str]:
    tab.write("/kb search")
    tab.modal.get_by_role("button", name="Search").click()
    expect(tab.modal).to_contain_text("Type some words")
    tab.modal.get_by_role("combobox", name="Sort by").click()
    yield "a form with an error and an open menu"
    tab.page.keyboard.press("Escape")
    tab.modal.get_by_role("button", name="Cancel").click()
    expect(tab.modal).to_have_count(0)
    tab.write("/kb open AA-02004")
    expect(tab.modal).to_contain_text("An order line fails")
    yield "an article"
    tab.page.keyboard.press("Escape")
    expect(tab.modal).to_have_count(0)
