"""Crashes: workers that announce are killed again and again while Slack misbehaves, and what was posted is counted."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass

from bot.playground.faults import DropAfter, DropBefore, Fault, InternalErrorAfterAccepting, ServerError, TooFast
from knowledge.articles import Article
from knowledge.sources.source import Defaults, Entry

# So many workers; each article is announced in so many channels; so many articles come at once, none in a digest.
WORKERS, CHANNELS, TOGETHER = 3, 10, 5

# What Slack does to one request in so many.
CHANCES: Mapping[Fault, float] = {
    DropBefore(): 0.04,
    DropAfter(): 0.06,
    ServerError(500): 0.04,
    TooFast(retry_after=1): 0.04,
    InternalErrorAfterAccepting(): 0.06,
}
HISTORY_LATE_BY, RECONCILE_AFTER = 1.0, 2

# A worker needs a second or two to come up; killed earlier it would never post.
_SECONDS_BETWEEN_KILLS = 1.2

# What is in doubt when the last worker has been killed has so long to come to its end.
_SECONDS_TO_SETTLE = 180
_LOOK_SECONDS = 0.2


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of a run: how many announcements, kills, and announcements that stand twice, never, or are parked."""

    announcements: int
    kills: int
    duplicated: int
    lost: int
    parked: int
    seconds: float

    @property
    def is_clean(self) -> bool:
        """Whether each announcement stands exactly once."""
        return not (self.duplicated or self.lost or self.parked)

    def as_dict(self) -> dict[str, float]:
        return asdict(self)


class Growing:
    """A source that holds more articles each time."""

    def __init__(self) -> None:
        self.name, self.defaults = "crash", Defaults(source="crash")
        self._articles: list[Article] = [Article("crash", "first", "The first article")]

    def grow(self, count: int) -> None:
        number = len(self._articles)
        self._articles += [Article("crash", f"a{each}", title_of(each)) for each in range(number, number + count)]

    def read(self) -> "list[Entry]":
        return [Entry(article.id, article) for article in self._articles]


def title_of(number: int) -> str:
    """The title of an article, which stands in no other's."""
    return f"Article number {number}."
