"""A fake Slack, a real WebClient and a real Bolt app, for the tests of this folder."""

from collections.abc import Callable

import pytest
from slack_bolt import App
from slack_bolt.adapter.wsgi import SlackRequestHandler
from slack_sdk import WebClient

from bot.playground import FakeSlack

Serve = Callable[[App], str]


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
