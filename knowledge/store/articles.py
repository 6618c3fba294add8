"""Articles and their changes in the store."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from operator import attrgetter
from typing import Any

from sqlalchemy import Connection, Row, Text, cast, delete, insert, or_, select, update

from knowledge.articles import Announce, Article, Asked, Reach, Visibility, category_from_text, category_text
from knowledge.changes import Change, ChangeKind, Known
from knowledge.store.tables import articles, changes, sources, versions
from knowledge.store.turns import NEVER

_VERSION = "articles"


def version(connection: Connection) -> int:
    """The number that rises with every sync that changed an article, and with every change of the tuning."""
    number: int = connection.execute(select(versions.c.version).where(versions.c.name == _VERSION)).scalar_one()
    return number


def all_present(connection: Connection) -> list[Article]:
    """Every article that its source still holds."""
    query = select(articles).where(articles.c.removed_at.is_(None))
    return [article_of(row) for row in connection.execute(query)]


def claiming(connection: Connection) -> list[Article]:
    """The articles that have pins or hides of their own, in the order of their keys."""
    says_some = or_(*(cast(column, Text) != "[]" for column in (articles.c.pins, articles.c.hides)))
    query = select(articles).where(articles.c.removed_at.is_(None), says_some)
    return sorted((article_of(row) for row in connection.execute(query)), key=attrgetter("key"))


def written_since(connection: Connection, version: int) -> tuple[list[Article], list[str]]:
    """What was written after a version: the articles that their sources still hold, and the keys of those gone."""
    rows = connection.execute(select(articles).where(articles.c.version > version)).all()
    present = [article_of(row) for row in rows if row.removed_at is None]
    return present, [article_of(row).key for row in rows if row.removed_at is not None]


def source_names(connection: Connection) -> list[str]:
    """The sources that have been synced and not been dropped since."""
    return list(connection.execute(select(sources.c.name).order_by(sources.c.name)).scalars())


def known_of(connection: Connection, source: str) -> Known:
    """What the store knows of a source."""
    present: dict[str, Article] = {}
    gone: dict[str, Article] = {}
    for row in connection.execute(select(articles).where(articles.c.source == source)):
        (present if row.removed_at is None else gone)[row.id] = article_of(row)
    return Known(present, gone)


def lock_for_sync(connection: Connection) -> None:
    """Hold back other syncs until this transaction ends; SQLite's writers wait for each other anyway."""
    connection.execute(select(versions).where(versions.c.name == _VERSION).with_for_update())


def apply_changes(connection: Connection, source: str, found: Sequence[Change], *, at: datetime) -> None:
    """Write the changes of a source and the articles as they are now; a source's first changes are its baseline."""
    baseline = is_first_sync(connection, source)
    if baseline:
        connection.execute(insert(sources).values(name=source, synced_at=at))
    else:
        connection.execute(update(sources).where(sources.c.name == source).values(synced_at=at))
    if found:
        _write_articles(connection, source, found, raise_version(connection), at=at)
        connection.execute(insert(changes), [_change_row(change, baseline=baseline, at=at) for change in found])


def is_first_sync(connection: Connection, source: str) -> bool:
    """Whether a source has never been read: what its first sync finds is its baseline."""
    return not connection.execute(select(sources.c.name).where(sources.c.name == source)).first()


def forget_source(connection: Connection, source: str) -> None:
    """Drop a source's own row, so that its next sync, should it come back, is a baseline again."""
    connection.execute(delete(sources).where(sources.c.name == source))


def raise_version(connection: Connection) -> int:
    """The next version, for a change of articles or of the tuning.

    Nobody else raises it before this transaction ends, so versions are seen in their order.
    """
    row = versions.c.name == _VERSION
    connection.execute(update(versions).where(row).values(version=versions.c.version + 1))
    return version(connection)


def _write_articles(
    connection: Connection, source: str, found: Iterable[Change], version: int, *, at: datetime
) -> None:
    left = [change.before.id for change in found if change.kind is ChangeKind.MOVED and change.before]
    left += [change.article.id for change in found if change.kind is ChangeKind.REMOVED]
    here = [change.article for change in found if change.kind is not ChangeKind.REMOVED]
    for batch in _batches(left):
        gone = articles.c.source == source, articles.c.id.in_(batch)
        connection.execute(update(articles).where(*gone).values(removed_at=at, version=version))
    for batch in _batches([article.id for article in here]):
        connection.execute(delete(articles).where(articles.c.source == source, articles.c.id.in_(batch)))
    if here:
        connection.execute(insert(articles), [_article_row(article, version) for article in here])


# SQLite takes 32,766 parameters a statement since 3.32, older ones 999.
_BATCH = 900


def _batches(ids: Sequence[str]) -> Iterable[Sequence[str]]:
    return (ids[start : start + _BATCH] for start in range(0, len(ids), _BATCH))


def _article_row(article: Article, version: int) -> dict[str, Any]:
    return {
        "source": article.source,
        "id": article.id,
        "title": article.title,
        "summary": article.summary,
        "body": article.body,
        "text": article.text,
        "category": category_text(article.category),
        "url": article.url,
        "reference": article.reference,
        "visibility": article.visibility.value,
        "updated": article.updated,
        "phrases": list(article.phrases),
        "pins": _as_json(article.pins),
        "hides": _as_json(article.hides),
        "announce": article.announce.value,
        "removed_at": None,
        "version": version,
    }


def article_of(row: Row[Any]) -> Article:
    """The article that a row of the table holds."""
    return Article(
        source=row.source,
        id=row.id,
        title=row.title,
        summary=row.summary,
        body=row.body,
        text=row.text,
        category=category_from_text(row.category),
        url=row.url,
        reference=row.reference,
        visibility=Visibility(row.visibility),
        updated=row.updated,
        phrases=tuple(row.phrases),
        pins=_from_json(row.pins),
        hides=_from_json(row.hides),
        announce=Announce(row.announce),
        sync=row.version,
    )


def _as_json(questions: Sequence[Asked]) -> list[list[str]]:
    return [[asked.question, asked.reach.value] for asked in questions]


def _from_json(questions: Sequence[Sequence[str]]) -> tuple[Asked, ...]:
    return tuple(Asked(question, Reach(reach)) for question, reach in questions)


def _change_row(change: Change, *, baseline: bool, at: datetime) -> dict[str, Any]:
    article = change.article
    return {
        "source": article.source,
        "article": article.id,
        "old_article": change.before.id if change.kind is ChangeKind.MOVED and change.before else None,
        "kind": change.kind.value,
        "title": article.title,
        "url": article.url,
        "category": category_text(article.category),
        "visibility": article.visibility.value,
        "announce": article.announce.value,
        "baseline": baseline,
        "at": at,
        "turn": None if change.is_told and not baseline else NEVER,
    }
