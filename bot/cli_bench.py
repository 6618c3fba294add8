"""`python -m bot bench …`: the bot put to the test; needs no Slack, no settings and no database of yours."""

import os
import secrets
from pathlib import Path
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


@bench.command()
def http(
    folder: Annotated[Path, typer.Argument(help="Holds articles.jsonl and queries.jsonl.")],
    seconds: Annotated[float, typer.Option(min=0.5, help="For how long each figure is taken, three times.")] = 5,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object on one line.")] = False,
) -> None:
    """Measure signed /kb commands over HTTP beside two empty Bolt apps, quietly and while articles are synced."""
    from bot.bench.http import measure

    found = measure(folder, seconds=seconds, env=os.environ, said=console.complain)
    if as_json:
        console.print_json(found.as_dict())
        return
    console.print_comparison("while nothing else runs", found.quiet)
    console.print_comparison("while syncs run", found.syncing)
    console.print_tally({"ratios": found.as_dict()["ratios"], "seconds from a sync to its answers": found.freshness_s})


@bench.command()
def soak(
    minutes: Annotated[float, typer.Option(min=0.1, help="How long to go on asking.")] = 10,
    database_url: Annotated[str, typer.Option(help="An empty database; without one, an SQLite file of its own.")] = "",
    seed: Annotated[int | None, typer.Option(help="Makes the same choices again.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object on one line.")] = False,
) -> None:
    """Ask real processes while articles change, Slack misbehaves and one is killed every 15 s; exits 1 on a problem."""
    from bot.bench.soak import soak as soaked

    chosen = secrets.randbelow(2**32) if seed is None else seed
    found = soaked(
        minutes=minutes, database_url=database_url, env=os.environ, seed=chosen, said=console.complain
    ).as_dict()
    if as_json:
        console.print_json(found)
    else:
        console.print_tally(found)
    if found["problems"]:
        raise typer.Exit(1)


@bench.command()
def crash(
    database_url: Annotated[
        str, typer.Option("--database", help="An empty database; without one, an SQLite file of its own.")
    ] = "",
    announcements: Annotated[int, typer.Option(min=1, help="How many articles in channels to announce.")] = 100,
    kills: Annotated[int, typer.Option(min=0, help="How often a worker is killed.")] = 10,
    seed: Annotated[int | None, typer.Option(help="Makes the same choices again.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object on one line.")] = False,
) -> None:
    """Announce from real workers that are killed again and again; exits 1 unless each announcement stands just once."""
    from bot.bench.crash import crash as crashed

    found = crashed(
        announcements=announcements,
        kills=kills,
        database_url=database_url,
        env=os.environ,
        seed=secrets.randbelow(2**32) if seed is None else seed,
        said=console.complain,
    )
    if as_json:
        console.print_json(found.as_dict())
    else:
        console.print_tally(found.as_dict())
    if not found.is_clean:
        raise typer.Exit(1)


@bench.command()
def plan(
    database_url: Annotated[str, typer.Option(help="An empty database; without one, an SQLite file of its own.")] = "",
    channels: Annotated[int, typer.Option(min=2, help="In so many channels one new article is announced.")] = 1000,
    subscriptions: Annotated[int, typer.Option(min=0, help="So many more subscriptions hear of nothing.")] = 10_000,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object on one line.")] = False,
) -> None:
    """Measure how long it takes to plan announcements, and how soon and how fast they are posted."""
    from bot.bench.plan import plan as measured

    found = measured(
        channels=channels, subscriptions=subscriptions, database_url=database_url, said=console.complain
    ).as_dict()
    if as_json:
        console.print_json(found)
    else:
        console.print_tally(found)
