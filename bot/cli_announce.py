"""`python -m bot announce`: plans what is to be posted, or says what would be."""

from typing import TYPE_CHECKING, Annotated

import typer

from bot import console_announce
from bot.cli_settings import open_knowledge, read_settings
from bot.console import print_json

if TYPE_CHECKING:
    from knowledge.base import KnowledgeBase


def announce(
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Say what would be posted, where and when, and do nothing.")
    ] = False,
    release: Annotated[
        bool, typer.Option("--release", help="Let the articles that are held (announce: hold) be announced.")
    ] = False,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object on one line.")] = False,
) -> None:
    """Plan now what is due, as running processes do by themselves each second: they post it."""
    settings = read_settings()
    knowledge = open_knowledge(settings)
    if dry_run:
        _foretell(knowledge, release=release, as_json=as_json)
    else:
        _plan(knowledge, grace=settings.announce_after, release=release, as_json=as_json)


def _foretell(knowledge: "KnowledgeBase", *, release: bool, as_json: bool) -> None:
    announcements, held = knowledge.announcements, knowledge.syncs.held()
    articles = len(announcements.held())
    forecasts = announcements.forecast_released() if release else announcements.forecast()
    if as_json:
        posts = console_announce.forecasts_as_dicts(forecasts)
        print_json({"posts": posts, "held": console_announce.held_as_dicts(held), "held_articles": articles})
        return
    console_announce.print_forecasts(forecasts, knowledge.subscriptions.now())
    console_announce.print_held(held, 0 if release else articles)


def _plan(knowledge: "KnowledgeBase", *, grace: float, release: bool, as_json: bool) -> None:
    announcements, held = knowledge.announcements, knowledge.syncs.held()
    released = announcements.release() if release else 0
    planned = announcements.plan()
    forecasts, now = announcements.forecast(), knowledge.subscriptions.now()
    following = sum(each.at is not None and each.at <= now for each in forecasts)
    if as_json:
        counts = {"planned": planned, "following": following, "released": released}
        print_json(counts | {"held": console_announce.held_as_dicts(held)})
        return
    if release:
        console_announce.print_released(released)
    console_announce.print_planned(planned, following, grace)
    console_announce.print_held(held, len(announcements.held()))
