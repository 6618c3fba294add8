"""Audiences: who reads along in each channel, kept in the store and remembered in memory."""

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from knowledge.articles import Audience
from knowledge.store import channels as rows
from knowledge.store.announced import hide_internal
from knowledge.store.clock import Clock
from knowledge.store.engine import Database
from knowledge.subscriptions import Place

# What was found out about a channel is believed for this long; after that it is not known.
KNOWN_FOR = timedelta(hours=1)

# A row may be committed so much later than the moment that stands in it.
_COMMIT_TAKES = timedelta(seconds=10)


@dataclass(frozen=True, slots=True)
class _Moment:
    """The database's time, and this machine's when it was told."""

    at: datetime
    ticks: float


class Audiences:
    """What one process knows of its channels. The memory answers when the database can't be asked."""

    def __init__(self, database: Database, clock: Clock, *, ticks: Callable[[], float] = time.monotonic) -> None:
        self._database, self._clock, self._ticks = database, clock, ticks
        self._notes: dict[tuple[str, str], rows.Note] = {}
        self._changing = threading.Lock()
        self._read: _Moment | None = None

    def of(self, workspace: str, channel: str) -> Audience | None:
        """Who reads along, as the store says now; None when that has not been found out lately."""
        with self._database.read() as connection:
            note = rows.note_of(connection, workspace, channel)
            return _audience(note, self._clock.now(connection))

    def remembered(self, workspace: str, channel: str) -> Audience | None:
        """Who reads along, from memory; None when it is not known. At most as old as the last `refresh`."""
        if self._read is None:
            return None
        now = self._read.at + timedelta(seconds=self._ticks() - self._read.ticks)
        return _audience(self._notes.get((workspace, channel)), now)

    def note(self, workspace: str, channel: str, *, shared: bool) -> None:
        """Keep whether a channel is shared with another organisation. Posts there that its new readers may not see are
        put right."""
        with self._database.write() as connection:
            before = rows.note_of(connection, workspace, channel)
            note = rows.Note(workspace, channel, shared=shared, checked_at=self._clock.now(connection))
            rows.keep(connection, note)
            if shared and not (before and before.shared):
                hide_internal(connection, Place(workspace, channel), note.checked_at)
        self._remember(note)

    def refresh(self) -> None:
        """Remember what other processes have found out since the last time."""
        with self._database.read() as connection:
            now = self._clock.now(connection)
            since = self._read.at - _COMMIT_TAKES if self._read else now - KNOWN_FOR
            for note in rows.noted_since(connection, since):
                self._remember(note)
        self._read = _Moment(now, self._ticks())
        self._forget_before(now - KNOWN_FOR)

    def _remember(self, note: rows.Note) -> None:
        place = note.workspace, note.channel
        with self._changing:
            known = self._notes.get(place)
            if known is None or known.checked_at <= note.checked_at:
                self._notes[place] = note

    def _forget_before(self, moment: datetime) -> None:
        with self._changing:
            for place in [place for place, note in self._notes.items() if note.checked_at < moment]:
                del self._notes[place]


def _audience(note: rows.Note | None, now: datetime) -> Audience | None:
    if note is None or now - note.checked_at > KNOWN_FOR:
        return None
    return Audience.PUBLIC if note.shared else Audience.INTERNAL
