"""Words that people type about time: `9am`, `noon`, `Mondays`. As patterns to find them by, and what they mean."""

import re
from datetime import time

from knowledge.characters import storable
from knowledge.errors import KnowledgeError

# As much of what somebody typed as a sentence repeats.
_LONGEST_ECHO = 60

_HALF = r"[ap]\.?m\b\.?"

# What is a time of day wherever it stands, and what is meant for one behind `at` or `daily`: whatever begins with a
# digit. Both may turn out to be none, as 25:00 does.
CLOCK = rf"[0-9]{{1,2}}:[0-9]{{2}}(?:\s?{_HALF})?|[0-9]{{1,2}}\s?{_HALF}|noon|midday|midnight"
AFTER_AT = rf"(?:{CLOCK}|[0-9][0-9a-z]*(?:[:.][0-9a-z]+)*(?:\s?o['\u2019]?clock)?)"

DAY = (
    "(?:mondays?|mon|tuesdays?|tues?|wednesdays?|weds?|thursdays?|thurs?|thu|fridays?|fri|saturdays?|sat|sundays?|sun)"
)
DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")

_TIME = re.compile(rf"([0-9]{{1,2}})(?:[:.h]([0-9]{{2}}))?(?:\s?({_HALF})|h|\s?o['\u2019]?clock)?", re.IGNORECASE)
_NAMED_TIMES = {"noon": time(12), "midday": time(12), "midnight": time(0)}


class NotUnderstood(KnowledgeError):
    """Words that can't be read, or that contradict each other; the sentence says what would work."""


def echo(text: str) -> str:
    """What somebody typed as a sentence repeats it: in quotes, and cut when it is long."""
    plain = " ".join(storable(text).split())
    return f"“{plain}”" if len(plain) <= _LONGEST_ECHO else f"“{plain[:_LONGEST_ECHO].rstrip()}…”"


def read_time(text: str) -> time:
    """The time of day in `09:00`, `9`, `9am`, `5:30 pm` or `noon`; `NotUnderstood` where there is none such."""
    if named := _NAMED_TIMES.get(text.casefold()):
        return named
    found = _TIME.fullmatch(text)
    hour, minute = (int(found[1]), int(found[2] or 0)) if found else (24, 0)
    if found and found[3]:
        hour = hour % 12 + (12 if found[3][0] in "pP" else 0) if 1 <= hour <= 12 else 24
    if hour > 23 or minute > 59:
        raise NotUnderstood(f"{echo(text)} is no time of day. Write it as 09:00, 9am or 5:30 pm.")
    return time(hour, minute)


def read_weekday(text: str) -> int:
    """The number of a day that `DAY` found; 0 is Monday."""
    return next(number for number, name in enumerate(DAYS) if name[:3].casefold() == text[:3].casefold())
