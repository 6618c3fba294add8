"""The verb of settings."""

from functools import partial

from bot.cards import Message
from bot.errors import in_background
from bot.gestures import Command
from bot.parts import Parts, Verb
from bot.responding import tell_at
from bot.talk.settling import open_form


def _settings(parts: Parts, command: Command, _arguments: str) -> Message | None:
    """Open the form in the background; whoever asked is told where that fails."""
    told = partial(tell_at, command.response_url)
    in_background(parts.pool, partial(open_form, parts, command), otherwise=told)
    return None


SETTINGS = Verb(
    word="settings",
    usage="settings",
    purpose="settles what I answer in this channel, who sees it, and who may change that",
    label="Settings of this channel",
    parses=lambda rest: not rest,
    answer=_settings,
)
