"""Secrets taken out of what is shown behind the scenes."""

import re
from collections.abc import Collection
from typing import Any

from bot.playground.model import Bot

HIDDEN = "(hidden)"

_KEYS = frozenset({"token", "signing_secret"})

# Whoever has such an address may open the app's connection, once.
_TICKET = re.compile(r"(/link/)\w+")


def secrets_of(bot: Bot) -> frozenset[str]:
    """What nobody is to see of an installation."""
    return frozenset({bot.bot_token, bot.app_token, bot.signing_secret, bot.verification_token})


def hidden(value: Any, secrets: Collection[str]) -> Any:
    """The same lists, objects and texts, in which no token and none of these secrets stands."""
    match value:
        case dict():
            return {key: HIDDEN if key in _KEYS else hidden(each, secrets) for key, each in value.items()}
        case list() | tuple():
            return [hidden(each, secrets) for each in value]
        case str():
            return _without(value, secrets)
    return value


def _without(text: str, secrets: Collection[str]) -> str:
    for secret in secrets:
        text = text.replace(secret, HIDDEN)
    return _TICKET.sub(rf"\1{HIDDEN}", text)
