"""Paces: when the next post may go to a channel, or to a workspace at all, whichever process sends it."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, Connection, and_, or_, select, tuple_, update

from knowledge.posts import Pace, Priority
from knowledge.store.engine import insert_unless_there
from knowledge.store.tables import outbox, paces

# What stands where a channel's id would: posts to the workspace at all, and edits of any message in it.
_WORKSPACE, EDITS = "", "chat.update"

# Slack takes some fifty edits a minute.
_EDITS_PER_MINUTE = 50

# Workers look for due posts each half second, and for stale ones each five: what there was room for meanwhile may be
# made up for.
_POSTS_MADE_UP_FOR, _EDITS_MADE_UP_FOR = timedelta(seconds=0.5), timedelta(seconds=5)

_A_MINUTE = timedelta(minutes=1)


class Overtaken(Exception):
    """Another process has had the turn since it was seen to be free; the transaction is to be begun anew."""


@dataclass(frozen=True, slots=True)
class Slot:
    """Where and when something is posted, and with which priority."""

    workspace: str
    channel: str
    priority: int
    at: datetime


def may_be_posted(now: datetime) -> list[ColumnElement[bool]]:
    """Which rows of the outbox no pace holds up; answers do not wait for the workspace's.

    The places that must wait are read as one short list: looked up row by row, thousands of posts that wait for one
    channel would make each claim some times as slow.
    """
    waiting = select(paces.c.workspace, paces.c.channel).where(paces.c.next_at > now)
    full = select(paces.c.workspace).where(paces.c.channel == _WORKSPACE, paces.c.next_at > now)
    return [
        tuple_(outbox.c.workspace, outbox.c.channel).not_in(waiting),
        or_(outbox.c.priority == Priority.ANSWER, outbox.c.workspace.not_in(full)),
    ]


def may_be_edited(now: datetime) -> ColumnElement[bool]:
    """Which rows of the outbox are in a workspace that may be edited in."""
    waiting = select(paces.c.workspace).where(paces.c.channel == EDITS, paces.c.next_at > now)
    return outbox.c.workspace.not_in(waiting)


def take(connection: Connection, slot: Slot, pace: Pace) -> None:
    """Take the next turn in a channel and in its workspace. `Overtaken` when somebody else has just had it."""
    _take_channel(connection, slot, pace)
    a_minute, made_up = pace.posts_per_minute, _POSTS_MADE_UP_FOR
    free_at = _count(connection, slot.workspace, _WORKSPACE, at=slot.at, a_minute=a_minute, made_up=made_up)
    if slot.priority != Priority.ANSWER and free_at > slot.at:
        raise Overtaken


def take_edit(connection: Connection, workspace: str, at: datetime) -> None:
    """Take the next turn to edit in a workspace. `Overtaken` when somebody else has just had it."""
    if _count(connection, workspace, EDITS, at=at, a_minute=_EDITS_PER_MINUTE, made_up=_EDITS_MADE_UP_FOR) > at:
        raise Overtaken


def _take_channel(connection: Connection, slot: Slot, pace: Pace) -> None:
    until = slot.at + timedelta(seconds=pace.channel_seconds)
    row = insert_unless_there(connection, paces).values(workspace=slot.workspace, channel=slot.channel, next_at=until)
    free = row.on_conflict_do_update(
        index_elements=[paces.c.workspace, paces.c.channel], set_={"next_at": until}, where=paces.c.next_at <= slot.at
    )
    if connection.execute(free.returning(paces.c.channel)).scalar() is None:
        raise Overtaken


def _count(
    connection: Connection, workspace: str, channel: str, *, at: datetime, a_minute: int, made_up: timedelta
) -> datetime:
    """Count something of which there may be so many a minute, and say since when there was room for it."""
    earliest = at - made_up
    first = insert_unless_there(connection, paces).values(workspace=workspace, channel=channel, next_at=earliest)
    connection.execute(first.on_conflict_do_nothing())
    here = and_(paces.c.workspace == workspace, paces.c.channel == channel)
    free_at: datetime = connection.execute(select(paces.c.next_at).where(here).with_for_update()).scalar_one()
    # So that what is made up for makes no minute of more than there may be.
    apart = (_A_MINUTE + made_up) / a_minute
    connection.execute(update(paces).where(here).values(next_at=max(free_at, earliest) + apart))
    return free_at


def hold(connection: Connection, workspace: str, channel: str, until: datetime) -> None:
    """Post nothing to a channel before a moment, as Slack wishes; what was to be later stays so."""
    held = insert_unless_there(connection, paces).values(workspace=workspace, channel=channel, next_at=until)
    later = held.on_conflict_do_update(
        index_elements=[paces.c.workspace, paces.c.channel], set_={"next_at": until}, where=paces.c.next_at < until
    )
    connection.execute(later)


def give_back(connection: Connection, slot: Slot, pace: Pace) -> None:
    """Let others post at once to the channel in which a turn was taken and nothing was posted."""
    until = slot.at + timedelta(seconds=pace.channel_seconds)
    own = [paces.c.workspace == slot.workspace, paces.c.channel == slot.channel, paces.c.next_at == until]
    connection.execute(update(paces).where(*own).values(next_at=slot.at))
