"""Gestures: what people do in Slack, as our words have it: commands, pressed buttons, forms and shortcuts."""

from dataclasses import dataclass
from typing import ClassVar

from bot.shapes import Payload, number_at, text_at
from knowledge.posts import Question
from knowledge.subscriptions import Place

# The ids of direct messages begin so, be they with us or between two people, where we can't post.
_DIRECT = "D"

# The name under which Home, and what is opened from it, remembers that.
_HOME = "home"

# A response_url is some 100 characters; one that would take half of what a modal remembers is left out.
_LONGEST_URL = 1500


@dataclass(frozen=True, slots=True)
class View:
    """An open modal: its id, and what it was told to remember."""

    id: str
    memory: Payload


@dataclass(frozen=True, slots=True)
class Command:
    """A slash command: what was typed after it, where and by whom.

    `trigger` opens a modal within three seconds, `response_url` takes what is answered later. `view` is the modal in
    which a button was pressed that stands for the command. `at_home` says that it was done in the person's Home, where
    there is nobody else, or in a modal that was opened from there.
    """

    workspace: str
    channel: str
    person: str
    text: str
    trigger: str = ""
    response_url: str = ""
    is_outsider: bool = False
    view: View | None = None
    at_home: bool = False

    @property
    def place(self) -> Place:
        """Where subscriptions that are made there post: to the person alone in a direct message, and in their Home."""
        return _place(self)

    @property
    def whence(self) -> dict[str, object]:
        """What a modal that this opens has to remember, for what is done in it to know where it was opened."""
        return _whence(self)


@dataclass(frozen=True, slots=True)
class Press:
    """A pressed button: what it carries, and the message or the modal that it stands on; Home is neither.

    `trigger` opens a modal within three seconds. `is_outsider` says that another organisation's member pressed it,
    `at_home` that it stands in the person's Home, or in a modal that was opened from there. What was typed into a field
    that tells us at once is in `typed`, the value of the option that was chosen in a menu in `chosen`. `thread_ts` is
    the thread in which the message stands for all to see, nothing where it stands in none or only one person sees it.
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
    thread_ts: str = ""
    at_home: bool = False
    typed: str = ""
    chosen: str = ""

    def text(self, name: str) -> str:
        """A text that the button carries, or nothing."""
        return text_at(self.value, name)

    def as_command(self) -> Command:
        """The command that might have been typed instead, without its words."""
        return Command(
            self.workspace,
            self.channel,
            self.person,
            "",
            self.trigger,
            self.response_url,
            is_outsider=self.is_outsider,
            view=self.view,
            at_home=self.at_home,
        )

    def number(self, name: str) -> int:
        """A number that the button carries, or 0."""
        return number_at(self.value, name)

    @property
    def place(self) -> Place:
        """Where subscriptions that are made there post: to the person alone in a direct message, and in their Home."""
        return _place(self)

    @property
    def whence(self) -> dict[str, object]:
        """What a modal that this opens has to remember, for what is done in it to know where it was opened."""
        return _whence(self)


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
        """The text that was typed in a block, or what was chosen: an option's value, a time, a day, a conversation.

        Nothing where there is none.
        """
        found = self._input(block)
        chosen = (text_at(found, f"selected_{each}") for each in ("time", "date", "conversation"))
        return text_at(found, "value") or text_at(found, "selected_option", "value") or next(filter(None, chosen), "")

    def ticked(self, block: str) -> frozenset[str]:
        """The values of the boxes that were ticked in a block."""
        options = self._input(block).get("selected_options")
        return frozenset(text_at(option, "value") for option in options) if isinstance(options, list) else frozenset()

    def as_command(self) -> Command:
        """The command that might have been typed instead, without its words, where the modal was opened."""
        channel, response_url = text_at(self.memory, "channel"), text_at(self.memory, "response_url")
        return Command(
            self.workspace,
            channel,
            self.person,
            "",
            response_url=response_url,
            is_outsider=self.is_outsider,
            at_home=is_home(self.memory),
        )

    def _input(self, block: str) -> Payload:
        inputs = self.values.get(block)
        found = next(iter(inputs.values()), None) if isinstance(inputs, dict) else None
        return found if isinstance(found, dict) else {}


@dataclass(frozen=True, slots=True)
class Shortcut:
    """A message shortcut: the message it was used on (its own words in `text`), the thread that this stands in or
    would start, and by whom. `trigger` opens a modal within three seconds."""

    at_home: ClassVar[bool] = False

    workspace: str
    channel: str
    person: str
    text: str
    thread_ts: str
    trigger: str
    response_url: str
    is_outsider: bool = False

    @property
    def place(self) -> Place:
        """Where subscriptions that are made there post: to the person alone in a direct message."""
        return _place(self)


@dataclass(frozen=True, slots=True)
class Visit:
    """Somebody came to the app's own place: to Home, or to their messages with us, which are in `channel`.

    `hash` names the Home that they saw, if they had one.
    """

    workspace: str
    channel: str
    person: str
    is_messages: bool = False
    hash: str = ""


def place_of(question: Question) -> Place:
    """What a question's channel has settled, and is subscribed to, is kept for this place."""
    is_direct = question.channel.startswith(_DIRECT)
    return Place(question.workspace, question.person if is_direct else question.channel)


def is_home(memory: Payload) -> bool:
    """Whether a view that remembers this is a Home, or was opened from one."""
    return memory.get(_HOME) is True


def home_memory(channel: str) -> dict[str, object]:
    """What a Home has to remember: the direct messages beside it, in which it stands."""
    return {"channel": channel, _HOME: True}


def _place(gesture: Command | Press | Shortcut) -> Place:
    is_direct = gesture.at_home or gesture.channel.startswith(_DIRECT)
    return Place(gesture.workspace, gesture.person if is_direct else gesture.channel)


def _whence(gesture: Command | Press) -> dict[str, object]:
    url = gesture.response_url
    kept = {"channel": gesture.channel, "response_url": url if len(url) <= _LONGEST_URL else ""}
    return kept | ({_HOME: True} if gesture.at_home else {})
