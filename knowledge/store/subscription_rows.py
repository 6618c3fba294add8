"""Subscriptions as rows, and back."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import time
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, Table, bindparam, delete, insert, select, update

from knowledge.articles import CategoryPath, category_from_text, category_text, folded
from knowledge.store.tables import subscriptions as table
from knowledge.subscriptions import Cadence, Pause, Place, Quiet, Style, Subscription, Timetable

_BATCH = 300  # channels or subscriptions in one statement; see articles.py


def of_place(connection: Connection, place: Place) -> list[Subscription]:
    """The subscriptions of a channel, in the order of their categories."""
    here = table.c.workspace == place.workspace, table.c.channel == place.channel
    return [_subscription(row) for row in connection.execute(select(table).where(*here).order_by(table.c.shelf))]


def of_places(connection: Connection, places: Iterable[Place]) -> dict[Place, list[Subscription]]:
    """The subscriptions of several channels, by channel."""
    found: dict[Place, list[Subscription]] = {}
    for theirs in in_channels(table, places):
        for row in connection.execute(select(table).where(*theirs).order_by(table.c.id)):
            subscription = _subscription(row)
            found.setdefault(subscription.place, []).append(subscription)
    return found


def in_channels(rows: Table, places: Iterable[Place]) -> Iterator[tuple[ColumnElement[bool], ColumnElement[bool]]]:
    """What the rows of some channels fulfil in any table that names channels, as many channels at once as may be.

    Pairs of workspace and channel would be one condition, but SQLite finds no rows by pairs and a number after them.
    """
    channels: dict[str, list[str]] = {}
    for place in dict.fromkeys(places):
        channels.setdefault(place.workspace, []).append(place.channel)
    for workspace, theirs in channels.items():
        for start in range(0, len(theirs), _BATCH):
            yield rows.c.workspace == workspace, rows.c.channel.in_(theirs[start : start + _BATCH])


def everyone(connection: Connection) -> list[Subscription]:
    """All subscriptions, channel by channel."""
    order = table.c.workspace, table.c.channel, table.c.shelf
    return [_subscription(row) for row in connection.execute(select(table).order_by(*order))]


def chosen(connection: Connection, *conditions: ColumnElement[bool]) -> list[Subscription]:
    """The subscriptions whose rows fulfil some conditions."""
    return [_subscription(row) for row in connection.execute(select(table).where(*conditions))]


def find(connection: Connection, place: Place, category: CategoryPath) -> Subscription | None:
    """A channel's subscription to a category, case ignored."""
    here = table.c.workspace == place.workspace, table.c.channel == place.channel
    row = connection.execute(select(table).where(*here, table.c.shelf == shelf_of(category))).first()
    return _subscription(row) if row else None


def find_by_id(connection: Connection, place: Place, id: int) -> Subscription | None:
    """A channel's subscription of that number."""
    mine = table.c.workspace == place.workspace, table.c.channel == place.channel, table.c.id == id
    row = connection.execute(select(table).where(*mine)).first()
    return _subscription(row) if row else None


def add(connection: Connection, subscription: Subscription) -> int:
    """Add a subscription; the number it got."""
    row = insert(table).values(_values(subscription)).returning(table.c.id)
    id: int = connection.execute(row).scalar_one()
    return id


def keep(connection: Connection, *subscriptions: Subscription) -> None:
    """Write subscriptions as they are now."""
    if subscriptions:
        query = update(table).where(table.c.id == bindparam("which"))
        connection.execute(query, [{"which": each.id, **_values(each)} for each in subscriptions])


def keep_progress(connection: Connection, changed: Sequence[Subscription]) -> None:
    """Write how far subscriptions have come, and nothing else of them: many at once, alike ones together."""
    alike: dict[tuple[object, ...], list[int]] = {}
    for each in changed:
        how = each.told_to, each.next_at, each.gathers, each.pause, each.paused_until
        alike.setdefault(how, []).append(each.id)
    for (told_to, next_at, gathers, pause, paused_until), ids in alike.items():
        values = {"told_to": told_to, "next_at": next_at, "gathers": gathers, "paused_until": paused_until}
        for start in range(0, len(ids), _BATCH):
            these = table.c.id.in_(ids[start : start + _BATCH])
            connection.execute(update(table).where(these).values(**values, pause=str(pause)))


