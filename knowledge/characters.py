"""Characters that are kept nowhere: those that steer a terminal, null bytes, and halves of a surrogate pair."""

import re
from collections.abc import Mapping, Sequence
from typing import Any

# All control characters but tabs and line ends.
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")


def storable(text: str) -> str:
    """The text without the characters that PostgreSQL or UTF-8 can't hold, or that a terminal would obey."""
    return _CONTROL.sub("", text).encode("utf-8", "ignore").decode("utf-8")


def storable_json(value: Any) -> Any:
    """The same for every text within lists and objects."""
    if isinstance(value, str):
        return storable(value)
    if isinstance(value, Mapping):
        return {key: storable_json(each) for key, each in value.items()}
    return [storable_json(each) for each in value] if isinstance(value, Sequence) else value
