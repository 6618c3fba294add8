"""Announcements in the store: which articles stand in which posts."""

import secrets
from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, and_, bindparam, func, insert, select, update

from knowledge.announcements import Contents, Line, Occasion, PlannedPost
from knowledge.articles import Visibility
from knowledge.changes import Change, ChangeKind
from knowledge.posts import DeliveryState, Priority
from knowledge.store.subscription_rows import in_channels
from knowledge.store.tables import announcements as table
from knowledge.store.tables import articles, changes, outbox
from knowledge.store.turns import headline
from knowledge.subscriptions import Place

# Posts of so long ago are still put right when an article in them changes.
EDITED_FOR = timedelta(days=30)

_ITS_ARTICLE = and_(articles.c.source == table.c.source, articles.c.id == table.c.article)

_PRIORITY = Priority.ANNOUNCEMENT.value
_BATCH = 300  # see subscription_rows.py

# What is being posted, or may have been, shows an article as it was a moment ago.
_SHOWN = (DeliveryState.SENDING.value, DeliveryState.UNCLEAR.value, DeliveryState.SENT.value)


def add_posts(connection: Connection, posts: Sequence[PlannedPost], now: datetime) -> None:
    """Put posts into the outbox, to be drawn when they are sent, with what stands in them."""
    if not posts:
        return
    added = insert(outbox).returning(outbox.c.id, sort_by_parameter_order=True)
    ids = connection.execute(added, [_post_row(post, now) for post in posts]).scalars().all()
    rows = [row for id, post in zip(ids, posts, strict=True) for row in _announcement_rows(id, post)]
    connection.execute(insert(table), rows)


def is_planned(connection: Connection, post: PlannedPost) -> bool:
    """Whether a channel has been given a post of that subject already."""
    here = outbox.c.workspace == post.place.workspace, outbox.c.channel == post.place.channel
    query = select(outbox.c.id).where(*here, outbox.c.subject == post.subject)
    return connection.execute(query).first() is not None


def told_in(connection: Connection, places: Iterable[Place], since: int) -> dict[Place, set[int]]:
    """The changes with a number from `since` on that channels have been told of, or are being told of."""
    told: dict[Place, set[int]] = {}
    for theirs in in_channels(table, places):
        query = select(table.c.workspace, table.c.channel, table.c.change).where(*theirs, table.c.change >= since)
        for workspace, channel, change in connection.execute(query):
            told.setdefault(Place(workspace, channel), set()).add(change)
    return told


def contents_of(connection: Connection, post: int, place: Place) -> Contents | None:
    """What stands in a post to a channel; None when it is no announcement's, or another channel's."""
    here = outbox.c.workspace == place.workspace, outbox.c.channel == place.channel
    row = connection.execute(select(outbox.c.subject, outbox.c.state).where(outbox.c.id == post, *here)).first()
    lines = _lines(connection, post)
    if row is None or not lines:
        return None
    is_posted = row.state == DeliveryState.SENT.value
    return Contents(Occasion(row.subject.partition(":")[0]), lines, is_posted=is_posted)


def put_right(connection: Connection, source: str, found: Sequence[Change], at: datetime) -> None:
    """Let what names the articles of a source follow their moves; posts that show what is no longer so become stale."""
    moves = [(change.before.id, change.article.id) for change in found if change.before]
    _follow_moves(connection, source, [(old, new) for old, new in moves if old != new])
    _mark_stale(connection, source, [change.article.id for change in found if change.is_seen_in_posts], at)


def hide_internal(connection: Connection, place: Place, at: datetime) -> None:
    """Let the posts to a channel that name internal articles become stale: not all of its readers may see them."""
    internal = articles.c.visibility == Visibility.INTERNAL.value
    naming = select(table.c.post).join(articles, _ITS_ARTICLE).where(internal)
    here = outbox.c.workspace == place.workspace, outbox.c.channel == place.channel
    shown = outbox.c.id.in_(naming), outbox.c.state.in_(_SHOWN), outbox.c.created_at >= at - EDITED_FOR
    connection.execute(update(outbox).where(*here, *shown).values(stale_at=at))


def last_sent(connection: Connection, subscriptions: Sequence[int]) -> dict[int, datetime]:
    """When each subscription last had something posted, for those that had."""
    sent = outbox.c.state == DeliveryState.SENT.value, table.c.subscription.in_(subscriptions)
    query = select(table.c.subscription, func.max(outbox.c.sent_at)).join(outbox, outbox.c.id == table.c.post)
    rows = connection.execute(query.where(*sent, outbox.c.sent_at.is_not(None)).group_by(table.c.subscription))
    return dict(rows.all())


def _follow_moves(connection: Connection, source: str, moves: Iterable[tuple[str, str]]) -> None:
    rows = [{"its": source, "old": old, "new": new} for old, new in moves]
    for named in (table, changes) if rows else ():
        here = named.c.source == bindparam("its"), named.c.article == bindparam("old")
        connection.execute(update(named).where(*here).values(article=bindparam("new")), rows)


def _mark_stale(connection: Connection, source: str, articles: Sequence[str], at: datetime) -> None:
    for start in range(0, len(articles), _BATCH):
        these = table.c.source == source, table.c.article.in_(articles[start : start + _BATCH])
        naming = select(table.c.post).where(*these)
        shown = outbox.c.id.in_(naming), outbox.c.state.in_(_SHOWN), outbox.c.created_at >= at - EDITED_FOR
        connection.execute(update(outbox).where(*shown).values(stale_at=at))


def _lines(connection: Connection, post: int) -> tuple[Line, ...]:
    query = (
        select(table.c.source, table.c.article, table.c.kind, table.c.compact, *_ARTICLE)
        .join(articles, _ITS_ARTICLE)
        .where(table.c.post == post)
        .order_by(table.c.place, table.c.id)
    )
    lines: dict[str, Line] = {}
    for row in connection.execute(query):
        line = _line(row)
        lines.setdefault(line.article.key, line)  # several changes of an article are one line
    return tuple(lines.values())


_ARTICLE = (
    articles.c.title,
    articles.c.summary,
    articles.c.category,
    articles.c.url,
    articles.c.reference,
    articles.c.visibility,
    articles.c.updated,
    articles.c.removed_at,
)


def _line(row: Any) -> Line:
    kind = ChangeKind(row.kind) if row.kind else None
    return Line(headline(row), kind, row.compact, is_gone=row.removed_at is not None)


def _post_row(post: PlannedPost, now: datetime) -> dict[str, Any]:
    return {
        "token": secrets.token_hex(16),
        "workspace": post.place.workspace,
        "channel": post.place.channel,
        "subject": post.subject,
        "thread_ts": "",
        "text": "",
        "blocks": [],
        "state": DeliveryState.PENDING.value,
        "not_before": now,
        "attempts": 0,
        "problem": "",
        "posted_ts": "",
        "created_at": now,
        "priority": _PRIORITY,
    }


def _announcement_rows(id: int, post: PlannedPost) -> list[dict[str, Any]]:
    """A row for each change that a post tells, and one for each article that is shown for another reason."""
    return [
        {
            "workspace": post.place.workspace,
            "channel": post.place.channel,
            "change": change,
            "subscription": each.subscription.id or None,
            "source": each.article.source,
            "article": each.article.id,
            "kind": each.kind.value if each.changes else "",
            "compact": each.subscription.style.compact,
            "post": id,
            "place": place,
        }
        for place, each in enumerate(post.announcements)
        for change in each.changes or (None,)
    ]
