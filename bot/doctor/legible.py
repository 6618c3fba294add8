"""Whether all settings can be read."""

from collections.abc import Iterator

from bot.doctor.case import Case
from bot.findings import Finding, fault, well


def legible(case: Case) -> Iterator[Finding]:
    """Each setting that can't be read."""
    for name, problem in case.illegible.items():
        where = "Put that line right." if name == ".env" else "Put it right in the environment or in .env."
        yield fault(name, f"{problem.rstrip('.')}.", f"{where} The file .env.example has a comment for each.")
    if not case.illegible:
        yield well("settings", "All can be read.")
