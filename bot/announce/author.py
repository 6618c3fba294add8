"""The author of announcements: draws each when it is posted or put right, for those who read the channel then."""

import logging
from dataclasses import replace
from datetime import timedelta

from bot.announce import blocks
from bot.channels import Channels
from bot.outbox.author import Drawn, Later, Nothing
from bot.outbox.outcomes import Refused
from bot.people import People
from bot.refusals import note_refusal
from knowledge.announcements import Contents
from knowledge.articles import Audience, Visibility
from knowledge.base import KnowledgeBase
from knowledge.posts import Delivery
from knowledge.subscriptions import Place

log = logging.getLogger(__name__)

_ASK_AGAIN = timedelta(minutes=1)

# Conversations with one person are named by the person's id until they are opened.
_PEOPLE = ("U", "W")


# What Slack says of a message that it does not take. The channel is not at fault, and an operator has to look.
_OUR_FAULT = (
    "invalid_arguments",
    "invalid_blocks",
    "invalid_blocks_format",
    "msg_blocks_too_long",
    "msg_too_long",
    "no_text",
)


class Announcer:
    """Draws announcements. Articles that are internal are drawn only where Slack says that no outsider reads along."""

    def __init__(self, knowledge: KnowledgeBase, channels: Channels, people: People) -> None:
        self._knowledge, self._channels, self._people = knowledge, channels, people

    def draw(self, delivery: Delivery) -> Drawn:
        """What a post says as things are now; Later when Slack does not say who reads along."""
        place = Place(delivery.post.workspace, delivery.post.channel)
        contents = self._knowledge.announcements.contents(delivery.id, place)
        if contents is None:
            return Nothing("What it was to tell is no longer known.")
        audience = readers(self._channels, self._people, place) if has_internal(contents) else Audience.PUBLIC
        if audience is None:
            return Later(_ASK_AGAIN, "Slack did not say who reads the channel, and it tells of internal articles.")
        shown = shown_to(audience, contents)
        if shown.lines:
            return blocks.announcement(shown, post=delivery.id)
        if contents.is_posted:
            return blocks.withheld()
        return Nothing("The channel no longer wants to be told, or the articles are gone or not for it.")

    def refused(self, delivery: Delivery, outcome: Refused) -> None:
        """Pause the channel's subscriptions, and tell those who made them, unless it is the message that is bad."""
        if outcome.word not in _OUR_FAULT:
            place = Place(delivery.post.workspace, delivery.post.channel)
            note_refusal(self._knowledge, place, outcome.word, post=delivery.id)


def readers(channels: Channels, people: People, place: Place) -> Audience | None:
    """Who reads a channel, or what is written to a person alone, as Slack says now; None where it does not."""
    if not place.channel.startswith(_PEOPLE):
        return channels.audience_asked(place.workspace, place.channel)
    person = people.of(place.workspace, place.channel)
    if person is None:
        return None
    return Audience.INTERNAL if person.is_member else Audience.PUBLIC


def has_internal(contents: Contents) -> bool:
    """Whether not everybody may see all that a post tells."""
    return any(line.article.visibility is Visibility.INTERNAL for line in contents.lines)


def shown_to(audience: Audience, contents: Contents) -> Contents:
    """What an audience may see. What is gone is struck through in a post that stands in Slack, and not posted else."""
    shown = [
        line
        for line in contents.lines
        if audience.may_read(line.article.visibility) and (contents.is_posted or not line.is_gone)
    ]
    return replace(contents, lines=tuple(shown))
