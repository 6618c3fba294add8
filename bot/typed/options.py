"""Options of a subscription as people type them: each a pattern, and what its words set."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from bot.typed.words import AFTER_AT, CLOCK, DAY, NotUnderstood, echo, read_time, read_weekday
from knowledge.errors import UnknownTimezone
from knowledge.subscriptions import Cadence, Quiet
from knowledge.timezones import known_timezone, timezone_named

# How many articles a new subscription shows to begin with, for whoever asks for the last ones.
RECENT = 3

# What an option sets, by the names of the fields of `Wanted`.
Fields = Mapping[str, Any]

# Reads what a pattern found; None when it is no option after all, `NotUnderstood` when it is a mistaken one.
Reader = Callable[["re.Match[str]"], Fields | None]

_IN_QUOTES = "Put the name of a category that has such words in quotes."
_WORD = r"[^\s,;]+"
_AT = rf"(?:,?\s+(?:at\s+)?(?P<at>{AFTER_AT}))?"
_TO = r"\s*(?:[-\u2010-\u2015]|to\b|until\b|till\b|and\b)\s*"
_WEEKDAYS = r"(?:weekdays|workdays|(?:working|business)\s+days)"
_WEEKDAY = r"(?:weekday|workday|(?:working|business)\s+day)"


@dataclass(frozen=True, slots=True)
class Said:
    """An option: what it sets, its words, and where they end."""

    fields: Fields
    words: str
    end: int


@dataclass(frozen=True, slots=True)
class Refused:
    """An option that can't be read: why, and where its words end."""

    problem: NotUnderstood
    end: int


def option_at(text: str, start: int) -> Said | Refused | None:
    """The option that begins at a place of a text, if there is one."""
    for pattern, read in _OPTIONS:
        found = pattern.match(text, start)
        if not found:
            continue
        try:
            fields = read(found)
        except NotUnderstood as problem:
            return Refused(problem, found.end())
        if fields is not None:
            return Said(fields, found.group(), found.end())
    return None


def _sets(**fields: object) -> Reader:
    """Reads an option that always sets the same, and the time of day that stands behind it."""
    return lambda found: {**fields, **_time_in(found)}


def _time_in(found: "re.Match[str]") -> Fields:
    typed = found.groupdict().get("at")
    return {"at": read_time(typed)} if typed else {}


def _weekday(found: "re.Match[str]") -> Fields:
    return {"weekday": read_weekday(found["day"]), **_time_in(found)}


def _quiet(found: "re.Match[str]") -> Fields:
    start, end = read_time(found["start"]), read_time(found["end"])
    if start == end:
        raise NotUnderstood("Quiet hours end at another time than they begin: quiet 20:00-08:00, or no quiet.")
    return {"quiet": Quiet(start, end)}


def _timezone(found: "re.Match[str]") -> Fields:
    try:
        return {"timezone": timezone_named(_bare(found["zone"]))}
    except UnknownTimezone as unknown:
        raise NotUnderstood(str(unknown)) from None


def _known_timezone(found: "re.Match[str]") -> Fields | None:
    name = known_timezone(_bare(found["zone"]))
    return {"timezone": name} if name else None


def _bare(name: str) -> str:
    return name.strip('"“”')


def _recent(found: "re.Match[str]") -> Fields:
    if found["count"].casefold() not in (str(RECENT), "three"):
        raise NotUnderstood(f"I can show the last {RECENT} articles to begin with: last {RECENT}.")
    return {"recent": RECENT}


def _no_day(found: "re.Match[str]") -> Fields:
    raise NotUnderstood(
        f"{echo(found['wrong'])} is no day of the week. Write weekly mon, or every Friday. {_IN_QUOTES}"
    )


def _not_so_often(found: "re.Match[str]") -> Fields:
    raise NotUnderstood(f"I tell at once, daily or weekly, not {found['often']}. {_IN_QUOTES}")


def _no_hours(found: "re.Match[str]") -> Fields:
    raise NotUnderstood(f"Say from when until when it is quiet: quiet 20:00-08:00, or no quiet. {_IN_QUOTES}")


def _no_zone(found: "re.Match[str]") -> Fields:
    raise NotUnderstood(f"Name a city for the time zone: tz Europe/Berlin, or tz UTC. {_IN_QUOTES}")


def _option(pattern: str, read: Reader) -> tuple["re.Pattern[str]", Reader]:
    return re.compile(rf"(?:{pattern})(?=[\s,;]|[.!]*(?:\s|$))", re.IGNORECASE), read


