"""Trials: questions put to an index, with the evidence for the first article of each and whether it was right."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from random import Random

import numpy as np
from numpy.typing import NDArray

from knowledge.articles import Article
from knowledge.search.evidence import EVIDENCE, evidence_of
from knowledge.search.fields import Floats
from knowledge.search.index import Index
from knowledge.search.judged import DEPTH, JudgedQuestion
from knowledge.search.ranking import rank
from knowledge.search.reading import Reader
from knowledge.search.text import words

# Among so many articles an answer counts as there.
AMONG = 3

# As many questions of a group are tried, and as many that were asked of other articles, where each set has several such
# groups.
MOST, FOREIGN = 1300, 600

# People type a few words as often as a whole sentence: so many telling words of a title, and of a question in a row.
_OF_TITLE, _OF_QUESTION = (1, 1, 2, 2, 3), (1, 2, 2, 3, 3, 4)
_TITLES, _KEYWORDS = 300, 700


@dataclass(frozen=True, slots=True)
class Trials:
    """A group of questions: the evidence for each one's first article, and whether the first was right (`first`) or one
    of the first three (`any`)."""

    evidence: Floats
    first: NDArray[np.bool_]
    any: NDArray[np.bool_]


def tried(index: Index, questions: Sequence[JudgedQuestion], *, most: int = MOST) -> Trials:
    """Put the questions to the index, or so many of them chosen at random, always the same ones."""
    reader = Reader(index)
    chosen = questions if len(questions) <= most else Random(0).sample(list(questions), most)  # noqa: S311 as below
    found = [found for question in chosen if (found := _tried(index, reader, question))]
    evidence = np.stack([each for each, _, _ in found]) if found else np.zeros((0, len(EVIDENCE)), dtype=np.float32)
    first, among = ([each[place] for each in found] for place in (1, 2))
    return Trials(evidence, np.array(first, dtype=bool), np.array(among, dtype=bool))


def _tried(index: Index, reader: Reader, question: JudgedQuestion) -> tuple[Floats, bool, bool] | None:
    query = reader.read(question.text)
    ranking = rank(query, index, count=DEPTH)
    if not query.typed or not len(ranking.rows):
        return None
    right = [index.articles[row].id in question.relevant for row in ranking.rows[:AMONG].tolist()]
    return evidence_of(ranking, query, index)[0], right[0], any(right)


def without_answers(questions: Sequence[JudgedQuestion]) -> list[JudgedQuestion]:
    """The questions as other articles hear them, of which none is right."""
    return [JudgedQuestion(question.text, frozenset()) for question in questions]


def with_short_ones(index: Index, typed: Sequence[JudgedQuestion]) -> Mapping[str, list[JudgedQuestion]]:
    """Short questions as people type them: words of titles, and words in a row of what was asked."""
    random, telling = Random(0), _Telling(index)  # noqa: S311 the same questions each time
    titles = random.sample(list(index.articles), min(_TITLES, len(index.articles)))
    asked = random.sample(list(typed), min(_KEYWORDS, len(typed)))
    return {
        "of titles": [*_of_titles(titles, telling, random)],
        "keywords": [*_keywords(asked, telling, random)],
    }


def _of_titles(articles: Sequence[Article], telling: "_Telling", random: Random) -> Iterator[JudgedQuestion]:
    for article in articles:
        if said := telling.words(article.title):
            kept = sorted(random.sample(range(len(said)), min(len(said), random.choice(_OF_TITLE))))
            yield JudgedQuestion(" ".join(said[place] for place in kept), frozenset([article.id]))


def _keywords(questions: Sequence[JudgedQuestion], telling: "_Telling", random: Random) -> Iterator[JudgedQuestion]:
    for question in questions:
        said = telling.words(question.text)
        if len(said) > 1:
            count = min(len(said) - 1, random.choice(_OF_QUESTION))
            start = random.randrange(len(said) - count + 1)
            yield JudgedQuestion(" ".join(said[start : start + count]), question.relevant)


@dataclass(frozen=True, slots=True)
class _Telling:
    """Finds the words that are no stop words where an index is read."""

    index: Index

    def words(self, text: str) -> list[str]:
        return [word for word in words(text) if not self._is_stop_word(word)]

    def _is_stop_word(self, word: str) -> bool:
        vocabulary = self.index.vocabulary
        place = vocabulary.place(word)
        return place is not None and int(vocabulary.terms[place]) < 0
