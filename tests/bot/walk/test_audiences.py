"""Nothing of an internal article is seen by outsiders, whichever way they come in: the walk over all ways in."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from bot.app import VERBS
from bot.outsiders import IGNORE, Ignored
from bot.playground.faults import Refuse
from bot.playground.model import Channel
from bot.playground.town import ANA, BEN, BOT_ID, GENERAL, GIA, PARTNERS, ZOE
from tests.bot.conftest import ServeWsgi, text_of
from tests.bot.test_app import registered
from tests.bot.walk import canary
from tests.bot.walk.seeding import seed
from tests.bot.walk.stage import Seen, Stage, rows_of, staged
from tests.bot.walk.table import LIFE, WAYS
from tests.bot.walk.ways import Way
from tests.tables import Files

UNKNOWN = "C0UNKNOWN"

Stages = Callable[..., Stage]


@pytest.fixture
def stages(files: Files, tmp_path: Path, serve_wsgi: ServeWsgi) -> Iterator[Stages]:
    """Sets stages, each with what has happened there before it became what it is now."""
    with ExitStack() as stack:

        def set_one(person: str, channel: str, **settings: Any) -> Stage:
            file = tmp_path / "quickjump.db"
            files.with_tables(file)
            stage = stack.enter_context(staged(serve_wsgi, file, help_channel=channel or PARTNERS, **settings))
            members = frozenset({ANA, BEN, BOT_ID})
            stage.slack.workspace.put(Channel(UNKNOWN, "unknown", "private", members))
            stage.slack.quietly.unshare(PARTNERS) if channel == PARTNERS else None
            stage.stand(person, channel)
            seed(stage, tmp_path)
            return stage

        yield set_one


def as_now(stage: Stage) -> None:
    """Let the channel become what outsiders see: shared, or such that Slack does not say what it is."""
    if stage.channel == PARTNERS:
        where = stage.slack.workspace.channel(PARTNERS)
        stage.slack.workspace.put(Channel(PARTNERS, where.name, where.kind, where.members | {ZOE}))
        stage.slack.share(PARTNERS)
    if stage.channel == UNKNOWN:
        stage.clock.passes(timedelta(hours=2))
        stage.slack.misbehave(Refuse("fatal_error"), "conversations.info", times=None)
        stage.refresh()


# What is told to those who help, in a channel of theirs.
TO_HELPERS = ("ask_a_person", "claim_request", "resolve_request", "propose_article")


def walked(stage: Stage) -> Iterator[tuple[Way, Seen]]:
    """Every way in that there is where the stage is set, and what is seen of it."""
    for way in WAYS:
        ours = way.kind not in ("message_shortcut",) or stage.person != ZOE
        if ours and stage.kind in way.there and not (way.tells and stage.channel == UNKNOWN):
            with stage.watched() as seen:
                way.do(stage)
            yield way, seen[0]


def leaks(seen: Seen) -> list[str]:
    return [leak for shown in seen.shown for leak in canary.leaks(shown)]


def test_every_way_in_is_in_the_table() -> None:
    known = [(way.kind, way.name) for way in WAYS]
    assert len(known) == len(set(known))
    assert {*known} == {*registered(), *(("verb", verb.word) for verb in VERBS)}


@pytest.mark.parametrize(
    ("person", "channel"),
    [(ANA, PARTNERS), (ZOE, PARTNERS), (ANA, UNKNOWN), (GIA, "")],
    ids=["ours in a shared channel", "theirs in a shared channel", "where nothing is known", "a guest at home"],
)
def test_nothing_internal_is_seen_by_outsiders_by_any_way_in(stages: Stages, person: str, channel: str) -> None:
    stage = stages(person, channel)
    as_now(stage)
    found = [f"{way.kind} {way.name}: {leak}" for way, seen in walked(stage) for leak in leaks(seen)[:3]]
    assert not found, "\n".join(found)


def test_nothing_internal_comes_of_what_a_guest_does_but_for_those_who_help_them(stages: Stages) -> None:
    stage = stages(GIA, GENERAL)
    where = stage.slack.workspace.channel(GENERAL)
    stage.slack.workspace.put(Channel(GENERAL, where.name, where.kind, where.members | {GIA}))
    ways = ((way, seen) for way, seen in walked(stage) if way.name not in TO_HELPERS)
    found = [f"{way.kind} {way.name}: {leak}" for way, seen in ways for leak in leaks(seen)[:3]]
    assert not found, "\n".join(found)


def test_where_outsiders_are_to_be_ignored_they_are_told_so_and_nothing_else_comes_of_it(stages: Stages) -> None:
    stage = stages(ZOE, PARTNERS, external_people=IGNORE)
    as_now(stage)
    told, kept = {str(Ignored()), "Quickjump", "Close"}, rows_of(stage)
    found = []
    for way, seen in walked(stage):
        if way in LIFE:  # these tell what is so, whoever did it
            continue
        said = {line for shown in seen.shown for line in text_of(shown).splitlines()}
        methods = {call.method for call in seen.calls}
        if said - told or methods - {"response_url", "views.push", "users.info"} or rows_of(stage) != kept:
            found.append((way.name, said, methods))
    assert not found


@pytest.mark.parametrize("channel", [GENERAL, ""], ids=["in a channel", "at home"])
def test_insiders_see_what_is_internal_by_all_ways_that_show_it(stages: Stages, channel: str) -> None:
    stage = stages(ANA, channel)
    blind = [way.name for way, seen in walked(stage) if stage.kind in way.shows and not leaks(seen)]
    assert not blind, blind
