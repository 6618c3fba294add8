"""The keys that fields are given under: how they are compared, and what a misspelt one was probably meant to be."""

import difflib
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable

# All that an article can say of itself (docs/articles.md, "Sources").
FIELDS = (
    "id",
    "title",
    "summary",
    "category",
    "reference",
    "url",
    "updated",
    "visibility",
    "phrases",
    "pins",
    "hides",
    "announce",
    "body",
)

# How alike two names must be (difflib's ratio, from 0 to 1) to be taken for one: `titel` and `title` are by .8, and so
# are `updated_at` and `updated`, but not `date`, `tags` or `availability`, which are other programs' own.
_NEAR = 0.8

_NO_LETTER_OR_DIGIT = re.compile(r"[\W_]+")


def folded_key(key: object) -> str:
    """A key as it is compared: without regard to case and to blanks around it."""
    return str(key).strip().casefold()


def said_twice(keys: Iterable[object]) -> str:
    """The first field that two of the keys name, or nothing: of two values nobody can tell which was meant."""
    counts = Counter(folded_key(key) for key in keys)
    return next((key for key, count in counts.items() if count > 1 and key in FIELDS), "")


def letters(key: str) -> str:
    """A key without what is written or forgotten by habit: case, blanks, hyphens and underscores."""
    return _NO_LETTER_OR_DIGIT.sub("", unicodedata.normalize("NFKC", key).casefold())


def nearest(key: str, known: Iterable[str]) -> str:
    """The one of the known keys that another was probably meant to be, or nothing where it is like none of them."""
    by_letters = {letters(name): name for name in known}
    close = difflib.get_close_matches(letters(key), by_letters, n=1, cutoff=_NEAR)
    return by_letters[close[0]] if close else ""
