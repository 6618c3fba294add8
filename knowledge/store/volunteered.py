"""Volunteered answers: those to questions that did not name us, one a thread, and with a pause between in a channel."""

from datetime import datetime, timedelta

from sqlalchemy import Connection, func, select

from knowledge.channel_settings import Answers
from knowledge.store import settings_rows
from knowledge.store.engine import insert_unless_there
from knowledge.store.tables import volunteered
from knowledge.subscriptions import Place


def take(connection: Connection, place: Place, thread_ts: str, *, now: datetime) -> bool:
    """Note that a thread gets such an answer; False when it may have none.

    What the channel has settled is locked until the transaction ends, so that of two answers in two threads one waits
    for the other, and sees it.
    """
    settings = settings_rows.locked(connection, place)
    if settings.answers is not Answers.QUESTIONS:
        return False
    latest = _latest(connection, place)
    if latest and now - latest < timedelta(minutes=settings.minutes_between):
        return False
    row = insert_unless_there(connection, volunteered).values(
        workspace=place.workspace, channel=place.channel, thread_ts=thread_ts, at=now
    )
    taken = connection.execute(row.on_conflict_do_nothing().returning(volunteered.c.thread_ts))
    return taken.first() is not None


def _latest(connection: Connection, place: Place) -> datetime | None:
    here = volunteered.c.workspace == place.workspace, volunteered.c.channel == place.channel
    found: datetime | None = connection.execute(select(func.max(volunteered.c.at)).where(*here)).scalar()
    return found
