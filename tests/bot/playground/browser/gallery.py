"""A page that holds blocks and nothing else, served to a browser without a server."""

import json
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Page, Route

from bot.playground.browser.emoji import emoji_by_name
from tests.bot.playground.browser.watched import Watched

HOST = "gallery.test"
PAGE = Path(__file__).parents[4] / "bot/playground/browser/page"
TYPES = {".js": "text/javascript", ".css": "text/css", ".json": "application/json", ".svg": "image/svg+xml"}
POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: https:; connect-src 'self'"
INDEX = """<!doctype html><html lang="en"><title>Gallery</title>
<link rel="stylesheet" href="/page/styles/tokens.css"><link rel="stylesheet" href="/page/styles/blocks.css">
<link rel="stylesheet" href="/gallery.css"><script type="module" src="/gallery.js"></script>
<main></main></html>"""
STYLE = "body { background: var(--ground); color: var(--ink); font-family: var(--font); }"

NOW = 1_795_000_000
SCREEN = {
    "person": "U0ANA",
    "now": NOW,
    "people": [
        {"id": "U0ANA", "name": "ana", "tz": "America/New_York"},
        {"id": "U0BEN", "name": "ben", "tz": "Europe/Berlin"},
    ],
    "bot": {"id": "U0BOT", "name": "quickjump"},
    "names": {"U0ANA": "Ana Lima", "U0BEN": "Ben Ode", "U0BOT": "Quickjump", "C1": "general", "C2": "partners"},
    "channels": [
        {"id": "C1", "name": "general", "kind": "public"},
        {"id": "C2", "name": "partners", "kind": "public", "is_ext_shared": True},
        {"id": "C3", "name": "old", "kind": "public", "is_archived": True},
        {"id": "D1", "name": "Quickjump", "kind": "im"},
    ],
}


class Gallery:
    """The page, with what it asked for."""

    def __init__(self, page: Page) -> None:
        self.page = page

    def show(self, *blocks: Mapping[str, Any], **context: Any) -> None:
        """Show these blocks, each with a block_id, instead of those before, as a message or view is shown anew."""
        self.page.evaluate("([blocks, context]) => gallery.show(blocks, context)", [blocks, _context(context)])

    def hang(self, surfaces: Sequence[Sequence[Mapping[str, Any]]]) -> None:
        """Show many messages and views at once."""
        self.page.evaluate("([blocks, context]) => gallery.hang(blocks, context)", [surfaces, _context({})])

    def html(self, text: str, **options: Any) -> str:
        """What a text in mrkdwn becomes."""
        given = [text, _context({}), options]
        found: str = self.page.evaluate("([text, context, options]) => gallery.html(text, context, options)", given)
        return found

    @property
    def asked(self) -> list[list[Any]]:
        """What was asked of the app, as kind and object."""
        found: list[list[Any]] = self.page.evaluate("gallery.asked")
        return found

    @property
    def values(self) -> dict[str, dict[str, Any]]:
        """What is filled in."""
        found: dict[str, dict[str, Any]] = self.page.evaluate("gallery.values()")
        return found


@contextmanager
def open_gallery(browser: Browser, *, scheme: str = "light") -> Iterator[Gallery]:
    """An empty gallery; that nothing goes wrong in its page is checked when it is closed."""
    with browser.new_context(color_scheme=scheme, viewport={"width": 900, "height": 700}) as context:  # type: ignore[arg-type]
        page = context.new_page()
        context.route("**/*", _serve)
        watched = Watched(page, HOST)
        page.goto(f"http://{HOST}/")
        page.locator("main[data-ready]").wait_for(state="attached")
        yield Gallery(page)
        assert not watched.faults


def _context(more: Mapping[str, Any]) -> Mapping[str, Any]:
    return {"screen": SCREEN, "surface": {"view": "V1"}, **more}


def _serve(route: Route) -> None:
    path = route.request.url.removeprefix(f"http://{HOST}")
    headers = {"Content-Security-Policy": POLICY, "Content-Type": TYPES.get(Path(path).suffix, "text/html")}
    made = {"/": INDEX, "/gallery.css": STYLE, "/page/emoji.json": json.dumps(emoji_by_name())}
    if path in made:
        route.fulfill(body=made[path], headers=headers)
    elif path == "/gallery.js":
        route.fulfill(body=Path(__file__).with_suffix(".js").read_text(), headers=headers)
    elif path.startswith("/page/"):
        route.fulfill(body=(PAGE / path.removeprefix("/page/")).read_text(), headers=headers)
    else:
        route.fulfill(body="Elsewhere.", headers=headers)
