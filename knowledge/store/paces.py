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
_BETWEEN_EDITS = timedelta(seconds=1.2)

# Workers look for due posts each half second: what a workspace had room for meanwhile may be made up for.
_MADE_UP_FOR = timedelta(seconds=0.5)

# No pace is kept for longer, whatever Slack says.
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
    _take_turn(connection, slot.workspace, slot.channel, at=slot.at, wait=timedelta(seconds=pace.channel_seconds))
    _take_workspace(connection, slot, pace)


def take_edit(connection: Connection, workspace: str, at: datetime) -> None:
    """Take the next turn to edit in a workspace. `Overtaken` when somebody else has just had it."""
    _take_turn(connection, workspace, EDITS, at=at, wait=_BETWEEN_EDITS)


def _take_turn(connection: Connection, workspace: str, channel: str, *, at: datetime, wait: timedelta) -> None:
    row = insert_unless_there(connection, paces).values(workspace=workspace, channel=channel, next_at=at + wait)
    free = row.on_conflict_do_update(
        index_elements=[paces.c.workspace, paces.c.channel],
        set_={"next_at": at + wait},
        where=paces.c.next_at <= at,
    )
    if connection.execute(free.returning(paces.c.channel)).scalar() is None:
        raise Overtaken


def _take_workspace(connection: Connection, slot: Slot, pace: Pace) -> None:
    earliest = slot.at - _MADE_UP_FOR
    first = insert_unless_there(connection, paces).values(
        workspace=slot.workspace, channel=_WORKSPACE, next_at=earliest
    )
    connection.execute(first.on_conflict_do_nothing())
    here = and_(paces.c.workspace == slot.workspace, paces.c.channel == _WORKSPACE)
    next_at = connection.execute(select(paces.c.next_at).where(here).with_for_update()).scalar_one()
    if slot.priority != Priority.ANSWER and next_at > slot.at:
        raise Overtaken
    # So that what is made up for makes no minute of more posts than there may be.
    apart = (_A_MINUTE + _MADE_UP_FOR) / pace.posts_per_minute
    connection.execute(update(paces).where(here).values(next_at=max(next_at, earliest) + apart))


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
