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


@bench.command()
def search(
    sets: Annotated[
        Path | None, typer.Option(help="Holds a folder a set; without it, titles of the sample help centre are asked.")
    ] = None,
    plot: Annotated[Path | None, typer.Option(help="Draw quality against latency into this file: plot.png.")] = None,
    database_url: Annotated[
        str, typer.Option("--database", help="A PostgreSQL to compare with; nothing is kept in it.")
    ] = "",
    engines: Annotated[
        list[str] | None, typer.Option("--engine", help="Compare those alone whose names hold this; may be repeated.")
    ] = None,
    questions: Annotated[int, typer.Option(min=2, help="How many questions of each file are asked at most.")] = 500,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object an engine and set.")] = False,
) -> None:
    """Compare search with what you could use instead, on the same questions: how often it is right, and how fast."""
    from bot.bench.search.comparison import as_rows, compare, summaries
    from bot.bench.search.drawing import draw
    from bot.bench.search.peers import chosen, peers
    from bot.bench.search.sets import read_sets

    compared = chosen(peers(database_url), engines or ())
    found = []
    for each in compare(read_sets(sets, most=questions), compared, said=console.complain):
        found.append(each)
        if as_json:
            console.print_json(each.as_dict())
    means = summaries(found)
    if not as_json:
        console.print_rows(f"Means over sets: {', '.join(dict.fromkeys(each.set for each in found))}", as_rows(means))
    if plot:
        draw(means, plot)


@bench.command()
def scale(
    articles: Annotated[list[int] | None, typer.Option(min=10, help="How many; may be given several times.")] = None,
    sets: Annotated[
        Path | None, typer.Option(help="Holds articles.jsonl to make them of; without it, the sample help centre.")
    ] = None,
    questions: Annotated[
        int, typer.Option(min=2, help="How many questions are asked, three words misspelt in each.")
    ] = 500,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object a line.")] = False,
) -> None:
    """Measure search over 10,000, 100,000 and 1,000,000 made articles, each in a process of its own."""
    from bot.bench.search.scale import scale as measured

    found = measured(articles or (10_000, 100_000, 1_000_000), folder=sets, questions=questions, said=console.complain)
    rows = []
    for each in found:
        if as_json:
            console.print_json(each.as_dict())
        rows.append(each.as_row())
    if not as_json:
        console.print_rows("", rows)


@bench.command()
def jump(
    articles: Annotated[list[int] | None, typer.Option(min=10, help="How many; may be given several times.")] = None,
    keystrokes: Annotated[int, typer.Option(min=2, help="How often somebody types a letter.")] = 200,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object a line.")] = False,
) -> None:
    """Measure Quick Jump over 10,000 and 100,000 made articles, beside RapidFuzz and SQLite's full text search."""
    from bot.bench.search.jumping import jumps

    rows = []
    for each in jumps(articles or (10_000, 100_000), keystrokes=keystrokes, said=console.complain):
        if as_json:
            console.print_json(each.as_dict())
        rows.append(each.as_row())
    if not as_json:
        console.print_rows("", rows)
