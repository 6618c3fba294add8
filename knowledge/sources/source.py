"""What a source is: something with a name that can be read article by article."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Protocol
from urllib.parse import quote

from knowledge.articles import Announce, Article, CategoryPath, Visibility


@dataclass(frozen=True, slots=True)
class Entry:
    """An article and where it stands (`file:line`)."""

    place: str
    article: Article


@dataclass(frozen=True, slots=True)
class Fault:
    """An article that was skipped: where it stands (`file:line`) and what is wrong with it."""

    place: str
    problem: str


@dataclass(frozen=True, slots=True)
class Notice:
    """Something the operator should know of that cost no article."""

    place: str
    text: str


Found = Entry | Fault | Notice


@dataclass(frozen=True, slots=True)
class Defaults:
    """What an article of a source has when it does not say itself, and how many seconds there are between its syncs.

    0 seconds means as many as for all other sources.
    """

    source: str
    category: CategoryPath = ()
    base_url: str = ""
    visibility: Visibility = Visibility.PUBLIC
    announce: Announce = Announce.YES
    sync_every: int = 0

    def url_of(self, id: str) -> str:
        """The link of an article that names none: its id under `base_url`, or nothing."""
        return f"{self.base_url.rstrip('/')}/{quote(id)}" if self.base_url else ""


class Source(Protocol):
    """Where articles come from."""

    @property
    def name(self) -> str:
        """What sources.toml calls it."""
        ...

    @property
    def defaults(self) -> Defaults:
        """What sources.toml says of it besides."""
        ...

    def read(self) -> Iterator[Found]:
        """Its articles one by one, with the faults among them; `SourceFailed` when it can't be read at all."""
        ...
