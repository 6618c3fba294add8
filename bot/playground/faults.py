"""How the fake Slack misbehaves when a test says so, and what the bot then sees."""

import threading
from collections import defaultdict, deque
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from bot.playground.model import Json


@dataclass(frozen=True)
class TooFast:
    """429 with Retry-After, in seconds; nothing is done."""

    retry_after: int = 30


@dataclass(frozen=True)
class ServerError:
    """A plain text error of this status; nothing is done."""

    status: int = 500


@dataclass(frozen=True)
class Refuse:
    """Slack says no with this error; nothing is done."""

    error: str


@dataclass(frozen=True)
class DropBefore:
    """The connection is closed without an answer; nothing is done."""


@dataclass(frozen=True)
class DropAfter:
    """What was asked is done, and then the connection is closed without an answer."""


@dataclass(frozen=True)
class InternalErrorAfterAccepting:
    """What was asked is done, and then the answer is `internal_error`."""


@dataclass(frozen=True)
class Slow:
    """What was asked is done at once, and answered so many seconds later."""

    seconds: float


Fault = TooFast | ServerError | Refuse | DropBefore | DropAfter | InternalErrorAfterAccepting | Slow


@dataclass(frozen=True)
class Answer:
    """What the bot sees; a `text` is sent as it is, in place of the body."""

    body: Json
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)
    text: str = ""


def is_carried_out(fault: Fault | None) -> bool:
    """Whether what was asked is done for all that."""
    return fault is None or isinstance(fault, DropAfter | InternalErrorAfterAccepting | Slow)


def seen_through(fault: Fault | None, answer: Answer) -> Answer | None:
    """What the bot sees in place of the answer; None when it sees the connection close."""
    match fault:
        case TooFast(retry_after):
            return Answer(_refused("ratelimited"), 429, {"Retry-After": str(retry_after)})
        case ServerError(status):
            return Answer({}, status, text="Internal Server Error")
        case Refuse(error):
            return Answer(_refused(error))
        case InternalErrorAfterAccepting():
            return Answer(_refused("internal_error"))
        case DropBefore() | DropAfter():
            return None
        case _:
            return answer


def _refused(error: str) -> Json:
    return {"ok": False, "error": error}


class Faults:
    """What is to go wrong, method by method, in the order in which it was asked for."""

    def __init__(self, changed: threading.Condition, *, clock: Callable[[], float]) -> None:
        self._changed = changed
        self._clock = clock
        self._wanted: dict[str, list[tuple[Fault, int | None]]] = defaultdict(list)
        self._per_second: int | None = None
        self._posts: dict[str, deque[float]] = defaultdict(deque)

    def misbehave(self, fault: Fault, method: str = "chat.postMessage", *, times: int | None = 1) -> None:
        """Let the next so many calls of a method go wrong, or all (None) until `behave`.

        The method may be `response_url` too. Faults of one method come one after the other.
        """
        with self._changed:
            self._wanted[method].append((fault, times))

    def limit_posts(self, *, per_second: int = 1) -> None:
        """From now on refuse more messages a second in a channel, by the fake's clock, as Slack does."""
        with self._changed:
            self._per_second = per_second

    def behave(self) -> None:
        """Nothing goes wrong any more."""
        with self._changed:
            self._wanted.clear()
            self._posts.clear()
            self._per_second = None

    def take(self, method: str, given: Json) -> Fault | None:
        """What goes wrong with this call."""
        with self._changed:
            if self._wanted[method]:
                return self._next(self._wanted[method])
            if method == "chat.postMessage" and self._is_too_fast(str(given.get("channel"))):
                return TooFast(retry_after=1)
            return None

    def _next(self, wanted: list[tuple[Fault, int | None]]) -> Fault:
        fault, times = wanted[0]
        if times is not None:
            wanted[:1] = [(fault, times - 1)] if times > 1 else []
        return fault

    def _is_too_fast(self, channel: str) -> bool:
        if self._per_second is None:
            return False
        now, posts = self._clock(), self._posts[channel]
        while posts and posts[0] <= now - 1:
            posts.popleft()
        if len(posts) >= self._per_second:
            return True
        posts.append(now)
        return False
