"""How fast a bot may post, as Slack limits it: in one place, and in the workspace as a whole."""

from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field
from math import ceil

MINUTE = 60.0

# What is left of a second by rounding is no wait.
NO_TIME = 0.001


@dataclass
class Window:
    """So many posts in so many seconds; whoever is too fast is told to wait, and is refused until then."""

    most: int
    seconds: float
    posts: deque[float] = field(default_factory=deque)
    closed_until: float = 0.0

    def wait(self, now: float) -> int:
        """The whole seconds to wait before the next post; none when it may come now."""
        while self.posts and self.posts[0] <= now - self.seconds:
            self.posts.popleft()
        if now < self.closed_until:
            return max(1, ceil(self.closed_until - now - NO_TIME))
        if len(self.posts) < self.most:
            return 0
        wait = max(1, ceil(self.posts[0] + self.seconds - now - NO_TIME))
        self.closed_until = now + wait
        return wait


class Pace:
    """Limits posts by the clock, each place for itself and all of them together. Use it under the workspace's lock."""

    def __init__(self, *, clock: Callable[[], float]) -> None:
        self._clock = clock
        self._per_second: int | None = None
        self._places: dict[str, Window] = {}
        self._everywhere: Window | None = None

    def limit(self, *, per_second: int | None, per_minute: int | None) -> None:
        """From now on count posts: so many a second in a place, so many a minute in all. None is no limit."""
        self._per_second = per_second
        self._places = {}
        self._everywhere = Window(per_minute, MINUTE) if per_minute is not None else None

    def wait(self, place: str) -> int:
        """The whole seconds that a post has to wait; none when it may come now, and only then it counts."""
        now, windows = self._clock(), self._windows(place)
        wait = max((window.wait(now) for window in windows), default=0)
        if not wait:
            for window in windows:
                window.posts.append(now)
        return wait

    def _windows(self, place: str) -> list[Window]:
        everywhere = [self._everywhere] if self._everywhere else []
        if self._per_second is None:
            return everywhere
        return [self._places.setdefault(place, Window(self._per_second, 1.0)), *everywhere]
