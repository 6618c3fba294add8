"""What the command line works with: the settings in the environment and in .env, and the knowledge base of these.

The only place that reads the environment, but for the bench, which hands it on to processes of its own.
"""

import os
import re
from collections.abc import Sequence
from datetime import timedelta
from io import StringIO
from pathlib import Path
from typing import TYPE_CHECKING

from dotenv import dotenv_values
from dotenv.parser import parse_stream

from bot.settings import BadSettings, Settings
from knowledge.changes import MassLimits
from knowledge.posts import Pace

if TYPE_CHECKING:
    from knowledge.base import KnowledgeBase

# Desktops keep the languages of their menus in a variable of the same name: en_GB:en, de_DE.UTF-8.
_LOCALES = re.compile(r"[A-Za-z]{1,3}[_.:]")

# The settings that hold for one workspace, and the platform's word that there is no disk to keep things on.
_IS_SLACKS = re.compile(r"SLACK_.*|.*_(CHANNEL|SECRET|TOKEN)|ADMINS|DYNO")


def read_settings(required: Sequence[str] = ()) -> Settings:
    """The settings. `BadSettings` names every one that is malformed, or required and missing."""
    return Settings.from_env(_read_env_file() | _environment(), required)


def read_legible_settings() -> tuple[Settings, dict[str, str]]:
    """The settings that can be read, and what is wrong with the others, by their names; with .env, by that one."""
    try:
        file, problems = _read_env_file(), {}
    except BadSettings as bad:
        file, problems = {}, {".env": " ".join(bad.problems)}
    settings, others = Settings.legible(file | _environment())
    return settings, problems | others


def environment_besides_slack() -> dict[str, str]:
    """The environment and .env without what says which Slack, which people and channels, and which secrets."""
    env = _read_env_file() | _environment()
    return {name: value for name, value in env.items() if not _IS_SLACKS.fullmatch(name)}


def _environment() -> dict[str, str]:
    env = {name: value for name, value in os.environ.items() if value}
    if _LOCALES.match(env.get("LANGUAGE", "")):
        del env["LANGUAGE"]
    return env


def _read_env_file() -> dict[str, str]:
    """The settings in .env, if there is one; `BadSettings` when a line of it can't be read."""
    try:
        text = Path(".env").read_text(encoding="utf-8-sig") if Path(".env").exists() else ""
    except (OSError, UnicodeDecodeError) as error:
        raise BadSettings([f".env can't be read: {error}"]) from error
    broken = [binding.original.line for binding in parse_stream(StringIO(text)) if binding.error]
    if broken:
        raise BadSettings([f".env can't be read: line {broken[0]} is no NAME=value, or lacks a closing quote"])
    return {name: value for name, value in dotenv_values(stream=StringIO(text)).items() if value}


def knowledge_of(settings: Settings) -> "KnowledgeBase":
    """The knowledge base of the settings, whatever its tables."""
    from knowledge.base import KnowledgeBase  # here, since it takes half a second that not every command needs

    return KnowledgeBase(
        settings.database_url,
        language=settings.language,
        encoder=settings.encoder_choice,
        pace=Pace(posts_per_minute=settings.posts_per_minute),
        limits=MassLimits(settings.mass_gone_percent, settings.mass_new),
        grace=timedelta(seconds=settings.announce_after),
        ahead=timedelta(seconds=settings.clock_ahead),
        failpoint=settings.failpoint,
        privacy=settings.privacy,
    )


def open_knowledge(settings: Settings) -> "KnowledgeBase":
    """The knowledge base of the settings, its tables checked."""
    knowledge = knowledge_of(settings)
    knowledge.check_schema()
    return knowledge


def wants_tracebacks() -> bool:
    """Whether whoever runs a command wants to see where it failed."""
    return os.environ.get("LOG_LEVEL", "").upper() == "DEBUG"
