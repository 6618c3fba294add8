"""Moments as people in a channel are told of them."""

from datetime import datetime, timedelta

from knowledge.timetables import shown_at

_MINUTE, _HOUR, _DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)


def day_and_time(moment: datetime, timezone: str, *, now: datetime) -> str:
    """A moment by the clocks of a time zone: `Monday 23 November at 09:00`, with the year if it is another."""
    shown = shown_at(moment, timezone)
    year = "" if shown.year == shown_at(now, timezone).year else f" {shown.year}"
    return f"{shown:%A %-d %B}{year} at {shown:%H:%M}"


def ago(moment: datetime, timezone: str, *, now: datetime) -> str:
    """How long ago a moment was, and beyond a day its date: `2 hours ago`, `on 20 November`."""
    passed = now - moment
    if passed < _MINUTE:
        return "just now"
    if passed < _HOUR:
        return _counted(passed // _MINUTE, "minute")
    if passed < _DAY:
        return _counted(passed // _HOUR, "hour")
    shown = shown_at(moment, timezone)
    year = "" if shown.year == shown_at(now, timezone).year else f" {shown.year}"
    return f"on {shown:%-d %B}{year}"


def _counted(count: int, what: str) -> str:
    return f"{count} {what}{'' if count == 1 else 's'} ago"
