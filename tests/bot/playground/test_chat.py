"""chat.postEphemeral and chat.update, asked by a real WebClient."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from slack_sdk import WebClient
from slack_sdk.models.metadata import Metadata

from bot.playground import FakeSlack
from bot.playground.town import ANA, BOT_ID, GENERAL, OPS, SUPPORT, ZOE
from tests.bot.playground.given import section

Refusal = Callable[..., dict[str, Any]]


def test_an_ephemeral_message_is_seen_by_one_person(slack: FakeSlack, client: WebClient) -> None:
    answer = client.chat_postEphemeral(channel=GENERAL, user=ANA, text="psst", blocks=[section()])

    [message] = slack.ephemerals(GENERAL, ANA)
    assert (message.text, message.ts) == ("psst", answer["message_ts"])
    assert slack.messages(GENERAL) == ()


@pytest.mark.parametrize(
    ("arguments", "error"),
    [
        ({"channel": GENERAL, "user": ZOE, "text": "x"}, "user_not_in_channel"),
        ({"channel": SUPPORT, "user": ANA, "text": "x"}, "not_in_channel"),
        ({"channel": "C0NOWHERE", "user": ANA, "text": "x"}, "channel_not_found"),
        ({"channel": GENERAL, "user": ANA, "text": "", "blocks": []}, "no_text"),
        ({"channel": GENERAL, "user": ANA, "text": "x", "unfurl_links": False}, "invalid_arguments"),
    ],
)
def test_chat_post_ephemeral_refuses(
    slack: FakeSlack, client: WebClient, refusal: Refusal, arguments: dict[str, Any], error: str
) -> None:
    answer = refusal(client.api_call, api_method="chat.postEphemeral", json=arguments)

    assert answer["error"] == error
    assert slack.ephemerals(GENERAL, ANA) == ()


def test_an_update_takes_the_place_of_text_and_blocks_and_keeps_metadata(slack: FakeSlack, client: WebClient) -> None:
    told = Metadata("announced", {"id": "1"})
    ts = client.chat_postMessage(channel=GENERAL, text="a", blocks=[section("a")], metadata=told)["ts"]
    client.chat_update(channel=GENERAL, ts=ts, text="b", blocks=[section("b")])
    [with_blocks] = slack.messages(GENERAL)
    client.chat_update(channel=GENERAL, ts=ts, text="c")
    [without] = slack.messages(GENERAL)

    assert (with_blocks.text, with_blocks.blocks[0]["text"]["text"]) == ("b", "b")
    assert (without.text, without.blocks, without.ts) == ("c", (), ts)
    assert without.metadata == {"event_type": "announced", "event_payload": {"id": "1"}}
    assert without.edited is not None


def test_only_messages_of_its_own_are_updated_and_no_ephemeral_ones(
    slack: FakeSlack, client: WebClient, refusal: Refusal
) -> None:
    others = slack.workspace.say(GENERAL, ANA, text="x")
    unseen = slack.workspace.say(GENERAL, BOT_ID, text="x", ephemeral_to=ANA)

    assert refusal(client.chat_update, channel=GENERAL, ts=others.ts, text="y")["error"] == "cant_update_message"
    assert refusal(client.chat_update, channel=GENERAL, ts=unseen.ts, text="y")["error"] == "message_not_found"
    assert refusal(client.chat_update, channel=GENERAL, ts="1.000001", text="y")["error"] == "message_not_found"
    assert slack.messages(GENERAL) == (others,)


def test_an_update_takes_a_tenth_of_a_posts_text(slack: FakeSlack, client: WebClient, refusal: Refusal) -> None:
    ts = slack.workspace.say(GENERAL, BOT_ID, text="x").ts

    assert client.chat_update(channel=GENERAL, ts=ts, text="x" * 4_000)["ok"]
    assert refusal(client.chat_update, channel=GENERAL, ts=ts, text="x" * 4_001)["error"] == "msg_too_long"


def test_an_update_may_come_too_late(clock: Any, refusal: Refusal) -> None:
    with FakeSlack(clock=clock) as slack:
        client = WebClient(slack.bot_token, base_url=slack.api_url, retry_handlers=[])
        slack.close_edits_after(60)
        message = slack.workspace.say(OPS, BOT_ID, text="x")
        clock.now += 60
        assert client.chat_update(channel=OPS, ts=message.ts, text="just in time")["ok"]
        clock.now += 1
        closed = refusal(client.chat_update, channel=OPS, ts=message.ts, text="late")
        slack.behave()
        assert client.chat_update(channel=OPS, ts=message.ts, text="any time")["ok"]
        slack.workspace.put(replace(slack.workspace.channel(OPS), is_archived=True))
        archived = refusal(client.chat_update, channel=OPS, ts=message.ts, text="y")

    assert [closed["error"], archived["error"]] == ["edit_window_closed", "is_inactive"]


def test_an_ephemeral_message_is_seen_in_a_thread_only_once_somebody_has_answered(
    slack: FakeSlack, client: WebClient
) -> None:
    parent = slack.workspace.say(GENERAL, ANA, text="a question")
    client.chat_postEphemeral(channel=GENERAL, user=ANA, text="unseen", thread_ts=parent.ts)
    slack.workspace.say(GENERAL, ANA, text="more", thread_ts=parent.ts)
    client.chat_postEphemeral(channel=GENERAL, user=ANA, text="seen", thread_ts=parent.ts)

    assert [message.text for message in slack.ephemerals(GENERAL, ANA)] == ["seen"]


def test_the_bot_deletes_what_it_said_itself(slack: FakeSlack, client: WebClient, refusal: Refusal) -> None:
    others = slack.workspace.say(GENERAL, ANA, text="x")
    ts = client.chat_postMessage(channel=GENERAL, text="a")["ts"]
    deleted = client.chat_delete(channel=GENERAL, ts=ts)

    assert (deleted["ts"], slack.messages(GENERAL)) == (ts, (others,))
    assert refusal(client.chat_delete, channel=GENERAL, ts=ts)["error"] == "message_not_found"
    assert refusal(client.chat_delete, channel=GENERAL, ts=others.ts)["error"] == "cant_delete_message"


def test_every_message_has_an_address(slack: FakeSlack, client: WebClient, refusal: Refusal) -> None:
    parent = slack.workspace.say(OPS, ANA, text="a question")
    answer = slack.workspace.say(OPS, BOT_ID, text="an answer", thread_ts=parent.ts)
    link = client.chat_getPermalink(channel=OPS, message_ts=parent.ts)["permalink"]
    in_thread = client.chat_getPermalink(channel=OPS, message_ts=answer.ts)["permalink"]

    assert link == f"https://quickjump.slack.com/archives/{OPS}/p{parent.ts.replace('.', '')}"
    assert in_thread.endswith(f"?thread_ts={parent.ts}&cid={OPS}")
    assert refusal(client.chat_getPermalink, channel=OPS, message_ts="1.000001")["error"] == "message_not_found"
