"""What was typed, taken apart: names, quoted ones, phrases to leave out, and options."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from bot.typed.options import Refused, Said, option_at
from bot.typed.words import NotUnderstood

# Straight quotes, and those that Slack and people's phones make of them.
_MARKS = '"“”„‟«»'
_MARK, _OTHER = f"[{_MARKS}]", f"[^{_MARKS}]"

# Within quotes a quote is written twice. Nothing is tried twice here (`*+`), however long the text.
_QUOTED = re.compile(rf"{_MARK}((?:{_OTHER}|{_MARK}{{2}})*+){_MARK}")
_DOUBLED = re.compile(rf"({_MARK}){_MARK}")
_OPENING = re.compile(_MARK)
_MINUS = re.compile(r"[-\u2010-\u2015\u2212](?=\S)")
_BETWEEN = re.compile(r"(?:[\s,;]|[.!]+(?=\s|$))+")
_BLANK = re.compile(r"\s")

_UNCLOSED = 'A quote is opened and not closed. Close it, as in "now and then".'
_EMPTY = 'There is nothing between the quotes. Write a name there, as in "now and then".'


@dataclass(frozen=True, slots=True)
class Name:
    """A word, or several in quotes, that is no option: part of a category's name."""

    text: str
    quoted: bool
    end: int

    @property
    def closed(self) -> str:
        """The name as it ends a list or a sentence: without the mark behind it, unless that stands in the quotes."""
        return self.text if self.quoted else self.text.rstrip(",;.!")


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A phrase behind a minus: articles with it are left out."""

    text: str
    end: int


Piece = Name | LeftOut | Said | Refused


def pieces_of(text: str) -> Iterator[Piece]:
    """All that was typed, in order."""
    at = _skipped(text, 0)
    while at < len(text):
        piece = _quoted(text, at) or _left_out(text, at) or option_at(text, at) or _name(text, at)
        yield piece
        at = _skipped(text, piece.end)


def names_of(text: str) -> Iterator[Name | Refused]:
    """All that was typed, in order, where there are no options: words, and several in quotes."""
    at = _skipped(text, 0)
    while at < len(text):
        piece = _quoted(text, at) or _name(text, at)
        yield piece
        at = _skipped(text, piece.end)


def in_quotes(text: str) -> str:
    """The text as it is typed in quotes."""
    return '"' + re.sub(f"({_MARK})", r"\1\1", text) + '"'


def _skipped(text: str, at: int) -> int:
    between = _BETWEEN.match(text, at)
    return between.end() if between else at


def _quoted(text: str, at: int) -> Name | Refused | None:
    found = _QUOTED.match(text, at)
    if not found:
        return Refused(NotUnderstood(_UNCLOSED), len(text)) if _OPENING.match(text, at) else None
    quoted = " ".join(_DOUBLED.sub(r"\1", found[1]).split())
    return Name(quoted, True, found.end()) if quoted else Refused(NotUnderstood(_EMPTY), found.end())


def _left_out(text: str, at: int) -> LeftOut | Refused | None:
    minus = _MINUS.match(text, at)
    if not minus:
        return None
    phrase = _quoted(text, minus.end()) or _name(text, minus.end())
    return phrase if isinstance(phrase, Refused) else LeftOut(phrase.closed, phrase.end)


def _name(text: str, at: int) -> Name:
    blank = _BLANK.search(text, at)
    end = blank.start() if blank else len(text)
    return Name(text[at:end], False, end)
