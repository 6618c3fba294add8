"""What the command line prints of questions: those that nothing answers, and what people think of answers."""

from collections.abc import Sequence
from typing import Any

from rich.markup import escape
from rich.table import Table
from rich.text import Text

from bot.console import out
from knowledge.misses import Miss
from knowledge.votes import Vote

_MINUTE = "%Y-%m-%d %H:%M"

# What stands for words that are not kept, and for an article where none was meant.
_NOT_KEPT, _NONE_OF_THEM = "(not kept)", "none of those shown"


def print_misses(found: Sequence[Miss]) -> None:
    """The misses, a row each; below them what people proposed as answers."""
    if not found:
        out.print(Text("No question waits for an article. (With STORE_QUESTIONS=no none is kept.)"))
        return
    table = Table("id", "question", "times", "since", "last asked", "for")
    for miss in found:
        times = (f"{at:{_MINUTE}}" for at in (miss.first_at, miss.last_at))
        table.add_row(str(miss.id), escape(miss.text), str(miss.times), *times, miss.audience.value)
    out.print(table)
    for miss in found:
        if miss.proposal:
            out.print(Text(f"Proposed for {miss.id} by {miss.proposed_by}:\n{miss.proposal}\n"))


def misses_as_dicts(found: Sequence[Miss]) -> list[dict[str, Any]]:
    """The misses as `misses --json` prints them; `for` is who must be able to read the article that answers."""
    return [
        {
            "id": miss.id,
            "workspace": miss.workspace,
            "question": miss.text,
            "times": miss.times,
            "since": miss.first_at.isoformat(),
            "last_asked": miss.last_at.isoformat(),
            "for": miss.audience.value,
            "proposal": miss.proposal,
            "proposed_by": miss.proposed_by,
        }
        for miss in found
    ]


def print_closed(miss: Miss) -> None:
    """That a miss is closed."""
    out.print(Text(f"Closed: “{miss.text}”. It is open again when somebody asks it in vain."))


def print_votes(newest: Sequence[Vote]) -> None:
    """The votes, a row each."""
    if not newest:
        out.print(Text("Nobody has voted yet."))
        return
    table = Table("when", "vote", "article", "question", "why")
    for vote in newest:
        said = "helpful" if vote.helpful else "not helpful"
        told = (vote.article or _NONE_OF_THEM, vote.question or _NOT_KEPT, vote.reason)
        table.add_row(f"{vote.at:{_MINUTE}}", said, *map(escape, told))
    out.print(table)


def votes_as_dicts(newest: Sequence[Vote]) -> list[dict[str, Any]]:
    """The votes as `votes --json` prints them; `person` is a pseudonym, `article` empty for all that was shown."""
    return [
        {
            "at": vote.at.isoformat(),
            "workspace": vote.workspace,
            "person": vote.person,
            "helpful": vote.helpful,
            "article": vote.article,
            "question": vote.question,
            "reason": vote.reason,
        }
        for vote in newest
    ]
