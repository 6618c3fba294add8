"""Naming: the one article that somebody means by its key, its reference, its id or its title."""

from collections.abc import Iterable, Iterator, Sequence

from rapidfuzz.distance import DamerauLevenshtein

from knowledge.articles import Article, Audience, normal_reference
from knowledge.errors import UnknownArticle
from knowledge.search.asides import unknown_reference
from knowledge.search.index import Index
from knowledge.search.ranking import rank
from knowledge.search.reading import Reads
from knowledge.search.rows import row_of
from knowledge.search.shelves import Mask
from knowledge.search.text import words

# A title that is less like what was typed than this, from 0 to 1, was not meant; a slip or two in a long one were.
LEAST_ALIKE = 0.85

# So many of the articles that are ranked first for a title are looked at, and so many are named where none is meant.
_LOOKED_AT, _NAMED = 50, 3


def article_named(text: str, reader: Reads, audience: Audience) -> Article:
    """The one article, of those that an audience may read, that a text names.

    By its key, by its reference however it is written, by its id, or by its title, in which slips are taken for what
    they are. `UnknownArticle` where it names none or several, with those that may have been meant: of a reference those
    whose own are near to it, else those that are ranked first.
    """
    index, query = reader.index, reader.read(text)
    allowed = index.shelves.allowed(audience)
    for rows in _by_name(text.strip(), index):
        if meant := _allowed(rows, allowed):
            return _the_one(text, [index.articles[row] for row in meant])
    ranked = rank(query, index, count=_LOOKED_AT, allowed=allowed).rows.tolist()
    titled = _alike([index.articles[row] for row in ranked], text)
    if titled:
        return _the_one(text, titled)
    unknown = unknown_reference(text, reader, audience)
    near = unknown.near if unknown else [index.articles[row] for row in ranked[:_NAMED] if query.typed]
    raise UnknownArticle(text, [*map(_told, near)])


def keys_named(texts: Iterable[str], index: Index) -> dict[str, str]:
    """The keys of the articles that texts name without a slip, by text; those that name none or several are left out.

    By their keys, their references however they are written, their ids, or their titles in any case.
    """
    found = {text: [*_by_key_or_reference(text, index)] for text in texts}
    unknown = {_compared(text): text for text, keys in found.items() if not keys}
    if unknown:  # only then all articles are looked through
        for article in index.articles:
            for name in {article.id, _compared(article.title)} & unknown.keys():
                found[unknown[name]].append(article.key)
    return {text: keys[0] for text, keys in found.items() if len(keys) == 1}


def _by_key_or_reference(text: str, index: Index) -> Sequence[str]:
    return (
        (text,)
        if row_of(index.articles, text) is not None
        else index.references.bearers.get(normal_reference(text), ())
    )


def _compared(text: str) -> str:
    return " ".join(text.casefold().split())


def _by_name(text: str, index: Index) -> Iterator[Iterable[int]]:
    """The rows of the articles that bear exactly this name, kind by kind."""
    keys = (text, *index.references.bearers.get(normal_reference(text), ()))
    for key in keys[:1], keys[1:]:
        yield [row for row in (row_of(index.articles, each) for each in key) if row is not None]
    yield (row for row, article in enumerate(index.articles) if article.id == text)


def _allowed(rows: Iterable[int], allowed: Mask | None) -> list[int]:
    return [row for row in rows if allowed is None or allowed[row]]


def _alike(articles: Sequence[Article], text: str) -> list[Article]:
    """The articles of that very title, or else those whose titles are nearest to it and near enough."""
    wanted = " ".join(words(text))
    alike = [DamerauLevenshtein.normalized_similarity(wanted, " ".join(words(each.title))) for each in articles]
    best = max(alike, default=0.0)
    return [each for each, share in zip(articles, alike, strict=True) if share == best >= LEAST_ALIKE and wanted]


def _the_one(text: str, found: Sequence[Article]) -> Article:
    if len(found) > 1:
        raise UnknownArticle(text, [_told(each) for each in found[:_NAMED]], several=True)
    return found[0]


def _told(article: Article) -> str:
    """An article as somebody can name it and knows which is meant."""
    return f"{article.reference or article.key} ({article.title})"
