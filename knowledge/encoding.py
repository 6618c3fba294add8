"""Encoding: a process's encoders, and the vectors that articles get by them in batches and keep in the store."""

import logging
import threading
from collections.abc import Callable, Iterator, Sequence
from datetime import timedelta

from knowledge.articles import Article
from knowledge.errors import ModelUnavailable
from knowledge.models import Coverage, EncoderChoice, EncoderKind
from knowledge.search.encoder import Encoders, SentenceEncoder, load_encoders
from knowledge.search.sentences import BATCH, RECIPE, Encoded, digest_of, encoded, packed, unpacked
from knowledge.store import articles as article_rows
from knowledge.store import leases
from knowledge.store.clock import Clock
from knowledge.store.engine import Database
from knowledge.store.vectors import Missing, ModelVectors, Name, Read, Vector
from knowledge.sync import SyncProgress, Unwatched

log = logging.getLogger(__name__)

# A process that dies while it makes vectors is followed by another after so long.
_LEASE, _LEASE_NAME = timedelta(minutes=2), "vectors"

# So much of a model's fingerprint tells it from others.
_FINGERPRINT = 28

# What stands for "from the first on", and is less than any name.
_BEGINNING = ("", "")

Loader = Callable[[EncoderChoice], Encoders]


class Encoding:
    """The use cases of vectors. They are made of committed articles, never within a transaction."""

    def __init__(
        self, database: Database, clock: Clock, owner: str, choice: EncoderChoice, load: Loader = load_encoders
    ) -> None:
        self._database, self._clock, self._owner, self._choice, self._load = database, clock, owner, choice, load
        self._encoders: Encoders | None = None
        self._loading = threading.Lock()
        self._complete_at = -1  # the version of the articles at which nothing was missing
        self._whole = False  # whether all vectors were looked through, and those that can't be read dropped

    def encoders(self) -> Encoders:
        """The encoders that were chosen; where they can't be loaded, the default ones, which the log says once."""
        with self._loading:
            if self._encoders is None:
                try:
                    self._encoders = self._load(self._choice)
                except ModelUnavailable as problem:
                    log.warning("%s Until this process starts anew, meaning is compared by static vectors.", problem)
                    self._encoders = self._load(EncoderChoice())
            return self._encoders

    def kept(self) -> ModelVectors | None:
        """The vectors of the model in use, as the store keeps them; None where there is no such model."""
        encoder = self.encoders().sentences
        return kept_by(encoder) if encoder else None

    def known(self, read: Read) -> dict[str, Encoded]:
        """The vectors that have been read, by the keys of their articles; the log counts those left out."""
        found = {each.key: (each.digest, unpacked(each.numbers)) for each in read.whole}
        known = {key: Encoded(digest, vector) for key, (digest, vector) in found.items() if vector is not None}
        self._note_damage(len(read.damaged) + len(found) - len(known))
        return known

    def _note_damage(self, count: int) -> None:
        if count:
            self._whole = False
            log.warning(
                "the vectors of %d articles are damaged, so these are answered without; the next sync makes them anew",
                count,
            )

    def check(self) -> None:
        """Raise `ModelUnavailable` unless the model that was chosen can be loaded."""
        self._load(self._choice)

    def coverage(self) -> Coverage | None:
        """How far the articles have their vectors; None where no model makes any. `ModelUnavailable` and others."""
        encoder = self._load(self._choice).sentences
        if encoder is None:
            return None
        kept = kept_by(encoder)
        with self._database.read() as connection:
            articles, done = kept.counts(connection)
            return Coverage(articles, done, len(kept.read_since(connection, -1).damaged))

    def catch_up_in_turn(self, stopped: Callable[[], bool]) -> int:
        """`catch_up`, unless another process is about it, or the model can't be loaded, which the log has said."""
        if self.encoders().sentences is None or self._is_complete() or not self._take_turn():
            return 0
        try:
            return self.catch_up(stopped=lambda: stopped() or not self._keep_turn())
        finally:
            with self._database.write("lease") as connection:
                leases.release(connection, _LEASE_NAME, owner=self._owner)

    def catch_up(self, progress: SyncProgress | None = None, stopped: Callable[[], bool] = lambda: False) -> int:
        """Make the vectors that are missing or out of date, batch by batch, until `stopped` says so; how many.

        What a batch made is kept at once, so that one who dies or stops loses a batch at most. Other models' vectors
        are dropped once none is missing. `ModelUnavailable`, and nothing is lost.
        """
        encoder = self._load(self._choice).sentences if self._choice.kind is EncoderKind.TRANSFORMER else None
        if encoder is None:
            return 0
        self._drop_damaged(kept_by(encoder))
        begun_at, made = self._version(), 0
        for missing, seen in self._batches(kept_by(encoder)):
            if stopped():
                return made
            made += self._make(missing, encoder, progress or Unwatched(), seen=seen)
        with self._database.write("forget vectors") as connection:
            kept_by(encoder).forget_others(connection)
        self._complete_at = begun_at
        return made

    def _batches(self, kept: ModelVectors) -> Iterator[tuple[list[Missing], int]]:
        """The articles without a vector of theirs, in the order of their names, with the version they are of."""
        name = _BEGINNING
        while True:
            with self._database.read() as connection:
                seen = article_rows.version(connection)
                missing = kept.missing_after(connection, name, count=BATCH)
            if not missing:
                return
            yield missing, seen
            name = _name(missing[-1].article)

    def _make(self, missing: Sequence[Missing], encoder: SentenceEncoder, progress: SyncProgress, *, seen: int) -> int:
        """Make the vectors of a batch; how many were made: that of an article whose texts are as before is kept."""
        changed = [each.article for each in missing if each.digest != digest_of(each.article)]
        same = [_name(each.article) for each in missing if each.digest == digest_of(each.article)]
        made = [
            Vector(*_name(article), each.digest, packed(each.vector))
            for article, each in zip(changed, encoded(changed, encoder), strict=True)
        ]
        kept = kept_by(encoder)
        with self._database.write_patiently("vectors") as connection:
            article_rows.lock_for_sync(connection)
            kept.keep(connection, same, seen=seen)
            if made:
                kept.write(connection, made, seen=seen)
        self._database.let_others_write()
        for _ in made:
            progress.article()
        return len(made)

    def _drop_damaged(self, kept: ModelVectors) -> None:
        """Drop the vectors that can't be read, so that they are made anew."""
        if self._whole:
            return
        with self._database.read() as connection:
            read = kept.read_since(connection, -1)
        damaged = [
            *read.damaged,
            *((each.source, each.article) for each in read.whole if unpacked(each.numbers) is None),
        ]
        for start in range(0, len(damaged), BATCH):
            with self._database.write_patiently("drop vectors") as connection:
                kept.remove(connection, damaged[start : start + BATCH])
        self._whole = True

    def _is_complete(self) -> bool:
        return self._whole and self._complete_at == self._version()

    def _version(self) -> int:
        with self._database.read() as connection:
            return article_rows.version(connection)

    def _take_turn(self) -> bool:
        with self._database.write("lease") as connection:
            now = self._clock.now(connection)
            return leases.take(connection, _LEASE_NAME, owner=self._owner, now=now, until=now + _LEASE)

    def _keep_turn(self) -> bool:
        with self._database.write("lease") as connection:
            leases.keep(connection, _LEASE_NAME, owner=self._owner, until=self._clock.now(connection) + _LEASE)
        return True


def kept_by(encoder: SentenceEncoder) -> ModelVectors:
    """What an encoder's vectors are kept under: the model, the way in which articles are read to it, the width."""
    return ModelVectors(f"{encoder.fingerprint[:_FINGERPRINT]}-{RECIPE}", encoder.dimensions)


def _name(article: Article) -> Name:
    return article.source, article.id
