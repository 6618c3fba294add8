"""What the command line prints of the doctor's findings."""

from collections import Counter
from collections.abc import Sequence

from rich.text import Text

from bot.console import out
from bot.findings import Finding

# As wide as the widest state and the widest usual subject, so that what is said stands in one column.
_STATE, _SUBJECT = 9, 17


def print_finding(finding: Finding) -> None:
    """A finding on a line, what to do about it on another below; faults in bold."""
    style = "bold" if finding.state == "fault" else ""
    out.print(Text(f"{finding.state:<{_STATE}}{finding.subject:<{_SUBJECT}} {finding.said}", style))
    if finding.advice:
        out.print(Text(f"{'':<{_STATE + _SUBJECT}} {finding.advice}"))


def print_verdict(findings: Sequence[Finding]) -> None:
    """How much there is to do, all in all."""
    counts = Counter(finding.state for finding in findings)
    found = [_counted(counts[state], state) for state in ("fault", "warning") if counts[state]]
    out.print(Text(f"\n{' and '.join(found)}." if found else "\nAll is well."))


def _counted(count: int, what: str) -> str:
    return f"{count} {what}{'' if count == 1 else 's'}"
