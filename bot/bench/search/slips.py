"""Slips of the keyboard: a letter left out, doubled, swapped with the next or mistaken for its neighbour."""

from collections.abc import Container
from random import Random

_ROWS = ("qwertyuiop", "asdfghjkl", "zxcvbnm")
_BESIDE = {
    letter: "".join(row[max(place - 1, 0) : place] + row[place + 1 : place + 2])
    for row in _ROWS
    for place, letter in enumerate(row)
}


def misspelt(word: str, random: Random, known: Container[str]) -> str:
    """The word with a slip, or two where one makes a word that is known; its first letter stays."""
    slipped = word
    while slipped == word or slipped in known:
        slipped = _slip(slipped, random)
    return slipped


def _slip(word: str, random: Random) -> str:
    place = random.randrange(1, len(word) - 1)
    before, letter, after = word[:place], word[place], word[place + 1 :]
    kind = random.choice(("left out", "doubled", "swapped", "mistaken"))
    if kind == "left out" and len(word) > 4:
        return before + after
    if kind == "doubled":
        return before + letter * 2 + after
    if kind == "swapped":
        return before + after[0] + letter + after[1:]
    return before + random.choice(_BESIDE.get(letter, letter)) + after
