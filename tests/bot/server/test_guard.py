"""The guard before Bolt, and the other paths of the web process."""

import hmac
import json
import time
import urllib.error
import urllib.request
from collections.abc import Callable
from hashlib import sha256
from http.client import HTTPConnection
from urllib.parse import urlencode, urlsplit

import pytest

from bot.app import create_app, create_parts
from bot.playground import FakeSlack
from bot.server.guard import LARGEST_BODY, SECONDS_VALID, WsgiApp
from bot.server.http import create_wsgi
from bot.settings import Settings
from knowledge.base import KnowledgeBase

COMMAND = urlencode({"command": "/kb", "text": "reset password", "team_id": "T1", "channel_id": "C1", "user_id": "U1"})
FORM, JSON = "application/x-www-form-urlencoded", "application/json"


@pytest.fixture
def url(slack: FakeSlack, synced_url: str, start_http: Callable[[str], str]) -> str:
    return start_http(synced_url)


def send(url: str, body: bytes, headers: dict[str, str]) -> tuple[int, str]:
    """The status and the text that a POST is answered with."""
    request = urllib.request.Request(url, data=body, headers=headers)
    try:
        with urllib.request.urlopen(request, timeout=10) as answer:
            return answer.status, answer.read().decode()
    except urllib.error.HTTPError as error:
        return error.code, error.read().decode()


def signed(slack: FakeSlack, body: bytes, kind: str, *, age: int = 0, stamp: str | None = None) -> dict[str, str]:
    """Headers as Slack would send them."""
    at = stamp if stamp is not None else str(int(time.time()) - age)
    signature = hmac.new(slack.signing_secret.encode(), b"v0:" + at.encode() + b":" + body, sha256).hexdigest()
    return {"Content-Type": kind, "X-Slack-Request-Timestamp": at, "X-Slack-Signature": f"v0={signature}"}


def test_a_signed_command_is_let_through(slack: FakeSlack, url: str) -> None:
    body = COMMAND.encode()
    status, text = send(url, body, signed(slack, body, FORM))
    assert status == 200
    assert "password" in text


def test_a_request_that_slack_did_not_sign_is_401(slack: FakeSlack, url: str) -> None:
    body = COMMAND.encode()
    good = signed(slack, body, FORM)
    forged = [
        {"Content-Type": FORM},
        good | {"X-Slack-Signature": "v0=" + "0" * 64},
        good | {"X-Slack-Signature": "v0=\u00e4\u00f6"},
        good | {"X-Slack-Request-Timestamp": "yesterday"},
        good | {"X-Slack-Request-Timestamp": "1" * 400},
        good | {"X-Slack-Request-Timestamp": ""},
        signed(slack, body, FORM, stamp="-5"),
        signed(slack, body, FORM, age=SECONDS_VALID + 5),
        signed(slack, body, FORM, age=-SECONDS_VALID - 5),
        signed(slack, body + b"&text=other", FORM),
    ]
    assert [send(url, body, headers)[0] for headers in forged] == [401] * len(forged)


@pytest.mark.parametrize(
    ("kind", "body"),
    [
        (JSON, b"{"),
        (JSON, b"[]"),
        (JSON, b"null"),
        (JSON, b'{"a":' * 50_000),
        (JSON, b"\xff\xfe"),
        (JSON, b'{"authorizations": false}'),
        (JSON, b'{"response_urls": {"response_url": "x"}}'),
        (JSON, b'{"message": {"user": 7}}'),
        (JSON, b'{"event": {"previous_message": {"user": 7}}}'),
        (JSON, b'{"view": {"callback_id": "x"}}'),
        (JSON, b'{"type": "block_suggestion", "action_id": {}}'),
        (FORM, b"payload=%7B"),
        (FORM, b"payload=7"),
        (FORM, b"neither=nor"),
        (FORM, b""),
    ],
    ids=[
        "cut",
        "array",
        "null",
        "deep",
        "not UTF-8",
        "no list",
        "no urls",
        "no writer",
        "no writer before",
        "no view's type",
        "no action",
        "cut press",
        "number",
        "nothing we know",
        "empty",
    ],
)
def test_a_signed_body_that_is_malformed_is_400(slack: FakeSlack, url: str, kind: str, body: bytes) -> None:
    assert send(url, body, signed(slack, body, kind))[0] == 400


def test_a_body_over_one_mebibyte_is_413(slack: FakeSlack, url: str) -> None:
    body = b"x" * (LARGEST_BODY + 1)
    parts = urlsplit(url)
    # The answer comes before the body has been read, so it is sent without one: who goes on writing hears nothing.
    connection = HTTPConnection(str(parts.hostname), parts.port, timeout=10)
    connection.putrequest("POST", parts.path)
    for name, value in (signed(slack, body, FORM) | {"Content-Length": str(len(body))}).items():
        connection.putheader(name, value)
    connection.endheaders()
    assert connection.getresponse().status == 413
    connection.close()


def test_url_verification_is_answered(slack: FakeSlack, url: str) -> None:
    body = json.dumps({"type": "url_verification", "challenge": "abc"}).encode()
    status, text = send(url, body, signed(slack, body, JSON))
    assert status == 200
    assert "abc" in text


def fetch(url: str) -> tuple[int, str]:
    """The status and the text that a GET is answered with."""
    try:
        with urllib.request.urlopen(url, timeout=10) as answer:
            return answer.status, answer.read().decode()
    except urllib.error.HTTPError as error:
        return error.code, error.read().decode()


@pytest.mark.parametrize(("path", "status"), [("/livez", 200), ("/readyz", 200), ("/", 404), ("/slack/events", 404)])
def test_health_is_told_without_a_signature_or_slack(slack: FakeSlack, url: str, path: str, status: int) -> None:
    assert fetch(url.removesuffix("/slack/events") + path)[0] == status
    assert slack.calls == ()


def test_readiness_says_what_is_wrong_with_the_database(
    settings: Settings, serve_wsgi: Callable[[WsgiApp], str]
) -> None:
    knowledge = KnowledgeBase("sqlite:////nowhere/at/all.db")
    app = create_app(settings, create_parts(settings, knowledge))
    url = serve_wsgi(create_wsgi(app, knowledge, signing_secret="x"))
    status, text = fetch(f"{url}/readyz")

    assert status == 503
    assert text == "The database can't be used just now. The log says why.\n"
