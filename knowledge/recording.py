"""Recording: questions wait in memory until they are written down together, so that no answer waits for that."""

import logging
import threading
import time
from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import timedelta
from typing import Protocol

from knowledge.errors import DatabaseUnavailable
from knowledge.posts import Way
from knowledge.questions import Answered, Asker, Recorded

log = logging.getLogger(__name__)

# So many wait while the database is gone, some 10 MB of them at most, and so many are written at once.
MOST, _BATCH = 5000, 200


class Writes(Protocol):
    """Writes questions down for good; `lost` is how many were lost since the last time."""

    def __call__(self, batch: Sequence[Recorded], *, lost: int = 0) -> None: ...


class Recording:
    """The questions of one process that are not written down yet: the newest `most` of them."""

    def __init__(self, write: Writes, *, most: int = MOST, ticks: Callable[[], float] = time.monotonic) -> None:
        self._write, self._ticks = write, ticks
        self._waiting: deque[tuple[float, Recorded]] = deque(maxlen=most)
        self._lost, self._has_said_so = 0, False
        self._changing, self._flushing = threading.Lock(), threading.Lock()

    def add(self, asker: Asker, answered: Answered | None, way: Way) -> None:
        """Have a question recorded, if it is one. Takes microseconds and reaches nothing outside this process."""
        if answered is None:
            return
        with self._changing:
            self._make_room(1)
            self._waiting.append((self._ticks(), Recorded(asker, answered, way)))

    def flush(self) -> None:
        """Write down what waits. What could not be written waits on: `DatabaseUnavailable`."""
        with self._flushing:
            while taken := self._take():
                self._write_or_keep(taken)

    def _take(self) -> tuple[list[tuple[float, Recorded]], int] | None:
        with self._changing:
            if not self._waiting:
                return None
            lost, self._lost = self._lost, 0
            return [self._waiting.popleft() for _ in range(min(_BATCH, len(self._waiting)))], lost

    def _write_or_keep(self, taken: tuple[list[tuple[float, Recorded]], int]) -> None:
        batch, lost = taken
        now = self._ticks()
        try:
            self._write([replace(each, ago=timedelta(seconds=now - at)) for at, each in batch], lost=lost)
        except DatabaseUnavailable:
            self._keep(batch, lost)
            raise
        except Exception:  # what can't be written now never can, and is to be counted
            with self._changing:
                self._lost += lost + len(batch)
            raise
        self._has_said_so = False

    def _keep(self, batch: Sequence[tuple[float, Recorded]], lost: int) -> None:
        """Put back what could not be written, as far as there is room: what came meanwhile is newer."""
        with self._changing:
            self._lost += lost
            room = (self._waiting.maxlen or 0) - len(self._waiting)
            self._waiting.extendleft(reversed(batch[max(len(batch) - room, 0) :]))
            self._lose(max(len(batch) - room, 0))

    def _make_room(self, count: int) -> None:
        full = len(self._waiting) + count - (self._waiting.maxlen or 0)
        self._lose(max(full, 0))

    def _lose(self, count: int) -> None:
        self._lost += count
        if count and not self._has_said_so:
            self._has_said_so = True
            log.warning("more questions wait to be written down than there is room for: the oldest are not recorded")
