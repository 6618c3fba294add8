"""Scale: what search takes over so many made articles, in a new process for each number of them."""

import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

from bot.bench.cannot import CannotMeasure
from bot.bench.memory import THIS_PROCESS, resident_mb
from bot.bench.search.comparison import percentile, quality
from bot.bench.search.made import made, vocabulary_size
from bot.bench.search.measuring import alone
from bot.bench.search.sets import originals
from knowledge.articles import Audience
from knowledge.search.evaluation import greatest_memory_mb
from knowledge.search.snapshot import Snapshot

# An answer is made as Slack shows it: with so many articles and their excerpts.
SHOWN = 5


@dataclass(frozen=True, slots=True)
class Scale:
    """Latency in milliseconds and MRR@5 of questions with three misspelt words each, and what the index took.

    `update_s` is how long it takes to take in one changed article. Memory is that of the whole process, the articles
    included: `memory_mb` when all questions are answered, `peak_mb` the most that it ever was.
    """

    articles: int
    words: int
    questions: int
    mrr: float
    p50_ms: float
    p99_ms: float
    build_s: float
    update_s: float
    memory_mb: float
    peak_mb: float

    def as_dict(self) -> dict[str, Any]:
        return asdict(self)

    def as_row(self) -> dict[str, str]:
        """As a table shows it."""
        return {
            "articles": f"{self.articles:,}",
            "words": f"{self.words:,}",
            "MRR": f"{self.mrr:.3f}",
            "p50 ms": f"{self.p50_ms:.1f}",
            "p99 ms": f"{self.p99_ms:.1f}",
            "build s": f"{self.build_s:.1f}",
            "one update s": f"{self.update_s:.2f}",
            "memory MB": f"{self.memory_mb:,.0f}",
            "peak MB": f"{self.peak_mb:,.0f}",
        }


def scale(
    counts: Sequence[int], *, folder: Path | None, questions: int, said: Callable[[str], None]
) -> Iterator[Scale]:
    """Measure search over each number of articles, made of those of a folder or of the sample help centre."""
    for count in counts:
        said(f"{count:,} articles are made and searched")
        yield alone(measured, count, folder, questions)


def measured(count: int, folder: Path | None, questions: int) -> Scale:
    """Make the articles and measure the snapshot that is made of them, in this process."""
    given = made(originals(folder), count=count, questions=questions)
    if not given.questions:
        raise CannotMeasure(f"None of {count} articles has a title with three words to misspell: make more of them.")
    built = _Timed()
    snapshot = Snapshot(given.articles)
    build_s = built.seconds()
    found, took_ms = [], []
    for question in given.questions:
        asked = _Timed()
        found.append(_ids(snapshot, question.text))
        took_ms.append(asked.seconds() * 1000)
    memory_mb = resident_mb(THIS_PROCESS)
    changed = _Timed()
    snapshot.updated([replace(given.articles[count // 2], title=given.questions[0].text)], [])
    return Scale(
        articles=count,
        words=vocabulary_size(count),
        questions=len(given.questions),
        mrr=quality(found, given.questions).mrr,
        p50_ms=percentile(took_ms, 50),
        p99_ms=percentile(took_ms, 99),
        build_s=build_s,
        update_s=changed.seconds(),
        memory_mb=memory_mb,
        peak_mb=greatest_memory_mb(),
    )


def _ids(snapshot: Snapshot, question: str) -> list[str]:
    """The ids of the answer's articles; it is made whole, with the excerpt of each."""
    matches = snapshot.answer(question, Audience.INTERNAL, limit=SHOWN).matches
    for match in matches:
        match.cut()
    return [match.article.id for match in matches]


class _Timed:
    """A stretch of time that begins now."""

    def __init__(self) -> None:
        self._start = time.perf_counter()

    def seconds(self) -> float:
        return time.perf_counter() - self._start
