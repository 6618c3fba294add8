"""Misses in the store: counted up, proposed answers for, and closed."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, Row, case, delete, select, update

from knowledge.articles import Audience
from knowledge.characters import storable
from knowledge.misses import Miss, MissState, UnknownMiss
from knowledge.privacy import Privacy
from knowledge.store import leases
from knowledge.store.clock import Clock
from knowledge.store.engine import Database, insert_unless_there
from knowledge.store.tables import misses, versions

# So many are asked again at once, those that were asked last first.
_ASKED_AGAIN = 500

# Whoever does so is taken for dead after this.
_TAKES = timedelta(minutes=5)

# The name of the lease, and of the version that was asked for last.
_MARK = "misses"


@dataclass(frozen=True, slots=True)
class Missed:
    """A question that nothing answered when it was asked."""

    workspace: str
    digest: str
    text: str
    audience: Audience
    at: datetime


class Misses:
    """The use cases of whoever looks after what nobody could answer, a transaction each."""

    def __init__(self, database: Database, clock: Clock, privacy: Privacy, owner: str) -> None:
        self._database, self._clock, self._privacy, self._owner = database, clock, privacy, owner

    def open(self, workspace: str = "", *, limit: int = 100) -> tuple[Miss, ...]:
        """The misses of a workspace, or of all, that no article answers yet: those first that were asked most, and of
        equals those that were asked last."""
        query = select(misses).where(misses.c.state == MissState.OPEN.value)
        if workspace:
            query = query.where(misses.c.workspace == workspace)
        with self._database.read() as connection:
            found = connection.execute(query.order_by(misses.c.times.desc(), misses.c.last_at.desc()).limit(limit))
            return tuple(map(_miss, found))

    def propose(self, *, workspace: str, question: str, proposal: str, person: str) -> bool:
        """Keep what somebody wrote as the answer to a question, with its miss, which waits for an article again.

        False, and nothing is kept, where somebody else has proposed an answer before. The question is kept as it is
        proposed, even where questions are not to be kept otherwise.
        """
        with self._database.write("propose") as connection:
            now = self._clock.now(connection)
            asked = Missed(workspace, self._privacy.digest(question), storable(question), Audience.INTERNAL, now)
            proposed = {"proposal": storable(proposal), "proposed_by": person, "state": MissState.OPEN.value}
            row = insert_unless_there(connection, misses).values(**_first(asked, times=0) | proposed)
            free = misses.c.proposed_by.in_(("", person))
            kept = row.on_conflict_do_update(
                index_elements=["workspace", "digest"], set_={**proposed, "last_at": now}, where=free
            )
            return connection.execute(kept.returning(misses.c.id)).first() is not None

    def close(self, id: int) -> Miss:
        """Close an open miss by hand; what it was. `UnknownMiss`."""
        with self._database.write("close miss") as connection:
            row = connection.execute(_close(id, "").returning(*misses.c)).first()
        if row is None:
            raise UnknownMiss(id)
        return _miss(row)

    def close_answered(self, answered: Callable[[Miss], str], *, version: int) -> tuple[Miss, ...]:
        """Close those that an article answers by now, of the newest few hundred that are open; these.

        `answered` gives the key of the article that surely answers a miss, or nothing, by the articles of a version.
        Each version is asked for once, by one process.
        """
        with self._database.read() as connection:
            if _asked_again_at(connection) >= version:
                return ()
        waiting = self._begin()
        if waiting is None:
            return ()
        found = {miss.id: key for miss in waiting if (key := answered(miss))}
        with self._database.write("close misses") as connection:
            closed = {id for id, key in found.items() if connection.execute(_close(id, key)).rowcount}
            connection.execute(update(versions).where(versions.c.name == _MARK).values(version=version))
            leases.release(connection, _MARK, owner=self._owner)
        return tuple(miss for miss in waiting if miss.id in closed)

    def _begin(self) -> Sequence[Miss] | None:
        """The misses to be asked again; None where another process is at it."""
        query = select(misses).where(misses.c.state == MissState.OPEN.value)
        with self._database.write("ask misses") as connection:
            now = self._clock.now(connection)
            if not leases.take(connection, _MARK, owner=self._owner, now=now, until=now + _TAKES):
                return None
            return [*map(_miss, connection.execute(query.order_by(misses.c.last_at.desc()).limit(_ASKED_AGAIN)))]


def _asked_again_at(connection: Connection) -> int:
    """The version of the articles by which misses were asked again last."""
    number: int = connection.execute(select(versions.c.version).where(versions.c.name == _MARK)).scalar_one()
    return number


def count_up(connection: Connection, found: Iterable[Missed]) -> None:
    """Count questions that nothing answered, each with those like it of its workspace; one that was closed is open
    again."""
    # In one order, so that no two processes wait for each other in a circle.
    for missed in sorted(found, key=lambda each: (each.workspace, each.digest, each.at)):
        row = insert_unless_there(connection, misses).values(**_first(missed, times=1))
        public = misses.c.audience == Audience.PUBLIC.value
        again = {
            "times": misses.c.times + 1,
            "last_at": missed.at,
            "state": MissState.OPEN.value,
            "article": "",
            "text": case((misses.c.text == "", missed.text), else_=misses.c.text),
            "audience": case((public, misses.c.audience), else_=missed.audience.value),
        }
        connection.execute(row.on_conflict_do_update(index_elements=["workspace", "digest"], set_=again))


def delete_old(connection: Connection, before: datetime) -> None:
    """Delete what nobody has asked since a moment."""
    connection.execute(delete(misses).where(misses.c.last_at < before))


def _first(missed: Missed, *, times: int) -> dict[str, Any]:
    return {
        "workspace": missed.workspace,
        "digest": missed.digest,
        "text": missed.text,
        "times": times,
        "state": MissState.OPEN.value,
        "audience": missed.audience.value,
        "article": "",
        "proposal": "",
        "proposed_by": "",
        "first_at": missed.at,
        "last_at": missed.at,
    }


def _close(id: int, article: str) -> Any:
    mine = misses.c.id == id, misses.c.state == MissState.OPEN.value
    return update(misses).where(*mine).values(state=MissState.CLOSED.value, article=article)


def _miss(row: Row[Any]) -> Miss:
    return Miss(
        id=row.id,
        workspace=row.workspace,
        text=row.text,
        times=row.times,
        state=MissState(row.state),
        audience=Audience(row.audience),
        first_at=row.first_at,
        last_at=row.last_at,
        article=row.article,
        proposal=row.proposal,
        proposed_by=row.proposed_by,
    )
