"""SQLite FTS5 as an engine: BM25 over stemmed words, the title counting double, in a database in memory."""

import sqlite3
from collections.abc import Sequence

from bot.bench.search.engines import Engine
from bot.bench.search.wording import worded
from knowledge.articles import Article

_FOUND = "SELECT id FROM articles WHERE articles MATCH ? ORDER BY bm25(articles, 0.0, 2.0, 1.0) LIMIT ?"


class Fts5:
    """Any word of the question may match."""

    def __init__(self, articles: Sequence[Article]) -> None:
        self._database = sqlite3.connect(":memory:")
        self._database.execute(
            "CREATE VIRTUAL TABLE articles USING fts5(id UNINDEXED, title, summary, tokenize='porter unicode61')"
        )
        rows = ((article.id, article.title, article.summary) for article in articles)
        self._database.executemany("INSERT INTO articles VALUES (?, ?, ?)", rows)

    def find(self, question: str, count: int) -> Sequence[str]:
        asked = " OR ".join(f'"{word}"' for word in worded(question))
        return [id for (id,) in self._database.execute(_FOUND, (asked, count))] if asked else []


def fts5(articles: Sequence[Article]) -> Engine:
    """SQLite's full text search."""
    return Fts5(articles)
