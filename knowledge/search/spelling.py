"""Spelling: the words of the knowledge base that a word it does not know was most likely meant to be."""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise

import numpy as np
from numpy.typing import NDArray
from rapidfuzz import process
from rapidfuzz.distance import DamerauLevenshtein

from knowledge.search.distinct import distinct
from knowledge.search.fields import Ints
from knowledge.search.highest import highest_and_equals

# How many words that are alike in letter pairs and in length are compared letter by letter, and how many places of
# words are read to find them, those of the rarest pairs first. Of 900 words with one slip or two, half of them made up,
# the word meant was among the nearest eight for 97.0 % where the vocabulary has 500,000 words (in 1.2 ms; reading all
# of 640,000 places found 98.0 % in 2.9 ms), and at 120,000 words and below for as many as when all were read.
CANDIDATES, MOST_READ = 200, 200_000

# At least this part of a word's pairs is read, however common they are.
LEAST_READ = 0.3

# Two words that share less than this part of the letter pairs of one are not alike at all.
LEAST_SHARED = 0.34

# Words shorter than this have too many neighbours one slip away to guess among them.
SHORTEST = 4


@dataclass(frozen=True, slots=True)
class Neighbour:
    """A known word and its Damerau-Levenshtein similarity to the word asked for, between 0 and 1."""

    word: int
    similarity: float


@dataclass(frozen=True, slots=True)
class Spelling:
    """Finds the nearest words of a vocabulary: by shared letter pairs first, then letter by letter with RapidFuzz."""

    words: Sequence[str]
    uses: Ints  # how much each word is used; one that is not used at all is never found
    lengths: NDArray[np.int32]
    starts: Ints  # where each letter pair's part of `holders` begins
    holders: NDArray[np.int32]  # the places of the words that hold a pair
    pair_counts: Ints  # how many pairs each word holds

    def neighbours(self, word: str, *, limit: int, least: float) -> list[Neighbour]:
        """Up to `limit` words at least `least` similar (0 to 1), nearest first, of equals the more usual.

        None for short words and numbers.
        """
        if len(word) < SHORTEST or any(char.isdigit() for char in word):
            return []
        candidates = self._alike(word, least)
        found = process.extract(
            word,
            [self.words[place] for place in candidates],
            scorer=DamerauLevenshtein.normalized_similarity,
            limit=None,
            score_cutoff=least,
        )
        by_use = ((-similarity, -self.uses[candidates[at]], word, candidates[at]) for word, similarity, at in found)
        return [Neighbour(place, -distance) for distance, _, _, place in sorted(by_use)[:limit]]

    def _alike(self, word: str, least: float) -> list[int]:
        """The words that share the most letter pairs (Dice), of those whose length allows them to be similar enough."""
        pairs = {_pair(a, b) for a, b in _pairs(word)}
        hits = self._rarest(pairs)
        shared = np.bincount(np.concatenate(hits))
        places = np.flatnonzero(shared >= math.ceil(len(hits) * LEAST_SHARED))
        lengths = self.lengths[places]
        places = places[(lengths >= len(word) * least) & (lengths <= len(word) / least) & (self.uses[places] > 0)]
        alike = shared[places] / (self.pair_counts[places] + len(pairs))
        candidates: list[int] = places[highest_and_equals(alike, CANDIDATES)].tolist()
        return candidates

    def _rarest(self, pairs: Iterable[int]) -> list[NDArray[np.int32]]:
        """The places of the words that hold each pair, the rarest pairs first: no more than are read, but some."""
        rarest_first = sorted((self.holders[self.starts[pair] : self.starts[pair + 1]] for pair in pairs), key=len)
        sums = accumulate(map(len, rarest_first))
        few = math.ceil(len(rarest_first) * LEAST_READ)
        return [
            held
            for place, (held, read) in enumerate(zip(rarest_first, sums, strict=True))
            if place < few or read <= MOST_READ
        ]


def build_spelling(words: Sequence[str], uses: Ints) -> Spelling:
    """Spelling for these words, each there once, with how much each is used; a neighbour is told by its place."""
    none = np.zeros(0, dtype=np.int32)
    starts = np.zeros(_SIDE * _SIDE + 1, dtype=np.int64)
    return grown_spelling(Spelling([], uses, none, starts, none, none.astype(np.int64)), words, uses)


def grown_spelling(before: Spelling, words: Sequence[str], uses: Ints) -> Spelling:
    """Spelling for the same words and those behind them, with how much each is used now."""
    added = words[len(before.words) :]
    starts, holders = _pair_postings(added)
    ends = np.repeat(before.starts[1:], np.diff(starts))  # words are in order within a pair, and these are the last
    return Spelling(
        words=words,
        uses=uses,
        lengths=np.concatenate([before.lengths, np.fromiter(map(len, added), dtype=np.int32, count=len(added))]),
        starts=before.starts + starts,
        holders=np.insert(before.holders, ends, holders + np.int32(len(before.words))),
        pair_counts=np.concatenate([before.pair_counts, np.bincount(holders, minlength=len(added))]),
    )


# Letter pairs are hashed into a square of this side: letters of the Latin alphabet keep a pair each, others share.
_SIDE = 64


def _pairs(word: str) -> list[tuple[str, str]]:
    """The word's letter pairs, its ends marked, and each letter but one, so that swapped letters still share some."""
    marked = f"^{word}$"
    return [*pairwise(marked), *zip(marked, marked[2:], strict=False)]


def _pair(first: str, second: str) -> int:
    return (ord(first) % _SIDE) * _SIDE + ord(second) % _SIDE


def _pair_postings(vocabulary: Sequence[str]) -> tuple[NDArray[np.int64], NDArray[np.int32]]:
    """For each letter pair the places of the words that hold it, as one array and where each pair's part starts."""
    codes = np.frombuffer("".join(f"^{word}$\0" for word in vocabulary).encode("utf-32-le"), dtype=np.uint32) % _SIDE
    lengths = np.fromiter((len(word) + 3 for word in vocabulary), dtype=np.int64, count=len(vocabulary))
    places = np.repeat(np.arange(len(vocabulary), dtype=np.int64), lengths)
    held = [np.zeros(0, dtype=np.int64)]
    for step in (1, 2):
        # A pair counts when the letter after it belongs to the word too, be it the end mark: none spans two words.
        whole = places[: -step - 1] == places[step + 1 :]
        pairs = codes[: -step - 1].astype(np.int64) * _SIDE + codes[step:-1]
        held.append((pairs * len(vocabulary) + places[: -step - 1])[whole])
    keys = distinct(np.concatenate(held))
    pair_of, place_of = np.divmod(keys, max(len(vocabulary), 1))
    starts = np.searchsorted(pair_of, np.arange(_SIDE * _SIDE + 1))
    return starts, place_of.astype(np.int32)
