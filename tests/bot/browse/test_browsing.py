"""Browsing in Slack: the tree, lists that turn their pages in place, the newest, and articles by their number."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from bot.playground import FakeSlack
from bot.playground.model import Message, View
from bot.playground.town import ANA, BEN, GENERAL, OPS, PARTNERS
from knowledge.articles import Audience, category_text
from knowledge.base import KnowledgeBase
from knowledge.subscriptions import Place
from tests.bot.conftest import text_of, until
from tests.knowledge.given import NobodyWatches, jsonl_source

Json = dict[str, Any]


def buttons_of(shown: Message | View) -> list[Json]:
    """The buttons of what is shown, in order; those beside a text too."""
    parts = [part for block in shown.blocks for part in [block.get("accessory", {}), *block.get("elements", [])]]
    return [part for part in parts if part.get("type") == "button"]


def labels(shown: Message | View) -> list[str]:
    return [button["text"]["text"] for button in buttons_of(shown)]


class Browsing:
    """What Ana types and presses, and what she sees of it, in one channel."""

    def __init__(self, slack: FakeSlack, channel: str = PARTNERS) -> None:
        self.slack, self.channel = slack, channel

    def type(self, text: str) -> Message:
        message = self.slack.slash("/kb", text, channel=self.channel, person=ANA).message
        assert message is not None
        return message

    def read(self, text: str) -> str:
        return text_of(self.type(text).blocks) or self.now().text

    def now(self) -> Message:
        """The last private message."""
        return self.slack.ephemerals(self.channel, ANA)[-1]

    def press(self, shown: Message | View, label: str, place: int = 0) -> None:
        button = [each for each in buttons_of(shown) if each["text"]["text"] == label][place]
        self.slack.press(shown, button["action_id"], person=ANA, value=button["value"])

    def turned(self, label: str) -> str:
        """What stands in the place of the last message once a button of it has been pressed."""
        before = self.now()
        self.press(before, label)
        self.slack.wait_for(lambda: self.now() != before)
        assert self.now().ts == before.ts
        return text_of(self.now().blocks)

    def opened(self, text: str) -> View:
        """The modal that a command opens."""
        receipt = self.slack.slash("/kb", text, channel=self.channel, person=ANA)
        assert (receipt.status, receipt.body) == (200, "")
        return self.slack.wait_for(lambda: self.slack.view_of(ANA))


@pytest.fixture
def ana(slack_over_http: FakeSlack) -> Browsing:
    return Browsing(slack_over_http)


@pytest.fixture
def ours(synced_url: str, open_knowledge: Callable[..., KnowledgeBase]) -> KnowledgeBase:
    """The sample help centre that the bot answers from."""
    return open_knowledge(synced_url)


def test_the_tree_shows_every_category_once_with_its_count_in_pages_that_turn_in_place(
    ana: Browsing, ours: KnowledgeBase
) -> None:
    there = ours.categories(Audience.PUBLIC)
    pages = [ana.read("categories")]
    assert f"82 articles in {len(there)} categories, here are 1 to 10." in pages[0]
    assert labels(ana.now()) == [*["Browse", "Subscribe"] * 10, "Next"]
    while "Next" in labels(ana.now()):
        pages.append(ana.turned("Next"))
    lines = [line.strip() for page in pages for line in page.split("\n") if line.strip("\u2003 ").startswith("*")]
    told = [line for line in lines if " · " in line]
    assert told == [f"*{each.name}* · {each.count} article{'s' * (each.count > 1)}" for each in there]
    assert ana.read(f"categories {len(pages)}") == pages[-1]
    assert ana.turned("Previous") == pages[-2]


def test_a_list_goes_from_the_tree_to_a_category_its_pages_and_back(ana: Browsing) -> None:
    ana.read("categories")
    ana.press(ana.now(), "Browse", 4)
    first = ana.slack.wait_for(lambda: "11 articles, here are 1 to 10." in text_of(ana.now().blocks) and ana.now())
    assert "*Domains*" in text_of(first.blocks)
    assert labels(first)[:4] == ["Subscribe", "DNS (3)", "Registration and transfer (5)", "Renewal and expiry (3)"]
    assert "\n10. *<https://help.example.com/articles/" in text_of(first.blocks)
    assert first.text.startswith("Domains: 11 articles, here are 1 to 10. DNS, 3 articles;")
    assert "; 1. " in first.text

    assert "\n11. *<https://help.example.com/articles/" in ana.turned("Next")
    assert ana.turned("Previous") == text_of(first.blocks)
    assert "Domains / *DNS*\n3 articles." in ana.turned("DNS (3)")
    assert ana.turned("Up to Domains") == text_of(first.blocks)
    assert "*Newest articles* in *Domains*" in ana.turned("Newest first")
    assert ana.turned("By title") == text_of(first.blocks)
    assert "82 articles in 32 categories" in ana.turned("All categories")


def test_each_article_of_a_list_has_a_link_an_excerpt_a_date_and_a_button_that_opens_it(ana: Browsing) -> None:
    [line] = [line for line in ana.read("browse dns").split("\n") if line.startswith("2. ")]
    assert line == "2. *<https://help.example.com/articles/add-or-edit-dns-records|Add or edit DNS records>*"
    assert "Enter the common record types" in ana.read("browse dns")
    assert "updated 12 November 2026 · AA-06007" in ana.read("browse dns")
    ana.press(ana.now(), "Open article", 1)
    assert ana.slack.wait_for(lambda: ana.slack.view_of(ANA)).title == "AA-06007"


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("browse", "*All categories*\n82 articles."),
        ("browse Domains 2", "11 articles, here is 11."),
        ("browse domains page 99", "11 articles, here is 11."),
        ("browse domains / dns", "Domains / *DNS*"),
        ('browse "Domains / DNS" 1', "Domains / *DNS*"),
        ("browse domians", "There is no category “domians”. Did you mean Domains"),
        ("browse qqqq", "There is no category “qqqq”. There are Control panels, "),
        ("recent", "*Newest articles*\n82 articles, the last updated first, here are 1 to 10."),
        ("recent dns", "*Newest articles* in Domains / *DNS*\n3 articles, the last updated first."),
        ("recent dmains", "Did you mean Domains"),
        ("browse how do I add a DNS record?", "Add or edit DNS records"),
        ("open a mailbox for a customer", "mailbox"),
        ("open port 443", "port 443"),
        ("categories of domains", "domain"),
    ],
)
def test_what_is_typed_is_a_list_a_choice_or_a_question(ana: Browsing, typed: str, shown: str) -> None:
    assert shown in ana.read(typed)


def test_a_category_that_is_offered_for_a_misspelt_one_is_browsed_by_its_button(ana: Browsing) -> None:
    ana.type("browse domians")
    ana.press(ana.now(), "Domains / DNS")
    ana.slack.wait_for(lambda: "3 articles." in text_of(ana.now().blocks))


def test_the_newest_come_first_and_stand_where_they_stand(ana: Browsing) -> None:
    said = ana.read("recent")
    dates = [line.split(" · ")[1] for line in said.split("\n") if " · updated " in line]
    assert dates[:3] == ["updated 17 November 2026", "updated 12 November 2026", "updated 10 November 2026"]
    assert "Domains / DNS · updated 12 November 2026 · AA-06007" in said


def test_an_article_opens_by_its_link(ana: Browsing) -> None:
    assert ana.opened("open https://help.example.com/articles/pay-by-bank-debit").title == "AA-03003"


def test_an_article_opens_by_its_number_in_the_list_that_was_seen_last_there(ana: Browsing) -> None:
    ana.read("recent")
    ana.read("browse dns")
    assert ana.opened("open 2").title == "AA-06007"

    ana.read("browse domains")
    last = ana.turned("Next").partition("11. *")[2]
    ana.slack.close(ANA)
    assert ana.opened("open 11").blocks[0]["text"]["text"].strip("*") in last
    assert ana.read("open 3") == "There is no 3 in the last list that you saw here: it showed 11 alone."


@pytest.mark.parametrize("typed", ["AA-06007", "aa6007", "aa 06007", "samples:domains/add-or-edit-dns-records"])
def test_an_article_opens_by_its_reference_and_its_key(ana: Browsing, typed: str) -> None:
    assert ana.opened(f"open {typed}").title == "AA-06007"


def test_what_names_no_article_is_told_with_what_is_near(ana: Browsing) -> None:
    ana.read("browse dns")
    assert ana.read("open 4") == "There is no 4 in the last list that you saw here: it showed 1 to 3."
    assert "Did you mean AA-06007 (Add or edit DNS records)" in ana.read("open AA-06070")
    assert ana.read("open").startswith("Which article?")
    elsewhere = ana.slack.slash("/kb", "open 1", channel=GENERAL, person=ANA).message
    assert elsewhere is not None
    assert elsewhere.text.startswith("You saw no list here lately that 1 could stand in.")
    others = ana.slack.slash("/kb", "open 1", channel=PARTNERS, person=BEN).message
    assert others is not None
    assert others.text.startswith("You saw no list here lately")


def test_nothing_internal_is_listed_where_others_read(ana: Browsing, ours: KnowledgeBase) -> None:
    titles = {each.title for each in ours.newest(Audience.INTERNAL, limit=100).articles}
    secret = titles - {each.title for each in ours.newest(Audience.PUBLIC, limit=100).articles}
    assert secret
    ana.read("recent")
    while "Next" in labels(ana.now()):
        ana.turned("Next")
        assert not any(title in text_of(ana.now().blocks) for title in secret)
    for category in ours.categories(Audience.PUBLIC):
        assert not any(title in ana.read(f"browse {category_text(category.path)}") for title in secret)
    here = ana.type("browse orders / failed orders")
    there = Browsing(ana.slack, OPS)
    there.read("browse failed orders")
    until(lambda: "4 articles." in there.read("browse failed orders"))
    assert "3 articles." in text_of(here.blocks)


LEVELS = [f"level {level}" for level in range(30)]
ODD = [["Daily <!channel> & co"], ["a/b", "x" * 200], ["إرجاع", "🎉 “now” and then"], LEVELS]


def test_odd_categories_are_browsed_and_subscribed_to_and_told_of_once_they_are_gone(
    slack: FakeSlack,
    sqlite_url: str,
    tmp_path: Path,
    start_http: Callable[[str], str],
    open_knowledge: Callable[..., KnowledgeBase],
) -> None:
    def publish(categories: list[list[str]]) -> None:
        rows = [{"id": f"{n}", "title": f"Article {n}", "category": names} for n, names in enumerate(categories)]
        knowledge.syncs.sync([jsonl_source(tmp_path / "rows.jsonl", rows)], NobodyWatches())

    knowledge = open_knowledge(sqlite_url)
    publish(ODD)
    slack.connect_http(start_http(sqlite_url))
    ana = Browsing(slack, GENERAL)
    assert "*Daily &lt;!channel&gt; &amp; co* · 1 article" in ana.read("categories")
    there = [category.path for category in knowledge.categories(Audience.PUBLIC)]
    for page in range(len(there) // 10 + 1):
        ana.read(f"categories {page + 1}")
        subscribe = [each for each in buttons_of(ana.now()) if each["text"]["text"] == "Subscribe"]
        for path, button in zip(there[page * 10 :], subscribe, strict=False):
            tree = ana.now()
            slack.press(tree, "verb", person=ANA, value=button["value"])
            slack.wait_for(lambda tree=tree: ana.now() != tree)
            assert knowledge.subscriptions.of(Place(slack.workspace.team.id, GENERAL))[-1].category == path
            ana.read(f"categories {page + 1}")

    assert "… / level 26 / level 27 / level 28 / *level 29*" in ana.read("browse level 29")
    stale = ana.now()
    publish(ODD[:3])
    until(lambda: "There is no category" in ana.read("browse level 29"))
    ana.press(stale, "Newest first")
    slack.wait_for(lambda: ana.now().text.startswith("That category is no longer there, or not for this channel."))


def test_in_home_categories_open_in_a_window_in_which_one_moves_about_and_jumps(ana: Browsing) -> None:
    ana.slack.open_home(ANA)
    home = ana.slack.wait_for(lambda: ana.slack.home_of(ANA), seconds=30)
    assert "*Domains* · 11 articles" in text_of(home.blocks)
    ana.press(home, "Browse", 2)
    window = ana.slack.wait_for(lambda: ana.slack.view_of(ANA))
    assert "*Domains*\n11 articles, here are 1 to 10." in text_of(window.blocks)
    ana.press(window, "Next")
    ana.slack.wait_for(lambda: "11 articles, here is 11." in text_of(ana.slack.view_of(ANA).blocks))

    now = ana.slack.view_of(ANA)
    assert now.id == window.id
    ana.slack.press(now, "jump", person=ANA, value=ana.slack.suggest(now, "jump", "AA-06007", person=ANA).values[0])
    ana.slack.wait_for(lambda: ana.slack.view_of(ANA).title == "AA-06007")
    ana.slack.close(ANA)
    ana.press(ana.slack.view_of(ANA), "Subscribe")
    ana.slack.wait_for(lambda: "Domains" in text_of(ana.slack.view_of(ANA).blocks) and ana.slack.view_of(ANA) != now)

    ana.slack.suggest(home, "jump", "dns", person=ANA)
