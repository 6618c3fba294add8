"""The page's addresses: its files, the line down which screens come, and the gestures that go up."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from aiohttp import WSMsgType, web
from aiohttp.typedefs import Handler

from bot.playground.browser.acting import GESTURES, Gesture, act
from bot.playground.browser.emoji import emoji_by_name
from bot.playground.browser.meaning import Stage
from bot.playground.browser.parsing import parsed
from bot.playground.browser.screens import Look, screen_of
from bot.playground.browser.watching import Watching
from bot.playground.model import Json

PAGE = Path(__file__).parent / "page"

# Nothing is fetched from elsewhere, and nothing that a message holds can run.
_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: https:; "
    "connect-src 'self' ws:; form-action 'none'; base-uri 'none'; frame-ancestors 'none'"
)
_HEADERS = {
    "Content-Security-Policy": _POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cache-Control": "no-store",
}

# What changes at once is drawn at once.
_TOGETHER_SECONDS = 0.03

Answering = Callable[[web.Request], Awaitable[web.StreamResponse]]


@dataclass(frozen=True)
class Page:
    """Serves one stage to browsers; `besides` gives what a screen holds that is no part of Slack.

    `hosts` are the names by which the page may be asked for: others are somebody else's, who points them here.
    """

    stage: Stage
    besides: Callable[[Look], Json]
    hosts: frozenset[str]
    gestures: Mapping[str, Gesture] = field(default_factory=lambda: GESTURES)
    more: tuple[tuple[str, Answering], ...] = ()

    def routes(self) -> list[web.RouteDef]:
        """What to hand to `FakeSlack.also_serve`, with the guard."""
        return [
            web.get("/", self._index),
            web.get("/page/emoji.json", self._emoji),
            web.get("/page/{path:.+}", self._file),
            web.get("/playground/live", self._live),
            web.post("/playground/gestures/{name:.+}", self._gesture),
            *(web.get(path, answering) for path, answering in self.more),
        ]

    @web.middleware
    async def guard(self, request: web.Request, handler: Handler) -> web.StreamResponse:
        """Refuse what another site's page asks for, or under another site's name; Slack's own addresses need it too."""
        host = request.host.rpartition(":")[0] if ":" in request.host else request.host
        if host.strip("[]") not in self.hosts:
            raise web.HTTPForbidden(text=f"The playground is not known as {host!r}.\n")
        origin = request.headers.get("Origin")
        if origin is not None and origin != f"{request.scheme}://{request.host}":
            raise web.HTTPForbidden(text="Only the playground's own page may do that.\n")
        return await handler(request)

    async def _index(self, request: web.Request) -> web.StreamResponse:
        return web.FileResponse(PAGE / "index.html", headers=_HEADERS)

    async def _emoji(self, request: web.Request) -> web.StreamResponse:
        return web.json_response(dict(emoji_by_name()), headers=_HEADERS)

    async def _file(self, request: web.Request) -> web.StreamResponse:
        found = _file_of_page(request.match_info["path"])
        if found is None:
            raise web.HTTPNotFound(text="There is no such file.\n")
        return web.FileResponse(found, headers=_HEADERS)

    async def _gesture(self, request: web.Request) -> web.StreamResponse:
        if request.content_type != "application/json":
            raise web.HTTPUnsupportedMediaType(text="Gestures are JSON.\n")
        try:
            given = parsed(await request.read())
        except web.HTTPRequestEntityTooLarge:
            return web.json_response({"ok": False, "told": "That is too long to be sent. It still stands on the page."})
        except (ValueError, web.RequestPayloadError):
            raise web.HTTPBadRequest(text="That is no JSON.\n") from None
        # It waits for the app, which asks this very server meanwhile.
        answer = await asyncio.to_thread(act, self.stage, self.gestures, request.match_info["name"], given)
        return web.json_response(answer)

    async def _live(self, request: web.Request) -> web.StreamResponse:
        socket = web.WebSocketResponse(heartbeat=20, max_msg_size=10_000)
        await socket.prepare(request)
        watching = Watching(self.stage.slack.workspace.changed)
        looking = _Looking(socket, self, watching)
        showing = asyncio.create_task(looking.show())
        try:
            async for message in socket:
                if message.type is WSMsgType.TEXT:
                    looking.turn_to(message.data)
        finally:
            showing.cancel()
            watching.stop()
        return socket

    def screen(self, look: Look) -> Json:
        """All that the page draws for somebody who looks there."""
        with self.stage.slack.workspace.changed:
            return screen_of(self.stage.slack, look, self.stage.menus) | self.besides(look)


class _Looking:
    """One tab: what it looks at, and what it was shown last."""

    def __init__(self, socket: web.WebSocketResponse, page: Page, watching: Watching) -> None:
        self._socket, self._page, self._watching = socket, page, watching
        self._look: Look | None = None
        self._shown: Json = {}

    def turn_to(self, text: str) -> None:
        self._look = _look(text)
        self._watching.changed.set()

    async def show(self) -> None:
        """Send a screen whenever it is another than the last."""
        while True:
            await self._watching.changed.wait()
            await asyncio.sleep(_TOGETHER_SECONDS)
            self._watching.changed.clear()
            if self._look is None:
                continue
            screen = await asyncio.to_thread(self._page.screen, self._look)
            if {**screen, "now": 0} != {**self._shown, "now": 0}:
                self._shown = screen
                await self._socket.send_json(screen)


def _file_of_page(path: str) -> Path | None:
    try:
        wanted = (PAGE / path).resolve()
        return wanted if wanted.is_relative_to(PAGE.resolve()) and wanted.is_file() else None
    except (OSError, ValueError):  # no file can be called so
        return None


def _look(text: str) -> Look:
    try:
        given: Any = parsed(text)
    except ValueError:
        given = {}
    if not isinstance(given, dict):
        given = {}
    return Look(str(given.get("person", "")), str(given.get("channel", "")), given.get("drawer") is True)
