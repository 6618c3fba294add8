"""References: the numbers that people quote aloud, found exactly however they are written."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
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


@dataclass(frozen=True, slots=True)
class References:
    """Knows which articles bear which reference."""

    bearers: Mapping[str, tuple[str, ...]]  # the keys of the articles, in order
    lengths: Counter[int]  # how many references are of so many words

    def named_in(self, typed: Sequence[str]) -> Referral:
        """The articles that the words of a question name; a bare number names one only when it is all there is."""
        keys: list[str] = []
        places: set[int] = set()
        longest = max((length for length in self.lengths if length <= _MOST_WORDS), default=0)
        for length in range(longest, 0, -1):  # the longest first: what it is made of names nothing else
            for start in range(len(typed) - length + 1):
                here = range(start, start + length)
                reference = normal_reference(" ".join(typed[start : start + length]))
                whole = any(char.isalpha() for char in reference) or length == len(typed)
                if whole and reference in self.bearers and places.isdisjoint(here):
                    keys += self.bearers[reference]
                    places.update(here)
        return Referral(tuple(dict.fromkeys(keys)), frozenset(places))


def build_references(articles: Iterable[Article]) -> References:
    """The references of the articles."""
    return updated_references(References({}, Counter()), (), articles)


def updated_references(before: References, gone: Iterable[Article], arrived: Iterable[Article]) -> References:
    """The references after some articles have come, gone or changed."""
    bearers, lengths = dict(before.bearers), Counter(before.lengths)
    for article, reference, length in _references(gone):
        bearers[reference] = tuple(key for key in bearers[reference] if key != article.key)
        lengths[length] -= 1
    for article, reference, length in _references(arrived):
        bearers[reference] = tuple(sorted((*bearers.get(reference, ()), article.key)))
        lengths[length] += 1
    return References({reference: keys for reference, keys in bearers.items() if keys}, +lengths)


def _references(articles: Iterable[Article]) -> Iterator[tuple[Article, str, int]]:
    for article in articles:
        if reference := normal_reference(article.reference):
            yield article, reference, len(words(article.reference))
