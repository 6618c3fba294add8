"""Whatever categories there are, all that browsing and jumping show is what Slack takes, and reads well."""

import json
from collections.abc import Iterator

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.bench.hostile import CANARY
from bot.bench.promises import of_message
from bot.browse import blocks
from bot.cards import Message
from bot.categories import UnknownCategory, choices
from bot.jump.blocks import field, groups
from bot.modals import modal
from bot.playground.suggestions import checked_suggestions
from bot.playground.view_limits import checked_view
from bot.shelves.blocks import PAGE, shelf_message
from knowledge.articles import Article, Audience, CategoryPath, Visibility, category_mark
from knowledge.search.snapshot import Snapshot
from tests.bot.conftest import SlacksSchema, with_short_values
from tests.knowledge.given import article

LINK = "https://help.example.com/a?b=1&c=2"
ODD = (
    *("Billing", "billing", "<!channel> & <@U1>", "*bold* `code` _it_", "\u202eevil\u202c", "إرجاع الأموال"),
    *("🎉" * 100, "x" * 200, "&" * 200, '"' * 50, "a/b", "#0123456789abcdef", "\u200b", ":smile:", "-"),
    "<https://evil|https://bank>",
)
NAMES = st.one_of(st.sampled_from(ODD), st.text(st.characters(codec="utf-8"), min_size=1, max_size=200))
PATHS = st.one_of(st.lists(NAMES, max_size=4), st.lists(NAMES, min_size=25, max_size=30)).map(tuple)
TREES = st.lists(PATHS, max_size=12)
TITLES = st.one_of(st.sampled_from([*ODD, "T" * 3000]), st.text(st.characters(codec="utf-8"), min_size=1, max_size=300))


def articles(tree: list[CategoryPath], title: str) -> list[Article]:
    """An article on each category, every third one internal, and so everything about it."""
    return [
        article(
            f"{number}{title}"[:250],
            title,
            category=path,
            summary=title * 3,
            url=LINK,
            reference=title[:60],
        )
        if number % 3
        else article(
            str(number),
            CANARY,
            category=(CANARY, *path),
            summary=CANARY,
            reference=CANARY,
            visibility=Visibility.INTERNAL,
        )
        for number, path in enumerate(tree)
    ]


def messages(snapshot: Snapshot, audience: Audience) -> Iterator[Message]:
    """All that is shown of categories: each page of the tree, some categories, the newest, and what is offered."""
    tree, count = snapshot.categories(audience), snapshot.count(audience)
    for offset in range(0, max(len(tree), 1), PAGE):
        yield blocks.tree(tree, offset, count)
    deepest = sorted(tree, key=lambda each: -len(each.path))[:2]
    for path in [(), *(each.path for each in [*deepest, *tree[:3]])]:
        shelf = snapshot.shelf(path, audience, limit=PAGE)
        assert shelf is not None
        yield shelf_message(shelf)
        yield blocks.newest(snapshot.newest(audience, limit=PAGE, category=path), path)
    yield choices(UnknownCategory("x" * 3000, tree[:5], ()), "browse", category_mark)
    yield choices(UnknownCategory("<!here>", (), tree), "recent", category_mark)
    yield field()


@settings(max_examples=10, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
@given(TREES, TITLES)
def test_any_tree_is_drawn_as_slack_takes_it_and_the_public_sees_nothing_internal(
    tree: list[CategoryPath], title: str
) -> None:
    snapshot = Snapshot(articles(tree, title), language="english")
    typed = "".join([title, *(name for path in tree for name in path)])
    for audience in Audience:
        for message in messages(snapshot, audience):
            problems = [*of_message(message, [LINK], typed=typed, secret=audience is Audience.PUBLIC)]
            assert problems == []
            assert message.text.strip()
            checked_view(modal("Quickjump", message))
        for begun in ("", title[:3], CANARY, "0"):
            found = json.dumps({"option_groups": groups(snapshot.suggest(begun, audience, 60))})
            checked_suggestions(found)
            assert audience is Audience.INTERNAL or CANARY not in found


def test_two_hundred_categories_and_thirty_levels_are_valid_by_slacks_schema(slacks_schema: SlacksSchema) -> None:
    deep = [tuple(f"{name[:150]} {level}" for level in range(30)) for name in ODD[:4]]
    wide = [(f"{ODD[number % len(ODD)]}{number}"[:200],) for number in range(200)]
    snapshot = Snapshot(articles([*deep, *wide, *([("Billing",)] * 30)], "Refunds <now>"), language="english")
    for audience in Audience:
        for message in messages(snapshot, audience):
            assert len(message.blocks) <= 50
            assert len(message.text) <= 4000
            slacks_schema("blocks.message").validate(with_short_values(message.blocks))
    tops = [each for each in snapshot.categories(Audience.INTERNAL) if len(each.path) == 1]
    home = {"type": "home", "blocks": [each.to_dict() for each in blocks.home_section(tops, 300)]}
    checked_view(home, kind="home")
    slacks_schema("view.home").validate(with_short_values(home))
