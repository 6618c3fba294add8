"""The clock of a fake Slack: real time, and as far ahead of it as somebody has set it."""

import threading
from collections.abc import Callable

# In seconds, a year: as far as the clock of the bot beside it can be set.
FARTHEST_AHEAD = 366 * 24 * 3600.0


class SlackClock:
    """Seconds since 1970, as everything in this Slack is timed by; `changed` is notified when it is set forward."""

    def __init__(self, real: Callable[[], float], changed: threading.Condition) -> None:
        self._real = real
        self._changed = changed
        self._ahead = 0.0

    def __call__(self) -> float:
        return self._real() + self._ahead

    @property
    def ahead(self) -> float:
        """How many seconds it goes before real time."""
        with self._changed:
            return self._ahead

    def forward(self, seconds: float) -> None:
        """Set it forward. Raises ValueError for less than nothing, and for more than FARTHEST_AHEAD in all."""
        with self._changed:
            self.restore(self._ahead + checked_ahead(seconds))

    def restore(self, ahead: float) -> None:
        """From now on it goes so many seconds before real time. Raises ValueError as `forward` does."""
        with self._changed:
            self._ahead = checked_ahead(ahead)
            self._changed.notify_all()


def checked_ahead(seconds: float) -> float:
    """The same seconds, if a clock may go so far before real time. Raises ValueError when not."""
    if not 0 <= seconds <= FARTHEST_AHEAD:
        raise ValueError(f"This clock can be set forward only, by a year in all at most, and not by {seconds:g} s.")
    return seconds
