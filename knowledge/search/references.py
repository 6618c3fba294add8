"""References: the numbers that people quote aloud, found exactly however they are written."""

from collections.abc import Sequence
from dataclasses import dataclass

from knowledge.articles import Article, normal_reference

# A reference may be written as so many words: `AA 05179`, `KB-2024-17`.
_MOST_WORDS = 3


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
            if article.reference:
                self._rows.setdefault(normal_reference(article.reference), []).append(row)

    def named_in(self, typed: Sequence[str]) -> Referral:
        """The articles that the words of a question name; a bare number names one only when it is all there is."""
        rows: list[int] = []
        places: set[int] = set()
        for length in range(1, _MOST_WORDS + 1):
            for start in range(len(typed) - length + 1):
                reference = normal_reference("".join(typed[start : start + length]))
                if reference in self._rows and (not reference.isdigit() or length == len(typed)):
                    rows += self._rows[reference]
                    places.update(range(start, start + length))
        return Referral(tuple(dict.fromkeys(rows)), frozenset(places))
