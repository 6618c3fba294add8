"""Subscriptions as JSON, an object each: written, and read with every fault named."""

import json
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import datetime, time
from typing import Any

from bot.typed.reading import left_out
from bot.typed.words import DAYS
from knowledge.articles import CategoryPath, category_from_text, category_text, folded
from knowledge.characters import storable
from knowledge.errors import KnowledgeError
from knowledge.subscriptions import Cadence, Place, Quiet, Style, Subscription, Timetable
from knowledge.timezones import timezone_named

# So many faults are named; who has more sees the others once these are gone.
_MOST_NAMED = 50

_TIME = re.compile(r"([01][0-9]|2[0-3]):([0-5][0-9])")


class BadImport(KnowledgeError):
    """Subscriptions that can't be read; names every fault by its line and field."""

    def __init__(self, problems: Sequence[str]) -> None:
        self.problems = tuple(problems)
        more = [f"  … and {len(problems) - _MOST_NAMED} more"] if len(problems) > _MOST_NAMED else []
        named = [f"  - {problem}" for problem in problems[:_MOST_NAMED]]
        super().__init__("\n".join(["Nothing was imported, since this can't be used:", *named, *more]))


def written(subscription: Subscription) -> dict[str, Any]:
    """A subscription as an object of JSON; the category of all is empty."""
    timetable, style, quiet = subscription.timetable, subscription.style, subscription.timetable.quiet
    return {
        "workspace": subscription.place.workspace,
        "channel": subscription.place.channel,
        "category": category_text(subscription.category),
        "cadence": timetable.cadence.value,
        "at": f"{timetable.at:%H:%M}",
        "weekday": DAYS[timetable.weekday],
        "weekdays_only": timetable.weekdays_only,
        "quiet": {"from": f"{quiet.start:%H:%M}", "until": f"{quiet.end:%H:%M}"} if quiet else None,
        "timezone": timetable.timezone,
        "compact": style.compact,
        "updates": style.updates,
        "without": list(style.without),
        "made_by": subscription.made_by,
    }


def read(lines: Sequence[str], made_at: datetime) -> list[Subscription]:
    """The subscriptions in lines of JSON, an object each, as made at that time; `BadImport` names all faults.

    Blank lines are passed over.
    """
    problems: list[str] = []
    found: list[tuple[int, Subscription]] = []
    for number, line in enumerate(lines, start=1):
        if line.strip():
            row = _Row(line)
            problems += [f"line {number}: {problem}" for problem in row.problems]
            found += [(number, row.subscription(made_at))] if not row.problems else []
    problems += _contradictions(found)
    if problems:
        raise BadImport(problems)
    return [subscription for _, subscription in found]


class _Row:
    """One line, its fields read, and what is wrong with them."""

    def __init__(self, line: str) -> None:
        self.problems: list[str] = []
        self._read: dict[str, Any] = {}
        try:
            given = json.loads(line)
        except (ValueError, RecursionError):
            given = None
        if not isinstance(given, dict):
            self.problems.append("is no JSON object")
            return
        for name in given.keys() - _FIELDS.keys():
            self.problems.append(f"{storable(name)[:60]!r} is no field of a subscription")
        for name, read_field in _FIELDS.items():
            self._take(given, name, read_field)

    def _take(self, given: Mapping[str, Any], name: str, read_field: Callable[[Any], Any]) -> None:
        try:
            self._read[name] = read_field(given[name])
        except KeyError:
            self.problems.append(f"{name} is missing")
        except (ValueError, KnowledgeError) as problem:
            self.problems.append(f"{name}: {problem}")

    def subscription(self, made_at: datetime) -> Subscription:
        """The subscription, once there are no problems."""
        read = self._read
        timed = ("cadence", "at", "weekday", "weekdays_only", "quiet", "timezone")
        return Subscription(
            id=0,
            place=Place(read["workspace"], read["channel"]),
            category=read["category"],
            timetable=Timetable(**{name: read[name] for name in timed}),
            style=Style(compact=read["compact"], updates=read["updates"], without=read["without"]),
            made_by=read["made_by"],
            made_at=made_at,
        )


def _contradictions(found: Sequence[tuple[int, Subscription]]) -> Iterator[str]:
    """A channel has one subscription to a category, and one time zone."""
    lines: dict[tuple[Place, CategoryPath], int] = {}
    zones: dict[Place, tuple[int, str]] = {}
    for number, each in found:
        first = lines.setdefault((each.place, folded(each.category)), number)
        if first != number:
            yield f"line {number}: line {first} subscribes the same channel to the same category"
        line, zone = zones.setdefault(each.place, (number, each.timetable.timezone))
        if zone != each.timetable.timezone:
            yield f"line {number}: timezone: a channel has one, and line {line} says {zone}"


def _id(letters: str) -> Callable[[Any], str]:
    looks = re.compile(rf"[{letters}][A-Z0-9]{{1,31}}")

    def read(value: Any) -> str:
        if not isinstance(value, str) or not looks.fullmatch(value):
            raise ValueError(f"must be an id of Slack that begins with {', '.join(letters[:-1])} or {letters[-1]}")
        return value

    return read


def _category(value: Any) -> CategoryPath:
    if not isinstance(value, str) or value != storable(value):
        raise ValueError("must be a text such as Billing / Invoices, or empty for all")
    path = category_from_text(value)
    if any(not name or name != " ".join(name.split()).strip("/") for name in path):
        raise ValueError("must be names with a slash in blanks between them, such as Billing / Invoices")
    return path


def _time(value: Any) -> time:
    found = _TIME.fullmatch(value) if isinstance(value, str) else None
    if not found:
        raise ValueError("must be a time such as 09:00")
    return time(int(found[1]), int(found[2]))


def _quiet(value: Any) -> Quiet | None:
    if value is None:
        return None
    if not isinstance(value, dict) or value.keys() != {"from", "until"}:
        raise ValueError('must be null, or an object such as {"from": "20:00", "until": "08:00"}')
    return Quiet(_time(value["from"]), _time(value["until"]))


def _one_of(values: Mapping[str, Any]) -> Callable[[Any], Any]:
    def read(value: Any) -> Any:
        if not isinstance(value, str) or value not in values:
            raise ValueError(f"must be one of {', '.join(values)}")
        return values[value]

    return read


def _timezone(value: Any) -> str:
    if not isinstance(value, str):
        raise ValueError("must be the name of a time zone, such as Europe/Berlin")
    return timezone_named(value)


def _flag(value: Any) -> bool:
    if not isinstance(value, bool):
        raise ValueError("must be true or false")
    return value


def _phrases(value: Any) -> tuple[str, ...]:
    if not isinstance(value, list) or not all(isinstance(each, str) and each.strip() for each in value):
        raise ValueError("must be a list of texts")
    return left_out([storable(each) for each in value])


def _maker(value: Any) -> str:
    return _id("UW")(value) if value else ""


_FIELDS: Mapping[str, Callable[[Any], Any]] = {
    "workspace": _id("TE"),
    "channel": _id("CGUW"),
    "category": _category,
    "cadence": _one_of({each.value: each for each in Cadence}),
    "at": _time,
    "weekday": _one_of({name: number for number, name in enumerate(DAYS)}),
    "weekdays_only": _flag,
    "quiet": _quiet,
    "timezone": _timezone,
    "compact": _flag,
    "updates": _flag,
    "without": _phrases,
    "made_by": _maker,
}
