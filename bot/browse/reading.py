"""What people type to browse, read: a category and a page, or which article to open."""

import re
from collections.abc import Callable

from bot.typed.reading import could_be_category

# Straight quotes, and those that Slack and people's phones make of them.
_MARKS = '"“”„‟«»'

_PAGE = re.compile(r"(?:(?P<name>.*?\S)\s+)??(?:page\s+)?(?P<page>[0-9]{1,4})", re.IGNORECASE | re.DOTALL)
_NUMBER = re.compile(r"(?:#|no\.?\s?|number\s)?(?P<number>[0-9]{1,4})\.?", re.IGNORECASE)

# `aa 05179` is a reference; “port 443” is rather part of a question.
_REFERENCE = re.compile(r"[^\W\d_]{1,3}[\s\u2010-\u2015-]{1,3}[0-9]{2,}")


def could_be_shelf(rest: str) -> bool:
    """Whether what follows `/kb browse` or `recent` can be a category and a page rather than a question."""
    return all(could_be_category(part) for part in rest.split("/"))


def could_be_page(rest: str) -> bool:
    """Whether what follows `/kb categories` can be the number of a page."""
    found = _PAGE.fullmatch(rest)
    return not rest or bool(found and not found["name"])


def could_be_article(rest: str) -> bool:
    """Whether what follows `/kb open` names an article: by its number in a list, its link, reference or key."""
    one_word = len(rest.split()) <= 1 and (not rest or ":" in rest or any(char.isdigit() for char in rest))
    return one_word or bool(_NUMBER.fullmatch(rest) or _REFERENCE.fullmatch(rest))


def read_shelf(rest: str, is_category: Callable[[str], bool]) -> tuple[str, int]:
    """The name of a category, be it empty, and the number of a page, from 1: `billing 2`, unless one is called so."""
    found = _PAGE.fullmatch(rest)
    if not found or is_category(_unquoted(rest)):
        return _unquoted(rest), 1
    return _unquoted(found["name"] or ""), max(int(found["page"]), 1)


def read_number(rest: str) -> int | None:
    """The number in a list that somebody typed; None where it is none, or begins with 0 as references do."""
    found = _NUMBER.fullmatch(rest)
    return int(found["number"]) if found and not found["number"].startswith("0") else None


def _unquoted(name: str) -> str:
    return name.strip().strip(_MARKS).strip()
