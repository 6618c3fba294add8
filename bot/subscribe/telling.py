"""What is told of a subscription that was made or changed, as paragraphs of mrkdwn."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime

from bot.cards import escape, shorten
from bot.refusals import reason_of
from bot.subscribe.making import Made
from bot.subscribe.naming import Names, as_typed
from bot.subscribe.times import day_and_time
from bot.typed.spelling import depends_on_clocks, spelt, spelt_locally
from knowledge.articles import is_within
from knowledge.subscriptions import Cadence, Pause, Style, Subscription

# So many subscriptions are named that go on beside a wider one.
_MOST_NAMED = 3

# A paragraph may say twice what words keep articles out, and has 3,000 characters, of which an & takes five.
_LONGEST_WORDS = 150


def told(made: Made) -> Iterator[str]:
    """All that there is to say of a subscription that was made or changed: a paragraph each, the first what it is."""
    if made.subscription.timetable.cadence is Cadence.MUTED:
        yield from _muted(made)
    else:
        yield _headline(made)
        yield _when(made)
        yield from _covered(made)
    yield from _about_times(made)
    yield from _recent(made)


def form_of(style: Style) -> str:
    """In which form articles are told, and which: `full cards, new and updated articles, without “trial”`."""
    form = "one line each" if style.compact else "full cards"
    which = "new and updated articles" if style.updates else "new articles only"
    return ", ".join(filter(None, [form, which, _words(style)]))


def _words(style: Style) -> str:
    words = ", ".join(f"“{phrase}”" for phrase in style.without)
    return f"without those that say {escape(shorten(words, _LONGEST_WORDS))}" if words else ""


def pause_of(subscription: Subscription, *, now: datetime) -> str:
    """Why a subscription is paused, and until when; nothing where it is not paused."""
    match subscription.pause:
        case Pause.NONE:
            return ""
        case Pause.REFUSED:
            return f"Paused: {reason_of(subscription.problem)}"
    until = subscription.paused_until
    if until is None:
        return "Paused until somebody types `/kb resume`."
    return f"Paused until {day_and_time(until, subscription.timetable.timezone, now=now)}."


def next_of(subscription: Subscription, *, now: datetime) -> str:
    """When a subscription posts next, or why not; nothing where it is muted."""
    timezone, next_at = subscription.timetable.timezone, subscription.next_at
    if subscription.timetable.cadence is Cadence.MUTED:
        return ""
    if subscription.pause is not Pause.NONE:
        return pause_of(subscription, now=now)
    if next_at and next_at > now:
        return f"next: {day_and_time(next_at, timezone, now=now)}"
    return "next: as soon as there is something to tell"


def when_of(subscription: Subscription) -> str:
    """How often, and at which times, something is told."""
    if subscription.timetable.cadence is Cadence.MUTED:
        return "muted, nothing of it is told"
    return spelt_locally(subscription.timetable)


def _headline(made: Made) -> str:
    subscription, before, name = made.subscription, made.before, made.names.of(made.subscription)
    whole = f"{spelt(subscription.timetable)}; {form_of(subscription.style)}."
    who = "You are" if made.is_direct else "This channel is"
    where = " I'll tell you in our direct messages." if made.is_direct else ""
    if before is None:
        return f"{who} now subscribed to {name}: {whole}{where}"
    if before.timetable.cadence is Cadence.MUTED:
        muted = f"{made.names.first(subscription)} {_is(subscription)} no longer muted"
        return f"{muted}: {who.lower()} subscribed to it, {whole}{where}"
    parts = zip(_parts(subscription), _parts(before), strict=True)
    changes = [f"{now} (before: {then})" for now, then in parts if now != then]
    if not changes:
        return f"{who} subscribed to {name} like that already: {whole}{where}"
    return f"Changed: {name} now {'; '.join(changes)}."


def _parts(subscription: Subscription) -> Iterator[str]:
    """How a subscription is, part by part."""
    timetable, style = subscription.timetable, subscription.style
    quiet = timetable.quiet
    yield spelt_locally(replace(timetable, weekdays_only=False, quiet=None))
    yield "not at weekends" if timetable.weekdays_only else "at weekends too"
    yield f"quiet from {quiet.start:%H:%M} to {quiet.end:%H:%M}" if quiet else "without quiet hours"
    yield f"by the clocks of {timetable.timezone}"
    yield "one line each" if style.compact else "full cards"
    yield "new and updated articles" if style.updates else "new articles only"
    yield _words(style) or "whatever they say"


def _when(made: Made) -> str:
    subscription = made.subscription
    if text := pause_of(subscription, now=made.now):
        return text
    if subscription.timetable.cadence is Cadence.AT_ONCE:
        return "Articles are posted as they appear, each once."
    next_at, timezone = subscription.next_at, subscription.timetable.timezone
    comes = day_and_time(next_at, timezone, now=made.now) if next_at else "soon"
    return f"The next digest comes on {comes} ({timezone}), if there is anything to tell by then."


def _covered(made: Made) -> Iterator[str]:
    """How it works together with the channel's other subscriptions."""
    subscription, names = made.subscription, made.names
    name, wider = names.of(subscription), _wider(made)
    if mute := next((each for each in wider if each.timetable.cadence is Cadence.MUTED), None):
        what = names.of(mute) if mute.category else "Everything"
        undo = f": {as_typed('unsubscribe', mute.category)} ends that" if names.shows(mute.category) else ""
        yield f"{what} is muted here, so nothing of {name} is told{undo}."
    elif wider:
        yield _beside(subscription, wider[0], names)
    if narrower := _narrower(made):
        listed = _listed(narrower, names)
        yield f"Narrower subscriptions stay as they are: {listed}."


