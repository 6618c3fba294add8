"""Requests for help, as they are kept: each is asked once, taken by one person, and resolved once."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, delete, func, select, update

from knowledge.characters import storable
from knowledge.help_requests import MOST_OPEN, HelpRequest, RequestState, Step, TooManyRequests
from knowledge.posts import Post
from knowledge.store import deliveries
from knowledge.store.clock import Clock
from knowledge.store.engine import Database, insert_unless_there
from knowledge.store.tables import help_requests

# What is to be posted about a request, as it is by then.
Notify = Callable[[HelpRequest], Sequence[Post]]


class HelpRequests:
    """The use cases of requests for help. What is posted about a step is part of its transaction."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database, self._clock = database, clock

    def ask(self, request: HelpRequest, notify: Notify) -> Step:
        """Keep a request and what is posted of it, unless one has come of its origin already.

        `TooManyRequests` where nobody has taken several of the same person yet, `DatabaseUnavailable`.
        """
        with self._database.write("ask for help") as connection:
            row = insert_unless_there(connection, help_requests).values(
                workspace=request.workspace,
                channel=request.channel,
                thread_ts=request.thread_ts,
                person=request.person,
                origin=request.origin,
                question=storable(request.question),
                articles=list(request.articles),
                posted_in=request.posted_in,
                state=RequestState.OPEN.value,
                claimed_by="",
                resolved_by="",
                asked_at=self._clock.now(connection),
            )
            id = connection.execute(row.on_conflict_do_nothing().returning(help_requests.c.id)).scalar()
            if id is None:
                return Step(_of_origin(connection, request))
            if _open_of(connection, request) > MOST_OPEN:
                raise TooManyRequests
            kept = replace(request, id=id)
            return Step(kept, self._post(connection, notify(kept)), is_news=True)

    def of(self, workspace: str, id: int) -> HelpRequest | None:
        """The request of that number. `DatabaseUnavailable`."""
        with self._database.read() as connection:
            return _numbered(connection, workspace, id)

    def claim(self, workspace: str, id: int, *, person: str, notify: Notify) -> Step | None:
        """Let a person take a request that nobody has taken; None where there is none of that number.

        Of two who do so at once, one has it. `DatabaseUnavailable`.
        """
        taken = {"state": RequestState.CLAIMED.value, "claimed_by": person}
        return self._advance(workspace, id, [RequestState.OPEN], taken, notify)

    def resolve(self, workspace: str, id: int, *, person: str, notify: Notify) -> Step | None:
        """Let a person say that a request is settled; None where there is none of that number. `DatabaseUnavailable`.

        Whoever settles what nobody had taken has taken it.
        """
        settled = {"state": RequestState.RESOLVED.value, "resolved_by": person}
        return self._advance(workspace, id, [RequestState.OPEN, RequestState.CLAIMED], settled, notify)

    def _advance(
        self, workspace: str, id: int, states: Sequence[RequestState], step: dict[str, Any], notify: Notify
    ) -> Step | None:
        with self._database.write("help") as connection:
            now = self._clock.now(connection)
            mine = help_requests.c.workspace == workspace, help_requests.c.id == id
            fits = help_requests.c.state.in_([state.value for state in states])
            when = {f"{step['state']}_at": now}
            changed = connection.execute(update(help_requests).where(*mine, fits).values(**step, **when)).rowcount
            request = _numbered(connection, workspace, id)
            if request is None or not changed:
                return Step(request) if request else None
            return Step(request, self._post(connection, notify(request)), is_news=True)

    def _post(self, connection: Connection, posts: Sequence[Post]) -> tuple[int, ...]:
        now = self._clock.now(connection)
        rows = [deliveries.add(connection, post, now=now) for post in posts]
        return tuple(row for row in rows if row is not None)


def delete_old(connection: Connection, before: datetime) -> None:
    """Delete what was asked before a moment, whatever became of it."""
    connection.execute(delete(help_requests).where(help_requests.c.asked_at < before))


def _open_of(connection: Connection, request: HelpRequest) -> int:
    theirs = help_requests.c.workspace == request.workspace, help_requests.c.person == request.person
    is_open = help_requests.c.state == RequestState.OPEN.value
    return connection.execute(select(func.count()).where(*theirs, is_open)).scalar_one()


def _of_origin(connection: Connection, request: HelpRequest) -> HelpRequest:
    same = [getattr(help_requests.c, name) == getattr(request, name) for name in ("workspace", "channel", "origin")]
    return _read(connection.execute(select(help_requests).where(*same)).one())


def _numbered(connection: Connection, workspace: str, id: int) -> HelpRequest | None:
    mine = help_requests.c.workspace == workspace, help_requests.c.id == id
    row = connection.execute(select(help_requests).where(*mine)).first()
    return _read(row) if row else None


def _read(row: Row[Any]) -> HelpRequest:
    return HelpRequest(
        workspace=row.workspace,
        channel=row.channel,
        thread_ts=row.thread_ts,
        person=row.person,
        origin=row.origin,
        question=row.question,
        articles=tuple(row.articles),
        posted_in=row.posted_in,
        id=row.id,
        state=RequestState(row.state),
        claimed_by=row.claimed_by,
        resolved_by=row.resolved_by,
    )
