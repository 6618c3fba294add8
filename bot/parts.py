"""What a capability is given to work with, and the verbs that it hands in."""

from collections.abc import Callable
from concurrent.futures import Executor
from dataclasses import dataclass

from bot.cards import Message
from bot.channels import Channels
from bot.outbox.sender import Sender
from bot.payloads import Command
from knowledge.base import KnowledgeBase


@dataclass(frozen=True, slots=True)
class Parts:
    """The parts of one process that capabilities share.

    `pool` runs what must not hold up an acknowledgement; `verbs` are those of all capabilities.
    """

    knowledge: KnowledgeBase
    channels: Channels
    sender: Sender
    pool: Executor
    verbs: "tuple[Verb, ...]" = ()

    def verb(self, word: str) -> "Verb | None":
        """The verb of that word, if there is one."""
        return next((verb for verb in self.verbs if verb.word == word), None)


@dataclass(frozen=True, slots=True)
class Verb:
    """A first word of `/kb` that means more than itself, such as `help`.

    `parses` says whether the rest of the command can be its arguments: if not, all of it is a question, and the
    verb's `label` is offered as a button, which then answers with no arguments. `usage` and `purpose` stand in help.
    """

    word: str
    usage: str
    purpose: str
    label: str
    parses: Callable[[str], bool]
    answer: Callable[[Parts, Command, str], Message]
