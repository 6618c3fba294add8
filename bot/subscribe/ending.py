"""Ending subscriptions: the one that was named, or all of them once somebody says so again."""

from collections.abc import Iterator, Sequence
from functools import partial

from bot.cards import LONGEST_ECHO, Message, escape, shorten
from bot.gestures import Command, Press
from bot.parts import Parts
from bot.subscribe import blocks
from bot.subscribe.naming import Names, as_typed
from bot.typed.reading import Wanted, read_category
from bot.typed.spelling import spelt_locally
from knowledge.announcements import Channel
from knowledge.articles import Audience, CategoryPath, category_path, category_text, folded, is_within
from knowledge.subscriptions import Cadence, Subscription


def unsubscribe(parts: Parts, command: Command, arguments: str) -> Message:
    """`/kb unsubscribe …`: end the subscription to that very category; `NotAllowed`, `Outsider`, `NotUnderstood`."""
    parts.permissions.check_change(command)
    audience = parts.channels.audience_for(command)
    names = Names(parts.knowledge, audience)
    here = parts.knowledge.subscriptions.of(command.place)
    wanted = read_category(arguments)
    if not here:
        return blocks.paragraphs(["Nothing is subscribed here, so there is nothing to end."], [blocks.begin_button()])
    found = _meant(here, wanted, names)
    if found is None:
        return _not_found(parts, here, wanted, names, audience)
    parts.knowledge.subscriptions.end(command.place, person=command.person, only=found.id)
    rest = [each for each in here if each.id != found.id]
    return blocks.paragraphs(ended(found, rest, names), [blocks.again_button(found)])


def end_all(parts: Parts, press: Press) -> Message:
    """End all subscriptions of the channel in which a button was pressed; `NotAllowed`, `Outsider`."""
    parts.permissions.check_change(press)
    count = len(parts.knowledge.subscriptions.end(press.place, person=press.person))
    if not count:
        return blocks.paragraphs(["Nothing was subscribed here any more."], [blocks.begin_button()])
    said = "The subscription here is ended." if count == 1 else f"All {count} subscriptions here are ended."
    return blocks.paragraphs([said], [blocks.begin_button()])


def ended(subscription: Subscription, rest: Sequence[Subscription], names: Names) -> Iterator[str]:
    """What is said of a subscription that has been ended, and of what the others of its channel still tell."""
    name, category = names.first(subscription), subscription.category
    was_muted = subscription.timetable.cadence is Cadence.MUTED
    yield f"{name} {'is' if category else 'are'} no longer {'muted' if was_muted else 'subscribed'} here."
    wider = [each for each in rest if is_within(category, each.category)]
    if any(each.timetable.cadence is Cadence.MUTED for each in wider):
        yield "A wider category is muted here, so nothing of it is told. `/kb subscriptions` shows which."
    elif teller := Channel(rest).teller(category):
        yield f"It is still told with {names.of(teller)}, {spelt_locally(teller.timetable)}."
        if not was_muted and names.shows(category):
            yield f"{as_typed('mute', category)} keeps it out."
    elif was_muted and category and names.shows(category):
        yield f"It is not subscribed either: {as_typed('subscribe', category)} does that."
    if below := [each for each in rest if is_within(each.category, category)]:
        count = "1 narrower subscription goes" if len(below) == 1 else f"{len(below)} narrower subscriptions go"
        yield f"{count} on: see `/kb subscriptions`."


def _meant(here: Sequence[Subscription], wanted: Wanted, names: Names) -> Subscription | None:
    """The subscription that was named: by the whole path, or by its last name where only one has that."""
    if wanted.everything:
        return next((each for each in here if not each.category), None)
    shown = [each for each in here if each.category and names.shows(each.category)]
    path, text = folded(category_path(wanted.category)), wanted.category.casefold()
    exact = [each for each in shown if each.shelf == path or category_text(each.category).casefold() == text]
    found = exact or [each for each in shown if each.shelf[-1] == text]
    return found[0] if len(found) == 1 else None


def _not_found(parts: Parts, here: Sequence[Subscription], wanted: Wanted, names: Names, audience: Audience) -> Message:
    if wanted.everything:
        return _asked_to_end_all(here)
    offered = [each.category for each in here if names.shows(each.category)]
    if not wanted.category:
        return blocks.which("Which subscription shall I end?", "unsubscribe", offered[: blocks.MOST_CHOICES])
    known = parts.knowledge.category_named(wanted.category, audience)
    near = [each.path for each in parts.knowledge.categories_like(wanted.category, audience)]
    by_nearness = sorted(offered, key=partial(_distance, near))
    said = _not_subscribed(known.path, here, names) if known else f"There is no subscription to “{_echo(wanted)}” here."
    more = " Subscribed here are:" if offered else ""
    return blocks.which(f"{said}{more}", "unsubscribe", by_nearness[: blocks.MOST_CHOICES])


def _asked_to_end_all(here: Sequence[Subscription]) -> Message:
    count = len(here)
    others = "there is one to a single category" if count == 1 else f"there are {count} to single categories"
    said = f"There is no subscription to all categories here, but {others}."
    label = "End it" if count == 1 else f"End all {count} subscriptions"
    return blocks.paragraphs([said], [blocks.end_all_button(label)])


def _not_subscribed(category: CategoryPath, here: Sequence[Subscription], names: Names) -> str:
    said = f"{names.bold(category)} has no subscription of its own here."
    if teller := Channel(here).teller(category):
        return f"{said} It is told with {names.of(teller)}; {as_typed('mute', category)} keeps it out."
    return said


def _distance(near: Sequence[CategoryPath], category: CategoryPath) -> int:
    keys = [folded(each) for each in near]
    return keys.index(folded(category)) if folded(category) in keys else len(keys)


def _echo(wanted: Wanted) -> str:
    return escape(shorten(wanted.category, LONGEST_ECHO))
