"""Debian's Chromium, driven by Playwright, and tabs of the playground in it."""

import json
import shutil
from urllib.parse import urlsplit

from playwright.sync_api import Browser, BrowserContext, Playwright, expect

from tests.bot.playground.browser.tab import Tab
from tests.bot.playground.browser.watched import Watched

# The first is the others' engine alone, and takes half their time.
_NAMES = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")

# Where it is, None when there is none.
CHROMIUM = next(filter(None, map(shutil.which, _NAMES)), None)
HOW_TO_GET_IT = "As root: apt-get install chromium-headless-shell"

SIZE = (1280, 800)

# A machine that runs other tests besides may keep a screen waiting.
SECONDS_TO_SEE = 15

# It runs as root in CI, and asks nobody for news.
_ARGUMENTS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)

# Where a tab remembers what it looks at.
_KEPT = "quickjump.tab"


def launched(playwright: Playwright) -> Browser:
    """The browser, started."""
    return playwright.chromium.launch(executable_path=CHROMIUM, args=list(_ARGUMENTS))


def new_context(browser: Browser) -> BrowserContext:
    """A browser of somebody who was never there before."""
    expect.set_options(timeout=SECONDS_TO_SEE * 1000)
    width, height = SIZE
    context = browser.new_context(viewport={"width": width, "height": height})
    context.set_default_timeout(SECONDS_TO_SEE * 1000)
    return context


def tab_in(context: BrowserContext, address: str, *, person: str, channel: str, theme: str) -> Tab:
    """A tab of the playground at this address, in which somebody looks at a channel."""
    page = context.new_page()
    page.emulate_media(color_scheme="dark" if theme == "dark" else "light")
    tab = Tab(page, Watched(page, urlsplit(address).netloc))
    _put_away(tab, address, person)
    here = json.dumps({"person": person, "channel": channel})
    page.add_init_script(f"sessionStorage.getItem('{_KEPT}') ?? sessionStorage.setItem('{_KEPT}', {here!r})")
    page.goto(address)
    return tab


def _put_away(tab: Tab, address: str, person: str) -> None:
    """Close the windows that were left open before: they are a person's, in all of their tabs."""
    closing = {"person": person}
    while tab.page.request.post(f"{address}/playground/gestures/close", data=closing).json()["ok"]:
        pass
