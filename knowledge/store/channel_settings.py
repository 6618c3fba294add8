"""What channels have settled about how much is said there: kept in the store and remembered in memory."""

import threading
from collections.abc import Callable, Mapping
from dataclasses import asdict
from datetime import datetime, timedelta
from types import MappingProxyType

from knowledge.articles import CategoryPath
from knowledge.channel_settings import DEFAULT, ChannelSettings
from knowledge.store import settings_rows as rows
from knowledge.store.audit import note
from knowledge.store.clock import Clock
from knowledge.store.engine import Database
from knowledge.subscriptions import Place

# A row may be committed so much later than the moment that stands in it.
_COMMIT_TAKES = timedelta(seconds=10)

# Says how a channel shall be settled, given how it is; it may raise a `KnowledgeError`, and then nothing changes.
Settle = Callable[[ChannelSettings], ChannelSettings]


class SettingsOfChannels:
    """What one process knows of what channels have settled, so that a message to be ignored costs no query."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database, self._clock = database, clock
        self._known: dict[Place, ChannelSettings] = {}
        self._favoured: Mapping[Place, tuple[CategoryPath, ...]] = MappingProxyType({})
        self._changing = threading.Lock()
        self._read_at: datetime | None = None

    def of(self, place: Place) -> ChannelSettings:
        """What a channel has settled, as the store says now."""
        with self._database.read() as connection:
            return rows.settings_of(connection, place)

    def remembered(self, place: Place) -> ChannelSettings:
        """The same from memory, at most as old as the last `refresh`; the defaults before the first."""
        return self._known.get(place, DEFAULT)

    def favoured(self, place: Place) -> tuple[CategoryPath, ...]:
        """The categories that go first in a channel, from memory: those it is subscribed to, where it settled so."""
        return self._favoured.get(place, ())

    def change(self, place: Place, settle: Settle, *, person: str) -> tuple[ChannelSettings, ChannelSettings]:
        """Settle a channel anew: how it is now, and how it was. Nobody else changes it meanwhile.

        What is so already stays as it is, and is not noted in the audit table.
        """
        with self._database.write("settle channel") as connection:
            now = self._clock.now(connection)
            before = rows.settle(connection, place, at=now)
            after = settle(before)
            if after != before:
                rows.keep(connection, rows.Settled(place, after), person=person, at=now)
                note(connection, place, person, "settings", asdict(after), at=now)
            favoured = rows.favoured(connection)
        self._remember({place: after}, favoured)
        return after, before

    def refresh(self) -> None:
        """Remember what other processes have settled since the last time."""
        with self._database.read() as connection:
            now = self._clock.now(connection)
            since = self._read_at - _COMMIT_TAKES if self._read_at else None
            news = {each.place: each.settings for each in rows.settled_since(connection, since)}
            favours = any(each.favours for each in (*self._known.values(), *news.values()))
            favoured = rows.favoured(connection) if favours else {}
        self._remember(news, favoured)
        self._read_at = now

    def _remember(
        self, news: Mapping[Place, ChannelSettings], favoured: Mapping[Place, tuple[CategoryPath, ...]]
    ) -> None:
        with self._changing:
            self._known.update(news)
            self._favoured = favoured
