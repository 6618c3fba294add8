"""Meanings: a run of words that has synonyms, read as all that it may mean at once."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache, partial
from itertools import chain

import numpy as np

from knowledge.search.fields import Floats
from knowledge.search.index import Index
from knowledge.search.reading import LEAST_SIMILAR, WORDS_KEPT, Query, Reader, Reading, Word, distinct
from knowledge.search.synonyms import Run, Spoken, Synonyms
from knowledge.search.text import words
from knowledge.search.vectors import direction
from knowledge.search.vocabulary import Vocabulary

# Runs repeat from question to question: so many are kept as they were read, some 5 KB each.
RUNS_KEPT = 4096


@dataclass(frozen=True, slots=True)
class Meant:
    """A run as it is read.

    `words` are those typed, each with all that the run may mean; `counted` are those that articles score by. `mean` is
    the sum of the run's vectors, `telling` the same weighted by IDF; of several ways to say it, their mean.
    """

    words: tuple[Word, ...]
    counted: tuple[Word, ...]
    mean: Floats
    telling: Floats


def read_run(run: Run, read: Callable[[str], Word]) -> Meant | None:
    """The run, each of its words and of those that it means read by `read`; None where no article has any of them.

    Whichever way an article says it, it scores what its own words score: the longest way is what counts, and each word
    of another way shares out its score among those whose place it takes.
    """
    typed = tuple(map(read, run.words))
    others = [tuple(map(read, meaning.words)) for meaning in run.meanings]
    known = [way for way in (typed, *others) if any(word.terms for word in way)]
    if not known:
        return None
    ordered = sorted(
        map(_telling_words, known), key=lambda way: (-len(way), [word.readings[0].spelling for word in way])
    )
    means = " ".join(run.meanings[0].words)
    meant = [word for way in others for word in _telling_words(way)]
    return Meant(
        words=tuple(_also(word, meant, means) for word in typed),
        counted=_shared_out(ordered[0], ordered[1:]),
        mean=_mean_of([_sum([word.vector for word in way]) for way in known]),
        telling=_mean_of([_sum([word.vector * np.float32(word.weight) for word in way]) for way in known]),
    )


class SynonymReader:
    """Reads questions as a `Reader` does, and runs of words that have synonyms as these too."""

    def __init__(self, reader: Reader, synonyms: Synonyms, vocabulary: Vocabulary) -> None:
        self._reader, self._synonyms = reader, synonyms
        self._stem = lru_cache(maxsize=WORDS_KEPT)(partial(_stem_of, reader, synonyms, vocabulary))
        self._meant = lru_cache(maxsize=RUNS_KEPT)(partial(_meant, reader))

    @property
    def index(self) -> Index:
        return self._reader.index

    def read(self, question: str) -> Query:
        """The question's words with their readings, those by synonyms too."""
        typed = tuple(words(question))
        spoken = [each for each in self._synonyms.spoken_in([*map(self._stem, typed)]) if self._meant(each.run)]
        if not spoken:
            return self._reader.read(question)
        return self._read(question, typed, spoken)

    def _read(self, question: str, typed: tuple[str, ...], spoken: Sequence[Spoken]) -> Query:
        """The question in which these runs are spoken."""
        read, rest = [*self._reader.words(typed)], [*self._reader.words(typed)]
        meanings = [meant for each in spoken if (meant := self._meant(each.run))]
        for each, meant in zip(reversed(spoken), reversed(meanings), strict=True):
            read[each.start : each.end] = meant.words
            del rest[each.start : each.end]
        mean, telling = self._reader.sums(rest)
        return Query(
            typed=typed,
            words=tuple(read),
            distinct=distinct(chain(rest, *(meant.counted for meant in meanings))),
            mean=direction(mean + _sum([meant.mean for meant in meanings])),
            telling=direction(telling + _sum([meant.telling for meant in meanings])),
            text=question,
            synonyms=tuple(dict.fromkeys(meaning.rule for each in spoken for meaning in each.run.meanings)),
        )


def _meant(reader: Reader, run: Run) -> Meant | None:
    """The run as it is read; by words that are like those of its meanings where nothing else can be made of it."""
    meant = read_run(run, reader.exact_word)
    if meant or any(reader.words([word])[0].readings for word in run.words):
        return meant
    return read_run(run, lambda word: reader.words([word])[0])


def _stem_of(reader: Reader, synonyms: Synonyms, vocabulary: Vocabulary, word: str) -> str:
    """The stem by which synonyms know a word, or know the word that it was probably meant to be."""
    stem = vocabulary.stem(word)
    if stem in synonyms.stems:
        return stem
    [read] = reader.words([word])
    nearest = read.readings[0].similarity if read.readings else LEAST_SIMILAR
    meant = synonyms.spelling.neighbours(word, limit=1, least=nearest)
    return vocabulary.stem(synonyms.spelling.words[meant[0].word]) if meant else stem


def _telling_words(way: Sequence[Word]) -> tuple[Word, ...]:
    return tuple(word for word in way if word.terms)


def _also(word: Word, meant: Sequence[Word], means: str) -> Word:
    """A word typed, with what its run means besides; a stop word among others as it is."""
    if word.readings and not word.terms:
        return word
    others = _once(chain.from_iterable(each.readings for each in meant))
    terms = {term: weight for each in reversed(meant) for term, weight in each.terms.items()} | word.terms
    if word.readings or not others:
        return replace(word, readings=_once([*word.readings, *others]), terms=terms)
    weight = max(each.weight for each in meant)
    return replace(word, readings=others, weight=weight, terms=terms, means=means)


def _shared_out(longest: Sequence[Word], others: Sequence[Sequence[Word]]) -> tuple[Word, ...]:
    """The words of the longest way, those of the others taking their places in order."""
    own = {term for word in longest for term in word.terms}
    counted = list(longest)
    for way in others:
        places = [place * len(way) // len(longest) for place in range(len(longest))]
        for place, at in enumerate(places):
            counted[place] = _or(counted[place], way[at], own, places.count(at))
    return tuple(counted)


def _or(word: Word, other: Word, own: set[int], places: int) -> Word:
    """A word, or another instead, that takes so many places; its terms that the longest way has count there alone."""
    terms = dict(word.terms)
    for term, weight in other.terms.items():
        if term not in own:
            terms[term] = max(terms.get(term, 0.0), weight / places)
    return replace(word, readings=_once([*word.readings, *other.readings]), terms=terms)


def _once(readings: Iterable[Reading]) -> tuple[Reading, ...]:
    return tuple(dict.fromkeys(readings))


def _sum(vectors: Sequence[Floats]) -> Floats:
    total: Floats = np.sum(vectors, axis=0)
    return total


def _mean_of(vectors: Sequence[Floats]) -> Floats:
    mean: Floats = np.mean(vectors, axis=0, dtype=np.float32)
    return mean
