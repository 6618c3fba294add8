"""Names of files, made of titles that may say anything."""

import re
import unicodedata
from collections.abc import Callable
from itertools import count

_LONGEST = 60

# For titles of which no letter can be written in plain ASCII.
_NAMELESS = "article"


def slug_of(title: str) -> str:
    """Small letters, digits and hyphens, at most 60 of them, that remind of the title."""
    plain = unicodedata.normalize("NFKD", title).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain)[:_LONGEST].strip("-") or _NAMELESS


def free_name(name: str, *, taken: Callable[[str], bool]) -> str:
    """The name, with a number behind it where it is taken."""
    numbered = (name if number == 1 else f"{name}-{number}" for number in count(1))
    return next(each for each in numbered if not taken(each))
