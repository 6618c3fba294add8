"""Settings: everything the environment decides, read once, with every fault in one message."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from knowledge.errors import KnowledgeError
from knowledge.failpoints import POINTS

_SHORTEST_TOKEN = 16
_ROLES = ("anyone", "admins")
LOG_LEVELS = ("DEBUG", "INFO", "WARNING", "ERROR")


class BadSettings(KnowledgeError):
    """Settings that are missing or malformed; says all of them."""

    def __init__(self, problems: Sequence[str]) -> None:
        lines = [f"  - {problem}" for problem in problems]
        super().__init__("\n".join(["The settings can't be used (see .env.example):", *lines]))


@dataclass(frozen=True, slots=True)
class Settings:
    """What the environment says. Secrets stay out of `repr`."""

    slack_bot_token: str = ""
    slack_app_token: str = ""
    slack_signing_secret: str = ""
    slack_api_url: str = "https://slack.com/api/"
    database_url: str = "sqlite:///quickjump.db"
    knowledge_sources: Path = Path("sources.toml")
    language: str = "auto"
    admins: frozenset[str] = frozenset()
    subscribe_role: str = "anyone"
    operators_channel: str = ""
    announce_after: float = 60
    mass_gone_percent: int = 20
    mass_new: int = 50
    port: int = 3000
    questions_at_once: int = 32
    posts_per_minute: int = 300
    reconcile_after: int = 60
    sync_every: float = 600
    plan_every: float = 1
    send_every: float = 0.5
    edit_every: float = 5
    look_up_every: float = 5
    answer_every: float = 2
    refresh_every: float = 0.5
    check_channels_every: float = 86_400
    tidy_every: float = 3600
    socket_deaf_after: int = 60
    metrics_token: str = ""
    log_level: str = "INFO"
    failpoint: str = ""

    @property
    def secrets(self) -> tuple[str, ...]:
        """Everything that must never be logged."""
        password = urlsplit(self.database_url).password or ""
        tokens = (self.slack_bot_token, self.slack_app_token, self.slack_signing_secret, self.metrics_token)
        return tuple(secret for secret in (*tokens, password, unquote(password)) if secret)

    def __repr__(self) -> str:
        return "Settings(…)"

    @classmethod
    def from_env(cls, env: Mapping[str, str], required: Sequence[str] = ()) -> "Settings":
        """The settings in an environment. `BadSettings` names every one that is malformed, or required and missing."""
        problems: list[str] = []
        values: dict[str, Any] = {}
        for field in fields(cls):
            name = field.name.upper()
            text = env.get(name, "").strip()
            if text:
                try:
                    values[field.name] = _READERS[field.name](text)
                except (ValueError, KnowledgeError) as error:
                    problems.append(str(error) if str(error).startswith(name) else f"{name} {error}")
            elif name in required:
                problems.append(f"{name} is missing")
        if env.get("DYNO") and (env.get("DATABASE_URL", "").strip() or cls().database_url).startswith("sqlite"):
            problems.append(
                "DATABASE_URL is a SQLite file, and this platform (DYNO is set) empties its disk at every restart: "
                "attach PostgreSQL, which sets DATABASE_URL"
            )
        if problems:
            raise BadSettings(problems)
        return cls(**values)


def _token(prefix: str) -> Callable[[str], str]:
    def read(text: str) -> str:
        if not text.startswith(prefix) or len(text) <= len(prefix) or not text.isascii() or " " in text:
            raise ValueError(f"must begin with {prefix} and go on with the rest of the token")
        return text

    return read


def _secret(text: str) -> str:
    if not text.isascii() or " " in text:
        raise ValueError("must be the signing secret as Slack shows it, without blanks")
    return text


def _metrics_token(text: str) -> str:
    if not text.isascii() or " " in text or len(text) < _SHORTEST_TOKEN:
        raise ValueError(f"must be at least {_SHORTEST_TOKEN} letters and digits that nobody can guess, without blanks")
    return text


def _api_url(text: str) -> str:
    parts = urlsplit(text)
    if parts.scheme not in ("http", "https") or not parts.netloc:
        raise ValueError("must be an http or https URL such as https://slack.com/api/")
    return text if text.endswith("/") else f"{text}/"


def _database_url(text: str) -> str:
    from knowledge.base import check_database_url  # here, since it takes half a second that not every command needs

    check_database_url(text)
    return text


def _language(text: str) -> str:
    from knowledge.base import check_language

    check_language(text)
    return text


def _ids(text: str) -> frozenset[str]:
    ids = [part.strip() for part in text.split(",") if part.strip()]
    bad = [id for id in ids if not id.isalnum() or id[0] not in "UW"]
    if bad:
        raise ValueError(f"must be ids of people such as U012AB3CD, separated by commas; {bad[0]!r} is none")
    return frozenset(ids)


def _number(least: int, most: int) -> Callable[[str], int]:
    def read(text: str) -> int:
        if not text.isascii() or not text.isdecimal() or not least <= int(text) <= most:
            raise ValueError(f"must be a number from {least} to {most}")
        return int(text)

    return read


def _seconds(least: float, most: float) -> Callable[[str], float]:
    def read(text: str) -> float:
        try:
            seconds = float(text)
        except ValueError:
            seconds = -1
        if not least <= seconds <= most:
            raise ValueError(f"must be a number of seconds from {least:g} to {most:g}")
        return seconds

    return read


def _role(text: str) -> str:
    if text not in _ROLES:
        raise ValueError(f"must be one of {', '.join(_ROLES)}")
    return text


def _channel(text: str) -> str:
    if not re.fullmatch("[CG][A-Z0-9]+", text):
        raise ValueError("must be the id of a channel such as C012AB3CD (at the end of the channel's details in Slack)")
    return text


def _log_level(text: str) -> str:
    if text.upper() not in LOG_LEVELS:
        raise ValueError(f"must be one of {', '.join(LOG_LEVELS)}")
    return text.upper()


def _failpoint(text: str) -> str:
    if text not in POINTS:
        raise ValueError("must be one of the points in knowledge/failpoints.py; it is for tests only")
    return text


_READERS: dict[str, Callable[[str], Any]] = {
    "slack_bot_token": _token("xoxb-"),
    "slack_app_token": _token("xapp-"),
    "slack_signing_secret": _secret,
    "slack_api_url": _api_url,
    "database_url": _database_url,
    "knowledge_sources": Path,
    "language": _language,
    "admins": _ids,
    "subscribe_role": _role,
    "operators_channel": _channel,
    "announce_after": _seconds(0, 86_400),
    "mass_gone_percent": _number(1, 100),
    "mass_new": _number(1, 1_000_000),
    "port": _number(1, 65535),
    "questions_at_once": _number(1, 1000),
    "posts_per_minute": _number(1, 60_000),
    "reconcile_after": _number(1, 3600),
    "sync_every": _seconds(1, 604_800),
    "plan_every": _seconds(0.1, 60),
    "send_every": _seconds(0.1, 60),
    "edit_every": _seconds(0.1, 3600),
    "look_up_every": _seconds(0.1, 3600),
    "answer_every": _seconds(0.1, 60),
    "refresh_every": _seconds(0.1, 60),
    "check_channels_every": _seconds(60, 604_800),
    "tidy_every": _seconds(60, 604_800),
    "socket_deaf_after": _number(1, 3600),
    "metrics_token": _metrics_token,
    "log_level": _log_level,
    "failpoint": _failpoint,
}
