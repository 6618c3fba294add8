"""Settings: everything the environment decides, read once, with every fault in one message."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import timedelta
from pathlib import Path
from secrets import token_hex
from typing import Any
from urllib.parse import unquote, urlsplit

from bot import readers
from knowledge.errors import KnowledgeError
from knowledge.models import EncoderChoice, EncoderKind
from knowledge.privacy import Privacy

_ROLES = ("anyone", "admins")

_SECONDS_A_YEAR = 366 * 86_400


class BadSettings(KnowledgeError):
    """Settings that are missing or malformed; says all of them."""

    def __init__(self, problems: Sequence[str]) -> None:
        self.problems = tuple(problems)
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
    encoder: EncoderKind = EncoderKind.STATIC
    encoder_model: str = ""
    admins: frozenset[str] = frozenset()
    subscribe_role: str = "anyone"
    operators_channel: str = ""
    help_channel: str = ""
    external_people: str = "answer"
    store_questions: bool = True
    retention_days: int = 90
    privacy_secret: str = ""
    announce_after: float = 60
    mass_gone_percent: int = 20
    mass_new: int = 50
    host: str = "0.0.0.0"  # noqa: S104 - Slack comes from outside, and most platforms ask for it
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
    heartbeat_file: Path | None = None
    metrics_token: str = ""
    clock_ahead: float = 0
    log_level: str = "INFO"
    failpoint: str = ""

    @property
    def secrets(self) -> tuple[str, ...]:
        """Everything that must never be logged."""
        password = urlsplit(self.database_url).password or ""
        tokens = (self.slack_bot_token, self.slack_app_token, self.slack_signing_secret, self.metrics_token)
        return tuple(each for each in (*tokens, self.privacy_secret, password, unquote(password)) if each)

    @property
    def privacy(self) -> Privacy:
        """What is kept of questions. Its secret is `PRIVACY_SECRET`, or else the token that all processes hold."""
        secret = self.privacy_secret or self.slack_bot_token or token_hex(32)
        return Privacy(secret, keeps_text=self.store_questions, retention=timedelta(days=self.retention_days))

    @property
    def encoder_choice(self) -> EncoderChoice:
        """The encoder that `ENCODER` and `ENCODER_MODEL` ask for."""
        return EncoderChoice(self.encoder, self.encoder_model)

    def __repr__(self) -> str:
        return "Settings(…)"

    @classmethod
    def from_env(cls, env: Mapping[str, str], required: Sequence[str] = ()) -> "Settings":
        """The settings in an environment. `BadSettings` names every one that is malformed, or required and missing."""
        settings, problems = cls.legible(env, required)
        if problems:
            raise BadSettings([*problems.values()])
        return settings

    @classmethod
    def legible(cls, env: Mapping[str, str], required: Sequence[str] = ()) -> "tuple[Settings, dict[str, str]]":
        """The settings in an environment that can be read, and by their names what is wrong with the others."""
        problems: dict[str, str] = {}
        values: dict[str, Any] = {}
        for field in fields(cls):
            name = field.name.upper()
            text = env.get(name, "").strip()
            if text:
                try:
                    values[field.name] = _READERS[field.name](text)
                except (ValueError, KnowledgeError) as error:
                    problems[name] = str(error) if str(error).startswith(name) else f"{name} {error}"
            elif name in required:
                problems[name] = f"{name} is missing"
        if env.get("DYNO") and (env.get("DATABASE_URL", "").strip() or cls().database_url).startswith("sqlite"):
            problems["DATABASE_URL"] = (
                "DATABASE_URL is a SQLite file, and this platform (DYNO is set) empties its disk at every restart: "
                "attach PostgreSQL, which sets DATABASE_URL"
            )
        return cls(**values), problems


_READERS: dict[str, Callable[[str], Any]] = {
    "slack_bot_token": readers.token("xoxb-"),
    "slack_app_token": readers.token("xapp-"),
    "slack_signing_secret": readers.secret,
    "slack_api_url": readers.api_url,
    "database_url": readers.database_url,
    "knowledge_sources": Path,
    "language": readers.language,
    "encoder": readers.encoder,
    "encoder_model": str,
    "admins": readers.ids,
    "subscribe_role": readers.one_of(*_ROLES),
    "operators_channel": readers.channel,
    "help_channel": readers.channel,
    "external_people": readers.one_of("answer", "ignore"),
    "store_questions": readers.yes_or_no,
    "retention_days": readers.number(1, 3650),
    "privacy_secret": readers.privacy_secret,
    "announce_after": readers.seconds(0, 86_400),
    "mass_gone_percent": readers.number(1, 100),
    "mass_new": readers.number(1, 1_000_000),
    "host": readers.host,
    "port": readers.number(1, 65535),
    "questions_at_once": readers.number(1, 1000),
    "posts_per_minute": readers.number(1, 60_000),
    "reconcile_after": readers.number(1, 3600),
    "sync_every": readers.seconds(1, 604_800),
    "plan_every": readers.seconds(0.1, 60),
    "send_every": readers.seconds(0.1, 60),
    "edit_every": readers.seconds(0.1, 3600),
    "look_up_every": readers.seconds(0.1, 3600),
    "answer_every": readers.seconds(0.1, 60),
    "refresh_every": readers.seconds(0.1, 60),
    "check_channels_every": readers.seconds(60, 604_800),
    "tidy_every": readers.seconds(60, 604_800),
    "socket_deaf_after": readers.number(1, 3600),
    "heartbeat_file": Path,
    "metrics_token": readers.metrics_token,
    "clock_ahead": readers.seconds(0, _SECONDS_A_YEAR),
    "log_level": readers.log_level,
    "failpoint": readers.failpoint,
}
