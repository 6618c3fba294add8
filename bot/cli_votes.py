"""`python -m bot votes`: what people think of the answers."""

from typing import Annotated

import typer

from bot import console, console_asked
from bot.cli_settings import open_knowledge, read_settings


def votes(
    limit: Annotated[int, typer.Option(min=1, max=100_000, help="So many at most.")] = 100,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON array on one line.")] = False,
) -> None:
    """Show what people found helpful and what not, and why, newest first; nobody is named."""
    newest = open_knowledge(read_settings()).votes.newest(limit=limit)
    if as_json:
        console.print_json(console_asked.votes_as_dicts(newest))
    else:
        console_asked.print_votes(newest)
