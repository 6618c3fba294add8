"""The vocabulary: every word that an article holds, the stem that stands for it, and the language they are read in."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from knowledge.search.fields import FIELDS, FieldWords, Ints
from knowledge.search.stopwords import ALL_STOP_WORDS
from knowledge.search.text import AUTO, Language, detect_language

# A stop word has no term: it is known to spelling and to the plain vectors only.
STOP = -1


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """Words and terms by number; a term is the stem of all words that share it. Words out of use keep their number."""

    language: Language
    words: Sequence[str]
    word_ids: Mapping[str, int]
    terms: Ints  # the term of each word, or STOP
    term_ids: Mapping[str, int]
    uses: Ints  # how much each word stands in the articles, see `count_uses`
    by_term: Ints  # the words, ordered by their terms
    term_starts: Ints  # where each term's part of `by_term` begins; one more than there are terms

    def place(self, word: str) -> int | None:
        """The number of a word, if an article holds it or it is a stop word."""
        place = self.word_ids.get(word)
        return place if place is not None and (self.uses[place] or self.terms[place] == STOP) else None

    @property
    def prominence(self) -> Ints:
        """How much each word is used; 0 for a word out of use, never for a stop word."""
        prominence: Ints = self.uses + (self.terms == STOP)
        return prominence

    @property
    def is_mostly_used(self) -> bool:
        """Whether most of the words still stand in an article."""
        return 2 * int(np.count_nonzero(self.prominence)) >= len(self.words)

    def words_of(self, term: int) -> list[str]:
        """The words that a term stands for."""
        places = self.by_term[self.term_starts[term] : self.term_starts[term + 1]]
        return [self.words[place] for place in places.tolist()]


def build_vocabulary(word_ids: dict[str, int], uses: Ints, *, language: str) -> Vocabulary:
    """The vocabulary of words by number, with how often each is used; it takes in its language's stop words too.

    The language is a name, a code, or `AUTO`, which asks the words; `UnknownLanguage`.
    """
    found = Language(language_of(word_ids, uses) if language == AUTO else language)
    for word in sorted(found.stop_words):
        word_ids.setdefault(word, len(word_ids))
    none = np.zeros(0, dtype=np.int64)
    return grown(Vocabulary(found, [], {}, none, {}, none, none, none), word_ids, uses)


def grown(before: Vocabulary, word_ids: Mapping[str, int], uses: Ints) -> Vocabulary:
    """The vocabulary with the words that have been given a number since, and all words' uses as they are now."""
    added = list(word_ids)[len(before.words) :]
    term_ids = dict(before.term_ids)
    terms = np.concatenate([before.terms, _terms(added, before.language, term_ids)])
    by_term = np.argsort(terms, kind="stable")
    return Vocabulary(
        language=before.language,
        words=[*before.words, *added],
        word_ids=word_ids,
        terms=terms,
        term_ids=term_ids,
        uses=np.pad(uses, (0, len(terms) - len(uses))),
        by_term=by_term,
        term_starts=np.searchsorted(terms[by_term], np.arange(len(term_ids) + 1)),
    )


def count_uses(fields: Mapping[str, FieldWords], word_count: int) -> Ints:
    """How much each word stands in the fields: its count in each by ten times the field's weight, added up."""
    uses = np.zeros(word_count, dtype=np.int64)
    for field in FIELDS:
        uses += round(10 * field.weight) * np.bincount(fields[field.name].words, minlength=word_count)
    return uses


def language_of(word_ids: Mapping[str, int], uses: Ints) -> str:
    """The language that words used so much are of."""
    return detect_language({word: int(uses[word_ids[word]]) for word in ALL_STOP_WORDS if word in word_ids})


def _terms(added: Iterable[str], language: Language, term_ids: dict[str, int]) -> Ints:
    """The term of each word; stems without a number get the next."""
    listed = list(added)
    stems = language.stems(listed)
    terms = (
        STOP if language.is_stop_word(word) else term_ids.setdefault(stem, len(term_ids))
        for word, stem in zip(listed, stems, strict=True)
    )
    return np.fromiter(terms, dtype=np.int64, count=len(listed))
