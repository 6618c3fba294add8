"""Tuning: what people have decided about answers. Which words mean the same, and which article belongs to a question.

Tuning is made of rules: a synonym, a search phrase, a pin or a hide. An article's own pins and hides stand with the
article (`Article.pins`, `Article.hides`); all other rules are kept here, with where each came from.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import TypeVar

from knowledge.articles import ALWAYS, Asked, Reach
from knowledge.characters import storable
from knowledge.errors import BadRule


@dataclass(frozen=True, slots=True)
class Synonym:
    """Words that are read as others too; where it is `two_way`, the others as these as well.

    It holds for one step: what `means` may mean by another synonym is not looked up again.
    """

    words: str
    means: str
    two_way: bool = True


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words by which people look for an article, read like the phrases that the article gives itself."""

    article: str
    text: str


@dataclass(frozen=True, slots=True)
class Pin:
    """The article that comes first for a question."""

    article: str
    asked: Asked


@dataclass(frozen=True, slots=True)
class Hide:
    """An article that is no answer to a question, or to any."""

    article: str
    asked: Asked = ALWAYS


# `article` is in each of them a key, a reference or a title, as it was written.
Rule = Synonym | Phrase | Pin | Hide
Kind = TypeVar("Kind", Synonym, Phrase, Pin, Hide)


class Origin(StrEnum):
    """Where a rule came from: sources.toml, which each sync reads anew, or the command `tune`."""

    FILE = "file"
    COMMAND = "command"


@dataclass(frozen=True, slots=True)
class Placed:
    """A rule and where it stands in a file, such as `sources.toml, pin 2`."""

    rule: Rule
    place: str


@dataclass(frozen=True, slots=True)
class Kept:
    """A rule as it is kept: its number, which is never given again, and where it came from and when.

    `place` is where it stands in the file, empty for one that came from the command.
    """

    number: int
    rule: Rule
    origin: Origin
    place: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Tuning:
    """All rules that are kept, in the order of their numbers."""

    kept: tuple[Kept, ...] = ()

    def of_kind(self, kind: type[Kind]) -> Iterator[tuple[int, Kind]]:
        """The rules of one kind, each with its number."""
        return ((each.number, each.rule) for each in self.kept if isinstance(each.rule, kind))

    def naming(self) -> Iterator[Phrase | Pin | Hide]:
        """The rules that name an article."""
        return (each.rule for each in self.kept if not isinstance(each.rule, Synonym))


@dataclass(frozen=True, slots=True)
class FileReport:
    """How many rules sources.toml holds, how many of them are new, and how many stand there no longer."""

    rules: int
    new: int
    gone: int


@dataclass(frozen=True, slots=True)
class Advice:
    """Something to be looked at in a tuning, in a sentence, and the numbers of the rules that it is about."""

    rules: tuple[int, ...]
    sentence: str


NO_TUNING = Tuning()

# As much as a rule may say. Questions that are longer than this nobody asks twice in the same words.
LONGEST_TEXT = 500


def checked(rule: Rule) -> Rule:
    """The rule with its blanks put right; `BadRule` says why it can't be kept."""
    match rule:
        case Synonym(words, means, two_way):
            return _checked_synonym(Synonym(_said(words, "its words"), _said(means, "what they mean"), two_way))
        case Phrase(article, text):
            return Phrase(_named(article), _said(text, "its text"))
        case Pin(article, asked):
            return Pin(_named(article), checked_question(asked))
        case Hide(article, asked):
            return Hide(_named(article), asked if asked == ALWAYS else checked_question(asked))


def checked_question(asked: Asked) -> Asked:
    """Which questions a pin or a hide is for, blanks put right; `BadRule` when the question is empty or too long."""
    return Asked(_said(asked.question, "its question"), asked.reach)


def told(rule: Rule) -> str:
    """What a rule says, as part of a sentence."""
    match rule:
        case Synonym(words, means, two_way):
            return f"“{words}” and “{means}” mean the same" if two_way else f"“{words}” also means “{means}”"
        case Phrase(article, text):
            return f"“{text}” finds {article}"
        case Pin(article, asked):
            return f"{article} comes first for {told_questions(asked)}"
        case Hide(article, asked):
            return f"{article} never answers {told_questions(asked)}"


def told_questions(asked: Asked) -> str:
    """Which questions a pin or a hide is for, as part of a sentence."""
    if asked.reach is Reach.ALWAYS:
        return "any question"
    return f"“{asked.question}”" if asked.reach is Reach.EXACT else f"questions with “{asked.question}”"


def has_words(text: str) -> bool:
    """Whether a text holds a letter or a digit, and so a word that somebody could ask with."""
    return any(char.isalnum() for char in text)


def _checked_synonym(synonym: Synonym) -> Synonym:
    if synonym.words.casefold() == synonym.means.casefold():
        raise BadRule(f"“{synonym.words}” is said to mean itself, which says nothing")
    return synonym


def _said(text: str, what: str) -> str:
    plain = " ".join(storable(text).split())
    if not has_words(plain):
        raise BadRule(f"{what} must hold a letter or a digit")
    if len(plain) > LONGEST_TEXT:
        raise BadRule(f"{what} may have {LONGEST_TEXT} characters at most")
    return plain


def _named(article: str) -> str:
    plain = " ".join(storable(article).split())
    if not plain:
        raise BadRule("it names no article")
    if len(plain) > LONGEST_TEXT:
        raise BadRule(f"its article may have {LONGEST_TEXT} characters at most")
    return plain
