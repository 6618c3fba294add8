"""Compounds: words that people write as one or as two, read by the words that the articles know."""

from collections.abc import Callable

# Shorter pieces of a word stand in it by chance.
SHORTEST_PART = 3


def parts_of(word: str, is_known: Callable[[str], bool]) -> tuple[str, str] | None:
    """The two known words that a word is the joining of (`controlpanel`), the most even pair; None if there is none."""
    if not word.isalpha():
        return None
    middle = len(word) / 2
    cuts = sorted(range(SHORTEST_PART, len(word) - SHORTEST_PART + 1), key=lambda cut: abs(cut - middle))
    return next(((word[:cut], word[cut:]) for cut in cuts if is_known(word[cut:]) and is_known(word[:cut])), None)
