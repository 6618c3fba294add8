"""Checks: the look at all channels now and then, of which one process at a time is in charge."""

from datetime import datetime, timedelta

from sqlalchemy import Connection

from knowledge.store import leases
from knowledge.store.clock import Clock
from knowledge.store.engine import Database

_CHECKING, _CHECKED = "checking channels", "channels are checked"

# Whoever checks says so again sooner than this; after it they are taken for dead.
_SILENT_FOR = timedelta(minutes=5)


class Checks:
    """The use cases of whoever checks the channels, a transaction each, for one owner."""

    def __init__(self, database: Database, clock: Clock, owner: str) -> None:
        self._database, self._clock, self._owner = database, clock, owner
        self._has_begun = False

    def begin(self, every: float) -> bool:
        """Take charge of a check, which is due when this process has begun none yet or nobody has ended one for so many
        seconds; False when it is not, or another process is at it."""
        with self._database.write("check") as connection:
            now = self._clock.now(connection)
            if self._has_begun and _was_checked(connection, now, every):
                return False
            begun = leases.take(connection, _CHECKING, owner=self._owner, now=now, until=now + _SILENT_FOR)
        self._has_begun |= begun
        return begun

    def go_on(self) -> None:
        """Stay in charge."""
        with self._database.write("check") as connection:
            until = self._clock.now(connection) + _SILENT_FOR
            leases.keep(connection, _CHECKING, owner=self._owner, until=until)

    def end(self, every: float) -> None:
        """Note that all is checked: nobody needs to for so many seconds, but whoever starts."""
        with self._database.write("check") as connection:
            until = self._clock.now(connection) + timedelta(seconds=every)
            leases.keep(connection, _CHECKED, owner=self._owner, until=until)
            leases.release(connection, _CHECKING, owner=self._owner)

    def break_off(self) -> None:
        """Leave the check to whoever looks next; not all was checked."""
        self._has_begun = False  # first, since the database may be what broke it off
        with self._database.write("check") as connection:
            leases.release(connection, _CHECKING, owner=self._owner)


def _was_checked(connection: Connection, now: datetime, every: float) -> bool:
    """Whether a check ended lately; one that counts for longer than it can has a clock that jumped behind it."""
    until = leases.end_of(connection, _CHECKED)
    return until is not None and now < until <= now + timedelta(seconds=every)
