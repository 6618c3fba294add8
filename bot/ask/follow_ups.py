"""Follow-ups: what people say to go on with an answer, such as “more”, “2” or “the second one”."""

import re
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class More:
    """The articles that come next."""


@dataclass(frozen=True, slots=True)
class Numbered:
    """The article of that number."""

    number: int


@dataclass(frozen=True, slots=True)
class Last:
    """The last article that was shown."""


@dataclass(frozen=True, slots=True)
class That:
    """The article that was shown, if it was one."""


FollowUp = More | Numbered | Last | That

_SHOW = r"(?:(?:please |can you |could you )?(?:show|give|open|see|try|read|take|pick)(?: me| us)? )?"
_MANNERS = r"(?: (?:please|pls|thanks|thank you|bitte|s'il te plaît|s'il vous plaît|por favor))?"
_ORDINALS = {
    1: "first|1st|erste|erster|erstes|première|premier|primero|primera|primeiro|primeira",
    2: "second|2nd|zweite|zweiter|zweites|deuxième|second|segundo|segunda",
    3: "third|3rd|dritte|dritter|drittes|troisième|tercero|tercera|terceiro|terceira",
    4: "fourth|4th|vierte|vierter|viertes|quatrième|cuarto|cuarta|quarto|quarta",
    5: "fifth|5th|fünfte|fünfter|fünftes|cinquième|quinto|quinta",
}

_MORE = re.compile(
    rf"{_SHOW}(?:(?:any |some |a few )?(?:more|others?|other ones|next|next ones|next page|the others|the rest)"
    r"(?: results| articles| of them)?|anything else|what else|mehr|weitere|plus|d'autres|la suite|más|otros|"
    rf"mais|outros|altri|meer){_MANNERS}"
)
_NUMBER = re.compile(
    rf"{_SHOW}(?:the )?(?:number |no\.? ?|nr\.? ?|article |result |answer |#)?(\d{{1,2}})\)?{_MANNERS}"
)
_ORDINAL = {
    number: re.compile(
        rf"{_SHOW}(?:the |das |den |die |le |la |el |o |a )?(?:{words})(?: one| article| result| answer)?{_MANNERS}"
    )
    for number, words in _ORDINALS.items()
}
_LAST = re.compile(rf"{_SHOW}the last(?: one| article| result| answer)?{_MANNERS}")
_THAT = re.compile(
    rf"(?:{_SHOW}(?:that|this)(?: one| article)?|{_SHOW}it|is it that one|which one is it|which one){_MANNERS}"
)


def follow_up_in(text: str) -> FollowUp | None:
    """How a text goes on with an answer; None where it asks something of its own, or nothing."""
    said = " ".join(text.casefold().split()).strip(" .!?¿¡")
    if _MORE.fullmatch(said):
        return More()
    if found := _NUMBER.fullmatch(said):
        return Numbered(int(found[1]))
    for number, written in _ORDINAL.items():
        if written.fullmatch(said):
            return Numbered(number)
    if _LAST.fullmatch(said):
        return Last()
    return That() if _THAT.fullmatch(said) else None
