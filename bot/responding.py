"""Answering a press or a shortcut where it was made: by its response_url, or in the modal it was made in."""

import json
import logging
from collections.abc import Mapping
from typing import Any

from slack_sdk.webhook import WebhookClient

from bot.cards import Message, escape, note
from bot.gestures import Command, Press, View
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


def tell_at(response_url: str, text: str, *, thread_ts: str = "") -> None:
    """Tell a person privately, by a response_url, why something was not done; what Slack does not take is logged."""
    told = {"text": escape(text), "replace_original": False, **_in_thread(thread_ts)}
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
        if press.view is None and not press.at_home:
            tell_at(press.response_url, text, thread_ts=press.thread_ts)
            return
        try:
            self.show(press, note(text))
        except NotOpened as failed:
            log.warning("could not tell a person about an error: %s", failed)

    def tell_caller(self, command: Command, text: str) -> None:
        """Tell whoever gave a command, after its acknowledgement: in Home in a modal, else where it was typed."""
        if not command.at_home:
            tell_at(command.response_url, text)
            return
        try:
            self.show(command, note(text))
        except NotOpened as failed:
            log.warning("could not tell a person about an error: %s", failed)

    def show(self, press: Press | Command, message: Message) -> None:
        """Show whoever pressed a button a message of their own: in a modal if they are in one, on top of it, or in
        their Home. `NotOpened`, `NotResponded`.
        """
        if press.view:
            self._push(press.trigger, press.view, message)
        elif press.at_home:
            self._modals.open(press.trigger, _modal(message, press.whence))
        else:
            where = _in_thread(press.thread_ts if isinstance(press, Press) else "")
            respond(press.response_url, message.as_reply(response_type="ephemeral", replace_original=False, **where))

    def replace(self, press: Press, message: Message) -> None:
        """Show a message in the place of that, or of the modal, in which a button was pressed; Home stays as it is
        below a modal. Errors as above."""
        if press.view:
            self._modals.update(press.view.id, _modal(message, press.view.memory))
        elif press.at_home:
            self.show(press, message)
        else:
            respond(press.response_url, message.as_reply(replace_original=True))

    def _push(self, trigger: str, view: View, message: Message) -> None:
        """On top of the modal while that can be opened, which leaves it as it is; later in its place."""
        self._modals.show(trigger, _modal(message, view.memory), above=view)


def _in_thread(thread_ts: str) -> dict[str, str]:
    """Where a response stands that is to a press in a thread: without it, it lands in the channel."""
    return {"thread_ts": thread_ts} if thread_ts else {}


def _modal(message: Message, memory: Mapping[str, Any]) -> dict[str, Any]:
    """A message as a modal that remembers where it was opened, for its buttons."""
    return modal("Quickjump", message, memory=json.dumps(memory, ensure_ascii=False))


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
