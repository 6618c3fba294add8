"""Lists in pages by id, so that what comes or goes in between moves nothing from page to page."""

from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Callable, Iterable, Mapping
from typing import TypeVar

from bot.playground.desk import Reader, number, words
from bot.playground.limits import SlackRefused
from bot.playground.model import Json

PAGE: Mapping[str, Reader] = {"limit": number, "cursor": words}
USUAL_LIMIT = 100
MOST_AT_ONCE = 999

T = TypeVar("T")


def page(found: Iterable[T], *, key: Callable[[T], str], given: Json) -> tuple[list[T], Json]:
    """What stands on the page that was asked for, and the `response_metadata` that leads to the next."""
    size = given.get("limit") or USUAL_LIMIT
    if size > MOST_AT_ONCE:
        raise SlackRefused("invalid_limit")
    passed = _passed(given.get("cursor", ""))
    rest = sorted((each for each in found if key(each) > passed), key=key)
    shown = rest[:size]
    cursor = urlsafe_b64encode(f"id:{key(shown[-1])}".encode()).decode() if len(rest) > size else ""
    return shown, {"response_metadata": {"next_cursor": cursor}}


def _passed(cursor: str) -> str:
    if not cursor:
        return ""
    try:
        kind, _, last = urlsafe_b64decode(cursor).decode().partition(":")
    except ValueError:
        raise SlackRefused("invalid_cursor") from None
    if kind != "id":
        raise SlackRefused("invalid_cursor")
    return last
