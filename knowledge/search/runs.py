"""Runs: words that follow each other in a question, found by their first word and not by trying each run there is."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

Held = TypeVar("Held")


@dataclass(frozen=True, slots=True)
class Runs(Generic[Held]):
    """What is held under runs of words. `lengths` are those of the runs that begin with a word, the longest first."""

    held: Mapping[tuple[str, ...], Held]
    lengths: Mapping[str, tuple[int, ...]]

    def at(self, words: Sequence[str], start: int) -> Iterator[tuple[int, Held]]:
        """What is held under the runs that begin at a place among some words, each with its length, longest first."""
        for length in self.lengths.get(words[start], ()):
            held = self.held.get(tuple(words[start : start + length]))
            if held is not None and start + length <= len(words):
                yield length, held


def build_runs(held: Mapping[tuple[str, ...], Held]) -> Runs[Held]:
    """Finds what is held under runs of at least one word each."""
    lengths: dict[str, set[int]] = {}
    for run in held:
        lengths.setdefault(run[0], set()).add(len(run))
    return Runs(held, {first: tuple(sorted(known, reverse=True)) for first, known in lengths.items()})