def refuse_everywhere(connection: Connection, workspace: str, problem: str) -> None:
    """Pause all subscriptions of a workspace that are not muted, with Slack's word for why; those paused stay so."""
    theirs = table.c.workspace == workspace, table.c.cadence != Cadence.MUTED.value
    paused = {"pause": Pause.REFUSED.value, "paused_until": None, "next_at": None, "gathers": True}
    connection.execute(update(table).where(*theirs, table.c.pause == Pause.NONE.value).values(paused))
    connection.execute(update(table).where(*theirs).values(problem=problem))


def remove(connection: Connection, subscriptions: Sequence[Subscription]) -> None:
    """Remove subscriptions."""
    for start in range(0, len(subscriptions), _BATCH):
        these = [each.id for each in subscriptions[start : start + _BATCH]]
        connection.execute(delete(table).where(table.c.id.in_(these)))


def move(connection: Connection, old: Place, new: Place) -> None:
    """Let the subscriptions of a channel be those of another, as far as that has not its own to the same categories."""
    there = select(table.c.shelf).where(table.c.workspace == new.workspace, table.c.channel == new.channel)
    mine = table.c.workspace == old.workspace, table.c.channel == old.channel
    kept = table.c.shelf.not_in(there.scalar_subquery())
    connection.execute(update(table).where(*mine, kept).values(channel=new.channel))
    connection.execute(delete(table).where(*mine))


def shelf_of(category: CategoryPath) -> str:
    """A category as it is compared, and as the rows keep it."""
    return category_text(folded(category))


def _values(subscription: Subscription) -> dict[str, Any]:
    timetable, style = subscription.timetable, subscription.style
    return {
        "workspace": subscription.place.workspace,
        "channel": subscription.place.channel,
        "category": category_text(subscription.category),
        "shelf": shelf_of(subscription.category),
        "cadence": timetable.cadence.value,
        "at_minute": _minute(timetable.at),
        "weekday": timetable.weekday,
        "weekdays_only": timetable.weekdays_only,
        "quiet_from": _minute(timetable.quiet.start) if timetable.quiet else None,
        "quiet_until": _minute(timetable.quiet.end) if timetable.quiet else None,
        "timezone": timetable.timezone,
        "compact": style.compact,
        "updates": style.updates,
        "without": list(style.without),
        "told_to": subscription.told_to,
        "next_at": subscription.next_at,
        "gathers": subscription.gathers,
        "pause": subscription.pause.value,
        "paused_until": subscription.paused_until,
        "problem": subscription.problem,
        "made_by": subscription.made_by,
        "made_at": subscription.made_at,
    }


def _subscription(row: Row[Any]) -> Subscription:
    return Subscription(
        id=row.id,
        place=Place(row.workspace, row.channel),
        category=category_from_text(row.category),
        timetable=_timetable(row._mapping),
        style=Style(compact=row.compact, updates=row.updates, without=tuple(row.without)),
        made_by=row.made_by,
        made_at=row.made_at,
        told_to=row.told_to,
        next_at=row.next_at,
        gathers=row.gathers,
        pause=Pause(row.pause),
        paused_until=row.paused_until,
        problem=row.problem,
    )


def _timetable(row: Mapping[Any, Any]) -> Timetable:
    has_quiet = row["quiet_from"] is not None and row["quiet_until"] is not None
    return Timetable(
        cadence=Cadence(row["cadence"]),
        at=_time(row["at_minute"]),
        weekday=row["weekday"],
        weekdays_only=row["weekdays_only"],
        quiet=Quiet(_time(row["quiet_from"]), _time(row["quiet_until"])) if has_quiet else None,
        timezone=row["timezone"],
    )


def _minute(at: time) -> int:
    return at.hour * 60 + at.minute


def _time(minute: int) -> time:
    return time(minute // 60, minute % 60)
