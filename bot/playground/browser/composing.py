"""What somebody types into Slack's composer: a command, or a message with mentions in it."""

import re
from dataclasses import dataclass

from bot.playground import inbound
from bot.playground.limits import TEXT_IS_CUT_AT
from bot.playground.workspace import Workspace

_COMMAND = re.compile(r"(/\S+)\s*(.*)", re.DOTALL)


@dataclass(frozen=True)
class Command:
    """A slash command: its name with the slash, and what stands behind it."""

    name: str
    text: str


def command_in(text: str) -> Command | None:
    """The command that a text is, if it begins with a slash as Slack's commands do."""
    found = _COMMAND.fullmatch(text.strip())
    return Command(found[1], found[2].strip()) if found else None


def why_not_sent(text: str) -> str:
    """Why Slack sends no such text, in a sentence; nothing where it does."""
    if not text.strip():
        return "There is nothing to send yet: write something first."
    if len(text) > TEXT_IS_CUT_AT:
        return (
            f"That is {len(text):,} characters, and Slack takes {TEXT_IS_CUT_AT:,} at most. "
            "It still stands in the field: shorten it, or send it in parts."
        )
    return ""


def written(workspace: Workspace, text: str) -> str:
    """A text as events carry it: `@name` and `#name` of whom and what there is marked up, all else escaped."""
    marks = _marks(workspace)
    if not marks:
        return inbound.linked(text)
    names = "|".join(re.escape(name) for name in sorted(marks, key=len, reverse=True))
    parts = re.split(rf"(?<!\w)((?:{names})(?!\w))", text, flags=re.IGNORECASE)
    return "".join(marks[part.lower()] if number % 2 else inbound.linked(part) for number, part in enumerate(parts))


def _marks(workspace: Workspace) -> dict[str, str]:
    """What stands for whom and what, by how it is typed, in small letters."""
    bot = workspace.bot
    marks = {f"@{bot.name}".lower(): f"<@{bot.user_id}>"}
    for person in workspace.people:
        marks |= dict.fromkeys((f"@{person.real_name}".lower(), f"@{person.name}".lower()), f"<@{person.id}>")
    for channel in workspace.channels:
        if channel.kind != "im":
            marks[f"#{channel.name}".lower()] = f"<#{channel.id}|{channel.name}>"
    return marks
