"""Synonyms: the runs of words in a question that people also say in other words."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from knowledge.search.runs import Runs, build_runs
from knowledge.search.spelling import Spelling, build_spelling
from knowledge.search.text import words
from knowledge.search.vocabulary import Vocabulary
from knowledge.tuning import Synonym, Tuning

# A run is read in so many other ways at most: each costs as much as another word would.
MOST_MEANINGS = 16


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a run also means, in folded words, and the number of the rule that says so."""

    words: tuple[str, ...]
    rule: int


@dataclass(frozen=True, slots=True)
class Run:
    """Words, as a rule spells them, and what they also mean."""

    words: tuple[str, ...]
    meanings: tuple[Meaning, ...]


@dataclass(frozen=True, slots=True)
class Spoken:
    """A run that stands in a question, and at which of its words: from `start` up to but not including `end`."""

    start: int
    end: int
    run: Run


@dataclass(frozen=True, slots=True)
class Synonyms:
    """Knows which runs mean what. Words are compared by their stems; `stems` holds those of all words in runs."""

    runs: Runs[Run]
    stems: frozenset[str]
    spelling: Spelling  # of the words in runs

    def spoken_in(self, stems: Sequence[str]) -> Iterator[Spoken]:
        """The runs in a question, given by the stems of its words: of those that overlap the first, then the longest.

        What a run means is not looked at again, so that synonyms which lead back to themselves end here.
        """
        start = 0
        while start < len(stems):
            length, run = next(self.runs.at(stems, start), (1, None))
            if run:
                yield Spoken(start, start + length, run)
            start += length


def build_synonyms(tuning: Tuning, vocabulary: Vocabulary) -> Synonyms | None:
    """The synonyms of a tuning, their words stemmed as those of the vocabulary; None where there are none.

    A run of stop words alone is left out: `it` stands in too many questions that are not about IT.
    """
    means: dict[tuple[str, ...], Run] = {}
    for number, synonym in tuning.of_kind(Synonym):
        said, meant = words(synonym.words), words(synonym.means)
        _add(means, said, meant, number, vocabulary)
        if synonym.two_way:
            _add(means, meant, said, number, vocabulary)
    if not means:
        return None
    known = sorted({word for run in means.values() for word in run.words})
    stems = frozenset(stem for run in means for stem in run)
    return Synonyms(build_runs(means), stems, build_spelling(known, np.ones(len(known), dtype=np.int64)))


def _add(
    means: dict[tuple[str, ...], Run], said: Sequence[str], meant: Sequence[str], rule: int, vocabulary: Vocabulary
) -> None:
    if not said or not meant or all(map(vocabulary.is_stop_word, said)):
        return
    key = tuple(map(vocabulary.stem, said))
    run = means.get(key, Run(tuple(said), ()))
    is_new = tuple(meant) not in {run.words, *(meaning.words for meaning in run.meanings)}
    if is_new and len(run.meanings) < MOST_MEANINGS:
        means[key] = Run(run.words, (*run.meanings, Meaning(tuple(meant), rule)))
