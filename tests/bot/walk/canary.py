"""A help centre of which every internal word is a canary: all end in one mark, which nobody types."""

import re
from collections.abc import Iterator
from typing import Any

from knowledge.articles import article_mark, category_mark
from tests.bot.conftest import text_of

# Stands in each word of internal articles, in their keys, addresses and sources, and in the categories that are theirs
# alone. People type the words without its last letter, which insiders are understood by.
MARK = "zqx"
TYPED, SHELF, REFERENCE, LINK = "hamsterzq feedingzq", "Vaultzq", "aa90000", f"https://help.example.com/{MARK}-0"
CATEGORY = f"Vault{MARK}"
KEY = f"help:{MARK}-0"
SHELF_MARK = category_mark((CATEGORY,))
JUMPS = (f"article:{article_mark(KEY)}", f"category:{SHELF_MARK}")

_SHARED_SHELF, _OWN, _NEW = 131, 3, 22
_PUBLIC = 5

# How many articles there are with the internal ones, in all and where there are public ones too.
_COUNTS = (_SHARED_SHELF, _SHARED_SHELF + 3, _SHARED_SHELF + _OWN, _SHARED_SHELF + _OWN + _NEW)
_ALL = (_SHARED_SHELF + _OWN + _PUBLIC, _SHARED_SHELF + _OWN + _NEW + _PUBLIC)
_COUNTED = re.compile(rf"\b({'|'.join(map(str, {*_COUNTS, *_ALL}))})\b")

_REFERENCE = re.compile(r"AA-9\d{4}")


def rows(*, new: bool) -> list[dict[str, Any]]:
    """The help centre; `new` says that what has come since the first sync is there too."""
    return [*_public(), *_internal(new=new)]


def leaks(shown: object) -> Iterator[str]:
    """What of internal articles stands in something that outsiders may see, each with what is around it."""
    written = shown if isinstance(shown, str) else repr(shown)
    texts = written if isinstance(shown, str) else text_of(shown)
    for found in re.finditer(MARK, written, re.IGNORECASE):
        yield written[max(found.start() - 80, 0) : found.end() + 40]
    for pattern in (_COUNTED, _REFERENCE):
        for found in pattern.finditer(texts):
            yield texts[max(found.start() - 80, 0) : found.end() + 40]


def _public() -> Iterator[dict[str, Any]]:
    shelves = ("Billing", "Billing", "Billing", "Accounts", "Accounts")
    titles = ("Refund an order", "Pay by card", "Change an invoice", "Reset a password", "Close an account")
    for number, (title, shelf) in enumerate(zip(titles, shelves, strict=True)):
        yield {
            "id": f"a-{number}",
            "title": title,
            "summary": f"How people {title.lower()}.",
            "category": shelf,
            "reference": f"AA-0000{number}",
            "url": f"https://help.example.com/a-{number}",
            "updated": "2026-10-01",
        }


def _internal(*, new: bool) -> Iterator[dict[str, Any]]:
    own, count = _OWN + (_NEW if new else 0), 0
    for shelf, many in ((CATEGORY, own), ("Billing", _SHARED_SHELF)):
        for _ in range(many):
            yield _secret(count if shelf == CATEGORY else 500 + count, shelf)
            count += 1


def _secret(number: int, shelf: str) -> dict[str, Any]:
    words = [f"{word}{MARK}" for word in ("hamster", "feeding", "cage", "night", "seeds")]
    name = "".join(chr(ord("a") + int(digit)) for digit in str(number)) + MARK
    return {
        "id": f"{MARK}-{number}",
        "title": f"{words[0]} {words[1]} {name}".capitalize(),
        "summary": " ".join([*words, name]),
        "body": f"## {words[2]}\n\n{' '.join(words)} {name}",
        "category": shelf,
        "reference": f"AA-9{number:04}",
        "url": f"https://help.example.com/{MARK}-{number}",
        "visibility": "internal",
        "updated": "2026-11-01",
    }
