"""What the bot listens to and what it shows, as the fuzzing finds and judges it."""

import json
import re
from typing import Any

import pytest

from bot.app import create_parts
from bot.bench import shown
from bot.bench.triggers import example, triggers_of
from bot.playground.journal import Call
from bot.settings import Settings
from knowledge.base import KnowledgeBase

TEXT = {"type": "section", "text": {"type": "mrkdwn", "text": "half of \ud83d"}}
HALVED = {"type": "modal", "title": {"type": "plain_text", "text": "x"}, "blocks": [TEXT]}


@pytest.mark.parametrize(
    ("pattern", "text"),
    [("share", "share"), (r"verb(:\d+)?", "verb"), ("(previous|next)_page", "previous_page"), (r"^go:\d+$", "go:1")],
)
def test_a_trigger_that_is_a_pattern_is_tried_by_a_text_that_matches_it(pattern: str, text: str) -> None:
    assert example(re.compile(pattern)) == text


def test_a_pattern_that_is_not_understood_is_said() -> None:
    with pytest.raises(ValueError, match="teach"):
        example(re.compile("[a-z]+"))


def test_what_the_bot_listens_to_is_known(settings: Settings, synced_url: str) -> None:
    found = triggers_of(create_parts(settings, KnowledgeBase(synced_url)))

    assert {"share", "open", "verb", "previous_subscriptions"} <= {*found.actions}
    assert {"app_mention", "message", "channel_archive"} <= {*found.events}
    assert "app_uninstalled" not in found.events
    assert "find_articles" in found.shortcuts
    assert "subscribe" in found.views


@pytest.mark.parametrize(
    ("ack", "problem"),
    [
        ({"options": [{"text": "x", "value": "x"}]}, "Slack refuses options"),
        ({"response_action": "errors", "errors": {"why": ""}}, "refused without a word"),
        ({"response_action": "update", "view": {"type": "modal", "blocks": []}}, "Slack refuses a view"),
        ({"response_action": "update", "view": HALVED}, "half of a character"),
        ({"text": "<!channel>"}, "angle brackets"),
    ],
)
def test_every_kind_of_ack_is_looked_at(ack: dict[str, Any], problem: str) -> None:
    assert any(problem in each for each in shown.of_ack(ack, typed=""))


def test_what_slack_finds_drawn_wrong_is_found_in_every_call() -> None:
    call = Call("chat.unfurl", {}, {"ok": False, "error": "cannot_parse_attachment"}, at=0)

    assert [*shown.of_call(call, typed="")] == ["Slack refuses what chat.unfurl shows: cannot_parse_attachment []"]
    view = {"type": "home", "blocks": [{"type": "section", "text": {"type": "mrkdwn", "text": "<!here>"}}]}
    published = Call("views.publish", {"view": view}, {"ok": True}, at=0)
    assert [*shown.of_call(published, typed="")] == ["a text holds angle brackets that Slack would obey"]
    unfurled = Call("chat.unfurl", {"unfurls": json.dumps({"https://x": view})}, {"ok": True}, at=0)
    assert [*shown.of_call(unfurled, typed="")] == ["a text holds angle brackets that Slack would obey"]
