"""A browser, a playground, and tabs in which nothing may go wrong."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, sync_playwright

from bot.playground.town import ANA, GENERAL
from tests.bot.playground.browser.chromium import CHROMIUM, HOW_TO_GET_IT, launched, new_context, tab_in
from tests.bot.playground.browser.process import Playground
from tests.bot.playground.browser.tab import OpenTab, Tab


# A module each: while Playwright is there, nothing else in its thread can run an event loop.
@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    if CHROMIUM is None:
        pytest.skip(f"There is no Chromium here, so nothing is tried in a browser. {HOW_TO_GET_IT}")
    with sync_playwright() as playwright:
        started = launched(playwright)
        yield started
        started.close()


@pytest.fixture(scope="session")
def playground(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Playground]:
    """A playground for all tests of a process: each finds what the others have said there."""
    started = Playground(tmp_path_factory.mktemp("playground"))
    yield started
    started.destroy()


@pytest.fixture(params=["light", "dark"])
def theme(request: pytest.FixtureRequest) -> str:
    """Each theme in turn."""
    return str(request.param)


@pytest.fixture
def open_tab(browser: Browser, request: pytest.FixtureRequest) -> Iterator[OpenTab]:
    """Opens tabs in one browser, each as somebody; what any of them does wrong fails the test."""
    tabs: list[Tab] = []
    with new_context(browser) as context:

        def open_one(person: str = ANA, channel: str = GENERAL, *, theme: str = "light", at: str = "") -> Tab:
            address = at or request.getfixturevalue("playground").address
            tabs.append(tab_in(context, address, person=person, channel=channel, theme=theme))
            return tabs[-1]

        yield open_one
    assert [fault for tab in tabs for fault in tab.watched.faults] == []
