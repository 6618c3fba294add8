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
from knowledge.announcements import Contents, Line
from knowledge.articles import Audience, Visibility
from knowledge.base import KnowledgeBase
from knowledge.posts import Delivery
from knowledge.subscriptions import Place

log = logging.getLogger(__name__)

_ASK_AGAIN = timedelta(minutes=1)

# Conversations with one person are named by the person's id until they are opened.
_PEOPLE = ("U", "W")


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
        audience: Audience | None = Audience.PUBLIC
        if any(line.article.visibility is Visibility.INTERNAL for line in contents.lines):
            audience = self._audience(place)
        if audience is None:
            return Later(_ASK_AGAIN, "Slack did not say who reads the channel, and it tells of internal articles.")
        shown = shown_to(audience, contents)
        if not shown.lines:
            return Nothing("The channel no longer wants to be told, or the articles are gone or not for it.")
        return blocks.announcement(shown, post=delivery.id)

    def refused(self, delivery: Delivery, outcome: Refused) -> None:
        """Pause the channel's subscriptions, and tell those who made them."""
        place = Place(delivery.post.workspace, delivery.post.channel)
        note_refusal(self._knowledge, place, outcome.word, post=delivery.id)

    def _audience(self, place: Place) -> Audience | None:
        if not place.channel.startswith(_PEOPLE):
            return self._channels.audience_asked(place.workspace, place.channel)
        person = self._people.of(place.workspace, place.channel)
        if person is None:
            return None
        return Audience.INTERNAL if person.is_member else Audience.PUBLIC


def shown_to(audience: Audience, contents: Contents) -> Contents:
    """What an audience may see; what it may not is struck through, without its name, in a post that stands in Slack."""
    if not contents.is_posted:
        kept = [line for line in contents.lines if not line.is_gone and audience.may_read(line.article.visibility)]
        return replace(contents, lines=tuple(kept))
    return replace(contents, lines=tuple(_unnamed_unless_readable(audience, line) for line in contents.lines))


def _unnamed_unless_readable(audience: Audience, line: Line) -> Line:
    if audience.may_read(line.article.visibility):
        return line
    unnamed = replace(line.article, title="An article that is no longer public", summary="", url="", reference="")
    return replace(line, article=unnamed, is_gone=True)
