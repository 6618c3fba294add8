"""Subscriptions as people are told of them, and as they would type them."""

from collections.abc import Iterator

from bot.typed.pieces import in_quotes
from bot.typed.reading import Wanted, could_be_wanted, read_wanted
from bot.typed.words import DAYS, NotUnderstood
from knowledge.articles import CategoryPath, category_text
from knowledge.subscriptions import Cadence, Quiet, Style, Subscription, Timetable


def spelt(timetable: Timetable) -> str:
    """When a subscription posts, as people say it: `weekly on Mondays at 09:00, not at weekends (Europe/Lisbon)`."""
    if timetable.cadence is Cadence.MUTED:
        return "muted"
    parts = [_cadence_spelt(timetable)]
    if timetable.weekdays_only:
        parts.append("not at weekends")
    if quiet := _quiet(timetable):
        parts.append(f"quiet from {quiet.start:%H:%M} to {quiet.end:%H:%M}")
    zone = f" ({timetable.timezone})" if _depends_on_clocks(timetable) else ""
    return ", ".join(parts) + zone


def typed(subscription: Subscription) -> str:
    """The words behind `/kb subscribe` that would make a subscription again."""
    words = [
        _category_typed(subscription.category),
        *_timetable_typed(subscription.timetable),
        *_style_typed(subscription.style),
    ]
    return " ".join(words)


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


def _depends_on_clocks(timetable: Timetable) -> bool:
    """Whether it matters which time zone it is in."""
    has_digests = timetable.cadence in (Cadence.DAILY, Cadence.WEEKLY)
    return has_digests or timetable.weekdays_only or _quiet(timetable) is not None


def _category_typed(category: CategoryPath) -> str:
    """Its name, in quotes where it would be read as something else without."""
    if not category:
        return "all"
    name = category_text(category)
    return name if _reads_as_itself(name) else in_quotes(name)


def _reads_as_itself(name: str) -> bool:
    try:
        return could_be_wanted(name) and read_wanted(name) == Wanted(category=name)
    except NotUnderstood:
        return False


def _timetable_typed(timetable: Timetable) -> Iterator[str]:
    yield timetable.cadence.value
    if timetable.cadence is Cadence.WEEKLY:
        yield DAYS[timetable.weekday][:3].casefold()
    if timetable.cadence in (Cadence.DAILY, Cadence.WEEKLY):
        yield f"{timetable.at:%H:%M}"
    if timetable.weekdays_only:
        yield "weekdays"
    if quiet := _quiet(timetable):
        yield f"quiet {quiet.start:%H:%M}-{quiet.end:%H:%M}"
    if _depends_on_clocks(timetable):
        yield f"tz {timetable.timezone}"


def _style_typed(style: Style) -> Iterator[str]:
    if style.compact:
        yield "compact"
    if not style.updates:
        yield "only new"
    for phrase in style.without:
        yield f"-{in_quotes(phrase)}"
