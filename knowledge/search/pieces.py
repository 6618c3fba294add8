"""Pieces: a typed search taken apart into words, quotes and filters, before anything in it is understood."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from knowledge.searches import QUOTES

_MARK, _OTHER = f"[{QUOTES}]", f"[^{QUOTES}]"
_DASHES = r"\-\u2010\u2011\u2012\u2013\u2212"

# Within quotes the same mark twice is a mark. Nothing is tried twice here (`*+`), however long the text.
_QUOTED = re.compile(rf"{_MARK}((?:{_OTHER}|({_MARK})\2)*+)({_MARK}|$)")
_DOUBLED = re.compile(rf"({_MARK})\1")

_MINUS = re.compile(rf"[{_DASHES}](?=[^\s{_DASHES}])")
_BARE = re.compile(r"\S+")
_BLANKS = re.compile(r"\s*")

# A filter's name is a word of letters; what follows its colon may begin with a comparison and blanks.
_NAME = re.compile(r"([^\W\d_][^\W\d]{1,19}(?:-[^\W\d]{1,19})?)[:\uff1a]")
_VALUE = re.compile(r"[<>=\u2264\u2265]+\s*[0-9]\S*|\S+")
_COLON = re.compile("[:\uff1a]")

# What stands before a colon in an address is no filter; nor is what has capitals, as codes and headings have.
_SCHEMES = frozenset(("http", "https", "ftp", "sftp", "file", "mailto", "tel", "sip", "urn", "data", "javascript"))

# What steers the direction of writing, or joins and parts nothing that is seen.
_UNSEEN = dict.fromkeys(
    [0x00AD, 0x061C, 0x200B, 0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2060, 0x2070), 0xFEFF]
)


@dataclass(frozen=True, slots=True)
class Word:
    """Anything up to a blank that is nothing else; with a minus, what no article shall hold."""

    text: str
    minus: bool


@dataclass(frozen=True, slots=True)
class Quote:
    """What stands in quotes; `closed` says whether they end before the text does."""

    text: str
    minus: bool
    closed: bool


@dataclass(frozen=True, slots=True)
class Filter:
    """A name, a colon and a value, which is empty where none follows. `spaced` says that blanks stand between."""

    name: str
    value: str
    minus: bool
    closed: bool = True
    spaced: bool = False


Piece = Word | Quote | Filter


def pieces_of(text: str, names: frozenset[str]) -> Iterator[Piece]:
    """All that was typed, in order; `names` are those of the filters there are, which may stand before a blank too."""
    text = text.translate(_UNSEEN)
    at = _skipped(text, 0)
    while at < len(text):
        piece, end = _piece(text, at, names)
        yield piece
        at = _skipped(text, end)


def unquoted(text: str) -> str:
    """A quote's inside without the marks that were typed twice, and without needless blanks."""
    return " ".join(_DOUBLED.sub(r"\1", text).split())


def _piece(text: str, at: int, names: frozenset[str]) -> tuple[Piece, int]:
    minus = _MINUS.match(text, at)
    begin = minus.end() if minus else at
    if quoted := _QUOTED.match(text, begin):
        return Quote(unquoted(quoted[1]), bool(minus), bool(quoted[3])), quoted.end()
    name = _NAME.match(text, begin)
    if name and name[1].casefold() in names:
        return _filter(text, name, bool(minus), names)
    bare = _bare(text, begin)
    if name and _is_filter(name[1], bare[len(name[0]) :]):
        return _filter(text, name, bool(minus), names)
    return Word(bare, bool(minus)), begin + len(bare)


def _filter(text: str, name: re.Match[str], minus: bool, names: frozenset[str]) -> tuple[Filter, int]:
    at = _skipped(text, name.end())
    spaced = at > name.end()
    if quoted := _QUOTED.match(text, at):
        return Filter(name[1], unquoted(quoted[1]), minus, bool(quoted[3]), spaced), quoted.end()
    value = _VALUE.match(text, at)
    if not value or (spaced and _begins_another(text, at, names)):
        return Filter(name[1], "", minus, spaced=spaced), name.end()
    return Filter(name[1], value[0].rstrip(",;"), minus, spaced=spaced), value.end()


def _begins_another(text: str, at: int, names: frozenset[str]) -> bool:
    """Whether something with a meaning of its own begins here, which is no value of the filter before the blank."""
    minus = _MINUS.match(text, at)
    name = _NAME.match(text, minus.end() if minus else at)
    return bool(minus or (name and name[1].casefold() in names))


def _is_filter(name: str, value: str) -> bool:
    """Whether a name that no filter has was meant for one. Not so in `http://x`, `AA:1`, `Error:x`, `note:`, `a::b`."""
    if not name.islower() or name in _SCHEMES:
        return False
    return bool(value) and value[0] not in "/\\" and not _COLON.search(value)


def _bare(text: str, at: int) -> str:
    found = _BARE.match(text, at)
    return found[0] if found else ""


def _skipped(text: str, at: int) -> int:
    blanks = _BLANKS.match(text, at)
    return blanks.end() if blanks else at
