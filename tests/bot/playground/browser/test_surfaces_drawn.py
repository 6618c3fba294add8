"""Everything that the bot draws, drawn by the page: whatever articles hold is read there as it was written."""

import re
from collections.abc import Iterator, Mapping
from datetime import date
from itertools import count, islice
from typing import Any

import pytest
from hypothesis import given
from playwright.sync_api import Browser

from bot.cards import Message
from bot.playground.elements import with_ids
from knowledge.articles import Article, category_tree
from tests.bot.playground.browser.gallery import Gallery, open_gallery
from tests.bot.playground.browser.watched import barriers
from tests.bot.surfaces import SURFACES, Drawn
from tests.bot.test_surfaces import few
from tests.drawn import World, worlds


@pytest.fixture(scope="module")
def gallery(browser: Browser) -> Iterator[Gallery]:
    with open_gallery(browser) as opened:
        yield opened


@given(world=worlds())
@few
def test_every_surface_is_drawn_whole_with_escapes_resolved_and_nothing_live_in_it(
    gallery: Gallery, world: World
) -> None:
    surfaces = list(_surfaces(world, most=3))

    gallery.hang(surfaces)

    page = gallery.page
    assert page.locator("article").count() == len(surfaces)
    assert not page.locator(".not-drawn").count()
    for shown, blocks in zip(page.locator("article").all_text_contents(), surfaces, strict=True):
        assert not re.search("&(amp|lt|gt);", shown)
        for text in _plain_texts(blocks):
            assert _squeezed(text) in _squeezed(shown)
    # What articles hold mentions nobody, runs nothing and leads only where it may.
    assert not {"@channel", "@x"} & {*page.locator(".mention").all_text_contents()}
    assert not page.locator("article :is(img, script, iframe)").count()
    addresses = page.evaluate("[...document.links].map((link) => link.href)")
    assert all(address.startswith(("https://", "http://", "mailto:")) for address in addresses)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_whoever_can_use_slack_can_use_what_is_drawn(browser: Browser, scheme: str) -> None:
    with open_gallery(browser, scheme=scheme) as opened:
        opened.hang([*_surfaces(_plain_world(), most=1)])
        assert not barriers(opened.page)


def _plain_world() -> World:
    """A help centre with nothing odd in it."""
    paths = [("Orders",), ("Orders", "Failed"), ("Billing",)]
    articles = tuple(
        Article(
            "help",
            f"a{number}",
            title,
            summary=f"Open the order and press *Again* & wait. {title}",
            body="Do this.\n\n1. Open it.\n2. Press *Again*.\n\n```\nif x < 1:\n    wait\n```\n",
            category=paths[number],
            url=f"https://help.example.com/{number}",
            reference=f"AA-0517{number}",
            updated=date(2026, 11, 2),
        )
        for number, title in enumerate(("Resubmit a failed order", "Why an order fails", "Read an invoice"))
    )
    return World(articles, category_tree(dict.fromkeys(paths, 12)), "How do I resubmit a failed order?")


def _surfaces(world: World, *, most: int) -> Iterator[list[Mapping[str, Any]]]:
    """What each function draws first, up to so many of each: they differ in words more than in how they are drawn."""
    for surface in SURFACES.values():
        yield from map(_blocks, islice(surface(world), most))


def _blocks(drawn: Drawn) -> list[Mapping[str, Any]]:
    blocks = drawn.blocks if isinstance(drawn, Message) else drawn.get("blocks", ())
    numbers = count()
    return list(with_ids(blocks, lambda kind: f"{kind}{next(numbers)}"))


def _plain_texts(value: Any) -> Iterator[str]:
    """What stands in plain text and is to be seen at once: not what is within menus or placeholders."""
    if isinstance(value, list):
        for each in value:
            yield from _plain_texts(each)
    elif isinstance(value, dict):
        if value.get("type") == "plain_text":
            yield value["text"]
        hidden = ("confirm", "placeholder", "option_groups", "url")
        is_menu = value.get("type", "").endswith(("_select", "overflow"))
        for name, each in value.items():
            if name not in hidden and not (is_menu and name in ("options", "initial_option")):
                yield from _plain_texts(each)


def _squeezed(text: str) -> str:
    return "".join(text.split())
