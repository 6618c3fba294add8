"""The time: the database's own in production, so that all processes agree; ahead of it, or a given one, in tests."""

from datetime import UTC, datetime, timedelta
from typing import Protocol

from sqlalchemy import Connection, text


class Clock(Protocol):
    """Tells the time within a transaction."""

    def now(self, connection: Connection) -> datetime:
        """The time in UTC."""
        ...


class DatabaseClock:
    """The database's clock. On SQLite that is the machine's, which all its processes share."""

    def now(self, connection: Connection) -> datetime:
        if connection.dialect.name == "sqlite":
            return datetime.now(UTC)
        found: datetime = connection.execute(text("SELECT clock_timestamp()")).scalar_one()
        return found.astimezone(UTC)


class ClockAhead:
    """A clock that is ahead of another one by as much all the time."""

    def __init__(self, clock: Clock, by: timedelta) -> None:
        self._clock, self._by = clock, by

    def now(self, connection: Connection) -> datetime:
        return self._clock.now(connection) + self._by
