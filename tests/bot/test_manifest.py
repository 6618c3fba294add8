"""manifest.yml: valid by Slack's schema, and every command, event and scope in it is used."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml

from bot.playground import FakeSlack
from bot.playground.methods import METHODS
from bot.playground.town import ANA, GENERAL, OPS, PARTNERS, SCOPES, SUPPORT
from tests.bot.conftest import SlacksSchema

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
    "assistant:write": "assistant.threads.setSuggestedPrompts",
}

# What each scope that may be declined is for.
WANTED_FOR = {
    "channels:history": "conversations.replies",
    "groups:history": "conversations.replies",
    "channels:join": "conversations.join",
    "links:read": "link_shared",
    "links:write": "chat.unfurl",
}


def test_the_manifest_is_valid_by_slacks_schema(slacks_schema: SlacksSchema) -> None:
    slacks_schema("manifest.schema.2.0.0").validate(MANIFEST)


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
    assert {"chat.postMessage", "conversations.info", "conversations.replies", "users.info"} <= set(METHODS)


def test_every_command_in_the_manifest_is_answered(slack_over_http: FakeSlack) -> None:
    for command in MANIFEST["features"]["slash_commands"]:
        receipt = slack_over_http.slash(command["command"], command["usage_hint"], channel=GENERAL, person=ANA)
        assert receipt.message is not None


# What brings each event about that somebody asks a question by.
QUESTIONS: dict[str, Callable[[FakeSlack], Any]] = {
    "app_mention": lambda slack: slack.mention("reset a password", channel=GENERAL, person=ANA),
    "message.im": lambda slack: slack.direct_message("reset a password", person=ANA),
}

# What brings each event about that tells of the life of a channel or of the app, or of a visit.
HAPPENINGS: dict[str, Callable[[FakeSlack], Any]] = {
    "app_home_opened": lambda slack: slack.open_home(ANA),
    "app_uninstalled": lambda slack: slack.uninstall(),
    "channel_archive": lambda slack: slack.archive(GENERAL),
    "channel_deleted": lambda slack: slack.delete(GENERAL),
    "channel_id_changed": lambda slack: slack.change_id(OPS, "C0MOVED"),
    "channel_left": lambda slack: slack.remove_bot(GENERAL),
    "channel_shared": lambda slack: slack.share(GENERAL),
    "channel_unarchive": lambda slack: slack.unarchive(GENERAL),
    "channel_unshared": lambda slack: slack.unshare(PARTNERS),
    "group_archive": lambda slack: slack.archive(OPS),
    "group_deleted": lambda slack: slack.delete(OPS),
    "group_left": lambda slack: slack.remove_bot(OPS),
    "group_unarchive": lambda slack: slack.unarchive(OPS),
    "member_joined_channel": lambda slack: slack.invite_bot(SUPPORT),
    "tokens_revoked": lambda slack: slack.uninstall(),
}


# Events that nobody is answered by, or in other ways: tested beside their capabilities.
OTHERS = ("link_shared", "message.channels", "message.groups")


def test_every_event_in_the_manifest_is_brought_about_here() -> None:
    assert {*QUESTIONS, *HAPPENINGS, *OTHERS} == {*MANIFEST["settings"]["event_subscriptions"]["bot_events"]}


@pytest.mark.parametrize("event", QUESTIONS)
def test_every_event_that_asks_something_is_answered(slack_over_http: FakeSlack, event: str) -> None:
    [receipt] = QUESTIONS[event](slack_over_http)
    answered = slack_over_http.wait_for(
        lambda: [call for call in slack_over_http.calls if call.method == "chat.postMessage"]
    )
    assert answered[0].arguments["channel"] == receipt.said.channel
    assert "password" in answered[0].arguments["text"]


@pytest.mark.parametrize("event", HAPPENINGS)
def test_every_event_that_tells_of_something_has_a_listener(
    slack_over_http: FakeSlack, caplog: pytest.LogCaptureFixture, event: str
) -> None:
    receipts = HAPPENINGS[event](slack_over_http)
    assert {receipt.status for receipt in receipts} == {200}
    assert [record for record in caplog.records if record.name.startswith("slack_bolt")] == []
