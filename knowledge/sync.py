"""What a sync found, source by source, as people are told it."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from knowledge.changes import Change, ChangeKind
from knowledge.sources.collect import Collected
from knowledge.sources.source import Fault, Notice


@dataclass(frozen=True, slots=True)
class SourceReport:
    """What a sync found in one source; `problem` says why it could not be read at all."""

    source: str
    counts: dict[ChangeKind, int] = field(default_factory=dict)
    unchanged: int = 0
    faults: tuple[Fault, ...] = ()
    notices: tuple[Notice, ...] = ()
    problem: str = ""

    @property
    def is_clean(self) -> bool:
        """Whether every article was read."""
        return not self.faults and not self.problem


def report(source: str, collected: Collected, changes: Sequence[Change]) -> SourceReport:
    """The report of a source that was read, with the changes that came of it."""
    counts = {kind: sum(change.kind is kind for change in changes) for kind in ChangeKind}
    touched = sum(change.kind is not ChangeKind.REMOVED for change in changes)
    unchanged = len(collected.articles) - touched
    return SourceReport(source, counts, unchanged, collected.faults, collected.notices)
