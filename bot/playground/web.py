"""The addresses of the fake Slack: /api/…, /response/… and /link/…."""

import asyncio
import json
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from email.utils import formatdate

from aiohttp import web
from aiohttp.http_exceptions import HttpProcessingError
from aiohttp.typedefs import Handler, Middleware

from bot.playground import methods
from bot.playground.desk import Desk
from bot.playground.faults import Answer, Faults, Slow, is_carried_out, seen_through
from bot.playground.journal import Journal
from bot.playground.limits import SlackRefused
from bot.playground.model import Json
from bot.playground.responses import ResponseUrls
from bot.playground.sockets import Sockets
from bot.playground.traffic import Traffic

# What bodies can be: cut off, in another encoding than they say or in none, or brackets within brackets without an end.
_UNREADABLE = (ValueError, LookupError, RecursionError, web.RequestPayloadError, HttpProcessingError)


@dataclass(frozen=True)
class Web:
    """Turns requests into calls, and notes each of them."""

    desk: Desk
    journal: Journal
    traffic: Traffic
    response_urls: ResponseUrls
    sockets: Sockets
    faults: Faults
    more: list[web.RouteDef] = field(default_factory=list)
    guards: list[Middleware] = field(default_factory=list)

    def application(self) -> web.Application:
        application = web.Application(middlewares=[self._surfacing, *self.guards])
        application.add_routes(
            [
                web.post("/api/{method}", self._api),
                web.post("/response/{key}", self._response),
                web.get("/link/{ticket}", self.sockets.connection),
                *self.more,
            ]
        )
        return application

    @web.middleware
    async def _surfacing(self, request: web.Request, handler: Handler) -> web.StreamResponse:
        try:
            return await handler(request)
        except web.HTTPException:
            raise
        # Whatever it is, it is a fault of ours, and a test must be able to see it.
        except Exception as exception:
            self.journal.fault(exception)
            return web.Response(status=500, text=repr(exception))

    async def _api(self, request: web.Request) -> web.Response:
        method = request.match_info["method"]
        token, given, refused = await _arguments(request)

        def carry_out() -> Answer:
            answer = refused or methods.call(self.desk, method, token=token, given=given)
            workspace = self.desk.workspace
            scopes = ",".join(sorted(workspace.bot.scopes))
            return Answer(
                answer, headers={"x-oauth-scopes": scopes, "Date": formatdate(workspace.clock(), usegmt=True)}
            )

        return await self._answered(request, method, given=given, carry_out=carry_out)

    async def _response(self, request: web.Request) -> web.Response:
        try:
            body = json.loads(await request.text())
        except _UNREADABLE:
            body = None

        def carry_out() -> Answer:
            status, answer = self.response_urls.answer(request.match_info["key"], body)
            return Answer(answer, status)

        given = body if isinstance(body, dict) else {}
        return await self._answered(request, "response_url", given=given, carry_out=carry_out)

    async def _answered(
        self, request: web.Request, method: str, *, given: Json, carry_out: Callable[[], Answer]
    ) -> web.Response:
        began = time.monotonic()
        fault = self.faults.take(method, given)
        answer = carry_out() if is_carried_out(fault) else Answer({})
        seen = seen_through(fault, answer)
        self.journal.call(
            method,
            arguments=given,
            answer=seen.body if seen else {},
            fault=type(fault).__name__ if fault else "",
            is_carried_out=answer.body.get("ok", False),
        )
        if isinstance(fault, Slow):
            await asyncio.sleep(fault.seconds)
        self.traffic.from_bot(method, given, seen=seen, fault=fault, took_seconds=time.monotonic() - began)
        return _dropped(request) if seen is None else _written(seen)


def _written(answer: Answer) -> web.Response:
    if answer.text:
        return web.Response(text=answer.text, status=answer.status)
    return web.json_response(answer.body, status=answer.status, headers=answer.headers)


def _dropped(request: web.Request) -> web.Response:
    if request.transport:
        request.transport.close()
    # It goes nowhere.
    return web.Response()


async def _arguments(request: web.Request) -> tuple[str | None, Json, Json | None]:
    """The token, the arguments, and the refusal of a body that can't be read."""
    try:
        return *await _token_and_arguments(request), None
    except SlackRefused as refused:
        return None, {}, refused.answer


async def _token_and_arguments(request: web.Request) -> tuple[str | None, Json]:
    """The token and the arguments, from a form or from JSON, as the SDK sends either."""
    scheme, _, token = request.headers.get("Authorization", "").partition(" ")
    bearer = token if scheme == "Bearer" else None
    if request.content_type == "application/json":
        return bearer, await _object(request)
    form = await _form(request)
    # Only a form may carry the token; in JSON, Slack takes it as an argument.
    return form.pop("token", bearer), dict(form)


async def _form(request: web.Request) -> dict[str, str]:
    try:
        return {name: str(value) for name, value in (await request.post()).items()}
    except _UNREADABLE:
        raise SlackRefused("invalid_form_data") from None


async def _object(request: web.Request) -> Json:
    try:
        # The SDK calls a method without arguments as JSON with an empty body.
        given = json.loads(await request.text() or "{}")
    except _UNREADABLE:
        raise SlackRefused("invalid_json") from None
    if not isinstance(given, dict):
        raise SlackRefused("json_not_object")
    return given
