"""The inbox: questions that came as events, each kept before it is acknowledged and answered once."""

from datetime import timedelta

from sqlalchemy import Connection, select, update

from knowledge.characters import storable
from knowledge.posts import Asked, Post, Question
from knowledge.store import deliveries
from knowledge.store.claims import claim
from knowledge.store.clock import Clock
from knowledge.store.engine import Database, insert_unless_there
from knowledge.store.tables import inbox

# The process that received a question has this long to answer it before a worker does.
LEASE = timedelta(seconds=10)

WAITING, _ANSWERED = "waiting", "answered"


class Inbox:
    """The use cases of the inbox, a transaction each, for one owner."""

    def __init__(self, database: Database, clock: Clock, owner: str) -> None:
        self._database, self._clock, self._owner = database, clock, owner

    def receive(self, question: Question) -> Asked | None:
        """Keep a question and claim it; None when its event, or its message, is here already."""
        with self._database.write("receive") as connection:
            now = self._clock.now(connection)
            row = insert_unless_there(connection, inbox).values(
                event=question.event,
                workspace=question.workspace,
                channel=question.channel,
                ts=question.ts,
                thread_ts=question.thread_ts,
                person=question.person,
                text=storable(question.text),
                state=WAITING,
                owner=self._owner,
                leased_until=now + LEASE,
                received_at=now,
            )
            id = connection.execute(row.on_conflict_do_nothing().returning(inbox.c.id)).scalar()
            return Asked(id, question) if id is not None else None

    def claim_waiting(self) -> Asked | None:
        """Claim the oldest question whose owner did not answer in time, if there is one."""
        with self._database.write("claim question") as connection:
            now = self._clock.now(connection)
            due = [inbox.c.state == WAITING, inbox.c.leased_until < now]
            order = [inbox.c.received_at, inbox.c.id]
            ids = claim(connection, inbox, due, owner=self._owner, now=now, lease=LEASE, limit=1, order=order)
            return _asked(connection, ids[0]) if ids else None

    def give_back(self) -> int:
        """Let other processes answer at once what this one has claimed and not answered. Returns how many."""
        with self._database.write() as connection:
            mine = [inbox.c.owner == self._owner, inbox.c.state == WAITING]
            free = {"owner": None, "leased_until": self._clock.now(connection)}
            return connection.execute(update(inbox).where(*mine).values(free)).rowcount

    def answer(self, asked: Asked, post: Post) -> int | None:
        """Put the answer into the outbox and close the question; None when another process has taken it over."""
        with self._database.write("answer") as connection:
            mine = [inbox.c.id == asked.id, inbox.c.owner == self._owner, inbox.c.state == WAITING]
            closed = connection.execute(update(inbox).where(*mine).values(state=_ANSWERED, leased_until=None))
            if not closed.rowcount:
                return None
            return deliveries.add(connection, post, now=self._clock.now(connection))


def _asked(connection: Connection, id: int) -> Asked:
    row = connection.execute(select(inbox).where(inbox.c.id == id)).one()
    question = Question(
        event=row.event,
        workspace=row.workspace,
        channel=row.channel,
        person=row.person,
        ts=row.ts,
        text=row.text,
        thread_ts=row.thread_ts,
    )
    return Asked(row.id, question)
