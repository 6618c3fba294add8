"""How a payload reaches the app: signed over HTTP, or down a Socket Mode line."""

import asyncio
import hashlib
import hmac
import json
import time
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import count
from typing import Literal, Protocol
from urllib.parse import urlencode

import aiohttp

from bot.playground.model import Json
from bot.playground.sockets import Sockets

Sort = Literal["events_api", "slash_commands", "interactive"]

ACK_SECONDS = 3.0

# The interactions of which Slack obeys the body of the ack.
ANSWERED = ("view_submission", "block_suggestion")


@dataclass(frozen=True)
class Reply:
    """The ack; no status and a `failure` when none came within three seconds.

    `number` is that of the exchange in which it came.
    """

    status: int | None
    body: str
    took_seconds: float
    failure: str = ""
    number: int = 0

    @property
    def is_acknowledged(self) -> bool:
        return self.status is not None and 200 <= self.status < 300

    @property
    def retry_reason(self) -> str:
        """Why Slack tries again, in the words of its header X-Slack-Retry-Reason."""
        if self.status is not None:
            return "http_error"
        return "http_timeout" if "Timeout" in self.failure else "connection_failed"


class Line(Protocol):
    """A way to the app."""

    @property
    def kind(self) -> str: ...

    async def deliver(self, sort: Sort, payload: Json, *, attempt: int, reason: str) -> Reply: ...


@dataclass(frozen=True)
class SocketLine:
    """Socket Mode: a connection in turn gets the payload in an envelope."""

    sockets: Sockets
    kind: str = "socket"

    async def deliver(self, sort: Sort, payload: Json, *, attempt: int, reason: str) -> Reply:
        envelope: Json = {
            "payload": payload,
            "type": sort,
            "accepts_response_payload": sort == "slash_commands" or payload["type"] in ANSWERED,
        }
        if sort == "events_api":
            envelope |= {"retry_attempt": attempt, "retry_reason": "timeout" if attempt else ""}
        began = time.monotonic()
        try:
            async with asyncio.timeout(ACK_SECONDS):
                ack = await self.sockets.send(envelope)
        except (TimeoutError, ConnectionError) as error:
            return _no_reply(began, error)
        body = json.dumps(ack["payload"]) if ack.get("payload") else ""
        return Reply(200, body, time.monotonic() - began)


class HttpLine:
    """Request URLs: each payload is signed and posted to the next of them."""

    kind = "http"

    def __init__(self, session: aiohttp.ClientSession, urls: Sequence[str], *, secret: str) -> None:
        self._session = session
        self._urls = urls
        self._secret = secret
        self._turn = count()

    async def deliver(self, sort: Sort, payload: Json, *, attempt: int, reason: str) -> Reply:
        url = self._urls[next(self._turn) % len(self._urls)]
        kind, body = encoded(sort, payload)
        headers = {"Content-Type": kind, **signed(self._secret, body)}
        if attempt:
            headers["X-Slack-Retry-Num"] = str(attempt)
            headers["X-Slack-Retry-Reason"] = reason
        began = time.monotonic()
        timeout = aiohttp.ClientTimeout(total=ACK_SECONDS)
        try:
            async with self._session.post(url, data=body, headers=headers, timeout=timeout) as answer:
                text = await answer.text()
                return Reply(answer.status, text, time.monotonic() - began)
        except (aiohttp.ClientError, TimeoutError) as error:
            return _no_reply(began, error)


def encoded(sort: Sort, payload: Json) -> tuple[str, bytes]:
    """The content type and the body: events are JSON, all the rest is a form."""
    if sort == "events_api":
        return "application/json", json.dumps(payload).encode()
    fields = payload
    if sort == "interactive":
        fields = {"payload": json.dumps(payload)}
    return "application/x-www-form-urlencoded", urlencode(fields).encode()


def signed(secret: str, body: bytes) -> dict[str, str]:
    """Slack's signature. Its time is the real one: the app holds it to its own clock."""
    timestamp = str(int(time.time()))
    base = b"v0:" + timestamp.encode() + b":" + body
    digest = hmac.new(secret.encode(), base, hashlib.sha256).hexdigest()
    return {
        "X-Slack-Request-Timestamp": timestamp,
        "X-Slack-Signature": f"v0={digest}",
        "User-Agent": "Slackbot 1.0 (+https://api.slack.com/robots)",
    }


def _no_reply(began: float, error: Exception) -> Reply:
    failure = f"{type(error).__name__}: {error}".removesuffix(": ")
    return Reply(None, "", time.monotonic() - began, failure)
