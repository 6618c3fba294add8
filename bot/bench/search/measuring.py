"""Measuring one engine in a process of its own: how long it takes to build and to ask, and what memory it holds."""

import gc
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from multiprocessing import get_context
from typing import ParamSpec, TypeVar

from bot.bench.cannot import CannotMeasure
from bot.bench.memory import THIS_PROCESS, resident_mb
from bot.bench.search.engines import Peer
from knowledge.articles import Article

# Measures look at the first ten, as `python -m bot eval` does.
DEPTH = 10

Given = ParamSpec("Given")
Told = TypeVar("Told")


@dataclass(frozen=True, slots=True)
class Run:
    """What an engine found for each question, ids best first, and how long each took, in milliseconds.

    `memory_mb` is what the process held more after the last question than with the articles alone, its libraries
    included; None where another process holds it.
    """

    found: Sequence[tuple[str, ...]]
    took_ms: Sequence[float]
    build_s: float
    memory_mb: float | None


def alone(function: Callable[Given, Told], *arguments: Given.args, **named: Given.kwargs) -> Told:
    """What a function says in a new process, so that its memory is its own; `CannotMeasure` when that dies."""
    with ProcessPoolExecutor(max_workers=1, mp_context=get_context("spawn")) as processes:
        try:
            return processes.submit(function, *arguments, **named).result()
        except BrokenProcessPool as broken:
            raise CannotMeasure("its process died, perhaps for want of memory") from broken


def run(peer: Peer, articles: Sequence[Article], questions: Sequence[str]) -> Run:
    """Build an engine of the articles and ask it everything once; the first question is asked once more before.

    `CannotMeasure` where something that it needs is missing.
    """
    gc.collect()
    before_mb, started = resident_mb(THIS_PROCESS), time.perf_counter()
    try:
        engine = peer.build(articles)
    except ImportError as missing:
        raise CannotMeasure(f"{missing.name} is not installed: pip install -e '.[dev]'") from missing
    build_s = time.perf_counter() - started
    engine.find(questions[0], DEPTH)
    found, took_ms = [], []
    for question in questions:
        asked = time.perf_counter()
        found.append(tuple(engine.find(question, DEPTH)))
        took_ms.append((time.perf_counter() - asked) * 1000)
    held_mb = resident_mb(THIS_PROCESS) - before_mb if peer.is_in_memory else None
    return Run(found, took_ms, build_s, held_mb)
