"""Snapshots: the one that a process answers from, and how it follows the store."""

import threading
from collections.abc import Callable

from knowledge.encoding import Encoding
from knowledge.privacy import Privacy
from knowledge.search.languages import AUTO
from knowledge.search.snapshot import Snapshot
from knowledge.store import articles as article_rows
from knowledge.store import votes as vote_rows
from knowledge.store.engine import Database
from knowledge.store.written import NOTHING_SEEN, Written, written_since
from knowledge.tuning import NO_TUNING

Indexing = Callable[..., Snapshot]


class Snapshots:
    """What one process answers from. Each snapshot is made of the one before and takes its place whole."""

    def __init__(
        self,
        database: Database,
        encoding: Encoding,
        privacy: Privacy,
        *,
        language: str = AUTO,
        index: Indexing = Snapshot,
    ) -> None:
        """Answer from what a database holds; `index` makes the first snapshot of its articles."""
        self._database, self._encoding, self._language = database, encoding, language
        self._privacy, self._index = privacy, index
        self._snapshot: Snapshot | None = None
        self._votes = NOTHING_SEEN  # the store's version of these
        self._version = NOTHING_SEEN  # the store's, which falls back when a backup is put in its place
        self._edition = 0  # ours, which never does
        self._refreshing = threading.Lock()

    @property
    def edition(self) -> int:
        """A number that changes whenever the articles do that questions are answered from, or votes move them."""
        return self._edition

    @property
    def version(self) -> int:
        """The store's version of the articles that questions are answered from."""
        return self._version

    def current(self) -> Snapshot:
        """The snapshot to answer from, however old; the first is made when it is asked for: `DatabaseUnavailable`."""
        return self._snapshot or self.latest()

    def latest(self) -> Snapshot:
        """The snapshot of what the store holds now, from which is answered henceforth. `DatabaseUnavailable`.

        Only what changed is read, and for votes nothing is built. Questions go on meanwhile, from the snapshot before.
        """
        with self._refreshing:
            return self._with_votes(self._with_articles())

    def refresh(self) -> bool:
        """Answer from what the store holds now; whether it had changed. `DatabaseUnavailable`."""
        before = self._snapshot
        return self.latest() is not before

    def _with_articles(self) -> Snapshot:
        vectors, before = self._encoding.kept(), self._snapshot
        with self._database.read() as connection:
            if before and article_rows.version(connection) == self._version:
                return before
            written = written_since(connection, self._version, vectors)
        newer = self._after(written)
        newer = newer.voted(before.opinions) if before else newer
        self._take(newer)
        self._version = written.version
        return newer

    def _with_votes(self, snapshot: Snapshot) -> Snapshot:
        """The same by the votes that there are now; answers stay as they are where too few have voted."""
        with self._database.read() as connection:
            version = vote_rows.version(connection)
            if version == self._votes:
                return snapshot
            opinions = vote_rows.opinions(connection, self._privacy)
        newer = snapshot if opinions == snapshot.opinions else snapshot.voted(opinions)
        self._take(newer)
        self._votes = version
        return newer

    def _take(self, newer: Snapshot) -> None:
        self._edition += newer is not self._snapshot
        self._snapshot = newer

    def _after(self, written: Written) -> Snapshot:
        encoded = self._encoding.known(written.vectors) if written.vectors else {}
        if self._snapshot and not written.is_all:
            return self._snapshot.updated(written.articles, written.removed, encoded=encoded, tuning=written.tuning)
        return self._index(
            written.articles,
            language=self._language,
            encoders=self._encoding.encoders(),
            encoded=encoded,
            tuning=written.tuning or NO_TUNING,
        )
