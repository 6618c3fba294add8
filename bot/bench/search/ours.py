"""This product as an engine: the snapshot that answers, asked by somebody who may read everything."""

from collections.abc import Sequence

from bot.bench.search.engines import Engine
from knowledge.articles import Article, Audience


class Ours:
    """Answers whole, with the excerpt of every match cut."""

    def __init__(self, articles: Sequence[Article]) -> None:
        from knowledge.search.snapshot import Snapshot

        self._snapshot = Snapshot(articles)

    def find(self, question: str, count: int) -> Sequence[str]:
        matches = self._snapshot.answer(question, Audience.INTERNAL, limit=count).matches
        for match in matches:
            match.cut()
        return [match.article.id for match in matches]


def ours(articles: Sequence[Article]) -> Engine:
    """This product, built from the articles."""
    return Ours(articles)
