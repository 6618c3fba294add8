"""`python -m bot sync`: reads the sources, or accepts what has changed so much at once that it is held."""

from typing import TYPE_CHECKING, Annotated

import typer

from bot import console, console_announce
from bot.cli_settings import open_knowledge, read_settings
from bot.console_tune import print_file_report
from bot.settings import Settings
from knowledge.errors import ModelUnavailable, UnknownSource
from knowledge.models import EncoderKind

if TYPE_CHECKING:
    from knowledge.base import KnowledgeBase


def sync(
    source: Annotated[str | None, typer.Option(help="Only this source.")] = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Say what would change, and keep nothing.")] = False,
    accept: Annotated[
        bool, typer.Option("--accept", help="Read nothing: announce what is held since much changed at once.")
    ] = False,
    silently: Annotated[bool, typer.Option("--silently", help="Accept it without announcing it.")] = False,
) -> None:
    """Read the sources and keep what changed. Exits 1 when an article or a source could not be read."""
    settings = read_settings()
    if accept:
        _accept(settings, only=source, silently=silently, dry_run=dry_run)
    elif silently:
        raise typer.BadParameter("It goes with --accept.", param_hint="--silently")
    elif not sync_now(settings, only=source, dry_run=dry_run):
        raise typer.Exit(1)


def sync_now(settings: Settings, *, only: str | None = None, dry_run: bool = False) -> bool:
    """Sync, print what was found, and say whether everything could be read."""
    from knowledge.sources.config import read_listed  # here, since it takes long and no other command needs it

    listed = read_listed(settings.knowledge_sources)
    knowledge = open_knowledge(settings)
    with console.SyncBar() as bar:
        reports = knowledge.syncs.sync(listed.sources, bar, only=only, dry_run=dry_run)
    rules = knowledge.tuning.follow_file(listed.rules, dry_run=dry_run)
    console.print_sync(reports, dry_run=dry_run)
    print_file_report(rules)
    is_encoded = dry_run or settings.encoder is not EncoderKind.TRANSFORMER or _encode(knowledge)
    return is_encoded and all(report.is_clean for report in reports)


def _encode(knowledge: "KnowledgeBase") -> bool:
    """Make the vectors that articles lack, print how many, and say whether the model could be loaded."""
    try:
        with console.SyncBar() as bar:
            bar.reading("vectors")
            made = knowledge.encoding.catch_up(bar)
    except ModelUnavailable as problem:
        console.complain(f"No article was given a vector: {problem}")
        return False
    console.print_encoded(made)
    return True


def _accept(settings: Settings, *, only: str | None, silently: bool, dry_run: bool) -> None:
    """Accept what is held, and print what becomes of it."""
    syncs = open_knowledge(settings).syncs
    held = [each for each in syncs.held() if only in (None, each.name)]
    if only and not held:
        _check_name(settings, only)
    what = "passed over" if silently else "announced"
    if dry_run:
        console_announce.print_accepted(held, f"would be {what}")
    else:
        console_announce.print_accepted(syncs.accept(only=only, silently=silently), f"accepted, to be {what}")


def _check_name(settings: Settings, name: str) -> None:
    """Raise `UnknownSource` unless a source of that name is listed."""
    from knowledge.sources.config import read_sources

    listed = [source.name for source in read_sources(settings.knowledge_sources)]
    if name not in listed:
        raise UnknownSource(name, listed)
