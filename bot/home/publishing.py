"""Publishing Home: drawn anew at each visit, so that what was done since is seen."""

import logging
from typing import Any

from slack_sdk import WebClient
from slack_sdk.models.blocks import Block

from bot import errors
from bot.home import blocks
from bot.outbox.outcomes import FAILURES, reason, slacks_word
from bot.parts import Parts, Visitor
from knowledge.errors import KnowledgeError

# What Slack says where another has published since the event was sent: that one is as new.
_OVERTAKEN = "hash_conflict"

log = logging.getLogger(__name__)


class NotPublished(KnowledgeError):
    """A Home that Slack did not take."""

    def __init__(self, word: str) -> None:
        super().__init__(f"Slack did not show your Home anew ({word}). Try again in a minute.")


def publish(parts: Parts, client: WebClient, visitor: Visitor, *, channel: str, seen: str = "") -> None:
    """Show a visitor their Home, which may be done any number of times; `NotPublished`, which is logged too.

    `channel` is that of their direct messages with us. `seen` is the hash of the Home that they saw when they came:
    when it has been published again since, that stays.
    """
    view = home_of(parts, visitor, channel=channel)
    try:
        client.views_publish(user_id=visitor.person, view=view, **({"hash": seen} if seen else {}))
    except FAILURES as error:
        if slacks_word(error) != _OVERTAKEN:
            log.warning("could not publish a Home: %s", reason(error), extra={"person": visitor.person})
            raise NotPublished(slacks_word(error)) from error


def home_of(parts: Parts, visitor: Visitor, *, channel: str) -> dict[str, Any]:
    """A visitor's Home as a view. Where a section fails the others are there, and what went wrong is said once."""
    shown, said = list[Block](), set[str]()
    for section in parts.sections:
        try:
            shown += section(parts, visitor)
        except Exception as error:
            sentence = errors.sentence(error)
            shown += [] if sentence in said else [blocks.failed(sentence)]
            said.add(sentence)
    return blocks.home(shown, channel=channel, is_known=visitor.is_known)
