"""What the command line prints of explanations, for people and as JSON."""

from dataclasses import asdict
from typing import Any

from rich.markup import escape
from rich.table import Table
from rich.text import Text

from bot.console import out
from bot.sayings import NO_MEANING, SIGNALS, place_of, score_of, voters_of, why_so
from knowledge.explanations import Entry, Explanation, ReadAs


def explanation_as_dict(found: Explanation) -> dict[str, Any]:
    """An explanation as `why --json` prints it."""
    return {
        "question": found.question,
        "band": found.band.value,
        "talk": found.talk.value if found.talk else None,
        "unknown_reference": found.unknown.typed if found.unknown else None,
        "reading": [asdict(word) for word in found.reading],
        "rules": list(found.rules),
        "articles": [_entry_as_dict(entry) for entry in found.entries],
    }


def _entry_as_dict(entry: Entry) -> dict[str, Any]:
    return {
        "place": entry.place,
        "key": entry.article.key,
        "reference": entry.article.reference,
        "title": entry.article.title,
        "score": round(entry.score, 4),
        "reasons": [asdict(reason) for reason in entry.reasons],
        "voters": entry.voters,
    }


def print_explanation(found: Explanation) -> None:
    """An explanation as a person reads it: how each word was read, then each article with what every signal gave."""
    out.print(Text.assemble(("Why so: ", "bold"), why_so(found)))
    if found.reading:
        _print_reading(found.reading)
    for rule in found.rules:
        out.print(Text(f"By a rule: {rule}"))
    for entry in found.entries:
        _print_entry(entry, found)


def _print_reading(reading: tuple[ReadAs, ...]) -> None:
    table = Table("typed", "read as", "alike", "how telling")
    for word in reading:
        alike = f"{word.similarity:.2f}" if word.spelling else ""
        telling = f"{word.weight:.2f}" if word.weight else "not at all"
        table.add_row(escape(word.typed), escape(word.spelling) or "no known word", alike, telling)
    out.print(table)


def _print_entry(entry: Entry, found: Explanation) -> None:
    named = f" {entry.article.reference}" if entry.article.reference else ""
    out.print(Text.assemble(f"{place_of(entry, found)} ", (entry.article.title, "bold"), f"{named} {score_of(entry)}"))
    table = Table("signal", "said", "weight", "gave", "what it tells")
    for reason in entry.reasons:
        figures = (f"{figure:.3f}" for figure in (reason.said, reason.weight, reason.gave))
        table.add_row(escape(reason.signal), *figures, SIGNALS.get(reason.signal, NO_MEANING))
    table.add_row("all", "", "", f"{sum(reason.gave for reason in entry.reasons):.3f}", "by which articles are ranked")
    out.print(table)
    if entry.voters:
        out.print(voters_of(entry))
