"""Turns: the order in which subscriptions hear of changes. A change gets its turn when nothing holds it any more."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, Select, and_, bindparam, func, select, update

from knowledge.announcements import News
from knowledge.articles import Announce, Article, Visibility, category_from_text
from knowledge.changes import ChangeKind
from knowledge.store.tables import articles, changes, sources, versions

_TURNS = "turns"
NEVER = 0

# Whoever asks what came lately looks at no more changes than these.
_MOST_LATEST = 1000

_FROM_ARTICLES = and_(articles.c.source == changes.c.source, articles.c.id == changes.c.article)
_SHOWN = (
    articles.c.title,
    articles.c.summary,
    articles.c.category,
    articles.c.url,
    articles.c.reference,
    articles.c.visibility,
    articles.c.updated,
    articles.c.announce.label("announced"),
    articles.c.removed_at,
)


def lock(connection: Connection) -> int:
    """The last turn that was given. Nobody else gives turns, or plans what is told, until the transaction ends."""
    row = select(versions.c.version).where(versions.c.name == _TURNS).with_for_update()
    last: int = connection.execute(row).scalar_one()
    return last


def last_turn(connection: Connection) -> int:
    """The last turn that was given."""
    last: int = connection.execute(select(versions.c.version).where(versions.c.name == _TURNS)).scalar_one()
    return last


def give_turns(connection: Connection, now: datetime, *, grace: timedelta) -> int:
    """Give each change that has waited for its grace period its turn; the last turn there is then.

    A change waits while its source is held, or its article until somebody releases it. What else has happened to the
    article by then has its turn at once too, so that it is told with it. An article that is gone by then, or that is
    not to be announced, is not told at all.
    """
    last = lock(connection)
    turns: dict[int, int] = {}
    ripe: dict[tuple[str, str], bool] = {}  # as the first change of an article is that waits
    for change in _waiting(connection):
        if ripe.setdefault((change.source, change.article), _is_ripe(change, now - grace)):
            is_told = not _is_silent(change)
            last += is_told
            turns[change.id] = last if is_told else NEVER
    if turns:
        _write_turns(connection, turns)
        connection.execute(update(versions).where(versions.c.name == _TURNS).values(version=last))
    return last


def news_since(connection: Connection, turn: int) -> list[News]:
    """The changes whose turn came after another, in their order; not those of articles that are gone since, or that
    are not to be announced any more."""
    return _news(connection, _with_articles().where(changes.c.turn > max(turn, NEVER)).order_by(changes.c.turn))


def latest_news(connection: Connection, since: datetime) -> list[News]:
    """The changes that had their turn and came since a moment, the last first; so many at most, and of such articles
    as above."""
    came = func.coalesce(changes.c.released_at, changes.c.at) >= since
    query = _with_articles().where(changes.c.turn > NEVER, came).order_by(changes.c.turn.desc()).limit(_MOST_LATEST)
    return _news(connection, query)


def news_held(connection: Connection) -> list[News]:
    """The changes of articles that wait for somebody to release them."""
    held = changes.c.turn.is_(None), articles.c.announce == Announce.HOLD.value, changes.c.released_at.is_(None)
    return _news(connection, _with_articles().where(*held).order_by(changes.c.id))


def release(connection: Connection, now: datetime) -> int:
    """Let the changes of all held articles have their turn; how many articles."""
    held = news_held(connection)
    ids = [news.change for news in held]
    for batch in _batches(ids):
        connection.execute(update(changes).where(changes.c.id.in_(batch)).values(released_at=now))
    return len({news.article.key for news in held})


def skip_waiting(connection: Connection, source: str) -> int:
    """Never tell the changes of a source that have not had their turn; how many."""
    waiting = changes.c.source == source, changes.c.turn.is_(None)
    return connection.execute(update(changes).where(*waiting).values(turn=NEVER)).rowcount


def count_waiting(connection: Connection, source: str) -> int:
    """How many changes of a source have not had their turn."""
    waiting = changes.c.source == source, changes.c.turn.is_(None)
    found: int = connection.execute(select(func.count()).where(*waiting)).scalar_one()
    return found


def headline(row: Any) -> Article:
    """An article as an announcement shows it: without its body."""
    return Article(
        source=row.source,
        id=row.article,
        title=row.title,
        summary=row.summary,
        category=category_from_text(row.category),
        url=row.url,
        reference=row.reference,
        visibility=Visibility(row.visibility),
        updated=row.updated,
    )


def headlines(connection: Connection) -> Iterator[Article]:
    """All articles as announcements show them, the one that was updated or written last first."""
    order = articles.c.updated.desc().nulls_last(), articles.c.version.desc(), articles.c.source, articles.c.id
    query = select(articles.c.source, articles.c.id.label("article"), *_SHOWN).where(articles.c.removed_at.is_(None))
    return map(headline, connection.execute(query.order_by(*order)))


def _waiting(connection: Connection) -> list[Any]:
    """The changes without a turn whose sources are not held, oldest first."""
    whence = changes.join(sources, sources.c.name == changes.c.source, isouter=True)
    query = (
        select(
            changes.c.id,
            changes.c.source,
            changes.c.article,
            changes.c.at,
            changes.c.released_at,
            articles.c.announce.label("announced"),
            articles.c.removed_at,
        )
        .select_from(whence.join(articles, _FROM_ARTICLES, isouter=True))
        .where(changes.c.turn.is_(None), sources.c.held_at.is_(None))
        .order_by(changes.c.id)
    )
    return list(connection.execute(query))


def _is_ripe(change: Any, moment: datetime) -> bool:
    """Whether a change has waited since a moment, and nobody has to release it."""
    is_held = change.announced == Announce.HOLD.value and change.removed_at is None and change.released_at is None
    return change.at <= moment and not is_held


def _is_silent(change: Any) -> bool:
    is_gone = change.announced is None or change.removed_at is not None
    return is_gone or change.announced == Announce.NO.value


def _write_turns(connection: Connection, turns: dict[int, int]) -> None:
    row = update(changes).where(changes.c.id == bindparam("change")).values(turn=bindparam("its"))
    connection.execute(row, [{"change": id, "its": turn} for id, turn in turns.items()])


def _with_articles() -> Select[Any]:
    given = changes.c.id, changes.c.source, changes.c.article, changes.c.kind, changes.c.turn
    since = func.coalesce(changes.c.released_at, changes.c.at).label("since")
    told = articles.c.removed_at.is_(None), articles.c.announce != Announce.NO.value
    return select(*given, since, *_SHOWN).join(articles, _FROM_ARTICLES).where(*told)


def _news(connection: Connection, query: Select[Any]) -> list[News]:
    return [
        News(change=row.id, turn=row.turn, kind=ChangeKind(row.kind), since=row.since, article=headline(row))
        for row in connection.execute(query)
    ]


_BATCH = 900  # see articles.py


def _batches(ids: Sequence[int]) -> Iterable[Sequence[int]]:
    return (ids[start : start + _BATCH] for start in range(0, len(ids), _BATCH))
