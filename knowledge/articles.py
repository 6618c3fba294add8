"""Articles, the categories they stand on, and what an answer made of them is: plain frozen types and pure rules."""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from hashlib import sha256

CategoryPath = tuple[str, ...]

_SEPARATOR = " / "


class Visibility(StrEnum):
    """Who an article is written for."""

    PUBLIC = "public"
    INTERNAL = "internal"


class Audience(StrEnum):
    """Who will read an answer: `PUBLIC` sees public articles only, `INTERNAL` sees internal ones too."""

    PUBLIC = "public"
    INTERNAL = "internal"

    def may_read(self, visibility: Visibility) -> bool:
        return self is Audience.INTERNAL or visibility is Visibility.PUBLIC


class Announce(StrEnum):
    """Whether an article's arrival is told to subscribed channels: by itself, never, or when somebody releases it."""

    YES = "yes"
    NO = "no"
    HOLD = "hold"


class Reach(StrEnum):
    """Which questions something is for: one, put in these words; all that contain these words in a run; or all."""

    EXACT = "exact"
    CONTAINS = "contains"
    ALWAYS = "always"


@dataclass(frozen=True, slots=True)
class Asked:
    """The questions that a pin or a hide is for; `question` is empty where it is for all."""

    question: str
    reach: Reach = Reach.EXACT


ALWAYS = Asked("", Reach.ALWAYS)


@dataclass(frozen=True, slots=True)
class Article:
    """One answer worth finding. `source` and `id` together name it; `reference` is what people quote aloud.

    `body` is Markdown as its author wrote it, `text` the same without the marks, for search to read. `phrases` are
    words by which people look for it; to the questions in `pins` it comes first, to those in `hides` it is no answer.
    `sync` is the number of the sync that wrote it last, which makes it no other article.
    """

    source: str
    id: str
    title: str
    summary: str = ""
    body: str = ""
    text: str = ""
    category: CategoryPath = ()
    url: str = ""
    reference: str = ""
    visibility: Visibility = Visibility.PUBLIC
    updated: date | None = None
    phrases: tuple[str, ...] = ()
    pins: tuple[Asked, ...] = ()
    hides: tuple[Asked, ...] = ()
    announce: Announce = Announce.YES
    sync: int = field(default=0, compare=False, repr=False)

    @property
    def key(self) -> str:
        """The article's name across sources, such as `help-centre:billing/refunds`."""
        return f"{self.source}:{self.id}"

    @property
    def as_question(self) -> str:
        """How somebody might ask for it: one of its search phrases, or its title."""
        return self.phrases[0] if self.phrases else self.title.lower()


@dataclass(frozen=True, slots=True)
class Category:
    """A shelf: its path from the top, and how many articles stand on it and on its children."""

    path: CategoryPath
    count: int

    @property
    def name(self) -> str:
        return self.path[-1]


class Band(StrEnum):
    """How sure an answer is: one right article, several to choose from, or none."""

    CONFIDENT = "confident"
    SEVERAL = "several"
    NONE = "none"


class Talk(StrEnum):
    """What somebody says who asks nothing that an article could answer."""

    GREETING = "greeting"
    THANKS = "thanks"
    PRAISE = "praise"
    COMPLAINT = "complaint"
    GOODBYE = "goodbye"
    ARE_YOU_A_BOT = "are_you_a_bot"
    WANTS_A_PERSON = "wants_a_person"
    WHAT_CAN_YOU_DO = "what_can_you_do"
    TEST = "test"
    STOP = "stop"
    NOTHING = "nothing"


@dataclass(frozen=True, slots=True)
class Excerpt:
    """A passage of an article; `hits` are the (start, end) character ranges that answer the question's words."""

    text: str
    hits: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Match:
    """An article that was found, its score between 0 and 1, and how to cut the passage that matched."""

    article: Article
    score: float
    cut: Callable[[], Excerpt] = field(repr=False, compare=False)

    @property
    def excerpt(self) -> Excerpt:
        """The passage that matched, cut when somebody looks at it."""
        return self.cut()


@dataclass(frozen=True, slots=True)
class UnknownReference:
    """A reference, as it was typed, that no article bears which may be shown; `near` bear one like it."""

    typed: str
    near: tuple[Article, ...] = ()


