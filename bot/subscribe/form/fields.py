"""The fields of the form: the names of its blocks, and the values of its choices."""

import csv
from collections.abc import Sequence
from io import StringIO

from knowledge.articles import CategoryPath, category_mark

CALLBACK = "subscribe"

CATEGORY, TYPED, CADENCE, AT, WEEKDAY, STYLE = "category", "typed", "cadence", "at", "weekday", "style"
ALSO, QUIET_FROM, QUIET_UNTIL, TIMEZONE, WITHOUT = "also", "quiet_from", "quiet_until", "timezone", "without"

FULL, COMPACT = "full", "compact"
UPDATES, WEEKDAYS, RECENT = "updates", "weekdays", "recent"

ALL = "all"


def category_value(category: CategoryPath) -> str:
    """What stands for a category in the menu, or for all of them."""
    return category_mark(category) if category else ALL


def phrases_in(text: str) -> list[str]:
    """Phrases that are separated by commas; one that holds a comma stands in quotes."""
    rows = csv.reader([" ".join(text.split())], skipinitialspace=True)
    return [phrase for row in rows for phrase in (" ".join(each.split()) for each in row) if phrase]


def separated(phrases: Sequence[str]) -> str:
    """Phrases as `phrases_in` reads them."""
    rows = [StringIO() for _ in phrases]
    for row, phrase in zip(rows, phrases, strict=True):
        csv.writer(row, lineterminator="").writerow([phrase])
    return ", ".join(row.getvalue() for row in rows)
