"""Answering a press or a shortcut where it was made: by its response_url, or in the modal it was made in."""

import json
import logging
from collections.abc import Mapping
from typing import Any

from slack_sdk.webhook import WebhookClient

from bot.cards import escape
from bot.modals import Modals, NotOpened, note_modal
from bot.outbox.outcomes import FAILURES, was_refused_at_the_door
from bot.payloads import Payload, press_from
from knowledge.errors import KnowledgeError

_SECONDS_TO_ANSWER = 10

# A sentence may have to be told before Slack has its acknowledgement, which it awaits for three seconds.
_SECONDS_TO_TELL = 2

log = logging.getLogger(__name__)


class NotResponded(KnowledgeError):
    """Slack did not take a response; `certain` says that it can't have been shown."""

    def __init__(self, reason: str, *, certain: bool) -> None:
        super().__init__(f"Slack did not take my response ({reason}).")
        self.reason, self.certain = reason, certain


def respond(response_url: str, reply: Mapping[str, Any], *, seconds: int = _SECONDS_TO_ANSWER) -> None:
    """Send a reply to a response_url, good for five within half an hour; `NotResponded` when Slack does not take it.

    Never repeated.
    """
    try:
        client = WebhookClient(response_url, timeout=seconds, retry_handlers=[])
        response = client.send_dict(dict(reply))
    except ValueError as error:  # no URL at all
        raise NotResponded("there is nowhere to send it", certain=True) from error
    except FAILURES as error:
        raise NotResponded(type(error).__name__, certain=was_refused_at_the_door(error)) from error
    if response.status_code != 200 or not _is_ok(response.body):
        raise NotResponded(_reason(response.body, response.status_code), certain=response.status_code < 500)


class Replies:
    """Tells people privately what became of what they did."""

    def __init__(self, modals: Modals) -> None:
        self._modals = modals

    def tell(self, body: Payload, text: str) -> None:
        """Tell whoever pressed a button or used a shortcut: in the modal if they are in one, else in the channel."""
        press = press_from(body)
        try:
            if press.view:
                self._tell_in_modal(press.trigger, press.view.id, text)
            else:
                told = {"text": escape(text), "replace_original": False}
                respond(press.response_url, told, seconds=_SECONDS_TO_TELL)
        except (NotOpened, NotResponded) as failed:
            log.warning("could not tell a person about an error: %s", failed)

    def _tell_in_modal(self, trigger: str, view_id: str, text: str) -> None:
        """On top of the modal while that can be opened, which leaves it as it is; later in its place."""
        try:
            self._modals.push(trigger, note_modal(text))
        except NotOpened:
            self._modals.update(view_id, note_modal(text))


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
