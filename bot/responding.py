"""Answering a press or a shortcut where it was made: by its response_url, or in the modal it was made in."""

import json
import logging
from collections.abc import Mapping
from typing import Any

from slack_sdk.webhook import WebhookClient

from bot.cards import Message, escape, note
from bot.gestures import Press, View
from bot.modals import Modals, NotOpened, modal
from bot.outbox.outcomes import FAILURES, was_refused_at_the_door
from bot.payloads import press_from
from bot.shapes import Payload
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


def tell_at(response_url: str, text: str) -> None:
    """Tell a person privately, by a response_url, why something was not done; what Slack does not take is logged."""
    told = {"text": escape(text), "replace_original": False}
    try:
        respond(response_url, told, seconds=_SECONDS_TO_TELL)
    except NotResponded as failed:
        log.warning("could not tell a person about an error: %s", failed)


class Replies:
    """Tells people privately what became of what they did."""

    def __init__(self, modals: Modals) -> None:
        self._modals = modals

    def tell(self, body: Payload, text: str) -> None:
        """Tell whoever pressed a button or used a shortcut: in the modal if they are in one, else in the channel."""
        press = press_from(body)
        if press.view is None:
            tell_at(press.response_url, text)
            return
        try:
            self._push(press.trigger, press.view, note(text))
        except NotOpened as failed:
            log.warning("could not tell a person about an error: %s", failed)

    def show(self, press: Press, message: Message) -> None:
        """Show whoever pressed a button a message of their own, on top of the modal if they are in one.

        `NotOpened`, `NotResponded`.
        """
        if press.view:
            self._push(press.trigger, press.view, message)
        else:
            respond(press.response_url, message.as_reply(response_type="ephemeral", replace_original=False))

    def replace(self, press: Press, message: Message) -> None:
        """Show a message in the place of that, or of the modal, in which a button was pressed; errors as above."""
        if press.view:
            self._modals.update(press.view.id, _in_modal(press.view, message))
        else:
            respond(press.response_url, message.as_reply(replace_original=True))

    def _push(self, trigger: str, view: View, message: Message) -> None:
        """On top of the modal while that can be opened, which leaves it as it is; later in its place."""
        try:
            self._modals.push(trigger, _in_modal(view, message))
        except NotOpened:
            self._modals.update(view.id, _in_modal(view, message))


def _in_modal(view: View, message: Message) -> dict[str, Any]:
    """A message as a modal that remembers what another does, for its buttons."""
    return modal("Quickjump", message, memory=json.dumps(view.memory, ensure_ascii=False))


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
