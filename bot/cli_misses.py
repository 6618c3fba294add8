"""`python -m bot misses`: the questions that no article answers yet."""

from typing import Annotated

import typer

from bot import console, console_asked
from bot.cli_settings import open_knowledge, read_settings


def misses(
    close: Annotated[
        int | None, typer.Option(metavar="ID", min=1, max=2**31 - 1, help="Close this one: nobody needs an article.")
    ] = None,
    limit: Annotated[int, typer.Option(min=1, max=10_000, help="So many at most.")] = 100,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON array on one line.")] = False,
) -> None:
    """Show what was asked and no article answers yet, most asked first, with the answers that people proposed."""
    kept = open_knowledge(read_settings()).misses
    if close is not None:
        console_asked.print_closed(kept.close(close))
    elif as_json:
        console.print_json(console_asked.misses_as_dicts(kept.open(limit=limit)))
    else:
        console_asked.print_misses(kept.open(limit=limit))
