"""Subscriptions as people are told of them, and as they would type them."""

from collections.abc import Iterator

from bot.typed.pieces import in_quotes
from bot.typed.reading import Wanted, could_be_wanted, read_wanted
from bot.typed.words import DAYS, NotUnderstood
from knowledge.articles import CategoryPath, category_text
from knowledge.subscriptions import Cadence, Quiet, Style, Subscription, Timetable


def spelt(timetable: Timetable) -> str:
    """When a subscription posts, as people say it: `weekly on Mondays at 09:00, not at weekends (Europe/Lisbon)`."""
    timed = timetable.cadence is not Cadence.MUTED and depends_on_clocks(timetable)
    return spelt_locally(timetable) + (f" ({timetable.timezone})" if timed else "")


def spelt_locally(timetable: Timetable) -> str:
    """The same without the time zone."""
    if timetable.cadence is Cadence.MUTED:
        return "muted"
    parts = [_cadence_spelt(timetable)]
    if timetable.weekdays_only:
        parts.append("not at weekends")
    if quiet := _quiet(timetable):
        parts.append(f"quiet from {quiet.start:%H:%M} to {quiet.end:%H:%M}")
    return ", ".join(parts)


def depends_on_clocks(timetable: Timetable) -> bool:
    """Whether it matters which time zone a subscription is in."""
    has_digests = timetable.cadence in (Cadence.DAILY, Cadence.WEEKLY)
    return has_digests or timetable.weekdays_only or _quiet(timetable) is not None


def typed(subscription: Subscription) -> str:
    """The words behind `/kb subscribe` that would make a subscription again."""
    return retyped(_as_wanted(subscription.timetable, subscription.style), subscription.category)


def retyped(wanted: Wanted, category: CategoryPath) -> str:
    """The words behind `/kb subscribe` that say the same of a category as somebody said, be it of another."""
    return " ".join([typed_category(category), *_timetable_typed(wanted), *_style_typed(wanted)])


def typed_category(category: CategoryPath) -> str:
    """A category as it is typed behind a verb: in quotes where it would be read as something else without."""
    if not category:
        return "all"
    name = category_text(category)
    return name if _reads_as_itself(name) else in_quotes(name)


def _cadence_spelt(timetable: Timetable) -> str:
    match timetable.cadence:
        case Cadence.DAILY:
            return f"daily at {timetable.at:%H:%M}"
        case Cadence.WEEKLY:
            return f"weekly on {DAYS[timetable.weekday]}s at {timetable.at:%H:%M}"
    return "at once"


def _quiet(timetable: Timetable) -> Quiet | None:
    """Its quiet hours, if there are any: those that end when they begin are none."""
    quiet = timetable.quiet
    return quiet if quiet and quiet.start != quiet.end else None


def _as_wanted(timetable: Timetable, style: Style) -> Wanted:
    """A subscription as somebody would want it: without what goes without saying."""
    cadence = timetable.cadence
    return Wanted(
        cadence=cadence,
        at=timetable.at if cadence in (Cadence.DAILY, Cadence.WEEKLY) else None,
        weekday=timetable.weekday if cadence is Cadence.WEEKLY else None,
        weekdays_only=timetable.weekdays_only or None,
        quiet=_quiet(timetable),
        timezone=timetable.timezone if depends_on_clocks(timetable) else None,
        compact=style.compact or None,
        updates=False if not style.updates else None,
        without=style.without,
    )


def _reads_as_itself(name: str) -> bool:
    try:
        return could_be_wanted(name) and read_wanted(name) == Wanted(category=name)
    except NotUnderstood:
        return False


def _timetable_typed(wanted: Wanted) -> Iterator[str]:
    if wanted.cadence is not None:
        yield wanted.cadence.value
    if wanted.weekday is not None:
        yield DAYS[wanted.weekday][:3].casefold()
    if wanted.at is not None:
        yield f"{wanted.at:%H:%M}"
    if wanted.weekdays_only is not None:
        yield "weekdays" if wanted.weekdays_only else "weekends too"
    if wanted.quiet is not None:
        yield f"quiet {wanted.quiet.start:%H:%M}-{wanted.quiet.end:%H:%M}" if wanted.quiet else "no quiet"
    if wanted.timezone is not None:
        yield f"tz {wanted.timezone}"


def _style_typed(wanted: Wanted) -> Iterator[str]:
    if wanted.compact is not None:
        yield "compact" if wanted.compact else "full"
    if wanted.updates is not None:
        yield "with updates" if wanted.updates else "no updates"
    if wanted.recent:
        yield f"last {wanted.recent}"
    for phrase in wanted.without or ():
        yield f"-{in_quotes(phrase)}"
