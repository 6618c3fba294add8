"""JSON of which nobody promises the shape, read safely: what is not there, or is something else, reads as missing."""

import json
from collections.abc import Mapping
from typing import Any

from knowledge.characters import storable

Payload = Mapping[str, Any]

# What PostgreSQL and SQLite hold in a column of whole numbers, or compare with one.
LARGEST_NUMBER = 2**63 - 1


def at(body: object, *path: str | int) -> object:
    """What stands at a path of names and places, or None."""
    for step in path:
        if isinstance(body, Mapping) and isinstance(step, str):
            body = body.get(step)
        elif isinstance(body, list) and isinstance(step, int) and step < len(body):
            body = body[step]
        else:
            return None
    return body


def text_at(body: object, *path: str | int) -> str:
    """The text at a path, as the store can keep it; nothing where there is none."""
    found = at(body, *path)
    return storable(found) if isinstance(found, str) else ""


def number_at(body: object, *path: str | int) -> int:
    """The whole number at a path, if it is one that the store can compare with its own; 0 where there is none."""
    found = at(body, *path)
    return found if type(found) is int and abs(found) <= LARGEST_NUMBER else 0


def object_in(text: str) -> Payload:
    """The JSON object in a text; an empty one where there is none."""
    try:
        value = json.loads(text)
    except (ValueError, RecursionError):
        return {}
    return value if isinstance(value, dict) else {}
