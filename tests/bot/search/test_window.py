"""The window that shows what a search found that was filled in, and posting that to the channel."""

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from bot.gestures import home_memory
from bot.playground import FakeSlack
from bot.playground.faults import DropAfter, Refuse
from bot.playground.model import Message
from bot.playground.town import ANA, BOT_ID, GENERAL, OPS, PARTNERS, SUPPORT, ZOE
from bot.search.window.blocks import results_view
from knowledge.articles import Article, Excerpt, Match
from knowledge.base import KnowledgeBase
from knowledge.changes import MassLimits
from knowledge.searches import Found, Search
from tests.bot.conftest import text_of
from tests.bot.search.conftest import Searching, buttons, said, until
from tests.knowledge.given import NobodyWatches, jsonl_source

ALREADY = "I have posted these results from here already."


def posts(slack: FakeSlack, channel: str) -> list[Message]:
    """What the bot has posted to everybody in a channel."""
    return [message for message in slack.messages(channel) if message.user == BOT_ID]


def updates(slack: FakeSlack) -> int:
    return sum(call.method == "views.update" for call in slack.calls)


def know(slack: FakeSlack, channel: str) -> None:
    """Have the bot know who reads along in a channel."""
    slack.mention("hello", channel=channel, person=ANA)
    slack.wait_for(lambda: posts(slack, channel))


def test_a_number_in_the_window_opens_its_article(slack_over_http: FakeSlack) -> None:
    searching = Searching(slack_over_http)
    slack_over_http.slash("/kb", "browse payments", channel=GENERAL, person=ANA)
    searching.form()
    window = searching.fill_in(category="domains")
    slack_over_http.slash("/kb", "open 10", channel=GENERAL, person=ANA)
    opened = slack_over_http.wait_for(lambda: (now := slack_over_http.view_of(ANA)) != window and now, seconds=10)

    assert opened.blocks[0]["text"]["text"].strip("*") in said(window).partition("\n10. ")[2]


def test_pages_turn_in_place_and_number_all_that_was_found(answering_slack: FakeSlack) -> None:
    searching = Searching(answering_slack)
    searching.form()
    first = searching.fill_in(category="domains")
    assert buttons(first) == ["Next", "Change search", "Post to channel"]
    assert "11 articles, here are 1 to 10:" in said(first)
    assert "10. *<" in said(first)

    last = searching.press("search_next")
    assert (last.id, buttons(last)) == (first.id, ["Previous", "Change search", "Post to channel"])
    assert "11 articles, here is 11:" in said(last)
    assert "11. *<" in said(last)
    assert said(searching.press("search_previous")) == said(first)


def test_an_article_of_the_window_opens_on_top_of_it(searching: Searching) -> None:
    searching.form()
    window = searching.fill_in(words="resubmit a failed order")
    [value, *_] = [block["accessory"]["value"] for block in window.blocks if "accessory" in block]
    searching.slack.press(window, "open", person=ANA, value=value)
    opened = searching.slack.wait_for(lambda: (now := searching.seen()) != window and now, seconds=30)
    assert opened.previous_view_id == window.id
    assert "Resubmit an order that failed" in said(opened)


@pytest.mark.parametrize("channel", [GENERAL, SUPPORT], ids=["in it", "not in it"])
def test_what_was_found_is_posted_once_with_who_searched_and_how(searching: Searching, channel: str) -> None:
    searching.form(channel=channel)
    searching.fill_in(words="resubmit order", sort="newest")
    searching.slack.press(searching.seen(), "search_post", person=ANA, presses=2)
    searching.slack.wait_for(lambda: updates(searching.slack) == 2, seconds=30)
    window = searching.seen()
    again = searching.press("search_post")

    [post] = posts(searching.slack, channel)
    assert f"<@{ANA}> searched the articles with `/kb search resubmit order sort:newest` and found" in text_of(
        post.blocks
    )
    assert "1. *<" in text_of(post.blocks)
    assert said(window).split("\n")[1] in ("Posted these results to the channel.", ALREADY)
    assert said(again).split("\n")[1] == ALREADY


def test_a_response_url_that_slack_no_longer_takes_gives_way_to_the_outbox(searching: Searching) -> None:
    form = searching.form()
    memory = json.loads(form.given["private_metadata"])
    searching.slack.workspace.modals.update(
        form, {**form.given, "private_metadata": json.dumps(memory | {"response_url": memory["response_url"] + "x"})}
    )
    searching.fill_in(words="refund")
    assert "Posted these results to the channel." in said(searching.press("search_post"))
    assert "already" in said(searching.press("search_post"))
    assert len(posts(searching.slack, GENERAL)) == 1


def test_where_slack_does_not_say_whether_it_posted_nothing_is_posted_twice(searching: Searching) -> None:
    searching.form()
    searching.fill_in(words="refund")
    searching.slack.misbehave(DropAfter(), "response_url")
    assert "did not say whether it posted these results" in said(searching.press("search_post"))
    assert "already" in said(searching.press("search_post"))
    assert len(posts(searching.slack, GENERAL)) == 1


