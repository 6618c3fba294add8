"""What happens to channels and to the app, as a real Bolt app is told of it and as the Web API shows it afterwards."""

from collections.abc import Callable
from typing import Any

import pytest
from slack_sdk import WebClient

from bot.playground import FakeSlack
from bot.playground.town import ANA, BOT_ID, GENERAL, OPS, PARTNERS, SUPPORT, ZOE

Refusal = Callable[..., dict[str, Any]]
Json = dict[str, Any]
Shapes = Callable[[Json, str], list[str]]


def told(payloads: list[Json]) -> list[Json]:
    """The events that reached the app, but for when they happened."""
    return [{name: part for name, part in each["event"].items() if name != "event_ts"} for each in payloads]


def test_a_public_channel_that_is_archived_has_lost_its_members_when_it_is_opened_again(
    slack: FakeSlack, client: WebClient, payloads: list[Json], shapes: Shapes, refusal: Refusal
) -> None:
    slack.archive(GENERAL)
    archived = refusal(client.chat_postMessage, channel=GENERAL, text="x")
    slack.unarchive(GENERAL)
    opened = refusal(client.chat_postMessage, channel=GENERAL, text="x")

    assert shapes(payloads[0]["event"], "ChannelArchiveEvent") == []
    assert told(payloads) == [
        {"type": "channel_archive", "channel": GENERAL, "user": ANA, "is_moved": 0},
        {"type": "channel_unarchive", "channel": GENERAL, "user": ANA},
    ]
    assert [archived["error"], opened["error"]] == ["is_archived", "not_in_channel"]


def test_a_private_channel_that_is_archived_keeps_its_members(
    slack: FakeSlack, client: WebClient, payloads: list[Json]
) -> None:
    slack.archive(OPS)
    slack.unarchive(OPS)

    assert told(payloads) == [
        {"type": "group_archive", "channel": OPS, "user": ANA, "is_moved": 0},
        {"type": "group_unarchive", "channel": OPS, "actor_id": ANA},
    ]
    assert client.chat_postMessage(channel=OPS, text="x")["ok"]


@pytest.mark.parametrize(("channel", "kind"), [(SUPPORT, "channel_rename"), (OPS, "group_rename")])
def test_a_renamed_channel_is_told_whole(
    slack: FakeSlack, client: WebClient, payloads: list[Json], channel: str, kind: str
) -> None:
    slack.rename(channel, "renamed")

    [event] = told(payloads)
    assert (event["type"], event["channel"]["id"], event["channel"]["name"]) == (kind, channel, "renamed")
    assert client.conversations_info(channel=channel)["channel"]["name"] == "renamed"


@pytest.mark.parametrize(("channel", "kind"), [(GENERAL, "channel_deleted"), (OPS, "group_deleted")])
def test_a_deleted_channel_is_not_found_any_more(
    slack: FakeSlack, client: WebClient, payloads: list[Json], refusal: Refusal, channel: str, kind: str
) -> None:
    slack.delete(channel)

    [event] = told(payloads)
    assert (event["type"], event["channel"], event["actor_id"]) == (kind, channel, ANA)
    assert refusal(client.chat_postMessage, channel=channel, text="x")["error"] == "channel_not_found"
    assert refusal(client.conversations_info, channel=channel)["error"] == "channel_not_found"


@pytest.mark.parametrize(
    ("channel", "kind", "error"),
    [(GENERAL, "channel_left", "not_in_channel"), (OPS, "group_left", "channel_not_found")],
)
def test_the_bot_is_removed_and_invited_again(
    slack: FakeSlack,
    client: WebClient,
    payloads: list[Json],
    shapes: Shapes,
    refusal: Refusal,
    channel: str,
    kind: str,
    error: str,
) -> None:
    slack.remove_bot(channel)
    refused = refusal(client.chat_postMessage, channel=channel, text="x")
    slack.invite_bot(channel)

    removed, invited = told(payloads)
    assert removed == {"type": kind, "channel": channel, "actor_id": ANA}
    assert (invited["type"], invited["user"], invited["inviter"]) == ("member_joined_channel", BOT_ID, ANA)
    assert shapes(payloads[1]["event"], "MemberJoinedChannelEvent") == []
    assert refused["error"] == error
    assert client.chat_postMessage(channel=channel, text="x")["ok"]


def test_the_bot_cannot_be_removed_from_where_it_is_not(slack: FakeSlack) -> None:
    with pytest.raises(LookupError, match="the bot is not in C0SUPPORT"):
        slack.remove_bot(SUPPORT)


