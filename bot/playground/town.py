"""The workspaces that a fake Slack starts with: one to test with, and one to try the bot in."""

import time
from collections.abc import Callable
from dataclasses import replace
from secrets import token_hex
from typing import Protocol

from bot.playground.model import Bot, Channel, Person, Team
from bot.playground.workspace import Workspace

TEAM = Team(id="T0QUICK", domain="quickjump", name="Quickjump")
OTHER_TEAM_ID = "T0OTHER"

SCOPES = frozenset(
    {
        "commands",
        "chat:write",
        "app_mentions:read",
        "im:history",
        "im:write",
        "channels:read",
        "groups:read",
        "users:read",
        "assistant:write",
    }
)

BOT_ID = "U0BOT"
ANA, BEN, GIA, ZOE = "U0ANA", "U0BEN", "U0GIA", "U0ZOE"
GENERAL, SUPPORT, PARTNERS, OPS = "C0GENERAL", "C0SUPPORT", "C0PARTNERS", "C0OPS"

PEOPLE = (
    Person(ANA, "ana", "Ana Lima", TEAM.id, is_admin=True, is_owner=True),
    Person(BEN, "ben", "Ben Okoro", TEAM.id, tz="America/New_York"),
    Person(GIA, "gia", "Gia Guest", TEAM.id, is_restricted=True, tz="Asia/Kolkata"),
    Person(ZOE, "zoe", "Zoe Outsider", OTHER_TEAM_ID),
)

CHANNELS = (
    Channel(GENERAL, "general", "public", frozenset({ANA, BEN, BOT_ID})),
    Channel(SUPPORT, "support", "public", frozenset({ANA, BEN, GIA})),
    Channel(
        PARTNERS,
        "partners",
        "public",
        frozenset({ANA, BEN, ZOE, BOT_ID}),
        is_ext_shared=True,
    ),
    Channel(OPS, "ops", "private", frozenset({ANA, BEN, BOT_ID})),
)


PLAYGROUND_PEOPLE = (
    Person(ANA, "ana", "Ana Lima", TEAM.id, is_admin=True, is_owner=True),
    Person(BEN, "ben", "Ben Okoro", TEAM.id, tz="America/New_York"),
    Person(ZOE, "zoe", "Zoe Marchand", OTHER_TEAM_ID, tz="Europe/Paris"),
)

PLAYGROUND_CHANNELS = (
    Channel(GENERAL, "general", "public", frozenset({ANA, BEN, BOT_ID})),
    Channel(SUPPORT, "support", "public", frozenset({ANA, BEN, BOT_ID})),
    Channel(PARTNERS, "partners", "public", frozenset({ANA, BEN, ZOE, BOT_ID}), is_ext_shared=True),
)


class Town(Protocol):
    """Makes the workspace of a fake Slack, in which the app has these scopes."""

    def __call__(self, scopes: frozenset[str], clock: Callable[[], float], /) -> Workspace: ...


def a_bot(scopes: frozenset[str] = SCOPES) -> Bot:
    return Bot(
        user_id=BOT_ID,
        bot_id="B0BOT",
        app_id="A0BOT",
        name="quickjump",
        bot_token="xoxb-playground-bot",
        app_token="xapp-1-A0BOT-playground-app",
        signing_secret="playground-signing-secret",
        verification_token="playground-verification-token",
        scopes=scopes,
    )


def a_workspace(scopes: frozenset[str] = SCOPES, clock: Callable[[], float] = time.time) -> Workspace:
    """Four people in three time zones, and four channels; the bot is in all of them but #support.

    Ana owns the place, Gia is a guest in #support, and Zoe is of another organisation.
    """
    return Workspace(TEAM, a_bot(scopes), people=PEOPLE, channels=CHANNELS, clock=clock)


def a_playground_town(
    scopes: frozenset[str] = SCOPES, clock: Callable[[], float] = time.time, *, bot_name: str = "Quickjump"
) -> Workspace:
    """Three people and three channels, the bot in all of these.

    Ana owns the place; Zoe is of another organisation, with which #partners is shared. Ids go on from the time, a
    hundred a second: the bot remembers those it has seen, even where this workspace has lost what it was. Its secrets
    are new ones, since pages of other sites could guess those of the tests.
    """
    bot = replace(
        a_bot(scopes),
        name=bot_name,
        bot_token=f"xoxb-playground-{token_hex(16)}",
        app_token=f"xapp-1-A0BOT-playground-{token_hex(16)}",
        signing_secret=token_hex(16),
        verification_token=token_hex(16),
    )
    first = int(clock() * 100)
    return Workspace(TEAM, bot, people=PLAYGROUND_PEOPLE, channels=PLAYGROUND_CHANNELS, clock=clock, first_number=first)
