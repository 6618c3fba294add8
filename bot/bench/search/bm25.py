"""bm25s as an engine: BM25 over stemmed words without stop words, the title counting double."""

from collections.abc import Sequence

from bot.bench.search.engines import Engine
from knowledge.articles import Article


class Bm25s:
    """The title is read twice, since bm25s knows no fields."""

    def __init__(self, articles: Sequence[Article]) -> None:
        import bm25s
        import Stemmer

        self._ids = [article.id for article in articles]
        self._stemmer = Stemmer.Stemmer("english")
        self._tokenize = bm25s.tokenize
        texts = [f"{article.title} {article.title} {article.summary}" for article in articles]
        self._index = bm25s.BM25()
        self._index.index(self._tokens(texts), show_progress=False)

    def find(self, question: str, count: int) -> Sequence[str]:
        known = [word for word in self._tokens([question])[0] if word in self._index.vocab_dict]
        if not known:
            return []
        places, _ = self._index.retrieve([known], k=min(count, len(self._ids)), show_progress=False)
        return [self._ids[place] for place in places[0].tolist()]

    def _tokens(self, texts: list[str]) -> list[list[str]]:
        tokens: list[list[str]] = self._tokenize(
            texts, stopwords="en", stemmer=self._stemmer, return_ids=False, show_progress=False
        )
        return tokens


def bm25s(articles: Sequence[Article]) -> Engine:
    """bm25s with its own defaults."""
    return Bm25s(articles)
