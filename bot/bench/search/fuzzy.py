"""RapidFuzz as an engine: every article is compared with the question, letter by letter."""

from collections.abc import Callable, Sequence

from bot.bench.search.engines import Engine
from knowledge.articles import Article


class Compared:
    """The articles whose texts are most like the question, case and punctuation aside."""

    def __init__(self, articles: Sequence[Article], texts: Sequence[str], scorer: Callable[..., float]) -> None:
        from rapidfuzz import process, utils

        self._ids = [article.id for article in articles]
        self._extract, self._processed, self._scorer = process.extract, utils.default_process, scorer
        self._texts = [utils.default_process(text) for text in texts]

    def find(self, question: str, count: int) -> Sequence[str]:
        asked = self._processed(question)
        return [self._ids[place] for _, _, place in self._extract(asked, self._texts, scorer=self._scorer, limit=count)]


def wratio_of_titles(articles: Sequence[Article]) -> Engine:
    """The usual recipe: `fuzz.WRatio` over titles."""
    from rapidfuzz import fuzz

    return Compared(articles, [article.title for article in articles], fuzz.WRatio)


def token_set_ratio(articles: Sequence[Article]) -> Engine:
    """`fuzz.token_set_ratio` over title and summary, which ignores the order of words and how often each stands."""
    from rapidfuzz import fuzz

    return Compared(articles, [f"{article.title} {article.summary}" for article in articles], fuzz.token_set_ratio)
