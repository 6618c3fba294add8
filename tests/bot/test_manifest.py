"""manifest.yml: valid by Slack's schema, and every command, event and scope in it is used."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml

from bot.playground import FakeSlack
from bot.playground.methods import METHODS
from bot.playground.town import ANA, GENERAL, SCOPES

MANIFEST: dict[str, Any] = yaml.safe_load((Path(__file__).parents[2] / "manifest.yml").read_text())

# What each scope is for: the gesture or the method that fails without it.
NEEDED_FOR = {
    "commands": "/kb",
    "app_mentions:read": "app_mention",
    "im:history": "message.im",
    "chat:write": "chat.postMessage",
    "im:write": "conversations.open",
    "channels:read": "conversations.info",
    "groups:read": "conversations.info",
    "users:read": "users.info",
}

# What each scope that may be declined is for.
WANTED_FOR = {
    "channels:history": "conversations.replies",
    "groups:history": "conversations.replies",
    "channels:join": "conversations.join",
}


def test_the_manifest_is_valid_by_slacks_schema(shared: Path) -> None:
    schema = json.loads((shared / "schemas" / "manifest.schema.2.0.0.json").read_text())
    jsonschema.validate(MANIFEST, schema)


def test_the_manifest_keeps_slacks_limits() -> None:
    told = MANIFEST["display_information"]
    assert len(told["name"]) <= 35
    assert len(told["description"]) <= 140
    assert 174 <= len(told["long_description"]) <= 4000


def test_the_manifest_asks_for_the_scopes_that_are_used_and_no_others() -> None:
    scopes = MANIFEST["oauth_config"]["scopes"]
    assert set(scopes["bot"]) == set(NEEDED_FOR)
    assert set(scopes["bot_optional"]) == set(WANTED_FOR)
    assert {*NEEDED_FOR, *WANTED_FOR} >= SCOPES
    assert {"chat.postMessage", "conversations.info", "conversations.replies", "conversations.history"} <= set(METHODS)


def test_every_command_in_the_manifest_is_answered(slack_over_http: FakeSlack) -> None:
    for command in MANIFEST["features"]["slash_commands"]:
        receipt = slack_over_http.slash(command["command"], command["usage_hint"], channel=GENERAL, person=ANA)
        assert receipt.message is not None


@pytest.mark.parametrize("event", MANIFEST["settings"]["event_subscriptions"]["bot_events"])
def test_every_event_in_the_manifest_is_answered(slack_over_http: FakeSlack, event: str) -> None:
    gestures: dict[str, Callable[[], Any]] = {
        "app_mention": lambda: slack_over_http.mention("reset a password", channel=GENERAL, person=ANA),
        "message.im": lambda: slack_over_http.direct_message("reset a password", person=ANA),
    }
    [receipt] = gestures[event]()
    answered = slack_over_http.wait_for(
        lambda: [call for call in slack_over_http.calls if call.method == "chat.postMessage"]
    )
    assert answered[0].arguments["channel"] == receipt.said.channel
    assert "password" in answered[0].arguments["text"]
