"""Reading a source to its end, with what was wrong on the way."""

from collections.abc import Callable
from dataclasses import dataclass

from knowledge.articles import Article
from knowledge.sources.source import Entry, Fault, Notice, Source


@dataclass(frozen=True, slots=True)
class Collected:
    """All that a source gave: its articles, each id once, the faulty ones that were skipped, and notices."""

    articles: tuple[Article, ...]
    faults: tuple[Fault, ...]
    notices: tuple[Notice, ...]


def collect(source: Source, on_article: Callable[[], None]) -> Collected:
    """Read a source whole, calling `on_article` for each article; `SourceFailed` when it can't be read."""
    articles: dict[str, Article] = {}
    faults: list[Fault] = []
    notices: list[Notice] = []
    for found in source.read():
        match found:
            case Fault():
                faults.append(found)
            case Notice():
                notices.append(found)
            case Entry(place, article) if article.id in articles:
                faults.append(Fault(place, f"another article of this source has its id, {article.id!r}"))
            case Entry(_, article):
                articles[article.id] = article
                on_article()
    return Collected(tuple(articles.values()), tuple(faults), tuple(notices))
