"""Shares: what of which private answers has been shown to everybody, so that none is twice."""

from sqlalchemy import delete

from knowledge.store.clock import Clock
from knowledge.store.engine import Database, insert_unless_there
from knowledge.store.tables import shares


class Shares:
    """The use cases of sharing, a transaction each."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database, self._clock = database, clock

    def claim(self, *, workspace: str, channel: str, answer_ts: str, article: str, person: str) -> bool:
        """Note that a person shares an article of an answer; False when somebody did so already.

        `DatabaseUnavailable`.
        """
        with self._database.write() as connection:
            row = insert_unless_there(connection, shares).values(
                workspace=workspace,
                channel=channel,
                answer_ts=answer_ts,
                article=article,
                person=person,
                at=self._clock.now(connection),
            )
            # A row comes back only when it was inserted; rowcount says nothing here on PostgreSQL.
            return connection.execute(row.on_conflict_do_nothing().returning(shares.c.article)).first() is not None

    def release(self, *, workspace: str, channel: str, answer_ts: str, article: str) -> None:
        """Take a share back that was certainly not posted. `DatabaseUnavailable`."""
        mine = shares.c.workspace == workspace, shares.c.channel == channel
        with self._database.write() as connection:
            connection.execute(
                delete(shares).where(*mine, shares.c.answer_ts == answer_ts, shares.c.article == article)
            )
