"""What is unsent: the announcements' posts that nobody has begun to send, and how they are taken back."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Select, String, and_, cast, delete, func, or_, select, update

from knowledge.announcements import Occasion
from knowledge.articles import CategoryPath, category_from_text
from knowledge.posts import DeliveryState, Priority
from knowledge.store.tables import announcements as table
from knowledge.store.tables import articles, changes, outbox
from knowledge.store.turns import NEVER
from knowledge.subscriptions import Place

# Posts with the last articles are no news: nothing holds them back that somebody asks for later.
_RECENT = outbox.c.subject.startswith(f"{Occasion.RECENT}:")
_UNSENT = outbox.c.state == DeliveryState.PENDING.value, outbox.c.priority == Priority.ANNOUNCEMENT.value, ~_RECENT

NOT_NOW = "The channel can't be posted to; it is told when that is over."
_BATCH = 300  # see subscription_rows.py


def of_place(connection: Connection, place: Place, *, only: int | None = None) -> list[int]:
    """The posts of news to a channel that nobody has begun to send; only those for one subscription if given.

    Nobody begins to, before the transaction ends.
    """
    query = _unsent().where(outbox.c.workspace == place.workspace, outbox.c.channel == place.channel)
    if only is not None:
        query = query.where(outbox.c.id.in_(select(table.c.post).where(table.c.subscription == only)))
    return list(connection.execute(query).scalars())


def of_workspace(connection: Connection, workspace: str) -> dict[Place, list[int]]:
    """The same of a workspace, by channel."""
    query = _unsent().add_columns(outbox.c.channel).where(outbox.c.workspace == workspace)
    found: dict[Place, list[int]] = {}
    for id, channel in connection.execute(query):
        found.setdefault(Place(workspace, channel), []).append(id)
    return found


def old(connection: Connection, moment: datetime) -> dict[Place, list[int]]:
    """The same of the channels in which one has waited since a moment or longer. Those that somebody asked for stay
    apart."""
    told = or_(*(outbox.c.subject.startswith(f"{occasion}:") for occasion in (Occasion.CHANGE, Occasion.DIGEST)))
    where = outbox.c.workspace, outbox.c.channel
    waiting = select(*where).distinct().where(*_UNSENT, told, outbox.c.created_at <= moment)
    found: dict[Place, list[int]] = {}
    for workspace, channel in connection.execute(waiting).all():
        query = _unsent().where(where[0] == workspace, where[1] == channel, told)
        found[Place(workspace, channel)] = list(connection.execute(query).scalars())
    return found


def is_claimed(connection: Connection, post: int, owner: str) -> bool:
    """Whether a post is still being sent by an owner; nobody takes it over before the transaction ends."""
    mine = outbox.c.id == post, outbox.c.owner == owner, outbox.c.state == DeliveryState.SENDING.value
    return connection.execute(select(outbox.c.id).where(*mine).with_for_update()).first() is not None


def withdraw(connection: Connection, posts: Sequence[int], why: str) -> list[tuple[CategoryPath, int]]:
    """Take back posts that have certainly not been sent, so that what they tell can be told anew.

    Gives the categories in which their articles stand, each with the first turn of what was told of it. Those that show
    the last articles tell nothing that comes again: they are put aside until `show_after_all`.
    """
    told: list[tuple[CategoryPath, int]] = []
    for start in range(0, len(posts), _BATCH):
        these = posts[start : start + _BATCH]
        told += _first_turns(connection, these)
        connection.execute(delete(table).where(table.c.post.in_(these), table.c.change.is_not(None)))
        mine, held = outbox.c.id.in_(these), {"problem": why, "leased_until": None}
        connection.execute(update(outbox).where(mine, _RECENT).values(**held, state=DeliveryState.PARKED.value))
        # The subject is free for another post then.
        renamed = outbox.c.subject + ":withdrawn:" + cast(outbox.c.id, String)
        gone = held | {"state": DeliveryState.DROPPED.value, "subject": renamed}
        connection.execute(update(outbox).where(mine, ~_RECENT).values(gone))
    return told


def show_after_all(connection: Connection, place: Place, why: str, now: datetime) -> None:
    """Send the posts with the last articles that were put aside in a channel for that reason."""
    here = outbox.c.workspace == place.workspace, outbox.c.channel == place.channel
    aside = outbox.c.state == DeliveryState.PARKED.value, outbox.c.problem == why, _RECENT
    again = {"state": DeliveryState.PENDING.value, "not_before": now, "attempts": 0, "problem": ""}
    connection.execute(update(outbox).where(*here, *aside).values(again))


def _unsent() -> Select[Any]:
    """Selects posts that nobody has begun to send, and holds them, all who do so in the same order."""
    return select(outbox.c.id).where(*_UNSENT).order_by(outbox.c.id).with_for_update()


def _first_turns(connection: Connection, posts: Sequence[int]) -> list[tuple[CategoryPath, int]]:
    its_article = and_(articles.c.source == table.c.source, articles.c.id == table.c.article)
    query = (
        select(articles.c.category, func.min(changes.c.turn))
        .select_from(table.join(changes, changes.c.id == table.c.change).join(articles, its_article))
        .where(table.c.post.in_(posts), changes.c.turn > NEVER)
        .group_by(articles.c.category)
    )
    return [(category_from_text(category), turn) for category, turn in connection.execute(query)]
