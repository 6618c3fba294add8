"""Gestures: what people do in Slack, as our words have it: commands, pressed buttons, forms and shortcuts."""

from dataclasses import dataclass

from bot.shapes import Payload, text_at
from knowledge.subscriptions import Place

# The ids of direct messages begin so, be they with us or between two people, where we can't post.
_DIRECT = "D"


@dataclass(frozen=True, slots=True)
class Command:
    """A slash command: what was typed after it, where and by whom.

    `trigger` opens a modal within three seconds, `response_url` takes what is answered later.
    """

    workspace: str
    channel: str
    person: str
    text: str
    trigger: str = ""
    response_url: str = ""
    is_outsider: bool = False

    @property
    def place(self) -> Place:
        """Where subscriptions that are made there post: to the person alone in a direct message."""
        return _place(self.workspace, self.channel, self.person)


@dataclass(frozen=True, slots=True)
class View:
    """An open modal: its id, and what it was told to remember."""

    id: str
    memory: Payload


@dataclass(frozen=True, slots=True)
class Press:
    """A pressed button: what it carries, and the message or the modal that it stands on.

    `trigger` opens a modal within three seconds. `is_outsider` says that another organisation's member pressed it.
    """

    workspace: str
    channel: str
    person: str
    message_ts: str
    value: Payload
    response_url: str
    trigger: str = ""
    view: View | None = None
    is_outsider: bool = False

    def text(self, name: str) -> str:
        """A text that the button carries, or nothing."""
        return text_at(self.value, name)

    def as_command(self) -> Command:
        """The command that might have been typed instead, without its words."""
        return Command(
            self.workspace, self.channel, self.person, "", self.trigger, self.response_url, is_outsider=self.is_outsider
        )

    def number(self, name: str) -> int:
        """A number that the button carries, or 0."""
        found = self.value.get(name)
        return found if isinstance(found, int) else 0

    @property
    def place(self) -> Place:
        """Where subscriptions that are made there post: to the person alone in a direct message."""
        return _place(self.workspace, self.channel, self.person)


@dataclass(frozen=True, slots=True)
class Submission:
    """A modal that was filled in and submitted: what it was told to remember, and what was given, by block.

    Each block of ours has one input.
    """

    workspace: str
    person: str
    memory: Payload
    values: Payload
    is_outsider: bool = False

    def given(self, block: str) -> str:
        """The text that was typed in a block, or the value or the time that was chosen; nothing where there is none."""
        found = self._input(block)
        return text_at(found, "value") or text_at(found, "selected_option", "value") or text_at(found, "selected_time")

    def ticked(self, block: str) -> frozenset[str]:
        """The values of the boxes that were ticked in a block."""
        options = self._input(block).get("selected_options")
        return frozenset(text_at(option, "value") for option in options) if isinstance(options, list) else frozenset()

    def as_command(self) -> Command:
        """The command that might have been typed instead, without its words, where the modal was opened."""
        channel, response_url = text_at(self.memory, "channel"), text_at(self.memory, "response_url")
        return Command(
            self.workspace, channel, self.person, "", response_url=response_url, is_outsider=self.is_outsider
        )

    def _input(self, block: str) -> Payload:
        inputs = self.values.get(block)
        found = next(iter(inputs.values()), None) if isinstance(inputs, dict) else None
        return found if isinstance(found, dict) else {}


@dataclass(frozen=True, slots=True)
class Shortcut:
    """A message shortcut: the message it was used on (its own words in `text`), the thread that this stands in or
    would start, and by whom. `trigger` opens a modal within three seconds."""

    workspace: str
    channel: str
    person: str
    text: str
    thread_ts: str
    trigger: str
    response_url: str
    is_outsider: bool = False


def _place(workspace: str, channel: str, person: str) -> Place:
    return Place(workspace, person if channel.startswith(_DIRECT) else channel)
