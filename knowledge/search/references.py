"""References: the numbers that people quote aloud, found exactly however they are written, or nearly."""

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from string import ascii_letters

from knowledge.articles import Article, Audience, normal_reference
from knowledge.search.text import words

# `AA-05179` is two words, `KB-2024-11-02` four. What is longer than this is a text, and nobody quotes it.
_MOST_WORDS = 8

_DIGITS = "0123456789"

# Of a reference that is being typed at least so many digits, where these are all, and so many characters at most.
_FEWEST_DIGITS, _LONGEST = 2, 40

# A reference with the letters of another kind is looked for among so many kinds.
_MOST_PREFIXES = 20


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
    prefixes: Mapping[Audience, Counter[str]]  # how many that an audience may read begin with which letters
    written: Sequence[str] = ()  # each as it is written and as it is compared, with its article's key; in order

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

    def begun(self, typed: str, audience: Audience) -> Iterator[str]:
        """The keys of the articles whose references begin as typed, be it that only their digits are: `AA-05`, `aa5`.

        A key may come twice. Nothing where too few digits are typed to tell one from a word.
        """
        begun = _joined(typed)
        if not any(char.isdigit() for char in begun) or len(begun) > _LONGEST:
            return
        bare = begun.isdigit()
        if bare and len(begun) < _FEWEST_DIGITS:
            return
        kinds = [letters for letters, _ in self.prefixes[audience].most_common(_MOST_PREFIXES)] if bare else [""]
        for letters in kinds:
            place = bisect_left(self.written, letters + begun)
            while place < len(self.written) and self.written[place].startswith(letters + begun):
                yield self.written[place].partition("\0")[2]
                place += 1

    def like(self, reference: str, audience: Audience) -> Iterator[str]:
        """The references that one was likely meant to be: of other letters, or one slip away in its digits.

        Letters that begin none which the audience may read are not tried.
        """
        letters, digits = _parted(reference)
        of_other_letters = (
            letters_too + digits for letters_too, _ in self.prefixes[audience].most_common(_MOST_PREFIXES)
        )
        slips = (letters + slipped for slipped in _slips(digits))
        for near in dict.fromkeys(map(normal_reference, chain(of_other_letters, slips))):
            if near in self.bearers and near != reference:
                yield near


def _parted(reference: str) -> tuple[str, str]:
    """The letters that a reference as it is compared begins with, and what follows them."""
    digits = reference.lstrip(ascii_letters) if reference.isascii() else ""
    return reference[: len(reference) - len(digits)], digits


def _slips(digits: str) -> Iterator[str]:
    """A number with two neighbours swapped, one digit another, one left out, or one too many, in this order."""
    splits = [(digits[:at], digits[at:]) for at in range(len(digits) + 1)]
    yield from (before + after[1] + after[0] + after[2:] for before, after in splits if len(after) > 1)
    yield from (before + other + after[1:] for before, after in splits if after for other in _DIGITS)
    yield from (before + after[1:] for before, after in splits if after)
    yield from (before + other + after for before, after in splits for other in _DIGITS)


def build_references(articles: Iterable[Article]) -> References:
    """The references of the articles."""
    return updated_references(References({}, Counter(), {audience: Counter() for audience in Audience}), (), articles)


def updated_references(before: References, gone: Iterable[Article], arrived: Iterable[Article]) -> References:
    """The references after some articles have come, gone or changed."""
    bearers, lengths = dict(before.bearers), Counter(before.lengths)
    prefixes = {audience: Counter(counted) for audience, counted in before.prefixes.items()}
    gone, arrived = [*gone], [*arrived]
    left = {each for article in gone for each in _written(article)}
    for article, reference, length in _references(gone):
        bearers[reference] = tuple(key for key in bearers[reference] if key != article.key)
        lengths[length] -= 1
        _count(prefixes, article, reference, -1)
    for article, reference, length in _references(arrived):
        bearers[reference] = tuple(sorted((*bearers.get(reference, ()), article.key)))
        lengths[length] += 1
        _count(prefixes, article, reference, 1)
    return References(
        {reference: keys for reference, keys in bearers.items() if keys},
        +lengths,
        {audience: +counted for audience, counted in prefixes.items()},
        sorted([*(each for each in before.written if each not in left), *chain(*map(_written, arrived))]),
    )


def _written(article: Article) -> set[str]:
    """An article's reference without what parts it, as it is written and as it is compared, each with its key."""
    ways = _joined(article.reference), _joined(normal_reference(article.reference))
    return {f"{way}\0{article.key}" for way in ways if way}


def _joined(reference: str) -> str:
    return "".join(char for char in reference.casefold() if char.isalnum())


def _count(prefixes: Mapping[Audience, Counter[str]], article: Article, reference: str, count: int) -> None:
    for audience, counted in prefixes.items():
        if audience.may_read(article.visibility):
            counted[_parted(reference)[0]] += count


def _references(articles: Iterable[Article]) -> Iterator[tuple[Article, str, int]]:
    for article in articles:
        if article.reference and (reference := normal_reference(article.reference)):
            yield article, reference, len(words(article.reference))
