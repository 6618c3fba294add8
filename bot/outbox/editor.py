"""Editing: messages that were sent and are out of date, drawn anew in their place."""

import logging
import random
import threading
from datetime import timedelta

from slack_sdk import WebClient

from bot.cards import Message
from bot.correlation import working_on
from bot.outbox.author import Author, Later, Nothing
from bot.outbox.direct import DirectChannels
from bot.outbox.drawing import NotDrawn, draw
from bot.outbox.outcomes import (
    EVERYWHERE,
    FAILURES,
    Chance,
    NotPosted,
    Refused,
    TooFast,
    outcome_of_harmless,
    pause_after,
)
from knowledge.base import KnowledgeBase
from knowledge.failpoints import after_request, before_request
from knowledge.posts import Edit

log = logging.getLogger(__name__)

# What Slack says of a channel or of us, and not of the message: it ends when the channel or the token is back. Until
# then a post stays that may show what others are not to read, so it is tried again for as long as posts are put right.
_MAY_END = ("not_in_channel", "channel_not_found", "is_archived", "is_inactive", *EVERYWHERE)
_UNTIL_IT_MAY_END, _GIVE_UP_AFTER = timedelta(hours=1), timedelta(days=30)


class Editor:
    """Edits what is out of date. An edit may be made twice, so what is in doubt is just made again.

    `chance` spreads what is tried again.
    """

    def __init__(
        self, knowledge: KnowledgeBase, client: WebClient, *, author: Author, chance: Chance = random.random
    ) -> None:
        self._edits, self._client, self._author, self._chance = knowledge.edits, client, author, chance
        self._failpoints = knowledge.failpoints
        self._directs = DirectChannels(client, knowledge.failpoints)

    def edit_stale(self, stopping: threading.Event) -> int:
        """Edit all that may be edited now, until told to stop; how many were tried."""
        tried = 0
        while not stopping.is_set() and (edit := self._edits.claim()):
            with working_on(workspace=edit.delivery.post.workspace, channel=edit.delivery.post.channel):
                self._edit(edit)
            tried += 1
        return tried

    def _edit(self, edit: Edit) -> None:
        if edit.delivery.post.is_drawn:
            self._edits.leave(edit, "It has no author who could draw it anew.")
            return
        match draw(self._author, edit.delivery):
            case Message() as message:
                self._update(edit, message)
            case Nothing(reason):
                self._edits.leave(edit, reason)
            case Later(wait, reason):
                self._edits.later(edit, wait, reason)
            case NotDrawn(problem):
                self._edits.later(edit, self._pause(edit), problem)

    def _update(self, edit: Edit, message: Message) -> None:
        try:
            channel = self._directs.channel_of(edit.delivery.post)
            self._failpoints.reach(before_request("edit"))
            # Nothing is said of metadata, so that the post keeps its own.
            self._client.chat_update(
                channel=channel, ts=edit.posted_ts, text=message.text, blocks=list(message.blocks), link_names=False
            )
        except FAILURES as error:
            self._failed(edit, error)
        else:
            self._failpoints.reach(after_request("edit"))
            self._edits.edited(edit)
            log.info("edited", extra={"subject": edit.delivery.post.subject})

    def _failed(self, edit: Edit, error: Exception) -> None:
        about = {"subject": edit.delivery.post.subject}
        match outcome_of_harmless(error, attempts=1, chance=self._chance):
            case TooFast(problem, wait):
                self._edits.slow_down(edit, wait, problem)
                log.warning("nothing is edited for %d s: %s", wait.total_seconds(), problem, extra=about)
            case Refused(problem, word) if word in _MAY_END and edit.stale_for < _GIVE_UP_AFTER:
                self._edits.later(edit, _UNTIL_IT_MAY_END, problem)
                log.warning("will be edited once that is over: %s", problem, extra=about)
            case Refused(problem):
                self._edits.leave(edit, problem)
                log.warning("stays as it is: %s", problem, extra=about)
            case NotPosted(problem):
                self._edits.later(edit, self._pause(edit), problem)
                log.warning("will be edited again: %s", problem, extra=about)

    def _pause(self, edit: Edit) -> timedelta:
        return pause_after(edit.stale_for, self._chance)
