"""Sharing: which article of a private answer may be shown to a whole channel."""

from bot.cards import Message, by, card, small, spoken
from bot.channels import Channels
from bot.gestures import Press
from knowledge.articles import Audience, Match
from knowledge.base import KnowledgeBase
from knowledge.errors import KnowledgeError


def shared(match: Match, person: str) -> Message:
    """An article as everybody sees it, with who shared it."""
    return Message.of(spoken(match), [*card(match), small(f"Shared by {by(person)}")])


class CannotShare(KnowledgeError):
    """An article that can't be shown to a channel, with the reason."""


def shareable(
    knowledge: KnowledgeBase, channels: Channels, press: Press, *, channel: str, article: str, question: str
) -> Match:
    """The article as it answers the question; `CannotShare` when not all who read the channel may read it, among them
    whoever pressed."""
    audience = channels.audience_shown(press, channel)
    match = knowledge.match(article, question, audience)
    if match:
        return match
    if audience is Audience.PUBLIC and knowledge.article(article, Audience.INTERNAL):
        raise CannotShare(
            "That article is internal. Not everybody who reads this channel may read it, so I did not post it."
        )
    raise CannotShare("That article is no longer in the knowledge base, so I did not post it. Ask again.")
