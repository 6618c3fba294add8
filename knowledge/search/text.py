"""Text as search reads it: folded words, and sentences."""

import re
import unicodedata
from collections.abc import Iterator

_WORD = re.compile(r"[^\W_]+(?:['\u2019][^\W_]+)*")
_ACCENTED_WORD = re.compile(r"(?:[^\W_][\u0300-\u036f]*)+(?:['\u2019](?:[^\W_][\u0300-\u036f]*)+)*")
_ACCENT = re.compile("[\u0300-\u036f]+")
_MARKS = re.compile("[\u2120\u2122\xa9\xae]")  # a trade mark is no part of the name: NFKD would make letters of it
_ELIDED = frozenset(("l", "d", "j", "m", "t", "s", "c", "n", "qu"))

# Quotation marks close behind the point (« Payez ! », “No.”), and open before the next sentence (¿ ¡ « „ “).
_SENTENCE_END = re.compile(r"[.!?\u2026](?: ?\xbb|[\u201c\u201d])? (?=[^\W_]|[\"'(\u201c\u2018\u201e\xab\xbf\xa1])")

# An abbreviation is not the end of a sentence.
_ABBREVIATION = re.compile(
    r"\b(?:e\.g|i\.e|etc|vs|approx|bzw|ca|ggf|inkl|Nr|z\.B|p\.ex|ex|ej|Dra?|Sra?|Mme|Mrs?|[A-Za-z])\.$"
)
_LONGEST_ABBREVIATION = 7


def fold(text: str) -> str:
    """Text without case or accents, so that `Zahlungsmöglichkeit` and `zahlungsmoglichkeit` are one word."""
    if text.isascii():
        return text.lower()
    return _ACCENT.sub("", unicodedata.normalize("NFKD", _MARKS.sub(" ", text).casefold()))


def has_apostrophe(text: str) -> bool:
    """Whether words of the text may be compared otherwise than they are written (`don't` -> `dont`)."""
    return "'" in text or "\u2019" in text


def words_with_places(text: str) -> Iterator[tuple[str, int, int]]:
    """The words of a text in order, folded, each with the start and end of where it stands in the text as written."""
    plain = text.isascii()  # then folding moves no letter, and all can be folded at once
    for found in _WORD.finditer(fold(text)) if plain else _ACCENTED_WORD.finditer(text):
        raw = found.group() if plain else fold(found.group())
        for word in (raw,) if raw.isalnum() else _without_apostrophes(raw):
            yield word, found.start(), found.end()


def words(text: str) -> list[str]:
    """The folded words of a text in order; apostrophes are resolved (`don't` -> `dont`, `l'eau` -> `eau`)."""
    folded = fold(text)
    found: list[str] = _WORD.findall(folded)
    if not has_apostrophe(folded):
        return found
    return [word for raw in found for word in ((raw,) if raw.isalnum() else _without_apostrophes(raw))]


def _without_apostrophes(raw: str) -> list[str]:
    parts = re.split(r"['\u2019]", raw)
    if parts[0] in _ELIDED:
        return ["".join(parts[1:])]
    if parts[-1] == "s":
        return ["".join(parts[:-1])]
    return ["".join(parts)] if len(parts[-1]) <= 2 else parts


def sentences(text: str) -> Iterator[str]:
    """The sentences of a text in order, without blanks around or doubled in them; a line break ends one too."""
    last = ""
    for piece in _pieces(text):
        if last and not _ABBREVIATION.search(last, max(0, len(last) - _LONGEST_ABBREVIATION)):
            yield last
            last = piece
        else:
            last = f"{last} {piece}" if last else piece
    if last:
        yield last


def _pieces(text: str) -> Iterator[str]:
    """What stands between the ends of sentences and lines, an abbreviation's point taken for an end."""
    for line in text.split("\n"):
        plain = " ".join(line.split())
        start = 0
        for end in _SENTENCE_END.finditer(plain):
            yield plain[start : end.end() - 1]
            start = end.end()
        if start < len(plain):
            yield plain[start:]
