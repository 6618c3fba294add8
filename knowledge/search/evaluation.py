"""Evaluation: how often search puts a right article first, and how fast, over a folder of judged questions."""

import resource
import sys
import time
from collections.abc import Sequence
from dataclasses import asdict, dataclass

import numpy as np

from knowledge.articles import Answer, Article, Audience, Band
from knowledge.search.encoder import Encoders, default_encoder
from knowledge.search.index import Index, build_index
from knowledge.search.judged import DEPTH, JudgedQuestion
from knowledge.search.sentences import encoded_by_key
from knowledge.search.snapshot import Snapshot


@dataclass(frozen=True, slots=True)
class Evaluation:
    """What one set measured: shares of questions with a right article first (`s1`) and among three (`s3`), MRR@10,
    shares that were answered in each band, how many of the confident answers were right (`precision`), and how many
    questions with a right article among three were answered `none` all the same (`none_of_found`; both 0 to 1, None
    where there are none such), milliseconds a question, seconds to build the snapshot, and the process's greatest
    memory in MB."""

    articles: int
    queries: int
    s1: float
    s3: float
    mrr: float
    confident: float
    several: float
    none: float
    precision: float | None
    none_of_found: float | None
    p50_ms: float
    p99_ms: float
    build_s: float
    rss_mb: int

    def as_dict(self) -> dict[str, float | int | None]:
        return asdict(self)


def evaluate(
    articles: Sequence[Article],
    questions: Sequence[JudgedQuestion],
    *,
    language: str,
    encoders: Encoders | None = None,
) -> Evaluation:
    """Build a snapshot of the articles and put every question to it once, each answer whole with its excerpts."""
    started = time.perf_counter()
    snapshot = Snapshot.of(built_index(articles, language=language, encoders=encoders))
    build_s = time.perf_counter() - started
    asked = [_ask(snapshot, question) for question in questions]
    places = [each.place for each in asked if each.place is not None]
    took = [each.took_ms for each in asked]
    return Evaluation(
        articles=len(articles),
        queries=len(questions),
        s1=sum(place == 1 for place in places) / len(questions),
        s3=sum(place <= 3 for place in places) / len(questions),
        mrr=sum(1 / place for place in places) / len(questions),
        **_shares(asked),
        precision=_precision(asked),
        none_of_found=_none_of_found(asked),
        p50_ms=float(np.percentile(took, 50)),
        p99_ms=float(np.percentile(took, 99)),
        build_s=build_s,
        rss_mb=greatest_memory_mb(),
    )


@dataclass(frozen=True, slots=True)
class _Asked:
    """What became of a question: the place of the first right article, the answer's band, and how long it took."""

    place: int | None
    band: Band
    took_ms: float


def _ask(snapshot: Snapshot, question: JudgedQuestion) -> _Asked:
    started = time.perf_counter()
    answer = snapshot.answer(question.text, Audience.INTERNAL, limit=DEPTH)
    for match in answer.matches:
        match.cut()
    took_ms = (time.perf_counter() - started) * 1000
    return _Asked(_first_right(answer, question), answer.band, took_ms)


def _shares(asked: Sequence[_Asked]) -> dict[str, float]:
    """The share of the questions that were answered in each band, by its name."""
    return {band.value: sum(each.band is band for each in asked) / len(asked) for band in Band}


def _precision(asked: Sequence[_Asked]) -> float | None:
    sure = [each for each in asked if each.band is Band.CONFIDENT]
    return sum(each.place == 1 for each in sure) / len(sure) if sure else None


def _none_of_found(asked: Sequence[_Asked]) -> float | None:
    found = [each for each in asked if each.place is not None and each.place <= 3]
    return sum(each.band is Band.NONE for each in found) / len(found) if found else None


def built_index(articles: Sequence[Article], *, language: str, encoders: Encoders | None = None) -> Index:
    """The index of these articles, with their sentences' vectors where there is an encoder for them."""
    given = encoders or Encoders(default_encoder())
    known = encoded_by_key(articles, given.sentences) if given.sentences else {}
    return build_index(articles, language=language, encoder=given.words, sentences=given.sentences, encoded=known)


def _first_right(answer: Answer, question: JudgedQuestion) -> int | None:
    places = enumerate(answer.matches, start=1)
    return next((place for place, match in places if match.article.id in question.relevant), None)


def greatest_memory_mb() -> int:
    """The most memory this process has held, in MB of 2**20 bytes; Linux counts in KB, macOS in bytes."""
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak // (2**20 if sys.platform == "darwin" else 2**10)