def _beside(subscription: Subscription, wider: Subscription, names: Names) -> str:
    """How a subscription goes with a wider one, which no longer tells of its category."""
    name, other = names.of(subscription), f"{names.first(wider)} {_is(wider)} subscribed here too"
    mine, its = spelt_locally(subscription.timetable), spelt_locally(wider.timetable)
    if mine == its:
        return f"{other}: each article of {name} comes once."
    return f"{other}, {its}. What is in {name} comes {mine} now, and no longer {its}."


def _muted(made: Made) -> Iterator[str]:
    subscription, names = made.subscription, made.names
    already = " already" if made.before and made.before.timetable.cadence is Cadence.MUTED else ""
    what, nothing = (names.of(subscription), "nothing of it") if subscription.category else ("Everything", "nothing")
    here = "for you" if made.is_direct else "here"
    yield f"{what} is muted {here}{already}: {nothing} is told."
    if narrower := _narrower(made):
        yield f"Narrower subscriptions tell nothing either: {_listed(narrower, names)}."
    if names.shows(subscription.category):
        undo, again = as_typed("unsubscribe", subscription.category), as_typed("subscribe", subscription.category)
        yield f"{undo} ends that; {again} subscribes to it."


def _is(subscription: Subscription) -> str:
    return "is" if subscription.category else "are"


def _wider(made: Made) -> list[Subscription]:
    """The other subscriptions that cover the category too, the narrowest first."""
    wider = [each for each in made.others if is_within(made.subscription.category, each.category)]
    return sorted(wider, key=lambda each: -len(each.category))


def _narrower(made: Made) -> list[Subscription]:
    """The other subscriptions below the category."""
    return [each for each in made.others if is_within(each.category, made.subscription.category)]


def _listed(subscriptions: list[Subscription], names: Names) -> str:
    shown = [f"{names.of(each)} ({spelt_locally(each.timetable)})" for each in subscriptions[:_MOST_NAMED]]
    more = len(subscriptions) - len(shown)
    return ", ".join(shown) + (f" and {more} more" if more else "")


def _about_times(made: Made) -> Iterator[str]:
    timetable = made.subscription.timetable
    if made.moved_from and made.others:
        yield f"Times of all subscriptions here are those of {timetable.timezone} now (before: {made.moved_from})."
    elif made.guesses_timezone and depends_on_clocks(timetable) and made.names.shows(made.subscription.category):
        hint = as_typed("subscribe", made.subscription.category, "tz Berlin")
        yield f"I don't know your time zone, so this is in UTC. To set it, name a city: {hint}."


def _recent(made: Made) -> Iterator[str]:
    if made.posted:
        yield f"The last {made.posted} articles are on the way." if made.posted > 1 else "Its article is on the way."
    elif made.recent:
        yield "The last articles were posted here before, or there is none in it yet."
