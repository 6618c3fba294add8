"""Refusals: Slack does not let us post to a channel, so its subscriptions pause, and those who made them are told."""

import logging
from collections.abc import Sequence
from datetime import datetime
from functools import partial

from bot.cards import Message, escape, named_place, plain, shorten
from bot.outbox.outcomes import EVERYWHERE
from knowledge.articles import category_text
from knowledge.base import KnowledgeBase
from knowledge.posts import Post
from knowledge.subscriptions import Place, Subscription

log = logging.getLogger(__name__)

# How the ids of people begin.
_PEOPLE = ("U", "W")

# So many categories are named to whoever subscribed to them.
_MOST_NAMED = 10
_LONGEST_NAME = 50

_INVITE = "Type `/invite @Quickjump` there, and I go on by myself."
_REASONS = {
    "not_in_channel": f"I'm not in the channel. {_INVITE}",
    "channel_not_found": f"I can't see the channel: it has been deleted, or is private and I'm not in it. {_INVITE}",
    "is_archived": "The channel is archived. Once it is not, I go on by myself, or tell you what I need for that.",
    "restricted_action": "Its settings don't let me post there. Change who may post, then type `/kb resume` there.",
}


def note_refusal(knowledge: KnowledgeBase, place: Place, word: str, *, post: int | None = None) -> None:
    """Pause the subscriptions of a channel where Slack refuses our posts, or of the whole workspace if it is not its
    fault; `word` is Slack's, `post` the post that it refused, which is told again later."""
    if word in EVERYWHERE and not _is_of_person(place, word):
        knowledge.places.refused(place, word, post=post)
        pause_workspace(knowledge, place.workspace, word)
    else:
        knowledge.places.refused(place, word, post=post, notify=partial(_paused, word=word))


def pause_workspace(knowledge: KnowledgeBase, workspace: str, word: str) -> None:
    """Pause all subscriptions of a workspace where nothing can be posted at all; its people can't be told either."""
    paused = knowledge.places.refused_everywhere(workspace, word)
    log.error("nothing can be posted (%s): the subscriptions of %d channels pause", word, paused)


def note_return(knowledge: KnowledgeBase, place: Place) -> None:
    """Resume the subscriptions of a channel that had been paused since Slack refused our posts there."""
    if resumed := knowledge.places.returned(place, notify=_resumed):
        log.info("a channel can be posted to again: %d subscriptions resume", len(resumed))


def reason_of(word: str) -> str:
    """Why nothing can be posted to a channel, and what to do, for Slack's word for it."""
    return _REASONS.get(
        word, f"Slack refuses my posts ({escape(word)}). Once that is put right, type `/kb resume` there."
    )


def _is_of_person(place: Place, word: str) -> bool:
    """Whether a refusal says only that we may not write to people."""
    return word == "missing_scope" and place.channel.startswith(_PEOPLE)


def _paused(paused: Sequence[Subscription], at: datetime, *, word: str) -> list[Post]:
    return [_direct(theirs, "paused", at, _told_paused(theirs, word)) for theirs in _by_maker(paused)]


def _resumed(resumed: Sequence[Subscription], at: datetime) -> list[Post]:
    return [_direct(theirs, "resumed", at, _told_resumed(theirs)) for theirs in _by_maker(resumed)]


def _told_paused(theirs: Sequence[Subscription], word: str) -> Message:
    where = named_place(theirs[0].place.channel)
    return plain(f"I can't post to {where}, so its subscriptions to {_named(theirs)} pause. {reason_of(word)}")


def _told_resumed(theirs: Sequence[Subscription]) -> Message:
    where = named_place(theirs[0].place.channel)
    missed = "What came meanwhile, if anything did, comes there as one digest."
    return plain(f"I can post to {where} again, so its subscriptions to {_named(theirs)} go on. {missed}")


def _named(subscriptions: Sequence[Subscription]) -> str:
    named = [category_text(each.category) or "everything" for each in subscriptions[:_MOST_NAMED]]
    names = [f"*{escape(shorten(name, _LONGEST_NAME))}*" for name in named]
    more = len(subscriptions) - len(names)
    return ", ".join(names) + (f" and {more} more" if more else "")


def _by_maker(subscriptions: Sequence[Subscription]) -> list[list[Subscription]]:
    """Those of each person who made some; not those that are told to their maker alone, who can't be written to."""
    found: dict[str, list[Subscription]] = {}
    for each in subscriptions:
        if each.made_by and each.made_by != each.place.channel:
            found.setdefault(each.made_by, []).append(each)
    return list(found.values())


def _direct(theirs: Sequence[Subscription], what: str, at: datetime, message: Message) -> Post:
    first = theirs[0]
    subject = f"{what}:{first.place.channel}:{at.timestamp():.6f}"
    return Post(first.place.workspace, first.made_by, subject, message.text, message.blocks)
