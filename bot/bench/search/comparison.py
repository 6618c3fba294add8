"""The comparison: every engine on the same questions of every set, in figures."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass
from statistics import fmean, quantiles
from typing import Any

from bot.bench.cannot import CannotMeasure
from bot.bench.search.engines import Peer
from bot.bench.search.measuring import alone, run
from bot.bench.search.sets import JudgedSet
from knowledge.search.judged import JudgedQuestion


@dataclass(frozen=True, slots=True)
class Quality:
    """Shares of questions with a right article first and among the first three, and MRR@10."""

    s1: float
    s3: float
    mrr: float


@dataclass(frozen=True, slots=True)
class Figures:
    """What one engine did on one set; latencies are over clean and misspelt questions, in milliseconds.

    `memory_mb` is what its process held more than with the articles alone, its libraries included; None where another
    process holds it. `misspelt` is None for a set without such questions.
    """

    set: str
    articles: int
    questions: int
    engine: str
    clean: Quality
    misspelt: Quality | None
    p50_ms: float
    p99_ms: float
    build_s: float
    memory_mb: float | None

    def as_dict(self) -> dict[str, Any]:
        return asdict(self)


@dataclass(frozen=True, slots=True)
class Summary:
    """One engine over all sets: means of its quality, and its costs on the set with the most articles."""

    engine: str
    clean: Quality
    misspelt: Quality | None
    largest: Figures


def compare(sets: Iterable[JudgedSet], engines: Sequence[Peer], *, said: Callable[[str], None]) -> Iterator[Figures]:
    """The figures of every engine on every set; `said` is told what is skipped, and why."""
    lacking: set[str] = set()
    for judged in sets:
        for peer in engines:
            if peer.name not in lacking:
                try:
                    yield _figures(judged, peer)
                except CannotMeasure as reason:
                    said(f"{peer.name} is skipped: {reason}")
                    lacking.add(peer.name)


def _figures(judged: JudgedSet, peer: Peer) -> Figures:
    questions = [*judged.clean, *judged.misspelt]
    done = alone(run, peer, judged.articles, [question.text for question in questions])
    clean, misspelt = done.found[: len(judged.clean)], done.found[len(judged.clean) :]
    return Figures(
        set=judged.name,
        articles=len(judged.articles),
        questions=len(questions),
        engine=peer.name,
        clean=quality(clean, judged.clean),
        misspelt=quality(misspelt, judged.misspelt) if misspelt else None,
        p50_ms=percentile(done.took_ms, 50),
        p99_ms=percentile(done.took_ms, 99),
        build_s=done.build_s,
        memory_mb=done.memory_mb,
    )


def quality(found: Sequence[Sequence[str]], questions: Sequence[JudgedQuestion]) -> Quality:
    """How good it is what was found for each question: ids, best first."""
    places = [_first_right(ids, question) for ids, question in zip(found, questions, strict=True)]
    return Quality(
        s1=fmean(place == 1 for place in places),
        s3=fmean(0 < place <= 3 for place in places),
        mrr=fmean(1 / place if place else 0.0 for place in places),
    )


def _first_right(ids: Sequence[str], question: JudgedQuestion) -> int:
    """The place of the first right article, from 1 on; 0 where there is none."""
    return next((place for place, id in enumerate(ids, start=1) if id in question.relevant), 0)


def percentile(values: Sequence[float], percent: int) -> float:
    """So many percent of the values are below it; between two of them it is in proportion."""
    return quantiles(values, n=100, method="inclusive")[percent - 1] if len(values) > 1 else values[0]


def summaries(figures: Sequence[Figures]) -> list[Summary]:
    """Each engine over the sets; one that was skipped on some of them is left out, since means would not compare."""
    sets = {one.set for one in figures}
    by_engine = {one.engine: [other for other in figures if other.engine == one.engine] for one in figures}
    return [_summary(engine, own) for engine, own in by_engine.items() if len(own) == len(sets)]


def _summary(engine: str, own: Sequence[Figures]) -> Summary:
    misspelt = [one.misspelt for one in own if one.misspelt]
    return Summary(
        engine=engine,
        clean=_mean([one.clean for one in own]),
        misspelt=_mean(misspelt) if misspelt else None,
        largest=max(own, key=lambda one: one.articles),
    )


def _mean(qualities: Sequence[Quality]) -> Quality:
    return Quality(
        s1=fmean(one.s1 for one in qualities),
        s3=fmean(one.s3 for one in qualities),
        mrr=fmean(one.mrr for one in qualities),
    )


def as_rows(found: Sequence[Summary]) -> list[dict[str, str]]:
    """The summaries as a table shows them."""
    return [
        {
            "engine": one.engine,
            "S@1": f"{one.clean.s1:.3f}",
            "S@3": f"{one.clean.s3:.3f}",
            "MRR": f"{one.clean.mrr:.3f}",
            "MRR, misspelt": f"{one.misspelt.mrr:.3f}" if one.misspelt else "–",
            "p50 ms": f"{one.largest.p50_ms:.2f}",
            "p99 ms": f"{one.largest.p99_ms:.2f}",
            "build s": f"{one.largest.build_s:.1f}",
            "memory MB": "–" if one.largest.memory_mb is None else f"{one.largest.memory_mb:.0f}",
        }
        for one in found
    ]