def test_a_channel_is_shared_and_outsiders_leave_it_when_it_is_no_more(
    slack: FakeSlack, client: WebClient, payloads: list[Json]
) -> None:
    slack.share(GENERAL)
    shared = client.conversations_info(channel=GENERAL)["channel"]
    slack.unshare(PARTNERS)

    assert told(payloads) == [
        {"type": "channel_shared", "connected_team_id": "T0OTHER", "channel": GENERAL},
        {
            "type": "channel_unshared",
            "previously_connected_team_id": "T0OTHER",
            "channel": PARTNERS,
            "is_ext_shared": False,
        },
    ]
    assert [payload["is_ext_shared_channel"] for payload in payloads] == [True, False]
    assert shared["is_ext_shared"] is True
    members = slack.workspace.channel(PARTNERS).members
    assert (ZOE in members, BOT_ID in members) == (False, True)


def test_a_channel_of_a_new_id_is_known_by_that_alone(
    slack: FakeSlack, client: WebClient, payloads: list[Json], refusal: Refusal
) -> None:
    ts = client.chat_postMessage(channel=OPS, text="before")["ts"]
    slack.change_id(OPS, "C0MOVED")

    assert told(payloads) == [{"type": "channel_id_changed", "old_channel_id": OPS, "new_channel_id": "C0MOVED"}]
    assert refusal(client.chat_postMessage, channel=OPS, text="x")["error"] == "channel_not_found"
    assert client.chat_update(channel="C0MOVED", ts=ts, text="after")["ok"]
    assert [message.text for message in slack.messages("C0MOVED")] == ["after"]
    with pytest.raises(ValueError, match="there is a channel C0GENERAL already"):
        slack.change_id("C0MOVED", GENERAL)


def test_a_channel_that_becomes_private_is_told_by_a_message_to_who_may_read_it(
    slack: FakeSlack, client: WebClient, payloads: list[Json], refusal: Refusal
) -> None:
    slack.make_private(SUPPORT)
    slack.make_private(GENERAL)
    assert payloads == []
    slack.grant("groups:history")
    slack.make_private(PARTNERS)

    [event] = told(payloads)
    assert (event["subtype"], event["channel"], event["channel_type"]) == (
        "channel_convert_to_private",
        PARTNERS,
        "group",
    )
    assert client.conversations_info(channel=GENERAL)["channel"]["is_private"] is True
    assert refusal(client.conversations_info, channel=SUPPORT)["error"] == "channel_not_found"


def test_slack_tells_nobody_of_what_they_may_not_know(slack: FakeSlack, payloads: list[Json]) -> None:
    slack.quietly.remove_bot(OPS)
    slack.rename(OPS, "secret")
    slack.revoke("channels:read")

    assert slack.archive(GENERAL) == slack.invite_bot(SUPPORT) == slack.share(PARTNERS) == ()
    assert payloads == []


def test_what_happens_quietly_is_told_nobody_and_needs_no_app(slack: FakeSlack, client: WebClient) -> None:
    assert slack.quietly.archive(GENERAL) == slack.quietly.remove_bot(OPS) == slack.quietly.rename(SUPPORT, "x") == ()
    assert slack.undelivered == ()
    assert [each["id"] for each in client.users_conversations(exclude_archived=True)["channels"]] == [PARTNERS]


def test_an_app_that_was_removed_is_told_in_either_order(
    slack: FakeSlack, client: WebClient, payloads: list[Json], shapes: Shapes, refusal: Refusal
) -> None:
    slack.uninstall()
    refused = refusal(client.chat_postMessage, channel=GENERAL, text="x")
    slack.restore_token()
    with slack.held():
        slack.uninstall("token_revoked")

    revoked, gone = {"type": "tokens_revoked", "tokens": {"oauth": [], "bot": [BOT_ID]}}, {"type": "app_uninstalled"}
    assert told(payloads) == [revoked, gone, gone, revoked]
    assert shapes(payloads[1]["event"], "AppUninstalledEvent") == []
    assert refused["error"] == "account_inactive"
    assert refusal(client.auth_test)["error"] == "token_revoked"


def test_an_app_that_is_installed_again_is_in_no_channel(slack: FakeSlack, client: WebClient) -> None:
    slack.quietly.uninstall()
    slack.restore_token()

    assert client.users_conversations(types="public_channel,private_channel")["channels"] == []
