"""What the bot asked of the fake Slack, and what went wrong inside it."""

import threading
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass

from bot.playground.model import Json


@dataclass(frozen=True)
class Call:
    """One request of the bot and what it saw of the answer; the token is never among the arguments.

    `fault` names what was made to go wrong; `is_carried_out` says whether what was asked was done all the same.
    """

    method: str
    arguments: Json
    answer: Json
    at: float
    fault: str = ""
    is_carried_out: bool = True


class Journal:
    """Two lists, under the workspace's lock so that `wait_for` sees them change.

    Each holds the newest entries alone, `most` of them; None is all of them.
    """

    def __init__(self, changed: threading.Condition, *, clock: Callable[[], float], most: int | None = None) -> None:
        self._changed = changed
        self._clock = clock
        self._calls: deque[Call] = deque(maxlen=most)
        self._faults: deque[Exception] = deque(maxlen=most)

    def call(self, method: str, *, arguments: Json, answer: Json, fault: str, is_carried_out: bool) -> None:
        call = Call(method, arguments, answer, self._clock(), fault, is_carried_out)
        with self._changed:
            self._calls.append(call)
            self._changed.notify_all()

    def fault(self, exception: Exception) -> None:
        with self._changed:
            self._faults.append(exception)
            self._changed.notify_all()

    @property
    def calls(self) -> tuple[Call, ...]:
        with self._changed:
            return tuple(self._calls)

    @property
    def faults(self) -> tuple[Exception, ...]:
        with self._changed:
            return tuple(self._faults)
