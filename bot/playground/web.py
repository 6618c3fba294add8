"""The addresses of the fake Slack: /api/…, /response/… and /link/…."""

import json
from dataclasses import dataclass

from aiohttp import web
from aiohttp.typedefs import Handler

from bot.playground import methods
from bot.playground.desk import Desk
from bot.playground.journal import Journal
from bot.playground.limits import SlackRefused
from bot.playground.model import Json
from bot.playground.responses import ResponseUrls
from bot.playground.sockets import Sockets


@dataclass(frozen=True)
class Web:
    """Turns requests into calls, and writes each of them into the journal."""

    desk: Desk
    journal: Journal
    response_urls: ResponseUrls
    sockets: Sockets

    def application(self) -> web.Application:
        application = web.Application(middlewares=[self._surfacing])
        application.add_routes(
            [
                web.post("/api/{method}", self._api),
                web.post("/response/{key}", self._response),
                web.get("/link/{ticket}", self.sockets.connection),
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
        given: Json = {}
        try:
            token, given = await _arguments(request)
            answer = methods.call(self.desk, method, token=token, given=given)
        except SlackRefused as refused:
            answer = refused.answer
        self.journal.call(method, arguments=given, answer=answer)
        scopes = ",".join(sorted(self.desk.workspace.bot.scopes))
        return web.json_response(answer, headers={"x-oauth-scopes": scopes})

    async def _response(self, request: web.Request) -> web.Response:
        try:
            body = json.loads(await request.text())
        except ValueError:
            body = None
        status, answer = self.response_urls.answer(request.match_info["key"], body)
        arguments = body if isinstance(body, dict) else {}
        self.journal.call("response_url", arguments=arguments, answer=answer)
        return web.json_response(answer, status=status)


async def _arguments(request: web.Request) -> tuple[str | None, Json]:
    """The token and the arguments, from a form or from JSON, as the SDK sends either."""
    scheme, _, token = request.headers.get("Authorization", "").partition(" ")
    bearer = token if scheme == "Bearer" else None
    if request.content_type == "application/json":
        return bearer, _object(await request.text())
    form = {name: str(value) for name, value in (await request.post()).items()}
    # Only a form may carry the token; in JSON, Slack takes it as an argument.
    return form.pop("token", bearer), dict(form)


def _object(text: str) -> Json:
    # The SDK calls a method without arguments as JSON with an empty body.
    if not text:
        return {}
    try:
        given = json.loads(text)
    except ValueError:
        raise SlackRefused("invalid_json") from None
    if not isinstance(given, dict):
        raise SlackRefused("json_not_object")
    return given
