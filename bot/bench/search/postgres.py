"""PostgreSQL as an engine: full text search with the title first, beside the likeness of titles by pg_trgm.

All of it happens in temporary tables of one transaction that is never committed: a database is left as it was.
"""

from collections.abc import Sequence
from functools import partial

from bot.bench.cannot import CannotMeasure
from bot.bench.search.engines import Engine, Peer
from bot.bench.search.wording import worded
from knowledge.articles import Article

_TABLE = """
CREATE TEMPORARY TABLE articles (id text, title text, words tsvector) ON COMMIT DROP
"""
_ROW = """
INSERT INTO articles VALUES (
    %(id)s, %(title)s,
    setweight(to_tsvector('english', %(title)s), 'A') || setweight(to_tsvector('english', %(summary)s), 'B')
)
"""
_INDEXES = """
CREATE INDEX ON articles USING gin (words);
CREATE INDEX ON articles USING gin (title gin_trgm_ops);
ANALYZE articles
"""
_FOUND = """
SELECT id FROM articles, to_tsquery('english', %(any)s) AS asked
WHERE words @@ asked OR title %% %(question)s
ORDER BY ts_rank(words, asked) + similarity(title, %(question)s) DESC, id
LIMIT %(count)s
"""


class FullText:
    """Any word of the question may match, or the title be like it as a whole."""

    def __init__(self, articles: Sequence[Article], url: str) -> None:
        import psycopg

        if not url:
            raise CannotMeasure("it needs a database: name one with --database, which is left as it was")
        try:
            self._connection = psycopg.connect(url.replace("postgresql+psycopg:", "postgresql:", 1))
            self._connection.execute("CREATE EXTENSION IF NOT EXISTS pg_trgm")
        except psycopg.Error as error:
            raise CannotMeasure(f"PostgreSQL says: {error}".strip()) from error
        self._fill(articles)

    def _fill(self, articles: Sequence[Article]) -> None:
        self._connection.execute(_TABLE)
        rows = [{"id": one.id, "title": one.title, "summary": one.summary} for one in articles]
        with self._connection.cursor() as cursor:
            cursor.executemany(_ROW, rows)
        self._connection.execute(_INDEXES)

    def find(self, question: str, count: int) -> Sequence[str]:
        asked = {"any": " | ".join(worded(question)), "question": question, "count": count}
        return [id for (id,) in self._connection.execute(_FOUND, asked)]


def _full_text(url: str, articles: Sequence[Article]) -> Engine:
    return FullText(articles, url)


def postgres(url: str) -> Peer:
    """PostgreSQL at this URL; what it holds is in the memory of its server."""
    return Peer("PostgreSQL full text + pg_trgm", partial(_full_text, url), is_in_memory=False)
