"""The vocabulary: every word that an article holds, the language it is read in, and the stem that stands for it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from knowledge.search.fields import FIELDS, FieldWords, Ints
from knowledge.search.languages import Language, language_called, language_names
from knowledge.search.spoken import article_votes, columns_spoken, language_totals, languages_of

Flags = NDArray[np.bool_]

# A stop word has no term: it is known to spelling and to the plain vectors only.
STOP = -1


@dataclass(frozen=True, slots=True)
class Uses:
    """How much each word stands in some articles, and what languages these are in; added and taken away by number.

    `words` are the uses of each word (`count_uses`), `public` those in articles that everybody may read, `apart` those
    in articles of each language, one column each and none where there is one language only; `totals` say how much is
    written in each of `LANGUAGES`.
    """

    words: Ints
    public: Ints
    apart: Ints
    totals: Ints

    def with_others(self, others: "Uses", *, sign: int = 1) -> "Uses":
        """These with others added, or taken away with the sign -1; the others may know more words."""
        more = len(others.words) - len(self.words)
        return Uses(
            np.pad(self.words, (0, more)) + sign * others.words,
            np.pad(self.public, (0, more)) + sign * others.public,
            np.pad(self.apart, ((0, more), (0, 0))) + sign * others.apart,
            self.totals + sign * others.totals,
        )

    def widened(self, word_count: int) -> "Uses":
        """The same for so many words, those behind not used."""
        more = word_count - len(self.words)
        words, public = np.pad(self.words, (0, more)), np.pad(self.public, (0, more))
        return Uses(words, public, np.pad(self.apart, ((0, more), (0, 0))), self.totals)


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """Words and terms by number; a term is the stem of all words that share it. Words out of use keep their number.

    Each word is read in the language of the articles in which it mostly stands.
    """

    languages: tuple[Language, ...]  # in the order of `LANGUAGES`
    words: Sequence[str]
    word_ids: Mapping[str, int]
    read_in: Ints  # of each word: the language it is read in, by its place in `languages`
    terms: Ints  # the term of each word, or STOP
    term_ids: Mapping[str, int]
    used: Uses
    by_term: Ints  # the words, ordered by their terms
    term_starts: Ints  # where each term's part of `by_term` begins; one more than there are terms

    @property
    def uses(self) -> Ints:
        """How much each word stands in the articles, see `count_uses`."""
        return self.used.words

    def place(self, word: str) -> int | None:
        """The number of a word, if an article holds it or it is a stop word."""
        place = self.word_ids.get(word)
        return place if place is not None and (self.uses[place] or self.terms[place] == STOP) else None

    def holds(self, term: int) -> bool:
        """Whether an article holds one of the words that a term stands for."""
        return bool(self.uses[self._places(term)].any())

    def of_the_public(self) -> "Vocabulary":
        """The same where words that only internal articles hold are out of use."""
        return replace(self, used=replace(self.used, words=self.used.public))

    def stem(self, word: str) -> str:
        """The stem of a folded word in the first language, be it a stop word or one that no article holds."""
        return self.languages[0].stems([word])[0]

    def is_stop_word(self, word: str) -> bool:
        """Whether a folded word is one that tells nothing by itself."""
        return any(language.is_stop_word(word) for language in self.languages)

    @property
    def prominence(self) -> Ints:
        """How much each word is used; 0 for a word out of use, never for a stop word."""
        prominence: Ints = self.uses + (self.terms == STOP)
        return prominence

    @property
    def is_mostly_used(self) -> bool:
        """Whether most of the words still stand in an article."""
        return 2 * int(np.count_nonzero(self.prominence)) >= len(self.words)

    @property
    def is_read_rightly(self) -> bool:
        """Whether each word would be read alike in a vocabulary that is built anew."""
        now = _languages_of_words(self.languages, self.word_ids, self.used.apart)
        moved = np.flatnonzero(now != self.read_in).tolist()
        return all(self._is_read_alike(place, self.languages[now[place]]) for place in moved)

    def _is_read_alike(self, place: int, language: Language) -> bool:
        """Whether a word's reading in another language is the same, or nobody sees it."""
        word = self.words[place]
        stem = _stem(word, language)
        return stem == _stem(word, self.languages[self.read_in[place]]) or bool(stem and not self.uses[place])

    def terms_by_stem(self, word: str) -> list[int]:
        """The terms of words that share their stem with a folded word, as each of the languages stems it."""
        stems = dict.fromkeys(_stem(word, language) for language in self.languages)
        return [self.term_ids[stem] for stem in stems if stem in self.term_ids]

    def words_of(self, term: int) -> list[str]:
        """The words that a term stands for."""
        return [self.words[place] for place in self._places(term).tolist()]

    def _places(self, term: int) -> Ints:
        return self.by_term[self.term_starts[term] : self.term_starts[term + 1]]


