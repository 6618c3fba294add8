"""The words in which the tables of `blockkit` say what an object may look like."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal


@dataclass(frozen=True)
class Anything:
    """A part that is not looked into."""


@dataclass(frozen=True)
class Words:
    """A string of so many characters that looks like a pattern, if there is one."""

    most: int
    least: int = 0
    looks: str = ""


@dataclass(frozen=True)
class Text:
    """A text object of one of these kinds, never empty."""

    most: int
    kinds: tuple[str, ...] = ("plain_text", "mrkdwn")


@dataclass(frozen=True)
class Part:
    """An element of one of these types, or a block of one: `image` is either, so it must be said which."""

    types: frozenset[str]
    kind: Literal["element", "block"] = "element"


@dataclass(frozen=True)
class Many:
    """A list of so many."""

    most: int
    of: "Rule"
    least: int = 1


@dataclass(frozen=True)
class Shape:
    """An object: what it must have, what it may have, and of what at least one."""

    fields: Mapping[str, "Rule"] = field(default_factory=dict)
    required: tuple[str, ...] = ()
    one_of: tuple[str, ...] = ()
    is_closed: bool = True


Rule = Anything | Words | Text | Part | Many | Shape
