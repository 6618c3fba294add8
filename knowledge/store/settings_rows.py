"""What channels have settled, as rows, and back."""

from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, Select, delete, select, update

from knowledge.articles import CategoryPath, category_from_text
from knowledge.channel_settings import DEFAULT, Answers, ChangedBy, ChannelSettings
from knowledge.store.engine import insert_unless_there
from knowledge.store.tables import channel_settings as table
from knowledge.store.tables import subscriptions
from knowledge.subscriptions import Cadence, Place


@dataclass(frozen=True, slots=True)
class Settled:
    """What a channel has settled."""

    place: Place
    settings: ChannelSettings


def settings_of(connection: Connection, place: Place) -> ChannelSettings:
    """What a channel has settled; the defaults where nobody has."""
    row = connection.execute(_of(place)).first()
    return _settings(row) if row else DEFAULT


def locked(connection: Connection, place: Place) -> ChannelSettings:
    """The same, which nobody else changes before the transaction ends; what is not settled yet can't be locked."""
    row = connection.execute(_of(place).with_for_update()).first()
    return _settings(row) if row else DEFAULT


def settle(connection: Connection, place: Place, *, at: datetime) -> ChannelSettings:
    """What a channel has settled, locked; the defaults are written down where nobody has."""
    row = insert_unless_there(connection, table).values(_values(place, DEFAULT, person="", at=at))
    connection.execute(row.on_conflict_do_nothing())
    return locked(connection, place)


def keep(connection: Connection, settled: Settled, *, person: str, at: datetime) -> None:
    """Write what a channel has settled over what it had, and who did it."""
    values = _values(settled.place, settled.settings, person=person, at=at)
    connection.execute(update(table).where(*_here(settled.place)).values(values))


def settled_since(connection: Connection, since: datetime | None) -> Iterator[Settled]:
    """What channels have settled at a moment or later, or ever."""
    query = select(table) if since is None else select(table).where(table.c.at >= since)
    for row in connection.execute(query):
        yield Settled(Place(row.workspace, row.channel), _settings(row))


def favoured(connection: Connection) -> dict[Place, tuple[CategoryPath, ...]]:
    """The categories of each channel that goes by those to which it is subscribed, in their order."""
    same = [getattr(subscriptions.c, name) == getattr(table.c, name) for name in ("workspace", "channel")]
    told = subscriptions.c.cadence != Cadence.MUTED.value, subscriptions.c.shelf != ""
    query = select(table.c.workspace, table.c.channel, subscriptions.c.category)
    found: dict[Place, tuple[CategoryPath, ...]] = {}
    here = query.join(subscriptions, same[0] & same[1]).where(table.c.favours, *told)
    for workspace, channel, category in connection.execute(here.order_by(subscriptions.c.shelf)):
        place = Place(workspace, channel)
        found[place] = (*found.get(place, ()), category_from_text(category))
    return found


def move(connection: Connection, old: Place, new: Place, *, at: datetime) -> None:
    """Let what a channel has settled be that of its new id, unless that has settled something itself."""
    there = connection.execute(_of(new)).first()
    if there is None:
        connection.execute(update(table).where(*_here(old)).values(channel=new.channel, at=at))
    else:
        connection.execute(delete(table).where(*_here(old)))


def _of(place: Place) -> Select[Any]:
    return select(table).where(*_here(place))


def _here(place: Place) -> tuple[Any, Any]:
    return table.c.workspace == place.workspace, table.c.channel == place.channel


def _values(place: Place, settings: ChannelSettings, *, person: str, at: datetime) -> Mapping[str, Any]:
    plain = asdict(settings) | {"answers": settings.answers.value, "changed_by": settings.changed_by.value}
    return plain | {"workspace": place.workspace, "channel": place.channel, "person": person, "at": at}


def _settings(row: Row[Any]) -> ChannelSettings:
    return ChannelSettings(
        answers=Answers(row.answers),
        several=row.several,
        follow_ups=row.follow_ups,
        favours=row.favours,
        privately=row.privately,
        changed_by=ChangedBy(row.changed_by),
        minutes_between=row.minutes_between,
        help_channel=row.help_channel,
    )