_A_DAY = rf"(?:{DAY}|daily|{_WEEKDAY}s?)(?:[\s,;]|$)"

# The first that is found counts, so what is longer, or mistaken, stands before what it begins with.
_OPTIONS = (
    _option(rf"weekly(?:,?\s+on)?\s+(?!{_A_DAY})(?P<wrong>\w+days?)", _no_day),
    _option(rf"weekly,?\s+on\s+(?!{_A_DAY}|working|business)(?P<wrong>{_WORD})", _no_day),
    _option(rf"(?:every|each)\s+(?!{_A_DAY})(?P<wrong>\w+days?)", _no_day),
    _option(
        r"(?P<often>every\s+(?:(?:[0-9]+|two|three|other|second)\s+\w+|minute|hour|month|quarter|year))", _not_so_often
    ),
    _option(r"(?P<often>hourly|fortnightly|biweekly|monthly|quarterly|yearly)(?=\s*$)", _not_so_often),
    _option(r"at\s+once|immediately|instantly|(?:right\s+)?now|right\s+away", _sets(cadence=Cadence.AT_ONCE)),
    _option(r"muted", _sets(cadence=Cadence.MUTED)),
    _option(rf"(?:daily|(?:every|each)\s+day|once\s+a\s+day){_AT}", _sets(cadence=Cadence.DAILY)),
    _option(rf"(?:every|each)\s+{_WEEKDAY}{_AT}", _sets(cadence=Cadence.DAILY, weekdays_only=True)),
    _option(rf"(?:weekly|(?:every|each)\s+week|once\s+a\s+week){_AT}", _sets(cadence=Cadence.WEEKLY)),
    _option(rf"(?:(?:on|every|each)\s+)?(?P<day>{DAY}){_AT}", _weekday),
    _option(rf"(?:at|@)\s*(?P<at>{AFTER_AT})", _sets()),
    _option(rf"(?P<at>{CLOCK})", _sets()),
    _option(rf"(?:only\s+)?(?:on\s+)?{_WEEKDAYS}(?:\s+only(?!\s+new\b))?", _sets(weekdays_only=True)),
    _option(r"(?:not\s+(?:at|on)(?:\s+the)?|no|without)\s+weekends?", _sets(weekdays_only=True)),
    _option(r"weekends\s+too|(?:also\s+(?:at|on)|with|and)\s+weekends", _sets(weekdays_only=False)),
    _option(r"(?:no|without)\s+quiet(?:\s+hours)?|quiet(?:\s+hours)?\s+(?:off|none|never)", _sets(quiet=False)),
    _option(
        rf"quiet(?:\s+hours)?:?\s+(?:(?:from|between)\s+)?(?P<start>{AFTER_AT}){_TO}(?P<end>{AFTER_AT})",
        _quiet,
    ),
    _option(r"quiet(?:\s+hours)?:?(?:\s+(?:from|between))?(?:\s+[0-9]\S*|\s*$)", _no_hours),
    _option(rf"(?:tz|time\s?zone)[\s:=]+(?P<zone>{_WORD}\s+{_WORD}\s+{_WORD})", _known_timezone),
    _option(rf"(?:tz|time\s?zone)[\s:=]+(?P<zone>{_WORD}\s+{_WORD})", _known_timezone),
    _option(rf"(?:tz|time\s?zone)[\s:=]+(?P<zone>{_WORD})", _timezone),
    _option(r"(?:tz|time\s?zone)[\s:=]*$", _no_zone),
    _option(rf"in\s+(?P<zone>{_WORD}(?:\s+{_WORD})?)\s+time", _known_timezone),
    _option(r"(?:in\s+)?(?P<zone>[a-z_]+/[a-z_/+-]+|utc|gmt)", _known_timezone),
    _option(r"\((?P<zone>[^\s()]+)\)", _known_timezone),
    _option(r"compact", _sets(compact=True)),
    _option(r"full", _sets(compact=False)),
    _option(r"(?:only\s+new|new\s+only)(?:\s+(?:articles|ones))?", _sets(updates=False)),
    _option(r"new\s+(?:articles|ones)\s+only|(?:no|without)\s+updates", _sets(updates=False)),
    _option(r"(?:with|and|including)\s+updates|updates\s+too", _sets(updates=True)),
    _option(r"(?:(?:with|and|show)\s+)?(?:the\s+)?last\s+(?P<count>[0-9]+|three)(?:\s+(?:articles|ones))?", _recent),
)
