"""Time zones as people type them."""

import unicodedata
import zoneinfo
from datetime import UTC, datetime
from difflib import get_close_matches
from functools import cache

from knowledge.errors import UnknownTimezone

# Files of the tz database that are no places' time.
_NO_ZONES = frozenset(("Factory", "localtime"))

_LONGEST_NAME = 60  # in letters; more than any has
_MOST_NAMED = 3

# Two names less alike than this (difflib, 0 to 1) are not worth asking about.
_LEAST_ALIKE = 0.7


def timezone_named(text: str) -> str:
    """The tz database's name for a zone or a city: `europe/berlin`, `Berlin`, `new york`, `UTC`.

    `UnknownTimezone` names those that are spelt most like it, or between which it does not decide.
    """
    if name := known_timezone(text):
        return name
    known = _names_by_key()
    key = _key(text)[:_LONGEST_NAME]
    begin_alike = [other for other in known if other[:1] == key[:1]]  # comparing all of them takes milliseconds
    near = get_close_matches(key, begin_alike, n=_MOST_NAMED, cutoff=_LEAST_ALIKE)
    raise UnknownTimezone(text, known.get(key) or list(dict.fromkeys(known[other][-1] for other in near)))


def known_timezone(text: str) -> str | None:
    """The same, or None where there is none such."""
    names = _names_by_key().get(_key(text), ())
    return names[-1] if names and _are_alike(names) else None


def is_timezone(name: str) -> bool:
    """Whether the tz database has a zone of exactly that name."""
    return name in _names()


@cache
def _names() -> frozenset[str]:
    return frozenset(zoneinfo.available_timezones() - _NO_ZONES)


@cache
def _names_by_key() -> dict[str, tuple[str, ...]]:
    """The names of all zones in order, each by all of it, and by its last part where no whole one is called that."""
    names = sorted(_names())
    whole = {_key(name): (name,) for name in names}
    cities: dict[str, tuple[str, ...]] = {}
    for name in names:
        city = _key(name.rpartition("/")[2])
        cities[city] = (*cities.get(city, ()), name)
    return cities | whole


def _key(name: str) -> str:
    """A name as it is compared: without case, accents, blanks and underscores."""
    letters = unicodedata.normalize("NFKD", name.casefold())
    return "".join(
        letter for letter in letters if not (letter.isspace() or letter == "_" or unicodedata.combining(letter))
    )


@cache
def _are_alike(names: tuple[str, ...]) -> bool:
    """Whether the zones differ in name alone: `Europe/Istanbul` and `Asia/Istanbul` do."""
    year = [datetime(2026, month, 1, tzinfo=UTC) for month in range(1, 13)]
    return len({tuple(each.astimezone(zoneinfo.ZoneInfo(name)).utcoffset() for each in year) for name in names}) == 1
