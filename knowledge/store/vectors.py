"""The vectors of articles in the store: which are there, which are missing, which can't be read."""

import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import (
    Column,
    ColumnElement,
    Connection,
    Row,
    delete,
    exists,
    func,
    insert,
    or_,
    select,
    tuple_,
    update,
)

from knowledge.articles import Article
from knowledge.store.articles import article_of, raise_version
from knowledge.store.tables import articles, vectors

# A number of a vector takes so many bytes: half precision.
_BYTES = 2

# The source and the id of an article.
Name = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Vector:
    """An article's vector as it is kept: whose, the digest of the texts that it was made of, and its numbers."""

    source: str
    article: str
    digest: str
    numbers: bytes

    @property
    def key(self) -> str:
        """The key of its article."""
        return f"{self.source}:{self.article}"


@dataclass(frozen=True, slots=True)
class Read:
    """The vectors that could be read, and the names of articles whose own are damaged."""

    whole: list[Vector]
    damaged: list[Name]


@dataclass(frozen=True, slots=True)
class Missing:
    """An article whose vector is missing or older than it, with the digest of the one that it has, if any."""

    article: Article
    digest: str


@dataclass(frozen=True, slots=True)
class ModelVectors:
    """The vectors of one model, all of one width."""

    model: str
    width: int

    def read_since(self, connection: Connection, version: int) -> Read:
        """Those written after a version. One of another width, or whose checksum is another, is damaged."""
        whole: list[Vector] = []
        damaged = []
        wanted = select(vectors).where(vectors.c.model == self.model, vectors.c.version > version)
        for row in connection.execute(wanted):
            if self._is_whole(row):
                whole.append(Vector(row.source, row.article, row.digest, row.numbers))
            else:
                damaged.append((row.source, row.article))
        return Read(whole, damaged)

    def _is_whole(self, row: Row[Any]) -> bool:
        fits = row.width == self.width and len(row.numbers) == _BYTES * self.width
        return fits and zlib.crc32(row.numbers) == row.checksum

    def missing_after(self, connection: Connection, name: Name, *, count: int) -> list[Missing]:
        """The next articles in the order of their names, after one, that have no vector, or one older than they."""
        query = (
            select(articles, vectors.c.digest)
            .join_from(articles, vectors, self._of_article(), isouter=True)
            .where(articles.c.removed_at.is_(None), tuple_(articles.c.source, articles.c.id) > name)
            .where(or_(vectors.c.version.is_(None), vectors.c.version < articles.c.version))
            .order_by(articles.c.source, articles.c.id)
            .limit(count)
        )
        return [Missing(article_of(row), row.digest or "") for row in connection.execute(query)]

    def write(self, connection: Connection, made: Sequence[Vector], *, seen: int) -> None:
        """Keep the vectors of those articles that are as they were at the version `seen`.

        The caller has locked the syncs out, so that no article changes meanwhile.
        """
        version = raise_version(connection)
        names = _among(articles.c.source, articles.c.id, [(each.source, each.article) for each in made])
        as_seen = articles.c.version <= seen, articles.c.removed_at.is_(None)
        found = connection.execute(select(articles.c.source, articles.c.id).where(names, *as_seen))
        still = {(source, id) for source, id in found}
        rows = [self._row(each, version) for each in made if (each.source, each.article) in still]
        self.remove(connection, list(still))
        if rows:
            connection.execute(insert(vectors), rows)

    def keep(self, connection: Connection, names: Sequence[Name], *, seen: int) -> None:
        """Note that the vectors of these articles fit them as they were at the version `seen`."""
        own = self._of_these(names), vectors.c.version < seen
        connection.execute(update(vectors).where(*own).values(version=seen))

    def remove(self, connection: Connection, names: Sequence[Name]) -> None:
        """Drop the vectors of these articles."""
        connection.execute(delete(vectors).where(self._of_these(names)))

    def forget_others(self, connection: Connection) -> None:
        """Drop the vectors of all other models, and those of articles that are gone."""
        present = exists().where(
            articles.c.source == vectors.c.source, articles.c.id == vectors.c.article, articles.c.removed_at.is_(None)
        )
        connection.execute(delete(vectors).where((vectors.c.model != self.model) | ~present))

    def counts(self, connection: Connection) -> tuple[int, int]:
        """How many articles there are, and how many of them have a vector that is not older than they."""
        total = select(func.count()).select_from(articles).where(articles.c.removed_at.is_(None))
        fresh = vectors.c.width == self.width, vectors.c.version >= articles.c.version
        done = total.join(vectors, self._of_article()).where(*fresh)
        return connection.execute(total).scalar_one(), connection.execute(done).scalar_one()

    def _of_article(self) -> ColumnElement[bool]:
        own = (vectors.c.source == articles.c.source) & (vectors.c.article == articles.c.id)
        return own & (vectors.c.model == self.model)

    def _of_these(self, names: Sequence[Name]) -> ColumnElement[bool]:
        return _among(vectors.c.source, vectors.c.article, names) & (vectors.c.model == self.model)

    def _row(self, each: Vector, version: int) -> dict[str, Any]:
        return {
            "source": each.source,
            "article": each.article,
            "model": self.model,
            "digest": each.digest,
            "width": self.width,
            "numbers": each.numbers,
            "checksum": zlib.crc32(each.numbers),
            "version": version,
        }


def _among(source: Column[str], article: Column[str], names: Sequence[Name]) -> ColumnElement[bool]:
    return tuple_(source, article).in_(list(names))
