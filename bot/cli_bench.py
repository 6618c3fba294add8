"""`python -m bot bench …`: the bot put to the test; needs no Slack, no settings and no database of yours."""

import secrets
from typing import Annotated

import typer

from bot import console

bench = typer.Typer(help="Put the bot to the test on this machine.", no_args_is_help=True)


@bench.command()
def fuzz(
    seconds: Annotated[float, typer.Option(min=0.1, help="How long to go on.")] = 60,
    seed: Annotated[int | None, typer.Option(help="Makes the same inputs again.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object on one line.")] = False,
) -> None:
    """Try hostile questions, articles, lists of sources and requests; exits 1 when one of them breaks a promise."""
    from bot.bench.fuzz import fuzz as tried

    found = tried(seconds=seconds, seed=secrets.randbelow(2**32) if seed is None else seed).as_dict()
    if as_json:
        console.print_json(found)
    else:
        console.print_figures(f"seed {found['seed']}", {name: each["tried"] for name, each in found["kinds"].items()})
        for failure in found["failures"]:
            console.complain("{kind}, try {try}: {problem}\n  {input}".format(**failure))
    if found["failures"]:
        raise typer.Exit(1)
