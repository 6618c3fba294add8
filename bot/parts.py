"""What a capability is given to work with, and the verbs that it hands in."""

import logging
import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from slack_sdk.models.blocks import Block

from bot.cards import Message
from bot.channels import Channels
from bot.gestures import Command
from bot.membership import Membership
from bot.modals import Modals
from bot.outbox.editor import Editor
from bot.outbox.reconciler import Reconciler
from bot.outbox.sender import Sender
from bot.overload import Admission, Pool
from bot.people import People
from bot.permissions import Permissions
from bot.responding import Replies
from bot.settings import Settings
from knowledge.articles import Audience
from knowledge.base import KnowledgeBase
from knowledge.errors import DatabaseUnavailable
from knowledge.subscriptions import Place

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Parts:
    """The parts of one process that capabilities share.

    `admission` bounds how many questions are answered at once, `pool` runs what must not hold up an acknowledgement.
    `stopping` is set when the process shall begin nothing new. `verbs`, and `sections` of Home, are those of all
    capabilities.
    """

    knowledge: KnowledgeBase
    channels: Channels
    sender: Sender
    editor: Editor
    reconciler: Reconciler
    admission: Admission
    pool: Pool
    modals: Modals
    replies: Replies
    stopping: threading.Event
    settings: Settings
    people: People
    membership: Membership
    permissions: Permissions
    verbs: "tuple[Verb, ...]" = ()
    sections: "tuple[Section, ...]" = ()

    def stop(self, seconds: float) -> None:
        """Begin nothing new, wait so long for what is under way, and give back what others may answer instead."""
        self.stopping.set()
        if not self.pool.close(seconds):
            log.warning("some work did not end in %d s; other processes take it over", seconds)
        self._write_down()
        try:
            if waiting := self.knowledge.inbox.give_back():
                log.info("%d questions are left to other processes", waiting)
        except DatabaseUnavailable as unavailable:
            log.warning("what was claimed could not be given back, and is free when its lease ends: %s", unavailable)

    def _write_down(self) -> None:
        """Have what was asked recorded, if the database is there."""
        try:
            self.knowledge.recording.flush()
        except DatabaseUnavailable as unavailable:
            log.warning("what was asked last could not be recorded: %s", unavailable)

    def help_channel(self, place: Place) -> str:
        """Where people are asked what no article answers in a place: its own channel for that, or that of all.

        Nothing where nobody has said.
        """
        return self.knowledge.channel_settings.remembered(place).help_channel or self.settings.help_channel

    def verb(self, word: str) -> "Verb | None":
        """The verb of that word, if there is one."""
        return next((verb for verb in self.verbs if verb.word == word), None)


@dataclass(frozen=True, slots=True)
class Visitor:
    """Whoever opens Home: what they may read, whether they are an admin, and the channels that they are in.

    `channels` is None where Slack does not say, and `is_known` false where it does not say who they are.
    """

    workspace: str
    person: str
    audience: Audience
    is_admin: bool
    channels: tuple[str, ...] | None = ()
    is_known: bool = True

    @property
    def places(self) -> tuple[Place, ...]:
        """Where something may be told to them: in direct messages, and in their channels."""
        return tuple(Place(self.workspace, each) for each in (self.person, *(self.channels or ())))


# A part of Home that a capability hands in: what it shows to a visitor, nothing where it has nothing to say, and a
# dozen blocks at most, so that there is room for all. Sections must not ask Slack anything, since Home is drawn anew at
# each visit.
Section = Callable[[Parts, Visitor], Sequence[Block]]


@dataclass(frozen=True, slots=True)
class Verb:
    """A first word of `/kb` that means more than itself, such as `help`.

    `parses` says whether the rest of the command can be its arguments: if not, all of it is a question, and the
    verb's `label`, if it has one, is offered as a button, which then answers with no arguments. `usage` and `purpose`
    stand in help; `{category}` in it becomes one of this knowledge base.
    `answer` gives what the person sees, or None when they see it elsewhere, as in a modal.
    """

    word: str
    usage: str
    purpose: str
    label: str
    parses: Callable[[str], bool]
    answer: Callable[[Parts, Command, str], Message | None]
