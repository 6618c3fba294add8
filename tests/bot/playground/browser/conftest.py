"""Debian's Chromium, and what every page in it must keep to."""

import json
import shutil
from collections.abc import Iterator
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, expect, sync_playwright

from bot.playground.town import ANA, GENERAL
from tests.bot.playground.browser.process import Playground
from tests.bot.playground.browser.tab import OpenTab, Tab
from tests.bot.playground.browser.watched import Watched

# Where a tab remembers what it looks at.
TAB = "quickjump.tab"
# A machine that runs other tests besides may keep a screen waiting.
SECONDS_TO_SEE = 15
expect.set_options(timeout=SECONDS_TO_SEE * 1000)

CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
# It runs as root in CI, and asks nobody for news.
ARGUMENTS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


# A module each: while Playwright is there, nothing else in its thread can run an event loop.
@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    if CHROMIUM is None:
        pytest.skip("There is no Chromium here (as root: apt-get install chromium), so nothing is tried in a browser.")
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=CHROMIUM, args=list(ARGUMENTS))
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
    with browser.new_context(viewport={"width": 1280, "height": 800}) as context:
        context.set_default_timeout(SECONDS_TO_SEE * 1000)

        def open_one(person: str = ANA, channel: str = GENERAL, *, theme: str = "light", at: str = "") -> Tab:
            address = at or request.getfixturevalue("playground").address
            page = context.new_page()
            page.emulate_media(color_scheme=theme)
            tab = Tab(page, Watched(page, urlsplit(address).netloc))
            tabs.append(tab)
            _put_away(tab, address, person)
            here = json.dumps({"person": person, "channel": channel})
            page.add_init_script(f"sessionStorage.getItem('{TAB}') ?? sessionStorage.setItem('{TAB}', {here!r})")
            page.goto(address)
            return tab

        yield open_one
    assert [fault for tab in tabs for fault in tab.watched.faults] == []


def _put_away(tab: Tab, address: str, person: str) -> None:
    """Close the windows that an earlier test has left open: they are a person's, in all of their tabs."""
    closing = {"person": person}
    while tab.page.request.post(f"{address}/playground/gestures/close", data=closing).json()["ok"]:
        pass