def build_vocabulary(
    fields: Mapping[str, FieldWords], word_ids: dict[str, int], public: Flags, *, setting: str
) -> Vocabulary:
    """The vocabulary of the words by number that stand in the fields of articles; `public` says of each if it is so.

    The setting names languages (`language_names`) or is `AUTO`, which asks the articles; `UnknownLanguage`. The
    languages' stop words are taken in too.
    """
    votes = article_votes(fields, word_ids, article_count=len(public))
    names = language_names(setting) or languages_of(language_totals(votes))
    languages = tuple(map(language_called, names))
    for word in sorted(set().union(*(language.stop_words for language in languages))):
        word_ids.setdefault(word, len(word_ids))
    used = count_uses(fields, word_ids, public, languages=languages)
    none = np.zeros(0, dtype=np.int64)
    nothing = Uses(none, none, np.zeros((0, used.apart.shape[1]), dtype=np.int64), np.zeros_like(used.totals))
    return grown(Vocabulary(languages, [], {}, none, none, {}, nothing, none, none), word_ids, used)


def grown(before: Vocabulary, word_ids: Mapping[str, int], used: Uses) -> Vocabulary:
    """The vocabulary with the words that have been given a number since, and all words' uses as they are now."""
    added = list(word_ids)[len(before.words) :]
    term_ids = dict(before.term_ids)
    used = used.widened(len(word_ids))
    read_in = _languages_of_words(before.languages, word_ids, used.apart)[len(before.words) :]
    terms = np.concatenate([before.terms, _terms(added, before.languages, read_in, term_ids)])
    by_term = np.argsort(terms, kind="stable")
    return Vocabulary(
        languages=before.languages,
        words=[*before.words, *added],
        word_ids=word_ids,
        read_in=np.concatenate([before.read_in, read_in]),
        terms=terms,
        term_ids=term_ids,
        used=used,
        by_term=by_term,
        term_starts=np.searchsorted(terms[by_term], np.arange(len(term_ids) + 1)),
    )


def count_uses(
    fields: Mapping[str, FieldWords], word_ids: Mapping[str, int], public: Flags, *, languages: Sequence[Language]
) -> Uses:
    """How much each word stands in the fields of articles: its count in each by ten times the field's weight, added up,
    over all of them, over those that are `public`, and apart by their languages where there are several."""
    votes = article_votes(fields, word_ids, article_count=len(public))
    spoken = columns_spoken(votes, [language.name for language in languages])
    columns = len(languages) if len(languages) > 1 else 0
    words, open_words = np.zeros((2, len(word_ids)), dtype=np.int64)
    apart = np.zeros((len(word_ids), columns), dtype=np.int64)
    for field in FIELDS:
        held, weight = fields[field.name], round(10 * field.weight)
        words += weight * np.bincount(held.words, minlength=len(word_ids))
        open_words += weight * np.bincount(held.words[public[held.articles]], minlength=len(word_ids))
        for column in range(columns):
            own = held.words[spoken[held.articles] == column]
            apart[:, column] += weight * np.bincount(own, minlength=len(word_ids))
    return Uses(words, open_words, apart, language_totals(votes))


def _languages_of_words(languages: Sequence[Language], word_ids: Mapping[str, int], apart: Ints) -> Ints:
    """The language each word is read in: that in which it mostly stands; of unused ones that whose stop word it is."""
    if len(languages) == 1:
        return np.zeros(len(word_ids), dtype=np.int64)
    read_in: Ints = apart.argmax(axis=1)
    unused = apart.sum(axis=1) == 0
    for column, language in reversed(list(enumerate(languages))):
        places = np.array([word_ids[word] for word in sorted(language.stop_words) if word in word_ids], dtype=np.int64)
        read_in[places[unused[places]]] = column
    return read_in


def _stem(word: str, language: Language) -> str:
    """The stem that a word has in a language; none for its stop words."""
    return "" if language.is_stop_word(word) else language.stems([word])[0]


def _terms(added: Sequence[str], languages: Sequence[Language], read_in: Ints, term_ids: dict[str, int]) -> Ints:
    """The term of each word; stems without a number get the next."""
    stems = [""] * len(added)
    for column, language in enumerate(languages):
        places = np.flatnonzero(read_in == column).tolist()
        for place, stem in zip(places, language.stems([added[place] for place in places]), strict=True):
            stems[place] = "" if language.is_stop_word(added[place]) else stem
    terms = (term_ids.setdefault(stem, len(term_ids)) if stem else STOP for stem in stems)
    return np.fromiter(terms, dtype=np.int64, count=len(added))
