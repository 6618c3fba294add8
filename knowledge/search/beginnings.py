"""Beginnings: in which of many short texts a word stands of which somebody has typed the beginning."""

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from knowledge.search.fields import Floats, Ints
from knowledge.search.lists import Lists
from knowledge.search.shelves import Mask
from knowledge.search.wordings import BREAK

# How much it tells that a text's own word begins as typed: its first one, another, or one that stands behind a `BREAK`.
_FIRST, _OTHER, _BEHIND = 1.0, 0.95, 0.6

# A misspelt beginning of up to so many letters is looked for, and so many of the most usual letters are tried as the
# one that was meant; which these are, so many words tell.
_LONGEST, _LETTERS, _ASKED = 20, 40, 5000

# Sorts behind all words that have the same beginning.
_AFTER_ALL = chr(0x10FFFF)


@dataclass(frozen=True)
class Beginnings:
    """Words in the order of the alphabet: word `i` stands in the texts `rows[starts[i]:starts[i + 1]]`, and `weights`
    says of each place how much that tells."""

    words: Sequence[str]
    numbers: Ints  # the number of each word in the vocabulary that it comes from
    starts: Ints
    rows: Ints
    weights: Floats
    count: int  # how many texts there are

    def begun(self, typed: str) -> slice:
        """The places where a word stands that begins so."""
        return self._places(bisect_left(self.words, typed), bisect_left(self.words, typed + _AFTER_ALL))

    def whole(self, typed: str) -> slice:
        """The places where that very word stands."""
        first = bisect_left(self.words, typed)
        return self._places(first, first + (first < len(self.words) and self.words[first] == typed))

    def slips(self, typed: str) -> Iterator[slice]:
        """The places of the words that begin so with one slip: letters swapped, one left out, another, or too many."""
        for near in dict.fromkeys(_slips(typed[:_LONGEST], self._letters)):
            first = bisect_left(self.words, near)
            if first < len(self.words) and self.words[first].startswith(near):
                yield self._places(first, bisect_left(self.words, near + _AFTER_ALL))

    def tell(self, where: Iterable[slice], into: Floats, *, weight: float, among: Mask | None) -> None:
        """Write into an array over all texts how much these places tell, where it holds less; of some texts alone."""
        for places in where:
            rows, weights = self.rows[places], self.weights[places]
            if among is not None:
                kept = among[rows]
                rows, weights = rows[kept], weights[kept]
            np.maximum.at(into, rows, weights * np.float32(weight))

    @cached_property
    def _letters(self) -> str:
        """The letters that most words hold."""
        asked = self.words[:: len(self.words) // _ASKED + 1]
        return "".join(letter for letter, _ in Counter("".join(asked)).most_common(_LETTERS))

    def _places(self, first: int, end: int) -> slice:
        return slice(int(self.starts[first]), int(self.starts[end]))


def build_beginnings(texts: Lists, vocabulary: Sequence[str]) -> Beginnings:
    """The beginnings of texts whose words are numbers in a vocabulary."""
    none = np.zeros(0, dtype=np.int64)
    empty = Beginnings([], none, np.zeros(1, dtype=np.int64), none, none.astype(np.float32), 0)
    return updated_beginnings(empty, texts, vocabulary)


def updated_beginnings(before: Beginnings, texts: Lists, vocabulary: Sequence[str]) -> Beginnings:
    """The beginnings of the texts as they are now; the vocabulary is that of before with more words behind.

    Words that no text holds any more keep their place: nothing stands there.
    """
    owners, is_break = texts.owners, texts.flat == BREAK
    numbers = texts.flat[~is_break].astype(np.int64)
    words, known = _words_with(before, np.setdiff1d(numbers, before.numbers), vocabulary)
    ranks = np.full(len(vocabulary), -1, dtype=np.int64)
    ranks[known] = np.arange(len(known))
    by_word = np.argsort(ranks[numbers], kind="stable")
    starts = np.concatenate([np.zeros(1, dtype=np.int64), np.cumsum(np.bincount(ranks[numbers], minlength=len(known)))])
    weights = _weights(texts, owners, is_break)[~is_break]
    return Beginnings(words, known, starts, owners[~is_break][by_word], weights[by_word], len(texts.starts) - 1)


def _words_with(before: Beginnings, new: Ints, vocabulary: Sequence[str]) -> tuple[Sequence[str], Ints]:
    """The words of before and new ones in order, and their numbers."""
    added = sorted(new.tolist(), key=vocabulary.__getitem__)
    words = [vocabulary[number] for number in added]
    places = [bisect_left(before.words, word) for word in words]
    return sorted([*before.words, *words]), np.insert(before.numbers, places, added) if added else before.numbers


def _weights(texts: Lists, owners: Ints, is_break: NDArray[np.bool_]) -> Floats:
    breaks = np.concatenate([np.zeros(1, dtype=np.int64), np.cumsum(is_break)])
    behind = breaks[1:] > breaks[texts.starts[:-1]][owners]
    first = np.arange(len(owners)) == texts.starts[:-1][owners]
    return np.select([behind, first], [_BEHIND, _FIRST], _OTHER).astype(np.float32)


def _slips(typed: str, letters: str) -> Iterator[str]:
    splits = [(typed[:at], typed[at:]) for at in range(len(typed) + 1)]
    yield from (before + after[1] + after[0] + after[2:] for before, after in splits if len(after) > 1)
    yield from (before + after[1:] for before, after in splits if after)
    yield from (before + other + after for before, after in splits for other in letters)
    yield from (before + other + after[1:] for before, after in splits if after for other in letters)
