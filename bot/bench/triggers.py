"""What the bot listens to, found out from the capabilities themselves, so that what is new is tried too."""

import re
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass

from bot.app import CAPABILITIES, VERBS
from bot.parts import Parts

# What these tell of is believed, and then the bot does nothing more.
_THE_LAST_WORD = ("app_uninstalled", "tokens_revoked")


@dataclass(frozen=True, slots=True)
class Triggers:
    """By which names listeners are called: of buttons and menus, of modals, of events; and the verbs of /kb."""

    actions: tuple[str, ...]
    options: tuple[str, ...]
    views: tuple[str, ...]
    shortcuts: tuple[str, ...]
    events: tuple[str, ...]
    verbs: tuple[str, ...]


class _Ear:
    """Stands where a Bolt app stands when capabilities register, and notes what each listens to."""

    def __init__(self) -> None:
        self.heard: dict[str, list[str]] = defaultdict(list)

    def __getattr__(self, kind: str) -> Callable[[str | re.Pattern[str]], Callable[[object], object]]:
        def claim(trigger: str | re.Pattern[str]) -> Callable[[object], object]:
            self.heard[kind].append(trigger if isinstance(trigger, str) else example(trigger))
            return lambda listener: listener

        return claim


def triggers_of(parts: Parts) -> Triggers:
    """All that the capabilities listen to."""
    ear = _Ear()
    for capability in CAPABILITIES:
        capability.register(ear, parts)
    return Triggers(
        actions=tuple(ear.heard["action"]),
        options=tuple(ear.heard["options"]),
        views=tuple(ear.heard["view"]),
        shortcuts=tuple(ear.heard["message_shortcut"]),
        events=tuple(event for event in ear.heard["event"] if event not in _THE_LAST_WORD),
        verbs=tuple(verb.word for verb in VERBS),
    )


def example(pattern: re.Pattern[str]) -> str:
    """A text that matches a simple pattern: its first alternatives, without what may be left out.

    Raises ValueError when the pattern is more than that.
    """
    text = re.sub(r"\([^()]*\)[?*]", "", pattern.pattern)
    text = re.sub(r"\((?:\?:)?([^()|]*)[^()]*\)", r"\1", text).replace(r"\d+", "1").strip("^$")
    if not pattern.fullmatch(text):
        raise ValueError(f"{text!r} does not match {pattern.pattern!r}: teach bot/bench/triggers.py to read it")
    return text
