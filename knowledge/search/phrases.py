"""Phrases: words that follow each other in a text, each in one of its spellings."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from knowledge.search.text import fold, has_apostrophe, words

_APOSTROPHES = str.maketrans("", "", "'\u2019")


@dataclass(frozen=True, slots=True)
class Phrase:
    """A phrase to look for in texts: all spellings that are taken for each of its words."""

    spelt: tuple[frozenset[str], ...]
    pattern: re.Pattern[str]

    def stands_in(self, texts: Sequence[str]) -> bool:
        """Whether the words follow each other in one of the texts, whatever marks and blanks stand between them."""
        # The letters are looked for first: most texts lack those of a word, and a pattern takes ten times as long.
        return self._is_spelt_in(fold("\n".join(texts))) and any(map(self._stands_in, texts))

    def _is_spelt_in(self, folded: str) -> bool:
        letters = folded.translate(_APOSTROPHES) if has_apostrophe(folded) else folded
        return all(any(word in letters for word in each) for each in self.spelt)

    def _stands_in(self, text: str) -> bool:
        folded = fold(text)
        # With an apostrophe in it a word is not compared as it is written: don't is dont.
        return _follow(words(text), self.spelt) if has_apostrophe(folded) else bool(self.pattern.search(folded))


def phrase_of(spelt: Sequence[frozenset[str]]) -> Phrase:
    """The phrase of words with these spellings, folded as `words` gives them."""
    within = r"[\W_]+".join(f"(?:{'|'.join(map(re.escape, sorted(each)))})" for each in spelt)
    return Phrase(tuple(spelt), re.compile(rf"(?<![^\W_]){within}(?![^\W_])"))


def _follow(read: Sequence[str], spelt: Sequence[frozenset[str]]) -> bool:
    starts = (place for place, word in enumerate(read[: len(read) - len(spelt) + 1]) if word in spelt[0])
    return any(all(word in each for word, each in zip(read[start:], spelt, strict=False)) for start in starts)
