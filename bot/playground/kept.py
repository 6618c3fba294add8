"""What of a fake Slack outlasts a restart."""

from collections.abc import Mapping
from dataclasses import dataclass

from bot.playground.deliveries import Undelivered
from bot.playground.responses import ResponseUrl
from bot.playground.workspace import KeptWorkspace


@dataclass(frozen=True)
class Kept:
    """All that people see, what the app may still answer, by key, and what it has not heard of."""

    workspace: KeptWorkspace
    response_urls: Mapping[str, ResponseUrl]
    undelivered: tuple[Undelivered, ...]
