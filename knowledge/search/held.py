"""Held: which articles hold a word or a phrase, anywhere or in their titles, told by stems and the order of words."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from operator import attrgetter

import numpy as np

from knowledge.search.fields import FIELDS, Field, Ints
from knowledge.search.index import Index
from knowledge.search.phrases import phrase_of
from knowledge.search.reading import Reader, Word
from knowledge.search.shelves import Mask
from knowledge.search.text import words
from knowledge.search.vocabulary import STOP

_TITLE = next(place for place, field in enumerate(FIELDS) if field.name == "title")

RowsOf = Callable[[int], Ints]


@dataclass(frozen=True, slots=True)
class Titled:
    """The articles whose titles hold some words, and each word that was read as another, by what it was typed as."""

    rows: Mask
    read_as: dict[str, str]


class Holders:
    """Looks up which articles of one index hold what. `among` are those that may be found, and none else is.

    Phrases, title words and words that are left out mean themselves, not what synonyms make of them.
    """

    def __init__(self, index: Index) -> None:
        self._index, self._reader = index, Reader(index)

    def of(self, text: str, among: Mask) -> Mask | None:
        """The articles that hold a word or, in this order, the words of a phrase within one of their fields.

        Words are equal whose stems are. None where all are stop words, which are not looked up.
        """
        read = self._words(text)
        telling = [_exact(word) for word in read if not _is_stop(word)]
        if not telling:
            return None
        found = among.copy()
        for terms in telling:
            found &= self._union(terms, self._anywhere)
        return found if len(read) == 1 else self._in_order(found, self._spelt(text, map(_exact, read)), FIELDS)

    def titled(self, text: str, among: Mask) -> Titled | None:
        """The articles whose titles hold all words of a text, in their order; a word that no title holds is read as the
        nearest that one holds. None where all are stop words."""
        read = self._words(text)
        if all(map(_is_stop, read)):
            return None
        meant = [set[int]() if _is_stop(word) else self._meant(word, among, self._in_title) for word in read]
        found = among.copy()
        for word, terms in zip(read, meant, strict=True):
            if not _is_stop(word):
                found &= self._union(terms, self._in_title)
        if len(read) > 1:
            found = self._in_order(found, self._spelt(text, meant), FIELDS[_TITLE : _TITLE + 1])
        return Titled(found, self._read_as(words(text), read, meant))

    def of_any(self, read: Sequence[Word], among: Mask) -> Mask:
        """The articles that hold at least one of a question's words; a word that none holds is read as the nearest."""
        held = np.zeros(len(among), dtype=bool)
        for word in read:
            held |= self._union(self._meant(word, among, self._anywhere), self._anywhere)
        return held & among

    def _words(self, text: str) -> tuple[Word, ...]:
        return self._reader.read(text).words

    def _anywhere(self, term: int) -> Ints:
        rows, _ = self._index.postings.of(term)
        return rows

    def _in_title(self, term: int) -> Ints:
        return self._index.postings.rows_in(_TITLE, term)

    def _union(self, terms: set[int], rows_of: RowsOf) -> Mask:
        held = np.zeros(len(self._index.articles), dtype=bool)
        for term in terms:
            held[rows_of(term)] = True
        return held

    def _meant(self, word: Word, among: Mask, rows_of: RowsOf) -> set[int]:
        """The terms of a word's likeliest readings, of those that are there: what nobody may read is no known word."""
        for _, alike in groupby(word.readings, attrgetter("similarity")):
            terms = {reading.term for reading in alike if reading.term != STOP and among[rows_of(reading.term)].any()}
            if terms:
                return terms
        return set()

    def _read_as(self, typed: Sequence[str], read: Sequence[Word], meant: Sequence[set[int]]) -> dict[str, str]:
        """What each misspelt word was read as."""
        taken: dict[str, str] = {}
        for spelling, word, terms in zip(typed, read, meant, strict=True):
            likeliest = next((each for each in word.readings if each.term in terms), None)
            if likeliest and likeliest.similarity < 1:
                taken[spelling] = likeliest.spelling
        return taken

    def _spelt(self, text: str, terms: Iterator[set[int]] | Sequence[set[int]]) -> list[frozenset[str]]:
        """For each word of a text all spellings that are taken for it."""
        spellings = self._index.vocabulary.words_of
        return [
            frozenset((typed, *(word for term in each for word in spellings(term))))
            for typed, each in zip(words(text), terms, strict=True)
        ]

    def _in_order(self, found: Mask, spelt: Sequence[frozenset[str]], fields: Sequence[Field]) -> Mask:
        """Those found that hold one of each word's spellings, one word after the other, within one of the fields."""
        phrase, held = phrase_of(spelt), np.zeros_like(found)
        for row in np.flatnonzero(found).tolist():
            article = self._index.articles[row]
            held[row] = phrase.stands_in([field.read(article) for field in fields])
        return held


def _exact(word: Word) -> set[int]:
    """The terms of a word as it is spelt."""
    return {reading.term for reading in word.readings if reading.similarity == 1 and reading.term != STOP}


def _is_stop(word: Word) -> bool:
    return any(reading.similarity == 1 and reading.term == STOP for reading in word.readings)
