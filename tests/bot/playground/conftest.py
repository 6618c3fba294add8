"""A fake Slack, a real WebClient and a real Bolt app, for the tests of this folder."""

import json
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from jsonschema_rs import Draft7Validator
from slack_bolt import App, BoltResponse
from slack_bolt.adapter.socket_mode import SocketModeHandler
from slack_bolt.adapter.wsgi import SlackRequestHandler
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError
from slack_sdk.web import SlackResponse

from bot.playground import FakeSlack
from bot.server.socket import hang_up

Serve = Callable[[App], str]
Connect = Callable[[App], None]
Payload = dict[str, Any]


@dataclass
class Clock:
    """A clock that a test moves by hand."""

    now: float = 1_800_000_000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def refusal() -> Callable[..., dict[str, Any]]:
    """Calls a method of a client and gives what Slack answered when it refused."""

    def call(method: Callable[..., SlackResponse], **arguments: Any) -> dict[str, Any]:
        with pytest.raises(SlackApiError) as raised:
            method(**arguments)
        answer: dict[str, Any] = raised.value.response.data
        return answer

    return call


@pytest.fixture
def connect(slack: FakeSlack) -> Iterator[Connect]:
    """Opens a Socket Mode connection for an app, until the test is over."""
    with ExitStack() as handlers:

        def open_one(app: App) -> None:
            handler = SocketModeHandler(app, slack.app_token)
            handlers.callback(hang_up, handler)
            handler.connect()

        yield open_one


@pytest.fixture
def client(slack: FakeSlack) -> WebClient:
    return WebClient(slack.bot_token, base_url=slack.api_url, retry_handlers=[])


@pytest.fixture
def app(slack: FakeSlack, client: WebClient) -> App:
    return App(client=client, signing_secret=slack.signing_secret)


@pytest.fixture
def serve(serve_wsgi: Callable[[SlackRequestHandler], str]) -> Serve:
    """Serves Bolt apps by their WSGI adapter until the test is over."""
    return lambda app: serve_wsgi(SlackRequestHandler(app)) + "/slack/events"


@pytest.fixture
def reach(slack: FakeSlack, serve: Serve) -> Callable[[App], None]:
    """Connects an app to the fake Slack."""
    return lambda app: slack.connect_http(serve(app))


@pytest.fixture
def payloads(slack: FakeSlack, app: App, serve: Serve) -> list[Payload]:
    """Everything that reaches the app from now on."""
    received: list[Payload] = []

    @app.middleware
    def record(body: Payload) -> BoltResponse:
        received.append(body)
        return BoltResponse(status=200)

    slack.connect_http(serve(app))
    return received


@pytest.fixture(scope="session")
def shapes(shared: Path) -> Callable[[Payload, str], list[str]]:
    known = json.loads((shared / "schemas" / "inbound.json").read_text())

    @cache
    def shape(name: str) -> Draft7Validator:
        return Draft7Validator({"$ref": f"#/definitions/{name}", "definitions": known["definitions"]})

    def faults(payload: Payload, name: str) -> list[str]:
        # The shapes know no workspace outside an enterprise; Slack writes null for it.
        payload = {key: value for key, value in payload.items() if "enterprise" not in key or value is not None}
        return [error.message for error in shape(name).iter_errors(payload)]

    return faults
