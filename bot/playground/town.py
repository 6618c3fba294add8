"""The workspace that a fake Slack starts with."""

import time
from collections.abc import Callable

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
        "channels:read",
        "groups:read",
    }
)

BOT_ID = "U0BOT"
ANA, BEN, ZOE = "U0ANA", "U0BEN", "U0ZOE"
GENERAL, SUPPORT, PARTNERS, OPS = "C0GENERAL", "C0SUPPORT", "C0PARTNERS", "C0OPS"

PEOPLE = (
    Person(ANA, "ana", "Ana Lima", TEAM.id, is_admin=True),
    Person(BEN, "ben", "Ben Okoro", TEAM.id),
    Person(ZOE, "zoe", "Zoe Outsider", OTHER_TEAM_ID),
)

CHANNELS = (
    Channel(GENERAL, "general", "public", frozenset({ANA, BEN, BOT_ID})),
    Channel(SUPPORT, "support", "public", frozenset({ANA, BEN})),
    Channel(
        PARTNERS,
        "partners",
        "public",
        frozenset({ANA, BEN, ZOE, BOT_ID}),
        is_ext_shared=True,
    ),
    Channel(OPS, "ops", "private", frozenset({ANA, BEN, BOT_ID})),
)


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
    """Three people and four channels; the bot is in all of them but #support."""
    return Workspace(TEAM, a_bot(scopes), people=PEOPLE, channels=CHANNELS, clock=clock)