@dataclass(frozen=True, slots=True)
class Answer:
    """The matches for a question, best first, and how sure they are; where the band is `none` they are mere guesses.

    `question` is what was read: `shortened` says that it is only the beginning of a very long one. `nearest` names
    categories to look in when the band is `none`; `more` says that further matches follow; `searched` is how many
    articles there were to choose from. `hints` are those of the first two that may help all the same when the band is
    `none`. What is small talk says so in `talk`, and a question that is nothing but a reference that nobody bears in
    `unknown`: both have the band `none` and no matches.
    """

    question: str
    band: Band
    matches: tuple[Match, ...]
    nearest: tuple[Category, ...] = ()
    shortened: bool = False
    more: bool = False
    searched: int = 0
    talk: Talk | None = None
    unknown: UnknownReference | None = None
    hints: tuple[Match, ...] = ()


def category_path(value: str | Iterable[str]) -> CategoryPath:
    """The path that a category is written as: `"Billing / Invoices"`, or a list when a name contains a slash."""
    names = value.split("/") if isinstance(value, str) else [re.sub(r"\s+/\s+", "/", name) for name in value]
    return tuple(name for name in (" ".join(name.split()).strip(" /") for name in names) if name)


def category_text(path: CategoryPath) -> str:
    """The path as people read it, and as the store keeps it: `Billing / Invoices`."""
    return _SEPARATOR.join(path)


def category_from_text(text: str) -> CategoryPath:
    """The path that `category_text` wrote."""
    return tuple(text.split(_SEPARATOR)) if text else ()


def folded(path: CategoryPath) -> CategoryPath:
    """A path as it is compared: `Billing` and `billing` are one category."""
    return tuple(name.casefold() for name in path)


# What marks begin with, and how many hexadecimal digits they have; and the longest key that is its own mark.
_MARK = re.compile(r"#[0-9a-f]{16}")
_LONGEST_KEY = 60


def category_mark(path: CategoryPath) -> str:
    """What stands for a category where its name may be too long or too odd, as in a button: `#` and 16 digits."""
    return _mark("\0".join(folded(path)))


def article_mark(key: str) -> str:
    """What stands for an article where its key may be too long: the key, or `#` and 16 digits."""
    return key if len(key) <= _LONGEST_KEY else _mark(key)


def is_mark(text: str) -> bool:
    """Whether a text is a mark, and neither a name that people type nor a key."""
    return bool(_MARK.fullmatch(text))


def _mark(text: str) -> str:
    return f"#{sha256(text.encode(errors='replace')).hexdigest()[:16]}"


def is_within(path: CategoryPath, shelf: CategoryPath) -> bool:
    """Whether a path is the shelf itself or stands below it; names are compared without regard to case."""
    return folded(path[: len(shelf)]) == folded(shelf)


def category_tree(shelves: Mapping[CategoryPath, int]) -> tuple[Category, ...]:
    """Every category and its parents, in the order of their paths, each counted with its children.

    Takes how many articles stand on each. Names that differ in case alone are one category, spelt as it was first.
    """
    counts: Counter[CategoryPath] = Counter()
    names: dict[CategoryPath, str] = {}
    for shelf, count in shelves.items():
        path = folded(shelf)
        for depth, name in enumerate(shelf, start=1):
            counts[path[:depth]] += count
            names.setdefault(path[:depth], name)
    spelt = {path: tuple(names[path[:depth]] for depth in range(1, len(path) + 1)) for path in counts}
    return tuple(Category(spelt[path], counts[path]) for path in sorted(counts))


_REFERENCE_PARTS = re.compile(r"[^\W\d_]+|\d+")


def normal_reference(text: str) -> str:
    """A reference as it is compared: `AA-05179`, `aa5179` and `aa 05179` are all `aa5179`."""
    parts = [part.lstrip("0") or "0" if part.isdigit() else part for part in _REFERENCE_PARTS.findall(text.casefold())]
    # Numbers that stand apart stay apart: KB-1-23 is not KB-12-3.
    apart = ("-" if one.isdigit() and other.isdigit() else "" for one, other in zip(["", *parts], parts, strict=False))
    return "".join(between + part for between, part in zip(apart, parts, strict=True))
