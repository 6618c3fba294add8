"""Fields: the parts of an article that search reads, what each weighs, and the words that stand in them."""

from array import array
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from knowledge.articles import Article
from knowledge.search.text import words

Floats = NDArray[np.float32]
Ints = NDArray[np.int64]
Places = NDArray[np.int32]  # of articles, words and terms, where there are very many


@dataclass(frozen=True, slots=True)
class Field:
    """A part of an article as BM25F weighs it: its weight, and how strongly its length counts (0 to 1)."""

    name: str
    weight: float
    length_norm: float
    read: Callable[[Article], str]


# How much of a long text is read for its words and for an excerpt: some 600 words, four screens.
OPENING = 4000


def opening(text: str, characters: int = OPENING) -> str:
    """The beginning of a text, up to so many characters, ending with a whole word where there is one."""
    if len(text) <= characters:
        return text
    cut = text[:characters]
    return cut[: cut.rfind(" ")] if " " in cut.strip() else cut


# Title and summary as tried in DESIGN.md section 4. Search phrases are titles that people would have chosen. The
# opening of the text tells related words at a weight too low to outvote either.
FIELDS = (
    Field("title", weight=2.5, length_norm=0.5, read=lambda article: opening(article.title)),
    Field("phrases", weight=2.0, length_norm=0.0, read=lambda article: opening("\n".join(article.phrases))),
    Field("summary", weight=1.0, length_norm=0.6, read=lambda article: opening(article.summary)),
    Field("text", weight=0.3, length_norm=0.75, read=lambda article: opening(article.text)),
)


@dataclass(frozen=True, slots=True)
class FieldWords:
    """The words of one field of some articles: article number `articles[i]` holds `words[i]`, in reading order."""

    articles: Places
    words: Places


class WordIds(dict[str, int]):
    """The number of each word; one that has none gets the next when it is asked for."""

    def __missing__(self, word: str) -> int:
        self[word] = number = len(self)
        return number


def read_fields(articles: Sequence[Article], word_ids: WordIds) -> dict[str, FieldWords]:
    """The words of each field by number; those without one yet get the next, written into `word_ids`."""
    return {field.name: _field_words(articles, field, word_ids) for field in FIELDS}


def _field_words(articles: Sequence[Article], field: Field, word_ids: WordIds) -> FieldWords:
    number, read = word_ids.__getitem__, field.read  # looked up once: this runs for each word there is
    ends, found = array("q", [0]), array("i")
    for article in articles:
        if text := read(article):
            found.extend(map(number, words(text)))
        ends.append(len(found))
    places = np.repeat(np.arange(len(articles), dtype=np.int32), np.diff(np.asarray(ends)))
    return FieldWords(places, np.asarray(found, dtype=np.int32))
