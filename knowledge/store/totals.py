"""Totals of what the tables hold, read in one transaction."""

from datetime import datetime, timedelta

from sqlalchemy import Connection, func, select

from knowledge.posts import DeliveryState, Tally
from knowledge.questions import QuestionTally
from knowledge.store import tallies
from knowledge.store.inbox import WAITING
from knowledge.store.tables import inbox, outbox, sources
from knowledge.totals import Totals
from knowledge.votes import VoteTally


def totals(connection: Connection, now: datetime) -> Totals:
    """How things stand now."""
    waiting = select(func.count()).where(inbox.c.state == WAITING)
    return Totals(
        posts=_posts(connection),
        oldest_pending=_oldest_pending(connection, now),
        counted=tallies.all_counts(connection, Tally),
        asked=tallies.all_counts(connection, QuestionTally),
        voted=tallies.all_counts(connection, VoteTally),
        synced=synced(connection, now),
        questions_waiting=connection.execute(waiting).scalar_one(),
    )


def _posts(connection: Connection) -> dict[DeliveryState, int]:
    found = connection.execute(select(outbox.c.state, func.count()).group_by(outbox.c.state))
    counts = {row[0]: row[1] for row in found}
    return {state: counts.get(state.value, 0) for state in DeliveryState}


def _oldest_pending(connection: Connection, now: datetime) -> timedelta:
    pending = outbox.c.state == DeliveryState.PENDING.value
    oldest: datetime | None = connection.execute(select(func.min(outbox.c.created_at)).where(pending)).scalar()
    return max(now - oldest, timedelta()) if oldest else timedelta()


def synced(connection: Connection, now: datetime) -> dict[str, timedelta]:
    """How long ago each source was synced."""
    rows = connection.execute(select(sources.c.name, sources.c.synced_at).order_by(sources.c.name))
    return {row.name: max(now - row.synced_at, timedelta()) for row in rows}
