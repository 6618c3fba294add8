"""Articles and categories with whatever names and words, and what holds of every view that is drawn of them."""

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import partial
from random import Random
from typing import Any

from hypothesis import strategies as st

from bot.playground.limits import checked
from bot.playground.suggestions import checked_suggestions
from bot.playground.view_limits import find_view_problems
from knowledge.articles import Article, Category, CategoryPath, Excerpt, Match, category_tree
from tests.bot.conftest import SlacksSchema, with_short_values

ODD = (
    "🎉",
    "👩‍👩‍👧",
    "שלום עולם",
    "\u202egnirts\u202c",
    "<!channel>",
    "<@U1|x>",
    "& co",
    "*b* _i_ `c`",
    '"',
    "x" * 200,
    "&" * 200,
)
TEXTS = st.lists(st.sampled_from(ODD) | st.text(max_size=5), max_size=4).map(" ".join)
NAMES = TEXTS.map(lambda text: " ".join(text.split())[:200].strip(" /")).filter(bool)
PATHS = st.lists(NAMES, max_size=20).map(tuple)
LINKS = ("", "https://help.example.com/a?b=1&c=<2>|x", "https://help.example.com/" + "a" * 3000)
ADDRESSES = st.sampled_from(LINKS)


def articles(bodies: st.SearchStrategy[str] = TEXTS) -> st.SearchStrategy[Article]:
    """Articles that a source might hold."""
    return st.builds(
        Article,
        st.just("help"),
        st.text(min_size=1, max_size=255),
        NAMES,
        summary=TEXTS,
        body=bodies,
        category=PATHS,
        url=ADDRESSES,
        reference=TEXTS,
        updated=st.none() | st.dates(),
    )


@dataclass(frozen=True)
class World:
    """A help centre with 200 categories in up to 30 levels, and what somebody said."""

    articles: tuple[Article, ...] = field(repr=False)
    categories: tuple[Category, ...] = field(repr=False)
    text: str

    @property
    def path(self) -> CategoryPath:
        """Some category."""
        return self.categories[len(self.text) % len(self.categories)].path

    @property
    def deepest(self) -> CategoryPath:
        """The category with the most others above it."""
        return max((each.path for each in self.categories), key=len)

    @property
    def matches(self) -> tuple[Match, ...]:
        """The articles, as if something were found in them."""
        return tuple(Match(each, 0.5, partial(_cut, each)) for each in self.articles)


def worlds() -> st.SearchStrategy[World]:
    """Help centres with whatever names and words."""
    return st.randoms(use_true_random=True).map(_world)


def _world(random: Random) -> World:
    paths: list[CategoryPath] = [(_name(random),)]
    while len(paths) < 200:
        above = paths[-1] if random.random() < 0.7 else random.choice([(), *paths])
        paths.append((*above[:29], _name(random)))
    shelves = [paths[random.randrange(200)] for _ in range(12)]
    made = tuple(_article(random, number, shelf) for number, shelf in enumerate(shelves))
    return World(made, category_tree(dict.fromkeys(paths, 1234)), _text(random, 5))


def _article(random: Random, number: int, shelf: CategoryPath) -> Article:
    return Article(
        "help",
        (random.choice(("x", "🎉", "<!channel>")) * 200)[: random.choice((1, 250))] + str(number),
        _name(random),
        summary=_text(random, 30),
        body="\n\n".join(_text(random, 20) for _ in range(random.choice((0, 3, 60)))),
        category=shelf if random.random() < 0.9 else (),
        url=random.choice(LINKS),
        reference=random.choice(("", "AA-05179", _text(random, 3))),
        updated=random.choice((None, date(2026, 11, 2))),
    )


def _name(random: Random) -> str:
    return " ".join(_text(random, 4).split())[:200].strip(" /") or "x"


def _text(random: Random, most: int) -> str:
    return " ".join(random.choice(ODD) for _ in range(random.randint(0, most)))


def _cut(article: Article) -> Excerpt:
    passage = article.summary[:300]
    return Excerpt(passage, ((0, len(passage)),))


def check_view(view: Mapping[str, Any], slacks_schema: SlacksSchema) -> None:
    """Fail unless Slack takes a modal or a Home, nothing in it is live, and a modal says what it is."""
    kind = view["type"]
    assert [*find_view_problems(dict(view), kind=kind)] == []
    slacks_schema(f"view.{kind}").validate(with_short_values(view))
    assert kind == "home" or 0 < len(view["title"]["text"].strip()) <= 24
    assert len(view.get("private_metadata", "")) <= 3000
    _check_quiet(view["blocks"])


def check_message(text: str, blocks: Any, slacks_schema: SlacksSchema) -> None:
    """Fail unless Slack takes a message and nothing in it is live; people may be named."""
    checked(text, list(blocks))
    assert read_aloud(text)
    assert len(blocks) <= 50
    slacks_schema("blocks.message").validate(with_short_values(list(blocks)))
    _check_quiet(blocks)


def read_aloud(text: str) -> str:
    """What is left of a text for a screen reader once all that is markup is gone."""
    return re.sub(r"<[^<>|]*\|([^<>]*)>|[*_~`•<>]|&(?:amp|lt|gt);", r"\1", text).strip(" \n.:;“”")


def check_unfurl(shown: Mapping[str, Any], slacks_schema: SlacksSchema) -> None:
    """Fail unless Slack takes what stands below a link, nothing in it is live, and it can be read aloud."""
    check_message(shown["fallback"], shown["blocks"], slacks_schema)


def check_options(answer: Mapping[str, Any]) -> None:
    """Fail unless Slack takes the options of a menu, each of which says what it is."""
    checked_suggestions(json.dumps(answer))
    assert all(each["text"]["text"].strip() for group in answer["option_groups"] for each in group["options"])


def _check_quiet(blocks: Any) -> None:
    for shown in mrkdwn(blocks):
        for live in ("<!", "<@U1", "& ", "\u202e"):
            assert live not in shown


def mrkdwn(drawn: object) -> Iterator[str]:
    """All texts in which markup is live."""
    if isinstance(drawn, dict) and drawn.get("type") == "mrkdwn":
        yield drawn["text"]
    elif isinstance(drawn, dict | list | tuple):
        for each in drawn.values() if isinstance(drawn, dict) else drawn:
            yield from mrkdwn(each)
