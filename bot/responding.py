"""Answering a press by its response_url: private by default, five times within half an hour."""

import json
from collections.abc import Mapping
from typing import Any

from slack_sdk.webhook import WebhookClient

from bot.outbox.outcomes import FAILURES
from bot.payloads import Press
from knowledge.errors import KnowledgeError

_SECONDS_TO_ANSWER = 10


class NotResponded(KnowledgeError):
    """Slack did not take a response; `certain` says that it can't have been shown."""

    def __init__(self, reason: str, *, certain: bool) -> None:
        super().__init__(f"Slack did not take my response ({reason}).")
        self.reason, self.certain = reason, certain


def respond(press: Press, reply: Mapping[str, Any]) -> None:
    """Send a reply to where a button was pressed; `NotResponded` when Slack does not take it. Never repeated."""
    client = WebhookClient(press.response_url, timeout=_SECONDS_TO_ANSWER, retry_handlers=[])
    try:
        response = client.send_dict(dict(reply))
    except FAILURES as error:
        raise NotResponded(type(error).__name__, certain=isinstance(error, ConnectionRefusedError)) from error
    if response.status_code != 200 or not _is_ok(response.body):
        raise NotResponded(_reason(response.body, response.status_code), certain=response.status_code < 500)


def _is_ok(body: str) -> bool:
    return body.strip() == "ok" or _fields(body).get("ok") is True


def _reason(body: str, status: int) -> str:
    return str(_fields(body).get("error") or f"HTTP {status}")


def _fields(body: str) -> dict[str, Any]:
    try:
        fields = json.loads(body)
    except ValueError:
        return {}
    return fields if isinstance(fields, dict) else {}