@pytest.mark.parametrize("error", ["restricted_action", "channel_not_found"])
def test_what_slack_refuses_to_post_is_said(searching: Searching, error: str) -> None:
    searching.form()
    searching.fill_in(words="refund")
    searching.slack.misbehave(Refuse("expired_url"), "response_url")
    searching.slack.misbehave(Refuse(error), "chat.postMessage")
    told = said(searching.press("search_post"))
    assert "nothing was posted" in told or "/invite @Quickjump" in told
    assert posts(searching.slack, GENERAL) == []
    assert "Posted these results to the channel." in said(searching.press("search_post"))


def become(slack: FakeSlack, channel: str, **changed: object) -> None:
    """Change a channel without an event that tells of it."""
    slack.workspace.put(replace(slack.workspace.channel(channel), **changed))


def secretive(open_knowledge: Callable[..., KnowledgeBase], url: str, folder: Path) -> None:
    """An internal article on a shelf of its own, told of nowhere else."""
    row = {"id": "s", "title": "Zanzibarite margins", "category": "Zanzibarites", "visibility": "internal"}
    source = jsonl_source(folder / "more.jsonl", [row, {"id": "p", "title": "Zanzibar time zone"}], name="more")
    open_knowledge(url).syncs.sync([source], NobodyWatches(), only="more")


@pytest.mark.parametrize("given", [{"words": "margins", "category": "zanzi"}, {"words": "title:zanzibarite"}])
def test_what_is_internal_is_found_inside_and_posted_nowhere_that_others_read(
    searching: Searching,
    given: dict[str, str],
    synced_url: str,
    tmp_path: Path,
    open_knowledge: Callable[..., KnowledgeBase],
) -> None:
    slack = searching.slack
    secretive(open_knowledge, synced_url, tmp_path)
    know(slack, OPS)
    searching.form(channel=OPS)
    until(lambda: bool(searching.choose("zanzi")))
    assert "Zanzibarite margins" in said(searching.fill_in(**given))

    become(slack, OPS, is_ext_shared=True)
    before = posts(slack, OPS)
    assert "Not everybody in this channel may read all that this search is about" in said(
        searching.press("search_post")
    )
    assert posts(slack, OPS) == before
    slack.close(ANA)

    searching.form(channel=PARTNERS)
    assert searching.choose("zanzi") == []
    window = said(searching.fill_in(words="zanzibarite margins"))
    assert "Zanzibarite" not in window.replace("zanzibarite margins", "")


def test_outsiders_find_what_everybody_may_read_alone(searching: Searching) -> None:
    """They type no commands; the button that stands for this one they may press."""
    slack = searching.slack
    know(slack, OPS)
    become(slack, OPS, members=frozenset({ANA, ZOE, BOT_ID}))
    value = json.dumps({"verb": "search", "arguments": ""})
    button = {"type": "button", "text": {"type": "plain_text", "text": "Search"}, "action_id": "verb", "value": value}
    row = {"type": "actions", "block_id": "b", "elements": [button]}
    slack.press(slack.workspace.say(OPS, BOT_ID, text="x", blocks=[row]), "verb", person=ZOE)
    slack.wait_for(lambda: slack.view_of(ZOE), seconds=30)

    assert "goodwill-credits" not in said(searching.fill_in(ZOE, words="goodwill credits"))
    before = len(posts(slack, OPS))
    searching.press("search_post", person=ZOE)
    [post] = slack.wait_for(lambda: posts(slack, OPS)[before:])
    assert "goodwill-credits" not in json.dumps(post.blocks)


def test_a_window_whose_articles_are_gone_says_so_and_shows_what_is_left(
    searching: Searching, synced_url: str, tmp_path: Path, open_knowledge: Callable[..., KnowledgeBase]
) -> None:
    operator = open_knowledge(synced_url, limits=MassLimits(gone_percent=100))

    def publish(count: int) -> None:
        rows = [{"id": f"{number}", "title": "Qxzvw" if number else "Numbat"} for number in range(count + 1)]
        operator.syncs.sync([jsonl_source(tmp_path / "more.jsonl", rows, name="more")], NobodyWatches(), only="more")

    def found(count: str) -> None:
        def typed() -> str:
            message = searching.slack.slash("/kb", "search qxzvw", channel=GENERAL, person=ANA).message
            return text_of(message and message.blocks)

        until(lambda: count in typed())

    publish(25)
    found("25 articles")
    searching.form()
    searching.fill_in(words="qxzvw")
    assert "25 articles, here are 11 to 20:" in said(searching.press("search_next"))
    publish(12)
    found("12 articles")
    last = said(searching.press("search_next"))
    assert "fewer match: this is the last page now" in last
    assert "12 articles, here are 11 to 12:" in last
    publish(0)
    found("no article")
    empty = searching.press("search_previous")
    assert "The articles have changed meanwhile, and none matches any more." in said(empty)
    assert "I found no article." in said(empty)
    assert buttons(empty) == ["Change search"]


def test_a_window_that_knows_no_channel_offers_no_posting() -> None:
    found = Found(Search("refund"), (Match(Article("help", "a", "Refunds"), 1.0, lambda: Excerpt("")),), 1, searched=1)
    for nowhere in ({}, home_memory("D1")):
        assert "Post to channel" not in json.dumps(results_view(found, nowhere))
    assert "Post to channel" in json.dumps(results_view(found, {"channel": "C1"}))
