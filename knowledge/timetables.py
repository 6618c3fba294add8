"""Timetables: when a digest comes next, and when nothing may be posted, by the clocks on people's walls."""

from bisect import bisect_left
from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from itertools import count
from zoneinfo import ZoneInfo

from knowledge.errors import UnknownTimezone
from knowledge.subscriptions import Cadence, Quiet, Timetable

_MONDAY, _SATURDAY = 0, 5
_NOTHING, _DAY = timedelta(), timedelta(days=1)

# A digest of one day comes on a later one when its hour is quiet or that one is a weekend: Friday's on Monday.
_LATEST_DAYS = 4


def next_run(timetable: Timetable, after: datetime) -> datetime | None:
    """The next moment (UTC) after another at which a digest comes; None where there are none: at once, and muted.

    One comes for each local day, or each week: the first time that the clocks show its time, when they are changed if
    they skip it, and when quiet hours or a weekend without posts end. There is none for a day that a zone skips.
    `UnknownTimezone`.
    """
    if timetable.cadence not in (Cadence.DAILY, Cadence.WEEKLY):
        return None
    zone = _zone(timetable.timezone)
    first = after.astimezone(zone).date() - _LATEST_DAYS * _DAY
    digests = (_digest(timetable, day, zone) for day in _days_of_digests(timetable, first) if _exists(day, zone))
    return next(opening for digest in digests if (opening := opens_at(timetable, digest)) > after)


def opens_at(timetable: Timetable, moment: datetime) -> datetime:
    """The first moment (UTC), from one on, at which a post may go out: neither in quiet hours nor at a weekend without.

    `UnknownTimezone`.
    """
    zone = _zone(timetable.timezone)
    while closed := _closed_for(timetable, moment.astimezone(zone).replace(tzinfo=None)):
        moment = _later(moment, closed, zone)
    return moment.astimezone(UTC)


def moment_of(day: date, at: time, timezone: str) -> datetime:
    """The first moment (UTC) at which the clocks show a time on a day; when they are changed, if they skip it.

    `UnknownTimezone`.
    """
    return _moment(day, at, _zone(timezone))


def shown_at(moment: datetime, timezone: str) -> datetime:
    """What the clocks of a time zone show at a moment; `UnknownTimezone`."""
    return moment.astimezone(_zone(timezone))


def _days_of_digests(timetable: Timetable, first: date) -> Iterator[date]:
    """The local days for which there is a digest, in order, from one on."""
    days = (first + number * _DAY for number in count())
    if timetable.cadence is Cadence.DAILY:
        return (day for day in days if not (timetable.weekdays_only and _is_weekend(day)))
    away = timetable.weekdays_only and timetable.weekday >= _SATURDAY
    weekday = _MONDAY if away else timetable.weekday
    return (day for day in days if day.weekday() == weekday)


def _digest(timetable: Timetable, day: date, zone: ZoneInfo) -> datetime:
    """When a day's digest comes: at its time, or when the clocks show that the quiet hours around that are over.

    Clocks that go back to before quiet hours open them early. A digest does not take that for their end: it would come
    on the same day as the one of the day before.
    """
    at, quiet = datetime.combine(day, timetable.at), timetable.quiet
    if quiet and _is_quiet(quiet, at):
        at += _from(at, quiet.end)
    return _moment(at.date(), at.time(), zone)


def _exists(day: date, zone: ZoneInfo) -> bool:
    """Whether a zone has that day: one that moves across the date line skips one."""
    return _moment(day, time.min, zone).astimezone(zone).date() == day


def _closed_for(timetable: Timetable, shown: datetime) -> timedelta:
    """How long nothing may be posted when the clocks show this, unless they are changed meanwhile."""
    if timetable.weekdays_only and _is_weekend(shown):
        return _from(shown, time.min)
    return _from(shown, timetable.quiet.end) if timetable.quiet and _is_quiet(timetable.quiet, shown) else _NOTHING


def _is_weekend(day: date) -> bool:
    return day.weekday() >= _SATURDAY


def _is_quiet(quiet: Quiet, shown: datetime) -> bool:
    now = shown.time()
    if quiet.start <= quiet.end:
        return quiet.start <= now < quiet.end
    return now >= quiet.start or now < quiet.end


def _from(shown: datetime, until: time) -> timedelta:
    """How long it is from what the clocks show until they show a time next."""
    return (datetime.combine(shown, until) - shown) % _DAY or _DAY


def _moment(day: date, at: time, zone: ZoneInfo) -> datetime:
    shown = datetime.combine(day, at, zone)
    first, second = (shown.replace(fold=fold).astimezone(UTC) for fold in (0, 1))
    # A time that the clocks skip would come `first` by those before the change, and `second`, earlier, by those after.
    return first if first <= second else _later(second, first - second, zone)


def _later(moment: datetime, span: timedelta, zone: ZoneInfo) -> datetime:
    """The moment that is so much later, or that at which the clocks are changed before it."""
    later = (moment := moment.astimezone(UTC)) + span
    before = _offset(moment, zone)
    if _offset(later, zone) == before:
        return later
    start = moment.replace(microsecond=0)
    seconds = range(int((later - start).total_seconds()) + 1)
    return start + timedelta(
        seconds=bisect_left(
            seconds, True, key=lambda passed: _offset(start + timedelta(seconds=passed), zone) != before
        )
    )


def _offset(moment: datetime, zone: ZoneInfo) -> timedelta | None:
    return moment.astimezone(zone).utcoffset()


@cache
def _zone(name: str) -> ZoneInfo:
    try:
        return ZoneInfo(name)
    except (LookupError, ValueError, OSError):
        raise UnknownTimezone(name) from None
