"""Tells an event loop that something changed under a lock that threads hold."""

import asyncio
import threading

# How soon a thread sees that nobody watches any more.
_LOOK_SECONDS = 1.0


class Watching:
    """Sets `changed` in the loop it is made in, whenever the condition is notified; a thread does the waiting."""

    def __init__(self, condition: threading.Condition) -> None:
        self.changed = asyncio.Event()
        self._loop = asyncio.get_running_loop()
        self._condition = condition
        self._stopped = False
        threading.Thread(target=self._watch, name="watching", daemon=True).start()

    def stop(self) -> None:
        """Watch no more."""
        self._stopped = True

    def _watch(self) -> None:
        # The lock is given up within `wait` alone, so that nothing is missed between two of them.
        with self._condition:
            while not self._stopped:
                if self._condition.wait(_LOOK_SECONDS) and not self._stopped:
                    self._tell()

    def _tell(self) -> None:
        if not self._loop.is_closed():
            self._loop.call_soon_threadsafe(self.changed.set)
