"""References: the numbers that people quote aloud, found exactly however they are written."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from knowledge.articles import Article, normal_reference
from knowledge.search.text import words

# `AA-05179` is two words, `KB-2024-11-02` four. What is longer than this is a text, and nobody quotes it.
_MOST_WORDS = 8


@dataclass(frozen=True, slots=True)
class Referral:
    """The keys of the articles whose references stand in a question, and the places of the words that name them."""

    keys: tuple[str, ...]
    places: frozenset[int]


class References:
    """Knows which articles bear which reference."""

    def __init__(self, articles: Iterable[Article]) -> None:
        self._bearers: dict[str, tuple[str, ...]] = {}
        self._lengths: Counter[int] = Counter()
        for article in articles:
            if reference := normal_reference(article.reference):
                self._bearers[reference] = (*self._bearers.get(reference, ()), article.key)
                self._lengths[len(words(article.reference))] += 1

    def named_in(self, typed: Sequence[str]) -> Referral:
        """The articles that the words of a question name; a bare number names one only when it is all there is."""
        keys: list[str] = []
        places: set[int] = set()
        longest = max((length for length in self._lengths if length <= _MOST_WORDS), default=0)
        for length in range(longest, 0, -1):  # the longest first: what it is made of names nothing else
            for start in range(len(typed) - length + 1):
                here = range(start, start + length)
                reference = normal_reference(" ".join(typed[start : start + length]))
                whole = any(char.isalpha() for char in reference) or length == len(typed)
                if whole and reference in self._bearers and places.isdisjoint(here):
                    keys += self._bearers[reference]
                    places.update(here)
        return Referral(tuple(dict.fromkeys(keys)), frozenset(places))
