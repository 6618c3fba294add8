"""References: the numbers that people quote aloud, found exactly however they are written."""

from collections.abc import Sequence
from dataclasses import dataclass

from knowledge.articles import Article, normal_reference
from knowledge.search.text import words

# `AA-05179` is two words, `KB-2024-11-02` four. What is longer than this is a text, and nobody quotes it.
_MOST_WORDS = 8


@dataclass(frozen=True, slots=True)
class Referral:
    """The articles whose references stand in a question, and the places of the words that name them."""

    rows: tuple[int, ...]
    places: frozenset[int]


class References:
    """Knows which articles bear which reference."""

    def __init__(self, articles: Sequence[Article]) -> None:
        """Take the articles; a row is an article's place among them."""
        self._rows: dict[str, list[int]] = {}
        for row, article in enumerate(articles):
            if reference := normal_reference(article.reference):
                self._rows.setdefault(reference, []).append(row)
        lengths = (len(words(article.reference)) for article in articles if article.reference)
        self._longest = max((length for length in lengths if length <= _MOST_WORDS), default=0)

    def named_in(self, typed: Sequence[str]) -> Referral:
        """The articles that the words of a question name; a bare number names one only when it is all there is."""
        rows: list[int] = []
        places: set[int] = set()
        for length in range(self._longest, 0, -1):  # the longest first: what it is made of names nothing else
            for start in range(len(typed) - length + 1):
                here = range(start, start + length)
                reference = normal_reference(" ".join(typed[start : start + length]))
                whole = any(char.isalpha() for char in reference) or length == len(typed)
                if whole and reference in self._rows and places.isdisjoint(here):
                    rows += self._rows[reference]
                    places.update(here)
        return Referral(tuple(dict.fromkeys(rows)), frozenset(places))
