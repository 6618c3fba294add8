"""The real side of the announcing machine: sources in files, two processes on one database, and one that may die."""

from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import datetime
from itertools import groupby
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, create_engine, event, text

from knowledge.base import GRACE, KnowledgeBase
from knowledge.changes import MassLimits
from knowledge.posts import Delivery
from knowledge.store.engine import Database
from knowledge.store.planner import Planner
from knowledge.subscriptions import Place
from tests.knowledge.announcing_model import MOST_NEW, Model, Piece
from tests.knowledge.given import GivenClock, NobodyWatches, jsonl_source

CHANNELS = ("C1", "C2")
SOURCES = ("help", "news")

_POSTS = text(
    "SELECT outbox.id, outbox.channel, outbox.subject, outbox.state, article, kind FROM outbox"
    " JOIN announcements ON post = outbox.id WHERE state <> 'dropped' ORDER BY outbox.id, place, announcements.id"
)
_TABLES = ("announcements", "outbox", "subscriptions", "audit", "changes", "articles", "sources", "paces")

# A post: why it is, the articles in it with their kinds, and how far it has come.
Posted = tuple[str, list[tuple[str, str]], str]


class Killed(BaseException):
    """The process is gone."""


class MortalDatabase(Database):
    """A database whose process dies after so many more transactions that write, and statements of the next."""

    def __init__(self, url: str) -> None:
        super().__init__(url)
        self.writes_left = self.statements_left = 0
        event.listen(self._writer, "before_cursor_execute", self._count)

    @contextmanager
    def write(self, point: str = "") -> Iterator[Connection]:
        with super().write(point) as connection:
            yield connection
            self.writes_left -= 1
            if self.writes_left < 0:
                raise Killed

    def _count(self, *_statement: object) -> None:
        if self.writes_left == 0:
            self.statements_left -= 1
            if self.statements_left < 0:
                raise Killed


class World:
    """Two processes on one database, and what their sources hold."""

    def __init__(self, url: str, folder: Path) -> None:
        self.clock, self._folder = GivenClock(), folder
        limits = MassLimits(new=MOST_NEW)
        self.knowledge = KnowledgeBase(url, clock=self.clock, limits=limits)
        self.other = KnowledgeBase(url, clock=self.clock, limits=limits)
        self.mortal = MortalDatabase(url)
        self._engine = create_engine(self.mortal.url)
        self._pool = ThreadPoolExecutor(2)
        self._rows: dict[Piece, dict[str, Any]] = {}

    @property
    def is_sqlite(self) -> bool:
        return self.mortal.is_sqlite

    def begin(self, now: datetime) -> None:
        """Empty the database and the sources; it becomes a moment."""
        self.clock.at = now
        self._rows = {}
        with self._engine.begin() as connection:
            for table in _TABLES:
                connection.execute(text(f"DELETE FROM {table}"))
            connection.execute(text("UPDATE versions SET version = 0"))

    def close(self) -> None:
        """Give all connections and threads back."""
        self._pool.shutdown()
        for each in (self.knowledge, self.other, self.mortal):
            each.close()
        self._engine.dispose()

    @property
    def present(self) -> list[Piece]:
        """The articles that their sources hold."""
        return list(self._rows)

    def write(self, *pieces: Piece, body: str = "", phrases: Sequence[str] = ()) -> None:
        """Let articles stand in their sources as they are now, with another body or other phrases."""
        for piece in pieces:
            row = self._rows.setdefault(piece, {"body": f"About {piece.id}.", "phrases": []})
            row |= {"body": body} if body else {}
            row |= {"phrases": list(phrases)} if phrases else {}

    def remove(self, *pieces: Piece) -> None:
        """Take articles out of their sources."""
        for piece in pieces:
            del self._rows[piece]

    def sync(self, source: str) -> None:
        """Read a source."""
        rows = [_row(piece) | more for piece, more in self._rows.items() if piece.source == source]
        file = self._folder / f"{source}.jsonl"
        [report] = self.knowledge.syncs.sync([jsonl_source(file, rows, name=source)], NobodyWatches(), only=source)
        assert report.is_clean, report

    def plan_at_once(self) -> None:
        """Let both processes plan at the same moment."""
        for planning in [self._pool.submit(each.announcements.plan) for each in (self.knowledge, self.other)]:
            planning.result()

    def die_planning(self, writes: int, statements: int) -> None:
        """Let a process die while it plans, after so many transactions and so many statements of the next."""
        self.mortal.writes_left, self.mortal.statements_left = writes, statements
        try:
            Planner(self.mortal, self.clock, grace=GRACE).plan()
        except Killed:
            return

    def claim(self) -> Delivery | None:
        """Begin to send the next post."""
        return self.knowledge.outbox.claim_due()

    def posts(self) -> dict[str, list[Posted]]:
        """All posts by channel, oldest first, those left out that were taken back."""
        found: dict[str, list[Posted]] = {channel: [] for channel in CHANNELS}
        with self._engine.connect() as connection:
            rows = connection.execute(_POSTS).all()
        for _, lines in groupby(rows, key=lambda row: row.id):
            first, *others = lines
            articles = dict.fromkeys((row.article, row.kind) for row in (first, *others))
            found[first.channel].append((first.subject.partition(":")[0], list(articles), first.state))
        return found

    def post_number(self, delivery: Delivery) -> int:
        """Which of its channel's posts one is that has been claimed, counted from 0."""
        query = text("SELECT COUNT(*) FROM outbox WHERE channel = :channel AND id < :id AND state <> 'dropped'")
        with self._engine.connect() as connection:
            found = {"channel": delivery.post.channel, "id": delivery.id}
            number: int = connection.execute(query, found).scalar_one()
        return number


def expected(model: Model) -> dict[str, list[Posted]]:
    """The posts that there must be."""
    return {
        channel: [(post.why, [(line.piece.id, line.kind) for line in post.lines], post.state) for post in room.posts]
        for channel, room in model.rooms.items()
    }


def place(channel: str) -> Place:
    return Place("T1", channel)


def _row(piece: Piece) -> dict[str, Any]:
    announce: Any = {"yes": True, "no": False}.get(piece.announce, piece.announce)
    shelf = " / ".join(piece.category)
    return {"id": piece.id, "title": piece.title, "category": shelf, "announce": announce}
