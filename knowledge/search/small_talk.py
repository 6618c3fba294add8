"""Small talk: whether a text is nothing but what people say to be polite, to complain or to try out who listens."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache, lru_cache
from typing import Literal

from rapidfuzz import process
from rapidfuzz.distance import OSA

from knowledge.articles import Talk
from knowledge.search.sayings import (
    COUNTS,
    FILLERS,
    GROUPS,
    NO_SLIPS,
    REACHED,
    REACHES,
    SAID_ALONE,
    SAYINGS,
    WISHES,
    WRITTEN_SHORT,
)
from knowledge.search.text import words

# What is longer than this many words says something.
LONGEST = 24

# A word that is drawn out over more letters than this is no word.
_LONGEST_WORD = 60

Part = Talk | Literal["filler", "wish", "reach", "reached", "count"]
Reading = frozenset[Part]

# Where several things are said at once, what asks most of us is answered.
_FOREMOST = (
    Talk.WANTS_A_PERSON,
    Talk.ARE_YOU_A_BOT,
    Talk.COMPLAINT,
    Talk.WHAT_CAN_YOU_DO,
    Talk.STOP,
    Talk.THANKS,
    Talk.PRAISE,
    Talk.GOODBYE,
    Talk.TEST,
    Talk.GREETING,
    Talk.NOTHING,
)

_SAID_ALONE, _NO_SLIPS = (frozenset(re.split(r"[|\s]+", listed.strip())) for listed in (SAID_ALONE, NO_SLIPS))

# A slip is seen in words of so many letters, two of them in longer ones; in shorter ones only two letters swapped,
# since they have too many other words one slip away.
_SWAPPED, _ONE_SLIP, _TWO_SLIPS = 4, 5, 9

_EMOJI = re.compile(r":[a-z0-9_+'-]+:")
_EMOTICON = re.compile(r"(?<!\S)(?:[:;=]['’]?-?[DPpdoO0)(|/\\*3\]\[]+|<3+|[xX][dD]+)(?!\w)")
_LAUGHTER = (
    (re.compile(r"(?:ha|he|hi|ja){2,}h?"), "haha"),
    (re.compile(r"lo{2,}l+"), "lol"),
    (re.compile("h+m+"), "hmm"),
)
_DRAWN_OUT, _DRAWN_END = re.compile(r"(.)\1{2,}"), re.compile(r"(.)\1+$")


@dataclass(slots=True, eq=False)
class _Place:
    """Where one is within sayings: the places that a next word leads to, and what has been said if it ends here."""

    next: dict[str, list["_Place"]] = field(default_factory=dict)
    ends: set[Part] = field(default_factory=set)


def talk_in(text: str, *, is_known: Callable[[str], bool]) -> Talk | None:
    """What kind of small talk a text is; None where anything is left of it that could be looked up, and for no text.

    `is_known` says of a folded word whether the articles hold it: such a word is never taken for a slip in another.
    A text that is there but has no words, such as emoji, is `NOTHING`.
    """
    if not text.strip():
        return None
    typed = words(_EMOTICON.sub(" ", _EMOJI.sub(" ", text)))
    if not typed:
        return Talk.NOTHING
    full = " ".join(WRITTEN_SHORT.get(word, word) for word in typed).split()
    if len(full) > LONGEST or not all(_as_written(word) or _may_be_slip(word, is_known) for word in full):
        return None  # most questions hold a word that says so at once
    return _foremost(_readings(full, is_known))


def _foremost(readings: Mapping[Reading, int]) -> Talk | None:
    """What a text is that may be read so, in as many sayings: in as few as can be, and of equals what asks most."""
    sensible = {parts: sayings for parts, sayings in readings.items() if _is_sensible(parts)}
    fewest = min(sensible.values(), default=0)
    kinds = set[Part]().union(*(parts for parts, sayings in sensible.items() if sayings == fewest))
    if kinds & {"reach", "reached"}:
        return Talk.WANTS_A_PERSON
    return next((kind for kind in _FOREMOST if kind in kinds), None)


def _is_sensible(parts: Reading) -> bool:
    """Whether parts make sense together: wishes want somebody, and only what is tried out is counted."""
    if parts & {"wish", "reach", "reached"}:
        return Talk.WANTS_A_PERSON in parts or {"reach", "reached"} <= parts
    return "count" not in parts or Talk.TEST in parts


def _readings(typed: Sequence[str], is_known: Callable[[str], bool]) -> Mapping[Reading, int]:
    """The ways to read all of the words as sayings that follow each other: what these are, and how many at least."""
    reached: list[dict[Reading, int]] = [{frozenset(): 0}, *(dict[Reading, int]() for _ in typed)]
    for start in range(len(typed)):
        for end, part in _sayings_from(start, typed, is_known) if reached[start] else ():
            for parts, sayings in reached[start].items():
                now = parts if part == "filler" else parts | {part}
                reached[end][now] = min(sayings + 1, reached[end].get(now, len(typed)))
    return reached[-1]


def _sayings_from(start: int, typed: Sequence[str], is_known: Callable[[str], bool]) -> Iterator[tuple[int, Part]]:
    """The sayings that begin with a word: where each ends, and what it is."""
    places = [_sayings()]
    for end in range(start, len(typed)):
        meant = _meant(typed[end], is_known)
        if end == start:  # a saying of this one word
            sure = [word for word in meant if word in _SAID_ALONE or word == _as_written(typed[start])]
            yield from ((end + 1, part) for part in _ends(_after(places, sure)))
        places = _after(places, meant)
        if not places:
            return
        if end > start:
            yield from ((end + 1, part) for part in _ends(places))


def _after(places: Iterable[_Place], words: Sequence[str]) -> list[_Place]:
    """The places that any of these words leads to."""
    return [after for place in places for word in words for after in place.next.get(word, ())]


def _ends(places: Iterable[_Place]) -> set[Part]:
    return set[Part]().union(*(place.ends for place in places))


def _meant(word: str, is_known: Callable[[str], bool]) -> tuple[str, ...]:
    """The words of sayings that a word may have been meant to be."""
    written = _as_written(word)
    if written:
        return (written,)
    return _with_slips(word) if _may_be_slip(word, is_known) else ()


def _may_be_slip(word: str, is_known: Callable[[str], bool]) -> bool:
    return len(word) >= _SWAPPED and word.isalpha() and word not in _NO_SLIPS and not is_known(word)


@lru_cache(maxsize=4096)
def _as_written(word: str) -> str:
    """The word of sayings that a word is, be it drawn out (`heyyy`); nothing where it is none."""
    if len(word) > _LONGEST_WORD:
        return ""
    plain = next((short for laughing, short in _LAUGHTER if laughing.fullmatch(word)), word)
    drawn = (_DRAWN_OUT.sub(r"\1", word), _DRAWN_OUT.sub(r"\1\1", word), _DRAWN_END.sub(r"\1", word))
    return next((spelt for spelt in (plain, *drawn) if spelt in _vocabulary()), "")


@cache
def _sayings() -> _Place:
    """The place from which all sayings begin."""
    root = _Place()
    for part, lines in [*SAYINGS.items(), *_OTHERS.items()]:
        for line in lines.strip().splitlines():
            _add(root, line.split(), part)
    return root


_OTHERS: dict[Part, str] = {
    "filler": FILLERS,
    "wish": WISHES,
    "reach": REACHES,
    "reached": REACHED,
    "count": COUNTS,
}


def _add(root: _Place, saying: Sequence[str], part: Part) -> None:
    """Lead from the root through the words of a saying."""
    places = [root]
    for written in saying:
        after = _Place()
        for place in places:
            for word in _alternatives(written.removesuffix("?")):
                place.next.setdefault(word, []).append(after)
        places = [*places, after] if written.endswith("?") else [after]
    for place in places:
        place.ends.add(part)


def _alternatives(written: str) -> Iterator[str]:
    for each in written.split("|"):
        yield from GROUPS[each[1:-1]].split("|") if each.startswith("<") else (each,)


@cache
def _vocabulary() -> frozenset[str]:
    """All words of sayings."""
    written = " ".join([*SAYINGS.values(), *_OTHERS.values()]).split()
    return frozenset(word for each in written for word in _alternatives(each.removesuffix("?")))


@lru_cache(maxsize=4096)
def _with_slips(word: str) -> tuple[str, ...]:
    """The words of sayings that a word is one slip away from, two in long ones."""
    found = process.extract(word, _vocabulary(), scorer=OSA.distance, score_cutoff=2, limit=None)
    return tuple(meant for meant, slips, _ in found if _is_slip(word, meant, slips))


def _is_slip(word: str, meant: str, slips: int) -> bool:
    if slips == 1 and sorted(word) == sorted(meant):
        return len(meant) >= _SWAPPED
    return word[0] == meant[0] and slips <= (len(meant) >= _ONE_SLIP) + (len(meant) >= _TWO_SLIPS)
