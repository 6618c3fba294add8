"""Events that the bot did not acknowledge, tried again much as Slack does."""

import threading
import time
from collections.abc import Callable

# Slack's own pauses are a minute and then five: nobody waits so long before a page.
_PAUSE_SECONDS = 60.0


class Redelivering:
    """Calls `redeliver`, which waits for the bot, in a thread of its own; only one thread may use this."""

    def __init__(self, redeliver: Callable[[], object], *, clock: Callable[[], float] = time.monotonic) -> None:
        self._redeliver, self._clock = redeliver, clock
        self._last = clock()

    def at_once(self) -> None:
        """Try again now: the bot is there again."""
        self._last = self._clock()
        threading.Thread(target=self._redeliver, name="redelivering", daemon=True).start()

    def in_time(self) -> None:
        """Try again if the last time is a minute ago: the bot may have been too slow only."""
        if self._clock() - self._last >= _PAUSE_SECONDS:
            self.at_once()
