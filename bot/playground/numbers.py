"""The ids and timestamps that a workspace gives out, none of them twice."""

import threading
from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True)
class KeptNumbers:
    """The number that the next id bears at least, and the last timestamp, in microseconds."""

    next_number: int
    last_ts: int


class Numbers:
    """Gives each id and each timestamp once, under the workspace's lock."""

    def __init__(self, changed: threading.Condition, *, clock: Callable[[], float], first: int) -> None:
        self._changed = changed
        self._clock = clock
        self._next = first
        self._last_ts = 0

    def new_id(self, prefix: str) -> str:
        with self._changed:
            number = self._next
            self._next += 1
        return f"{prefix}{number:08d}"

    def new_ts(self) -> str:
        """A timestamp as Slack writes it, later than every one before it."""
        with self._changed:
            # Whole microseconds: two floats a microsecond apart can print alike.
            self._last_ts = max(int(self._clock() * 1_000_000), self._last_ts + 1)
            seconds, rest = divmod(self._last_ts, 1_000_000)
            return f"{seconds}.{rest:06d}"

    def new_hash(self) -> str:
        """What tells one state of a view from the next."""
        return f"{self.new_ts().partition('.')[0]}.{self.new_id('h')}"

    def kept(self) -> KeptNumbers:
        """What a later start needs in order to give none of these again."""
        with self._changed:
            return KeptNumbers(self._next, self._last_ts)

    def restore(self, kept: KeptNumbers) -> None:
        """From now on give nothing that was given before, then or since this start."""
        with self._changed:
            self._next = max(self._next, kept.next_number)
            self._last_ts = max(self._last_ts, kept.last_ts)
