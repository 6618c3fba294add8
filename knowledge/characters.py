"""Characters that no database keeps: null bytes, and halves of a surrogate pair."""

from collections.abc import Mapping, Sequence
from typing import Any


def storable(text: str) -> str:
    """The text without the characters that PostgreSQL or UTF-8 can't hold."""
    return text.replace("\0", "").encode("utf-8", "ignore").decode("utf-8")


def storable_json(value: Any) -> Any:
    """The same for every text within lists and objects."""
    if isinstance(value, str):
        return storable(value)
    if isinstance(value, Mapping):
        return {key: storable_json(each) for key, each in value.items()}
    return [storable_json(each) for each in value] if isinstance(value, Sequence) else value
