"""Pausing a channel's subscriptions, and resuming them."""

from collections.abc import Iterator, Sequence

from bot.cards import Message
from bot.gestures import Command
from bot.parts import Parts
from bot.refusals import reason_of
from bot.subscribe import blocks
from bot.subscribe.making import timezone_for
from bot.subscribe.naming import Names
from bot.subscribe.subscribing import see_to_membership
from bot.subscribe.times import day_and_time
from bot.typed.pausing import read_pause
from knowledge.subscriptions import Cadence, Pause, Subscription

# So many categories are named.
_MOST_NAMED = 5

_NOTHING_HERE = "Nothing is subscribed here yet."
_AS_DIGEST = "What comes meanwhile is told afterwards, as one digest."


def pause(parts: Parts, command: Command, arguments: str) -> Message:
    """`/kb pause …`: tell the channel nothing for a while; `NotAllowed`, `Outsider`, `NotUnderstood`."""
    parts.permissions.check_change(command)
    subscriptions = parts.knowledge.subscriptions
    here, now = subscriptions.of(command.place), subscriptions.now()
    if not here:
        return blocks.paragraphs([f"{_NOTHING_HERE} There is nothing to pause."], [blocks.begin_button()])
    timezone = timezone_for(parts, command, here)
    until = read_pause(arguments, now=now, timezone=timezone)
    paused = subscriptions.pause(command.place, person=command.person, until=until)
    when = f"until {day_and_time(until, timezone, now=now)} ({timezone})" if until else "until somebody resumes"
    return _paused(paused, here, when, Names(parts.knowledge, parts.channels.audience_for(command)))


def resume(parts: Parts, command: Command, arguments: str) -> Message:
    """`/kb resume`: end the pauses of the channel; `NotAllowed`, `Outsider`."""
    parts.permissions.check_change(command)
    subscriptions = parts.knowledge.subscriptions
    here = subscriptions.of(command.place)
    resumed = subscriptions.resume(command.place, person=command.person)
    if not resumed:
        said = "Nothing is paused here." if here else _NOTHING_HERE
        return blocks.paragraphs([said], [] if here else [blocks.begin_button()])
    if command.place.channel == command.channel:
        see_to_membership(parts, command)
    return blocks.paragraphs(_resumed(resumed, here, Names(parts.knowledge, parts.channels.audience_for(command))))


def _paused(paused: Sequence[Subscription], here: Sequence[Subscription], when: str, names: Names) -> Message:
    if not paused:
        muted = all(each.timetable.cadence is Cadence.MUTED for each in here)
        said = "Everything here is muted" if muted else f"All subscriptions here are paused {when} already"
        return blocks.paragraphs([f"{said}."], [] if muted else [blocks.resume_button()])
    return blocks.paragraphs([f"Paused {when}: {_named(paused, names)}.", _AS_DIGEST], [blocks.resume_button()])


def _resumed(resumed: Sequence[Subscription], here: Sequence[Subscription], names: Names) -> Iterator[str]:
    yield f"Resumed: {_named(resumed, names)}. What came meanwhile, if anything did, comes as one digest."
    before = {each.id: each for each in here}
    refused = (before[each.id] for each in resumed if each.id in before)
    if problem := next((each.problem for each in refused if each.pause is Pause.REFUSED), ""):
        yield f"It was paused since I could not post here: {reason_of(problem)}"


def _named(subscriptions: Sequence[Subscription], names: Names) -> str:
    named = [names.of(each) for each in subscriptions[:_MOST_NAMED]]
    more = len(subscriptions) - len(named)
    return ", ".join(named) + (f" and {more} more" if more else "")
