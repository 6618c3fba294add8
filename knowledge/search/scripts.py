"""Scripts: which ones words are written in, so that a question nobody here could have answered is known for one."""

import unicodedata
from collections.abc import Iterable


def scripts_in(words: Iterable[str]) -> frozenset[str]:
    """The scripts of the letters that words begin with, as Unicode calls them: `LATIN`, `CJK`, `HIRAGANA`."""
    return frozenset(_script(letter) for letter in {word[:1] for word in words} if letter.isalpha())


def _script(letter: str) -> str:
    return unicodedata.name(letter, "").partition(" ")[0]
