"""What has been written of all that questions are answered from: articles, their tuning, their vectors."""

from dataclasses import dataclass

from sqlalchemy import Connection

from knowledge.articles import Article
from knowledge.store import articles as article_rows
from knowledge.store import tuning as tuning_rows
from knowledge.store.vectors import ModelVectors, Read
from knowledge.tuning import Tuning

# The version of somebody who has seen nothing yet.
NOTHING_SEEN = -1


@dataclass(frozen=True, slots=True)
class Written:
    """What is new after a version of the articles, as it is at `version`; everything, where `is_all`."""

    version: int
    is_all: bool
    articles: list[Article]
    removed: list[str]  # keys
    tuning: Tuning | None  # None where it is as before
    vectors: Read | None  # None without a model


def written_since(connection: Connection, seen: int, vectors: ModelVectors | None) -> Written:
    """What was written after the version that somebody has seen.

    All there is, where the store is behind that version: another database has been put in its place.
    """
    version = article_rows.version(connection)
    since = seen if seen <= version else NOTHING_SEEN
    is_all = since == NOTHING_SEEN
    articles, removed = (
        (article_rows.all_present(connection), []) if is_all else article_rows.written_since(connection, since)
    )
    return Written(
        version=version,
        is_all=is_all,
        articles=articles,
        removed=removed,
        tuning=tuning_rows.kept(connection) if tuning_rows.changed_in(connection) > since else None,
        vectors=vectors.read_since(connection, since) if vectors else None,
    )
