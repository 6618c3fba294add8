"""What the page sends, read as JSON that can be sent on."""

import json
from math import isfinite
from typing import Any


def parsed(text: str | bytes) -> Any:
    """What a text of JSON stands for; a half of a character becomes the sign for what can't be shown.

    Raises ValueError for what is no JSON, for numbers that no browser reads, and for brackets within brackets without
    an end.
    """
    try:
        return _whole(json.loads(text))
    except RecursionError:
        raise ValueError("it is nested too deeply") from None


def _whole(value: Any) -> Any:
    match value:
        case dict():
            return {_whole(name): _whole(each) for name, each in value.items()}
        case list():
            return [_whole(each) for each in value]
        case str():
            return value.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
        case float() if not isfinite(value):
            raise ValueError(f"{value} is no number in JSON")
    return value
