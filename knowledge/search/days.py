"""Days: the stretch of time that somebody types behind `updated:`."""

import calendar
import re
from dataclasses import dataclass
from datetime import date, timedelta

_DAY = re.compile(r"([0-9]{4})(?:[-/]([0-9]{1,2})(?:[-/]([0-9]{1,2}))?)?")
_RANGE = re.compile(r"(.*?)(?:\.{2,3}|\u2026)(.*)")
_COMPARED = re.compile(r"(>=|<=|=>|=<|[><=\u2265\u2264]?)\s*(.*)")

# What can be typed, for whoever typed something else.
EXAMPLES = "updated:>2025-01-31, updated:2025-01 or updated:2025-01-01..2025-02-01"


@dataclass(frozen=True, slots=True)
class Days:
    """All days from one to another, both included; None where there is no first or no last."""

    since: date | None = None
    until: date | None = None

    def within(self, other: "Days") -> "Days":
        """The days that are among both."""
        firsts = [day for day in (self.since, other.since) if day]
        lasts = [day for day in (self.until, other.until) if day]
        return Days(max(firsts, default=None), min(lasts, default=None))


def read_days(text: str) -> Days | None:
    """The days of `2025-01-31`, `2025-01` or `2025`, of `>`, `>=`, `<`, `<=` or `=` before one, or of `..` between two.

    None where there are none such. A range that runs backwards is read the other way round.
    """
    if between := _RANGE.fullmatch(text):
        return _range(between[1].strip(), between[2].strip())
    compared = _COMPARED.fullmatch(text)
    named = _named(compared[2].strip()) if compared else None
    return _compared(compared[1], *named) if compared and named else None


def _range(first: str, last: str) -> Days | None:
    begin, end = _named(first), _named(last)
    if begin and end:
        return Days(begin[0], end[1]) if begin[0] <= end[1] else Days(end[0], begin[1])
    if begin and not last:
        return Days(since=begin[0])
    return Days(until=end[1]) if end and not first else None


def _named(text: str) -> tuple[date, date] | None:
    """The first and the last day of a day, a month or a year."""
    found = _DAY.fullmatch(text)
    if not found:
        return None
    year, month, day = (int(part) if part else None for part in found.groups(default=""))
    try:
        if month is None:
            return date(year or 0, 1, 1), date(year or 0, 12, 31)
        last = calendar.monthrange(year or 0, month)[1]
        return date(year or 0, month, 1 if day is None else day), date(year or 0, month, last if day is None else day)
    except ValueError:  # the calendar has no such day, month or year
        return None


def _compared(sign: str, first: date, last: date) -> Days | None:
    """The days that compare so with those from the first to the last; None where the calendar has none."""
    try:
        if sign == ">":
            return Days(since=last + timedelta(days=1))
        if sign == "<":
            return Days(until=first - timedelta(days=1))
    except OverflowError:
        return None
    if sign in (">=", "=>", "\u2265"):
        return Days(since=first)
    return Days(until=last) if sign in ("<=", "=<", "\u2264") else Days(first, last)
