"""Asides: what somebody wrote that no article answers, and that is better said so: small talk, unknown references."""

import re
from collections.abc import Iterable, Sequence
from itertools import islice

from knowledge.articles import Article, Audience, Band, Talk, UnknownReference, normal_reference
from knowledge.search.index import Index
from knowledge.search.reading import Query, Reads
from knowledge.search.rows import row_of
from knowledge.search.small_talk import talk_in
from knowledge.search.text import fold, words

# Small talk that may be asked in earnest, and how much of it and of a title must be the same, 0 to 1, for that to be.
ASKS = frozenset((Talk.ARE_YOU_A_BOT, Talk.WANTS_A_PERSON, Talk.WHAT_CAN_YOU_DO))
SAID_BY_BOTH = 0.5

_LIKE_A_REFERENCE = re.compile(
    r"(?<!\w)([A-Za-z]{1,9})?([ ._#\u2013-]{0,2})(\d{2,12}(?:[._\u2013-]\d{1,6}){0,3})(?!\w)"
)

# Letters that people put before a number whatever the references here look like.
_USUAL_LETTERS = frozenset(("kb", "ref", "art", "doc", "faq"))

# Words around a reference that ask for no more than its article.
_ASKS_FOR_IT = frozenset(
    ("article", "articles", "reference", "number", "nr", "no", "find", "show", "open", "see", "read", "give", "link")
)

# A number alone is meant for a reference from so many digits on: shorter ones are amounts, ports and errors.
_FEWEST_DIGITS = 4

_NEAR = 3


def small_talk(text: str, query: Query, reader: Reads, *, best: Article | None, band: Band) -> Talk | None:
    """What kind of small talk a text is, unless the article that answers it best is about what was said.

    Thanks and the like are what only an article of that very title is about. What may be asked in earnest is so by an
    article whose title, or a phrase of it, is the same small talk, or by a confident answer whose title says much the
    same.
    """
    talk = _talk_in(text, reader)
    if talk is None or best is None:
        return talk
    titles = (best.title, *best.phrases)
    if query.typed and any(words(title) == list(query.typed) for title in titles):
        return None
    return None if talk in ASKS and _is_about(talk, titles, query, reader, band) else talk


def _talk_in(text: str, reader: Reads) -> Talk | None:
    return talk_in(text, is_known=lambda word: reader.index.vocabulary.place(word) is not None)


def _is_about(talk: Talk, titles: Sequence[str], query: Query, reader: Reads, band: Band) -> bool:
    if any(_talk_in(title, reader) is talk for title in titles):
        return True
    read = map(reader.read, titles)
    return band is Band.CONFIDENT and any(
        min(_share_said(query, title), _share_said(title, query)) >= SAID_BY_BOTH for title in read
    )


def _share_said(one: Query, other: Query) -> float:
    """How much of what is telling in one text the other says too, 0 to 1."""
    said = {term for word in other.words for term in word.terms}
    whole = sum(word.weight for word in one.distinct)
    return sum(word.weight for word in one.distinct if not said.isdisjoint(word.terms)) / whole if whole else 0.0


def unknown_reference(text: str, reader: Reads, audience: Audience) -> UnknownReference | None:
    """The reference that is all there is to a text, where no article that an audience may read bears or mentions it."""
    found = [*_LIKE_A_REFERENCE.finditer(text)]
    if len(found) != 1:
        return None
    others = reader.read(f"{text[: found[0].start()]} {text[found[0].end() :]}")
    rest = zip(others.typed, others.words, strict=True)
    if not all(typed in _ASKS_FOR_IT or not word.weight for typed, word in rest):
        return None
    letters, between, digits = (part or "" for part in found[0].groups())
    if fold(letters) in _ASKS_FOR_IT:
        letters = between = ""
    if not _is_meant_for_one(letters, between, digits, reader, audience):
        return None
    typed = f"{letters}{between}{digits}".strip(" #._-")
    if _bearers([normal_reference(typed)], reader.index, audience):
        return None
    near = reader.index.references.like(normal_reference(typed), audience)
    return UnknownReference(typed, tuple(_bearers(near, reader.index, audience)))


def _is_meant_for_one(letters: str, between: str, digits: str, reader: Reads, audience: Audience) -> bool:
    """Whether letters and a number are a reference that nobody bears, and not the name or the amount of something."""
    long = len(digits) >= _FEWEST_DIGITS
    if fold(letters) in reader.index.references.prefixes[audience]:
        return bool(letters) or long
    in_capitals = letters.isupper() and between != " " and (long or bool(between))
    usual = fold(letters) in _USUAL_LETTERS or in_capitals or (long and not letters)
    return usual and not _is_mentioned(digits, reader, audience)


def _is_mentioned(digits: str, reader: Reads, audience: Audience) -> bool:
    """Whether an article that the audience may read holds a number."""
    terms = {term for word in reader.read(digits).words for term in word.terms}
    rows = (row for term in terms for row in reader.index.postings.of(term)[0].tolist())
    return any(reader.index.shelves.may_read(audience, row) for row in rows)


def _bearers(references: Iterable[str], index: Index, audience: Audience) -> list[Article]:
    """The first few articles, of those that the audience may read, that bear one of the references."""
    keys = (key for reference in references for key in index.references.bearers.get(reference, ()))
    rows = (row for key in keys if (row := row_of(index.articles, key)) is not None)
    readable = (row for row in rows if index.shelves.may_read(audience, row))
    return [index.articles[row] for row in islice(readable, _NEAR)]
