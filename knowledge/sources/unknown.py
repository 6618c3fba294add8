"""Fields that no article has: a misspelt one is never passed over, least of all one that says who may read."""

from collections.abc import Iterator, Mapping
from typing import Any

from knowledge.articles import Visibility
from knowledge.sources.keys import FIELDS, folded_key, letters, nearest

# What other programs and slips of the pen make of `visibility`, beside what is near to the word itself.
_LIKE_VISIBILITY = ("visibility", "visible")
_WHO_MAY_READ = ("internal", "public", "private")


def concealed_visibility(fields: Mapping[str, Any], default: Visibility) -> str:
    """The unknown field that may say who an article is written for, or nothing.

    That is one whose name is near to `visibility`; and, in an article that would be public for want of a
    `visibility`, one that is called internal, public or private, or whose value is `internal`.
    """
    by_default = not fields.get("visibility") and default is Visibility.PUBLIC
    for key, value in fields.items():
        if key not in FIELDS and (_is_like_visibility(key) or (by_default and _tells(key, value))):
            return key
    return ""


def misspelt(fields: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """Each unknown field that was probably meant to be one that the article lacks, with that one."""
    for key in fields:
        meant = "" if key in FIELDS else nearest(key, FIELDS)
        if meant and not fields.get(meant):
            yield key, meant


def _is_like_visibility(key: str) -> bool:
    return "visibility" in letters(key) or bool(nearest(key, _LIKE_VISIBILITY))


def _tells(key: str, value: Any) -> bool:
    held = value if isinstance(value, list) else [*value.values()] if isinstance(value, dict) else [value]
    return letters(key) in _WHO_MAY_READ or any(
        isinstance(each, str) and folded_key(each) == Visibility.INTERNAL for each in held
    )
