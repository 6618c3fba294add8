"""Every request between the fake Slack and the bot, both ways, with its answer: the newest are kept."""

import json
import threading
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import Any, Literal

from bot.playground.delivery import Reply, Sort
from bot.playground.faults import Answer, Fault, in_words
from bot.playground.limits import SlackRefused
from bot.playground.model import Json

Direction = Literal["to_bot", "from_bot"]

MOST_KEPT = 500

# Of what somebody typed, so much is shown in a list.
_MOST_NAMED = 120


@dataclass(frozen=True)
class Exchange:
    """One request and its answer, as they went over a line.

    `line` is http or socket, or what of Slack's the bot called; `kind` and `name` say what it was, `took_ms` how long
    the answer was waited for. `attempt` counts retries, `refused` says why it failed, and `fault` what was made to go
    wrong.
    """

    number: int
    direction: Direction
    line: str
    kind: str
    name: str
    at: float
    took_ms: float
    status: int | None
    payload: Json
    answer: Any
    attempt: int = 0
    refused: str = ""
    fault: str = ""


@dataclass(frozen=True)
class Delivered:
    """One delivery to the bot: over which line, which attempt it was, and whether it was made to come again."""

    line: str
    attempt: int
    reply: Reply
    is_repeated: bool = False


class Traffic:
    """The list, newest last, under the workspace's lock, so that `wait_for` sees it change."""

    def __init__(self, changed: threading.Condition, *, clock: Callable[[], float]) -> None:
        self._changed = changed
        self._clock = clock
        self._last = 0
        self._kept: deque[Exchange] = deque(maxlen=MOST_KEPT)

    def to_bot(self, sort: Sort, payload: Json, delivered: Delivered) -> int:
        """Note a delivery to the bot, whatever came of it; the number of its exchange."""
        reply = delivered.reply
        return self._note(
            direction="to_bot",
            line=delivered.line,
            kind=_kind(sort, payload),
            name=_name(sort, payload),
            took_ms=reply.took_seconds * 1000,
            status=reply.status,
            payload=payload,
            answer=_parsed(reply.body),
            attempt=delivered.attempt,
            refused=_unacknowledged(reply),
            fault="delivered again" if delivered.is_repeated else "",
        )

    def from_bot(
        self, method: str, given: Json, *, seen: Answer | None, fault: Fault | None, took_seconds: float
    ) -> None:
        """Note what the bot asked of Slack, and what it saw of the answer: nothing when its connection was closed."""
        self._note(
            direction="from_bot",
            line="response_url" if method == "response_url" else "web_api",
            kind="response_url" if method == "response_url" else "call",
            name=method,
            took_ms=took_seconds * 1000,
            status=seen.status if seen else None,
            payload=given,
            answer=(seen.text or seen.body) if seen else "",
            refused=_refused(seen),
            fault=in_words(fault),
        )

    @contextmanager
    def judging(self, number: int) -> Iterator[None]:
        """Note, of the exchange of this number, that Slack does not take what the bot said in its ack."""
        try:
            yield
        except SlackRefused as refused:
            with self._changed:
                for place, each in enumerate(self._kept):
                    if each.number == number:
                        self._kept[place] = replace(each, refused=f"Slack refuses this ack: {refused}")
                self._changed.notify_all()
            raise

    def clear(self) -> None:
        """Forget them all; numbers go on."""
        with self._changed:
            self._kept.clear()
            self._changed.notify_all()

    def newest(self, count: int) -> tuple[Exchange, ...]:
        """The newest so many, newest last."""
        with self._changed:
            return tuple(self._kept)[-count:]

    def find(self, number: int) -> Exchange | None:
        """The exchange of this number, while it is kept."""
        with self._changed:
            return next((each for each in self._kept if each.number == number), None)

    def _note(self, **known: Any) -> int:
        with self._changed:
            self._last += 1
            self._kept.append(Exchange(number=self._last, at=self._clock(), **known))
            self._changed.notify_all()
            return self._last


def _kind(sort: Sort, payload: Json) -> str:
    """What it is, in Slack's words."""
    return {"slash_commands": "slash_command", "events_api": "event"}.get(sort) or str(payload["type"])


def _name(sort: Sort, payload: Json) -> str:
    """Which of its kind it is: the command as typed, the event's type, the action or the view."""
    if sort == "slash_commands":
        return _cut(f"{payload['command']} {payload['text']}".strip())
    if sort == "events_api":
        event = payload["event"]
        return " / ".join(filter(None, [event["type"], event.get("subtype", "")]))
    match payload["type"]:
        case "block_actions":
            return ", ".join(str(action["action_id"]) for action in payload["actions"])
        case "block_suggestion":
            return _cut(f"{payload['action_id']} “{payload['value']}”")
        case "view_submission" | "view_closed":
            return str(payload["view"]["callback_id"])
    return str(payload.get("callback_id", ""))


def _cut(text: str) -> str:
    return text if len(text) <= _MOST_NAMED else f"{text[: _MOST_NAMED - 1]}…"


def _parsed(body: str) -> Any:
    try:
        return json.loads(body)
    except ValueError:
        return body


def _unacknowledged(reply: Reply) -> str:
    """Why a delivery failed, in a sentence; nothing when it was acknowledged."""
    if reply.is_acknowledged:
        return ""
    if reply.status is not None:
        return f"The bot answered with status {reply.status}."
    if "Timeout" in reply.failure:
        return "No acknowledgement within three seconds."
    return f"The bot can't be reached ({reply.failure})."


def _refused(seen: Answer | None) -> str:
    """What was wrong with a call, as the bot was told; nothing when all was well."""
    if seen is None:
        return "The connection was closed without an answer."
    if seen.text:
        return f"{seen.text}."
    if seen.body.get("ok", False):
        return ""
    error = str(seen.body.get("error", "not ok"))
    details = [*seen.body.get("errors", ())]
    if needed := seen.body.get("needed"):
        details.append(f"needed: {needed}")
    if wait := seen.headers.get("Retry-After"):
        details.append(f"to wait {wait} s")
    return f"{error}: {'; '.join(map(str, details))}" if details else error
