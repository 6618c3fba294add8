"""Fuzzing: hostile input of all kinds for a while, with a seed, and each distinct failure once."""

import time
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import count
from random import Random
from typing import Any

from bot.bench import hostile
from bot.bench.browsed import of_browsing
from bot.bench.grounds import Articles, Endpoint, an_endpoint, some_articles
from bot.bench.hostile import CANARY, SourceFile
from bot.bench.witnesses import unforeseen

# As much of an input as is shown.
_LONGEST_SHOWN = 600

# After so many rounds everything is made anew, so that nothing grows for ever.
_ROUNDS = 500


@dataclass(frozen=True, slots=True)
class Failure:
    """What went wrong, with the shortest input that made it, and the number of the try by which it was found."""

    kind: str
    problem: str
    input: str
    number: int


@dataclass(slots=True)
class Fuzzing:
    """What was tried with a seed: how many inputs of each kind, how many of them failed, and in which ways."""

    seed: int
    tried: Counter[str] = field(default_factory=Counter)
    failed: Counter[str] = field(default_factory=Counter)
    failures: dict[tuple[str, str], Failure] = field(default_factory=dict)

    def note(self, kind: str, number: int, given: object, problems: list[str]) -> None:
        """Count a try, and keep each of its problems where this input is the shortest so far."""
        self.tried[kind] += 1
        self.failed[kind] += bool(problems)
        for problem in problems:
            known, shown = self.failures.get((kind, problem)), repr(given)
            if known is None or len(shown) < len(known.input):
                self.failures[kind, problem] = Failure(kind, problem, shown, number)

    def as_dict(self) -> dict[str, Any]:
        """As `bench fuzz --json` prints it."""
        failures = [
            {"kind": each.kind, "problem": each.problem, "try": each.number, "input": each.input[:_LONGEST_SHOWN]}
            for each in self.failures.values()
        ]
        kinds = {kind: {"tried": self.tried[kind], "failed": self.failed[kind]} for kind in self.tried}
        return {"seed": self.seed, "kinds": kinds, "failures": failures}


@dataclass(frozen=True, slots=True)
class _Kind:
    """A kind of input: how one is made, and how it is tried."""

    make: Callable[[Random], Any]
    attempt: Callable[[Any], Iterator[str]]


def fuzz(*, seconds: float, seed: int) -> Fuzzing:
    """Try hostile input for so many seconds; the same seed makes the same inputs in the same order."""
    found, numbers = Fuzzing(seed), count(1)
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        with some_articles() as settled, some_articles() as changing, an_endpoint(settled) as endpoint:
            kinds = _kinds(settled, changing, endpoint)
            for _, number in zip(range(_ROUNDS), numbers, strict=False):
                _try_each(kinds, found, number)
                if time.monotonic() >= until:
                    break
    return found


def _kinds(settled: Articles, changing: Articles, endpoint: Endpoint) -> Mapping[str, _Kind]:
    return {
        "question": _Kind(hostile.question, settled.asked),
        "search": _Kind(hostile.search, settled.searched),
        "browse": _Kind(hostile.question, lambda typed: of_browsing(settled.knowledge, typed)),
        "source": _Kind(hostile.source_file, lambda file: _synced_and_asked(changing, file)),
        "sources.toml": _Kind(hostile.sources_toml, changing.listed),
        "request": _Kind(endpoint.request, endpoint.sent),
    }


def _synced_and_asked(articles: Articles, file: SourceFile) -> Iterator[str]:
    yield from articles.put(file)
    articles.knowledge.refresh()
    for question in ("reset password refund", CANARY):
        yield from articles.asked(question)
        yield from of_browsing(articles.knowledge, question)


def _try_each(kinds: Mapping[str, _Kind], found: Fuzzing, number: int) -> None:
    for name, kind in kinds.items():
        given = kind.make(Random(f"{found.seed} {name} {number}"))  # noqa: S311 - a seed must make the same again
        try:
            problems = [*kind.attempt(given)]
        except Exception as error:  # whatever it is, it is what is looked for
            problems = [f"raised: {unforeseen(error)}"]
        found.note(name, number, given, problems)
