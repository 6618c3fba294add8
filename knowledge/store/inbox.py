"""The inbox: questions that came as events, each kept before it is acknowledged and answered once."""

from datetime import timedelta

from sqlalchemy import Connection, select, update

from knowledge.characters import storable
from knowledge.posts import Asked, Post, Question, Way
from knowledge.privacy import Privacy
from knowledge.store import deliveries, volunteered
from knowledge.store.claims import claim
from knowledge.store.clock import Clock
from knowledge.store.engine import Database, insert_unless_there
from knowledge.store.tables import inbox
from knowledge.subscriptions import Place

# The process that received a question has this long to answer it before a worker does.
LEASE = timedelta(seconds=10)

WAITING, _ANSWERED = "waiting", "answered"


class Inbox:
    """The use cases of the inbox, a transaction each, for one owner. Words that are not to be kept go once answered."""

    def __init__(self, database: Database, clock: Clock, owner: str, privacy: Privacy) -> None:
        self._database, self._clock, self._owner = database, clock, owner
        self._closed = {"state": _ANSWERED, "leased_until": None} | ({} if privacy.keeps_text else {"text": ""})

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
                way=question.way.value,
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
            if not self._close(connection, asked):
                return None
            return deliveries.add(connection, post, now=self._clock.now(connection))

    def volunteer(self, asked: Asked, post: Post) -> int | None:
        """The same with an answer to a question that did not name us.

        None also when it may not be posted: its thread has had one, its channel had one too lately, or does not want
        any by now. Then its words are forgotten.
        """
        with self._database.write("volunteer") as connection:
            if not self._close(connection, asked):
                return None
            now, question = self._clock.now(connection), asked.question
            place = Place(question.workspace, question.channel)
            if volunteered.take(connection, place, question.thread_ts, now=now):
                return deliveries.add(connection, post, now=now)
            _forget(connection, asked)
            return None

    def leave(self, asked: Asked) -> None:
        """Close a question without an answer, since none was asked of us and we have none, and forget its words."""
        with self._database.write("leave unanswered") as connection:
            if self._close(connection, asked):
                _forget(connection, asked)

    def _close(self, connection: Connection, asked: Asked) -> bool:
        """Close a question; False when another process has taken it over."""
        mine = [inbox.c.id == asked.id, inbox.c.owner == self._owner, inbox.c.state == WAITING]
        closed = connection.execute(update(inbox).where(*mine).values(self._closed))
        return bool(closed.rowcount)


def _forget(connection: Connection, asked: Asked) -> None:
    connection.execute(update(inbox).where(inbox.c.id == asked.id).values(text=""))


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
        way=Way(row.way),
    )
    return Asked(row.id, question)
