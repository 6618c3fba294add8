"""Syncs: sources are read, and what changed in them is kept and told source by source."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import timedelta
from typing import Protocol

from knowledge.changes import Change, ChangeKind, HeldSource, MassLimits, changes_between
from knowledge.errors import SourceFailed, UnknownSource
from knowledge.sources.collect import Collected, collect
from knowledge.sources.source import Fault, Notice, Source
from knowledge.store import announced, holds, leases, totals, tuning, turns, votes
from knowledge.store import articles as article_rows
from knowledge.store.clock import Clock
from knowledge.store.engine import Database


class SyncProgress(Protocol):
    """Is told how a sync goes on."""

    def reading(self, source: str) -> None:
        """A source is about to be read."""
        ...

    def article(self) -> None:
        """One more article of it has been read."""
        ...


class Unwatched:
    """A sync's progress that nobody looks at."""

    def reading(self, source: str) -> None:
        """A source is about to be read."""

    def article(self) -> None:
        """One more article of it has been read."""


@dataclass(frozen=True, slots=True)
class SourceReport:
    """What a sync found in one source; `problem` says why it could not be read at all.

    `held` says why nothing of it is announced until an operator accepts what has changed.
    """

    source: str
    counts: dict[ChangeKind, int] = field(default_factory=dict)
    unchanged: int = 0
    faults: tuple[Fault, ...] = ()
    notices: tuple[Notice, ...] = ()
    problem: str = ""
    held: str = ""

    @property
    def is_clean(self) -> bool:
        """Whether every article was read."""
        return not self.faults and not self.problem


class Syncs:
    """The use cases of syncs, a transaction a source."""

    def __init__(self, database: Database, clock: Clock, owner: str, *, limits: MassLimits) -> None:
        self._database, self._clock, self._owner, self._limits = database, clock, owner, limits

    def sync(
        self, sources: Sequence[Source], progress: SyncProgress, *, only: str | None = None, dry_run: bool = False
    ) -> list[SourceReport]:
        """Read the sources (or only one of them) and keep what changed; a report for each.

        A source that fails leaves its articles as they were. The articles of a source that is no longer listed are
        removed. `UnknownSource` when `only` names none.
        """
        wanted = [source for source in sources if only in (None, source.name)]
        if not wanted:
            raise UnknownSource(only or "", [source.name for source in sources])
        reports = [self._sync_source(source, progress, dry_run=dry_run) for source in wanted]
        if only is None:
            reports += self._drop_unlisted({source.name for source in sources}, dry_run=dry_run)
        return reports

    def sync_due(self, sources: Sequence[Source], *, every: float) -> list[SourceReport]:
        """Sync the sources that no process has begun to sync for so many seconds, or for as many as each says."""
        reports = []
        for source in sources:
            if self._is_ours(source, every):
                reports.append(self._sync_source(source, Unwatched(), dry_run=False))
        return reports

    def held(self) -> list[HeldSource]:
        """The sources that are held since too much of them has changed at once."""
        with self._database.read() as connection:
            return holds.held_sources(connection)

    def ages(self) -> dict[str, timedelta]:
        """How long ago each source was synced."""
        with self._database.read() as connection:
            return totals.synced(connection, self._clock.now(connection))

    def accept(self, *, only: str | None = None, silently: bool = False) -> list[HeldSource]:
        """Accept what has changed in the sources that are held: it is announced, or silently passed over. Those."""
        with self._database.write("accept") as connection:
            turns.lock(connection)
            accepted = [held for held in holds.held_sources(connection) if only in (None, held.name)]
            for held in accepted:
                if silently:
                    turns.skip_waiting(connection, held.name)
                holds.accept(connection, held.name)
            return accepted

    def _is_ours(self, source: Source, every: float) -> bool:
        seconds = source.defaults.sync_every or every
        with self._database.write("lease") as connection:
            now = self._clock.now(connection)
            until = now + timedelta(seconds=seconds)
            return leases.take(connection, f"sync:{source.name}", owner=self._owner, now=now, until=until)

    def _sync_source(self, source: Source, progress: SyncProgress, *, dry_run: bool) -> SourceReport:
        progress.reading(source.name)
        try:
            collected = collect(source, progress.article)
        except SourceFailed as failed:
            return SourceReport(source.name, problem=str(failed))
        return self._apply(source.name, collected, dry_run=dry_run)

    def _apply(self, source: str, collected: Collected, *, dry_run: bool) -> SourceReport:
        with self._database.write_patiently("sync") as connection:
            article_rows.lock_for_sync(connection)
            known = article_rows.known_of(connection, source)
            # While some articles can't be read, one that is missing may be one of them: nothing is removed.
            changes = changes_between(known, collected.articles, absent_are_gone=not collected.faults)
            is_first = article_rows.is_first_sync(connection, source)
            much = "" if is_first else self._limits.exceeded_by(changes, len(known.present))
            held = much or holds.why_held(connection, source)
            # A source of which nothing could be read has not been seen yet: its baseline is still to come.
            nothing_read = bool(collected.faults) and not collected.articles
            if not dry_run and not nothing_read:
                at, moved = self._clock.now(connection), _moved_keys(changes)
                article_rows.apply_changes(connection, source, changes, at=at)
                announced.put_right(connection, source, changes, at)
                tuning.follow_moves(connection, moved)
                votes.follow_moves(connection, moved)
                if much:
                    holds.hold(connection, source, much, at)
        return replace(report(source, collected, changes), held=held)

    def _drop_unlisted(self, listed: set[str], *, dry_run: bool) -> list[SourceReport]:
        with self._database.read() as connection:
            dropped = [name for name in article_rows.source_names(connection) if name not in listed]
        return [self._drop(name, dry_run=dry_run) for name in dropped]

    def _drop(self, source: str, *, dry_run: bool) -> SourceReport:
        """Remove a source's articles, and forget that it was ever read. Posts go on naming them as they do."""
        with self._database.write_patiently("sync") as connection:
            article_rows.lock_for_sync(connection)
            known = article_rows.known_of(connection, source)
            changes = changes_between(known, (), absent_are_gone=True)
            if not dry_run:
                article_rows.apply_changes(connection, source, changes, at=self._clock.now(connection))
                article_rows.forget_source(connection, source)
        return report(source, Collected((), (), ()), changes)


def _moved_keys(changes: Sequence[Change]) -> list[tuple[str, str]]:
    """The keys that articles had, with those they have."""
    moved = [(change.before.key, change.article.key) for change in changes if change.before]
    return [(old, new) for old, new in moved if old != new]


def report(source: str, collected: Collected, changes: Sequence[Change]) -> SourceReport:
    """The report of a source that was read, with the changes that came of it."""
    counts = {kind: sum(change.kind is kind for change in changes) for kind in ChangeKind}
    touched = sum(change.kind is not ChangeKind.REMOVED for change in changes)
    unchanged = len(collected.articles) - touched
    return SourceReport(source, counts, unchanged, collected.faults, collected.notices)
