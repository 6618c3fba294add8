"""What follows `/kb pause`, read: for how long, or until when."""

import re
from collections.abc import Iterator
from contextlib import suppress
from datetime import date, datetime, time, timedelta
from itertools import chain

from bot.typed.pieces import Name, names_of
from bot.typed.reading import sounds_like_question
from bot.typed.words import AFTER_AT, DAY, NotUnderstood, echo, read_time, read_weekday
from knowledge.characters import storable
from knowledge.timetables import moment_of, shown_at

LONGEST_PAUSE = timedelta(days=366)

_LONGEST_TEXT = 100
_LEAP_YEARS_APART = 8  # at most: 29 February comes within so many years
_HINT = "Write 3d, 2 weeks, until Monday, until 2026-12-01 or until 15:00."
_TOO_LONG = "I can pause for a year at most. Without a time I wait until somebody resumes."
_FOR_GOOD = ("", "indefinitely", "until further notice")

_UNITS = {"m": timedelta(minutes=1), "h": timedelta(hours=1), "d": timedelta(days=1), "w": timedelta(weeks=1)}
_NUMBERS = {"a": 1, "an": 1, "one": 1, "two": 2, "three": 3}
_NUMBER = rf"[0-9]+|(?:{'|'.join(_NUMBERS)})\b"
_SPAN = re.compile(rf"(?:for\s+)?(?P<number>{_NUMBER})\s*(?P<unit>m|mins?|minutes?|h|hrs?|hours?|d|days?|w|weeks?)")

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = (
    "(?:january|february|march|april|may|june|july|august|september|october|november|december|"
    rf"sept|{'|'.join(_MONTHS)})\b"
)
_DATED = rf"(?P<monthday>[0-9]{{1,2}})(?:st|nd|rd|th)?(?:\s+of)?\s+(?P<month>{_MONTH})(?:,?\s+(?P<year>[0-9]{{4}}))?"
_MONTH_FIRST = re.compile(rf"({_MONTH})\s+([0-9]{{1,2}})(?:st|nd|rd|th)?\b(?!:)")
_NUMBERED = r"(?P<number>[0-9]{4}-[0-9]{1,2}-[0-9]{1,2})"
_UNTIL = re.compile(
    rf"(?:until|till?)\s+(?:next\s+|the\s+)?(?P<day>today|tomorrow|week|{DAY}|{_NUMBERED}|{_DATED})?"
    rf"(?:[,t]?\s*(?:at\s+)?(?P<at>{AFTER_AT}))?"
)

# What begins like this is about time, even where it can't be read.
_BEGINS = re.compile(
    r"(?:for\s+)?[0-9]|(?:for\s+)?(?:an?|one|two|three)\s+(?:minute|hour|day|week|month)s?$|(?:until|till?)\s"
)


def could_be_pause(rest: str) -> bool:
    """Whether what follows `/kb pause` can be a time, be it a mistaken one, rather than a question."""
    typed = _plain(rest)
    if len(typed) > _LONGEST_TEXT:
        return False
    if typed in _FOR_GOOD or _SPAN.fullmatch(typed) or _until(typed):
        return True
    names = [piece for piece in names_of(typed) if isinstance(piece, Name)]
    return bool(_BEGINS.match(typed)) and not sounds_like_question(names)


def read_pause(text: str, *, now: datetime, timezone: str) -> datetime | None:
    """The moment (UTC) until which to pause, by the clocks of a time zone; None for until somebody resumes.

    `3d`, `2 weeks`, `until Monday` (when it begins), `until 1 Dec`, `until tomorrow 9am`. `NotUnderstood` where it
    can't be read, is past or more than a year away; `UnknownTimezone`.
    """
    typed = _plain(text)
    if typed in _FOR_GOOD:
        return None
    short = len(typed) <= _LONGEST_TEXT
    found = (_end_of_span(typed, now) or _end_named(typed, now, timezone)) if short else None
    if found is None:
        raise NotUnderstood(f"I can't read {echo(text)} as a time to pause for. {_HINT}")
    if found <= now:
        raise NotUnderstood(f"{echo(text)} is past. {_HINT}")
    if found > now + LONGEST_PAUSE:
        raise NotUnderstood(_TOO_LONG)
    return found


def _plain(text: str) -> str:
    return " ".join(storable(text).casefold().split()).rstrip(".!")


def _end_of_span(typed: str, now: datetime) -> datetime | None:
    found = _SPAN.fullmatch(typed)
    if not found:
        return None
    number = _NUMBERS.get(found["number"]) or int(found["number"])
    unit = _UNITS[found["unit"][0]]
    if number > LONGEST_PAUSE / unit:
        raise NotUnderstood(_TOO_LONG)
    return now + number * unit


def _until(typed: str) -> "re.Match[str] | None":
    return _UNTIL.fullmatch(_MONTH_FIRST.sub(r"\2 \1", typed))


def _end_named(typed: str, now: datetime, timezone: str) -> datetime | None:
    """The moment that `until …` names: of a day that comes again and again the next one."""
    found = _until(typed)
    if not found:
        return None
    at = read_time(found["at"]) if found["at"] else time.min
    today = shown_at(now, timezone).date()
    days = [day for day in _days(found, today) if day >= today]
    if days and days[0] > today + LONGEST_PAUSE:
        raise NotUnderstood(_TOO_LONG)
    moments = (moment_of(day, at, timezone) for day in days if day <= today + 2 * LONGEST_PAUSE)
    return next((moment for moment in moments if moment > now), now)


def _days(found: "re.Match[str]", today: date) -> list[date]:
    """The days that were named, in order: all within a week, or all years to come, where it does not say which."""
    week = [today + timedelta(days=number) for number in range(8)]
    match found["day"]:
        case None:
            return week[:2]
        case "today" | "tomorrow" as name:
            return week[:1] if name == "today" else week[1:2]
        case "week":
            return [day for day in week[1:] if day.weekday() == 0]
    if found["number"] or found["month"]:
        return _dated(found, today)
    return [day for day in week if day.weekday() == read_weekday(found["day"])]


def _dated(found: "re.Match[str]", today: date) -> list[date]:
    if found["number"]:
        year, month, number = map(int, found["number"].split("-"))
        years = [year]
    else:
        month, number = 1 + _MONTHS.index(found["month"][:3]), int(found["monthday"])
        years = [int(found["year"])] if found["year"] else [today.year + each for each in range(_LEAP_YEARS_APART + 1)]
    days = list(chain.from_iterable(_day(year, month, number) for year in years))
    if not days:
        raise NotUnderstood(f"There is no such day as {echo(found['day'])}. {_HINT}")
    return days


def _day(year: int, month: int, number: int) -> Iterator[date]:
    """The day of that date, where there is one."""
    with suppress(ValueError):
        yield date(year, month, number)
