"""Subscribing and muting: from what was typed or filled in to what is said of it."""

import logging
from collections.abc import Callable
from functools import partial

from bot.cards import Message, offer
from bot.categories import UnknownCategory, category_meant, choices
from bot.correlation import carried
from bot.gestures import Command
from bot.membership import Standing
from bot.parts import Parts
from bot.refusals import reason_of
from bot.responding import tell_at
from bot.subscribe import blocks
from bot.subscribe.form.opening import open_form
from bot.subscribe.making import make
from bot.typed.reading import Wanted, read_category, read_wanted
from bot.typed.spelling import retyped
from knowledge.articles import Audience, CategoryPath, category_text
from knowledge.subscriptions import Cadence

log = logging.getLogger(__name__)

_NOT_IN = "I'm not in this channel, so I can't post here. Type /invite @Quickjump, and I will."

# So many categories are offered to whoever named none.
_MOST_OFFERED = 9


def subscribe(parts: Parts, command: Command, arguments: str) -> Message | None:
    """`/kb subscribe …`: the form where nothing stands behind it, else what was made."""
    parts.permissions.check_change(command)
    if not arguments:
        open_form(parts, command)
        return None
    return _subscribed(parts, command, read_wanted(arguments), retyping=retyped)


def mute(parts: Parts, command: Command, arguments: str) -> Message:
    """`/kb mute …`: nothing is told of the category, whatever else is subscribed."""
    parts.permissions.check_change(command)
    wanted = read_category(arguments)
    muted = Wanted(category=wanted.category, everything=wanted.everything, cadence=Cadence.MUTED)
    return _subscribed(parts, command, muted, retyping=lambda _, category: blocks.quoted(category), verb="mute")


def subscribed(parts: Parts, command: Command, category: CategoryPath, wanted: Wanted) -> Message:
    """Subscribe to a category, see in the background to it that we can post, and say what was made."""
    made = make(parts, command, category, wanted)
    if not made.is_direct and made.subscription.timetable.cadence is not Cadence.MUTED:
        see_to_membership(parts, command)
    return blocks.confirmation(made)


def see_to_membership(parts: Parts, command: Command) -> None:
    """In the background, join the channel where we may, and say what to do where we may not."""
    if not parts.pool.offer(carried(partial(_tell_unless_member, parts, command))):
        log.warning("too busy to see whether we are in a channel", extra={"channel": command.channel})


def _tell_unless_member(parts: Parts, command: Command) -> None:
    match parts.membership.enter(command.channel):
        case Standing.OUT:
            tell_at(command.response_url, _NOT_IN)
        case Standing.ARCHIVED:
            tell_at(command.response_url, reason_of("is_archived"))


def _subscribed(
    parts: Parts,
    command: Command,
    wanted: Wanted,
    *,
    retyping: Callable[[Wanted, CategoryPath], str],
    verb: str = "subscribe",
) -> Message:
    audience = parts.channels.audience_for(command)
    if not wanted.category and not wanted.everything:
        offered = [(), *_largest(parts, audience)]
        labels = {category_text(each) or "All categories": retyping(wanted, each) for each in offered}
        return offer(f"Which category shall I {verb}{_to(verb)}?", verb, labels)
    try:
        category = category_meant(parts.knowledge, wanted.category, audience) if wanted.category else ()
    except UnknownCategory as unknown:
        return choices(unknown, verb, partial(retyping, wanted))
    return subscribed(parts, command, category, wanted)


def _to(verb: str) -> str:
    return " to" if verb == "subscribe" else ""


def _largest(parts: Parts, audience: Audience) -> list[CategoryPath]:
    top = [each for each in parts.knowledge.categories(audience) if len(each.path) == 1]
    return [each.path for each in sorted(top, key=lambda each: -each.count)[:_MOST_OFFERED]]
