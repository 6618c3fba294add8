"""The shortcut Find articles: the answer to somebody's message, where slash commands don't run."""

import json
from collections.abc import Callable
from dataclasses import replace

import pytest

from bot.playground import FakeSlack
from bot.playground.faults import DropAfter, Refuse, TooFast
from bot.playground.model import Message, View
from bot.playground.town import ANA, BEN, BOT_ID, GENERAL, OPS, PARTNERS, SUPPORT
from tests.bot.conftest import text_of

Shown = Callable[[Message | None], str]

FAILED = "our customer's order has faild, how do I resubmitt it?"


def found(slack: FakeSlack, message: Message, person: str = ANA) -> View:
    """The modal that the shortcut opens on a message."""
    before = slack.view_of(person)
    receipt = slack.shortcut(message, "find_articles", person=person)
    assert (receipt.status, receipt.body) == (200, "")
    return slack.wait_for(lambda: (view := slack.view_of(person)) != before and view)


def share(slack: FakeSlack, view: View, person: str = ANA) -> str:
    """Press the first Share in thread, and give what the modal says then."""
    [first, *_] = [
        p["value"] for b in view.blocks for p in b.get("elements", []) if p.get("action_id") == "share_in_thread"
    ]
    slack.press(view, "share_in_thread", person=person, value=first)
    changed = slack.wait_for(lambda: (now := slack.view_of(person)) and now.hash != view.hash and now, seconds=30)
    return text_of(changed.blocks[:1])


def in_thread(slack: FakeSlack, message: Message) -> list[Message]:
    return [each for each in slack.messages(message.channel) if each.thread_ts == message.ts and each.user == BOT_ID]


def test_a_message_in_a_thread_is_answered_in_a_modal_and_shared_below_it(
    answering_slack: FakeSlack, shown: Shown
) -> None:
    root = answering_slack.workspace.say(GENERAL, ANA, text="Morning!")
    asked = answering_slack.workspace.say(GENERAL, BEN, text=FAILED, thread_ts=root.ts)
    view = found(answering_slack, asked)
    assert view.title == "Find articles"
    assert "Resubmit an order that failed" in text_of(view.blocks)

    assert share(answering_slack, view) == "Shared “Resubmit an order that failed” in the thread."
    [shared] = in_thread(answering_slack, root)
    assert "Resubmit an order that failed" in shown(shared)
    assert f"Shared by <@{ANA}>" in shown(shared)


def test_an_article_is_shared_once_in_a_thread_whoever_presses(slack_over_http: FakeSlack) -> None:
    asked = slack_over_http.workspace.say(GENERAL, BEN, text=FAILED)
    ana, ben = found(slack_over_http, asked, ANA), found(slack_over_http, asked, BEN)
    assert share(slack_over_http, ana, ANA).startswith("Shared")
    assert "has been shared in this thread already" in share(slack_over_http, ben, BEN)
    assert len(in_thread(slack_over_http, asked)) == 1


def test_where_the_bot_is_not_invited_it_says_how_to_and_works_afterwards(slack_over_http: FakeSlack) -> None:
    asked = slack_over_http.workspace.say(SUPPORT, BEN, text=FAILED)
    view = found(slack_over_http, asked)
    assert "/invite @Quickjump" in share(slack_over_http, view)

    support = slack_over_http.workspace.channel(SUPPORT)
    slack_over_http.workspace.put(replace(support, members=support.members | {BOT_ID}))
    now = slack_over_http.view_of(ANA)
    assert now is not None
    assert share(slack_over_http, now).startswith("Shared")
    assert len(in_thread(slack_over_http, asked)) == 1


@pytest.mark.parametrize(
    ("fault", "told"),
    [
        (TooFast(retry_after=1), "will stand in the thread shortly"),
        (DropAfter(), "did not say whether"),
        (Refuse("restricted_action"), "Slack refused it: restricted_action, so it was not posted"),
    ],
)
def test_what_slack_does_with_a_share_is_said(slack_over_http: FakeSlack, fault: object, told: str) -> None:
    asked = slack_over_http.workspace.say(GENERAL, BEN, text=FAILED)
    view = found(slack_over_http, asked)
    slack_over_http.misbehave(fault)
    assert told in share(slack_over_http, view)


def test_a_message_without_words_is_told_so(slack_over_http: FakeSlack) -> None:
    wordless = slack_over_http.workspace.say(GENERAL, BEN, text=f"<@{ANA}>")
    assert "no words that I can read" in text_of(found(slack_over_http, wordless).blocks)


def test_a_message_that_nothing_answers_is_told_so(slack_over_http: FakeSlack) -> None:
    odd = slack_over_http.workspace.say(GENERAL, BEN, text="zxqj wvvk qpqp")
    assert "I found no article for" in text_of(found(slack_over_http, odd).blocks)


def test_a_very_long_message_with_quotes_is_found_and_remembered(slack_over_http: FakeSlack) -> None:
    long = slack_over_http.workspace.say(GENERAL, BEN, text=FAILED + ' "\\' * 2000)
    view = found(slack_over_http, long)
    assert len(view.given["private_metadata"]) <= 3000
    assert share(slack_over_http, view).startswith("Shared")


def test_internal_articles_are_found_for_insiders_alone(slack_over_http: FakeSlack) -> None:
    question = "who may grant goodwill credits"
    for channel in (OPS, PARTNERS):
        slack_over_http.mention("hello", channel=channel, person=ANA)
        slack_over_http.wait_for(lambda channel=channel: len(slack_over_http.messages(channel)) == 2)
    inside = found(slack_over_http, slack_over_http.workspace.say(OPS, BEN, text=question))
    assert "oodwill" in json.dumps([block for block in inside.blocks if "accessory" in block])
    slack_over_http.close(ANA)
    outside = found(slack_over_http, slack_over_http.workspace.say(PARTNERS, BEN, text=question))
    assert "goodwill-credits" not in json.dumps(outside.blocks)
