"""What follows `/kb subscribe`, `unsubscribe`, `mute` and `preview`, read."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import time
from typing import Any, Literal

from bot.typed.options import Refused, Said
from bot.typed.pieces import LeftOut, Name, Piece, names_of, pieces_of
from bot.typed.words import DAYS, NotUnderstood, echo
from knowledge.characters import storable
from knowledge.subscriptions import Cadence, Quiet

# More than anybody types, and room for all that a subscription may hold. Then a category's name, and phrases.
LONGEST_TEXT, LONGEST_CATEGORY, LONGEST_PHRASE, MOST_PHRASES = 2000, 150, 60, 10

# What stands around a category's name that is no part of it, and what names all of them.
_DASHES = ("-", "\u2013", "\u2014")
_BEFORE = ("to", "the", "from", "and", "please", *_DASHES)
_BEHIND = ("and", "but", "with", "please", "category", *_DASHES)
_EVERYTHING = ("all", "everything", "all articles", "all categories")

# A longer name without quotes, or one with such a word, is rather a question.
_MOST_WORDS = 4
_QUESTION_WORD = re.compile(
    "how|why|what|when|where|which|who|whom|whose|can|could|cannot|do|does|did|is|are|was|were|will|would|should|has|"
    "have|(?:ca|could|do|does|did|is|are|was|were|wo|would|should|has|have)n't|not|no|nothing|if|because|i|i'm|my|me|"
    "we|our|you|your"
)


@dataclass(frozen=True, slots=True)
class Wanted:
    """A subscription as somebody typed it: a category's name or everything, and None for all that was not said.

    `quiet` is False where quiet hours shall end, `without` empty where no words shall keep articles out any more;
    `recent` is how many of the last articles to show to begin with.
    """

    category: str = ""
    everything: bool = False
    cadence: Cadence | None = None
    at: time | None = None
    weekday: int | None = None
    weekdays_only: bool | None = None
    quiet: Quiet | Literal[False] | None = None
    timezone: str | None = None
    compact: bool | None = None
    updates: bool | None = None
    without: tuple[str, ...] | None = None
    recent: int = 0


def read_wanted(text: str) -> Wanted:
    """What follows `/kb subscribe`: a category, and when and how to tell of it, in any order; `NotUnderstood`.

    A time without a cadence means daily, a day of the week weekly.
    """
    pieces = list(_understood(pieces_of(_bounded(text))))
    fields = _agreed([piece for piece in pieces if isinstance(piece, Said)])
    return Wanted(
        **_category(_names(pieces)),
        **_with_cadence(fields),
        without=left_out([piece.text for piece in pieces if isinstance(piece, LeftOut)]) or None,
    )


def read_category(text: str) -> Wanted:
    """What follows `/kb unsubscribe`, `mute` or `preview`: a category, or everything; `NotUnderstood`."""
    return Wanted(**_category(_names(_understood(names_of(_bounded(text))))))


def could_be_wanted(rest: str) -> bool:
    """Whether what follows `/kb subscribe` can be its arguments, be they mistaken ones, rather than a question."""
    return len(rest) <= LONGEST_TEXT and not sounds_like_question(_names(pieces_of(storable(rest))))


def could_be_category(rest: str) -> bool:
    """Whether what follows `/kb unsubscribe`, `mute` or `preview` can be a category rather than a question."""
    return len(rest) <= LONGEST_TEXT and not sounds_like_question(_names(names_of(storable(rest))))


def sounds_like_question(names: Sequence[Name]) -> bool:
    """Whether words that are no options are rather a question; those in quotes are a name, whatever they say."""
    words = [name.text.casefold().replace("\u2019", "'") for name in _trimmed(names) if not name.quoted]
    asks = any(mark in word for word in words for mark in "?\uff1f\u061f")
    return asks or len(words) > _MOST_WORDS or any(_QUESTION_WORD.fullmatch(word) for word in words)


def left_out(typed: Sequence[str]) -> tuple[str, ...]:
    """Phrases that keep an article out, each once; `NotUnderstood` where they are too many or too long."""
    phrases = tuple(dict.fromkeys(typed))
    if len(phrases) > MOST_PHRASES or any(len(phrase) > LONGEST_PHRASE for phrase in phrases):
        raise NotUnderstood(f"I leave out up to {MOST_PHRASES} phrases, each of {LONGEST_PHRASE} characters at most.")
    return phrases


def _bounded(text: str) -> str:
    typed = text.strip()
    if len(typed) > LONGEST_TEXT:
        raise NotUnderstood(f"That is too long for a subscription: {echo(typed[:LONGEST_CATEGORY])}.")
    return storable(typed)


def _understood(pieces: Iterable[Piece]) -> Iterator[Piece]:
    """The pieces up to the first mistake, which is raised."""
    for piece in pieces:
        if isinstance(piece, Refused):
            raise piece.problem
        yield piece


def _names(pieces: Iterable[Piece]) -> list[Name]:
    return [piece for piece in pieces if isinstance(piece, Name)]


def _category(names: Sequence[Name]) -> dict[str, Any]:
    words = _trimmed(names)
    name = " ".join([*(word.text for word in words[:-1]), *(word.closed for word in words[-1:])])
    if len(name) > LONGEST_CATEGORY:
        raise NotUnderstood(f"No category has so long a name: {echo(name)}.")
    everything = not any(word.quoted for word in words) and name.casefold() in _EVERYTHING
    return {"everything": True} if everything else {"category": name}


def _trimmed(names: Sequence[Name]) -> Sequence[Name]:
    """The words of a category's name without those around it."""
    while names and not names[0].quoted and names[0].closed.casefold() in _BEFORE:
        names = names[1:]
    while names and not names[-1].quoted and names[-1].closed.casefold() in _BEHIND:
        names = names[:-1]
    return names


def _agreed(options: Iterable[Said]) -> dict[str, Any]:
    """All that the options set; `NotUnderstood` where two of them contradict each other."""
    fields: dict[str, Any] = {}
    words: dict[str, str] = {}
    for option in options:
        for name, value in option.fields.items():
            if fields.setdefault(name, value) != value:
                raise NotUnderstood(f"{echo(words[name])} and {echo(option.words)} don't go together. Say one of them.")
            words.setdefault(name, option.words)
    return fields


def _with_cadence(fields: dict[str, Any]) -> dict[str, Any]:
    """The same with the cadence that a time or a day means; `NotUnderstood` where that is not the one that was said."""
    cadence = fields.get("cadence")
    if "weekday" in fields and cadence not in (None, Cadence.WEEKLY):
        raise NotUnderstood(f"{DAYS[fields['weekday']]} goes with weekly, as in weekly mon 09:00; or say daily 09:00.")
    if "at" in fields and cadence in (Cadence.AT_ONCE, Cadence.MUTED):
        raise NotUnderstood("A time of day goes with daily or weekly, as in daily 09:00; or leave the time out.")
    if cadence is None and not fields.keys().isdisjoint(("weekday", "at")):
        return {**fields, "cadence": Cadence.WEEKLY if "weekday" in fields else Cadence.DAILY}
    return fields
