"""Evaluation: how often search puts a right article first, and how fast, over a folder of judged questions."""

import json
import resource
import sys
import time
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

import numpy as np

from knowledge.articles import Answer, Article, Audience
from knowledge.errors import BadEvaluation
from knowledge.search.snapshot import Snapshot

# Measures look at the first ten, as in shared/eval: MRR@10.
DEPTH = 10


@dataclass(frozen=True, slots=True)
class JudgedQuestion:
    """A question with the ids of the articles that answer it."""

    text: str
    relevant: frozenset[str]


@dataclass(frozen=True, slots=True)
class Evaluation:
    """What one set measured: shares of questions with a right article first (`s1`) and among three (`s3`), MRR@10,
    milliseconds a question, seconds to build the snapshot, and the process's greatest memory in MB."""

    articles: int
    queries: int
    s1: float
    s3: float
    mrr: float
    p50_ms: float
    p99_ms: float
    build_s: float
    rss_mb: int

    def as_dict(self) -> dict[str, float | int]:
        return asdict(self)


def read_questions(path: Path) -> list[JudgedQuestion]:
    """The questions of a `queries.jsonl`: a JSON object a line with `text` and `relevant`; `BadEvaluation`."""
    try:
        lines = path.read_bytes().removeprefix(b"\xef\xbb\xbf").split(b"\n")
    except OSError as error:
        raise BadEvaluation(f"I can't read {path}: {error.strerror}.") from error
    questions = [_question(line, f"{path}:{number}") for number, line in enumerate(lines, start=1) if line.strip()]
    if not questions:
        raise BadEvaluation(f"{path} holds no questions: write one JSON object a line, with text and relevant.")
    return questions


def _question(line: bytes, place: str) -> JudgedQuestion:
    try:
        row = json.loads(line)
        text, relevant = row["text"], row["relevant"]
    except (ValueError, KeyError, TypeError, RecursionError):
        text, relevant = None, None
    if not isinstance(text, str) or not isinstance(relevant, list):
        raise BadEvaluation(f"{place} is no judged question: that is a JSON object with text and a list, relevant.")
    return JudgedQuestion(text, frozenset(map(str, relevant)))


def evaluate(articles: Sequence[Article], questions: Sequence[JudgedQuestion], *, language: str) -> Evaluation:
    """Build a snapshot of the articles and put every question to it once, each answer whole with its excerpts."""
    started = time.perf_counter()
    snapshot = Snapshot(articles, language=language)
    build_s = time.perf_counter() - started
    places: list[int | None] = []
    took: list[float] = []
    for question in questions:
        asked = time.perf_counter()
        answer = snapshot.answer(question.text, Audience.INTERNAL, limit=DEPTH)
        for match in answer.matches:
            match.cut()
        took.append((time.perf_counter() - asked) * 1000)
        places.append(_first_right(answer, question))
    found = [place for place in places if place is not None]
    return Evaluation(
        articles=len(articles),
        queries=len(questions),
        s1=sum(place == 1 for place in found) / len(questions),
        s3=sum(place <= 3 for place in found) / len(questions),
        mrr=sum(1 / place for place in found) / len(questions),
        p50_ms=float(np.percentile(took, 50)),
        p99_ms=float(np.percentile(took, 99)),
        build_s=build_s,
        rss_mb=greatest_memory_mb(),
    )


def _first_right(answer: Answer, question: JudgedQuestion) -> int | None:
    places = enumerate(answer.matches, start=1)
    return next((place for place, match in places if match.article.id in question.relevant), None)


def greatest_memory_mb() -> int:
    """The most memory this process has held, in MB of 2**20 bytes; Linux counts in KB, macOS in bytes."""
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak // (2**20 if sys.platform == "darwin" else 2**10)
