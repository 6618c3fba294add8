"""conversations.info, .history and .replies, asked by a real WebClient."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from slack_sdk import WebClient
from slack_sdk.models.metadata import Metadata

from bot.playground import FakeSlack
from bot.playground.town import ANA, GENERAL, OPS, PARTNERS, SCOPES, SUPPORT

Refusal = Callable[..., dict[str, Any]]


def client_of(slack: FakeSlack) -> WebClient:
    return WebClient(slack.bot_token, base_url=slack.api_url, retry_handlers=[])


def test_conversations_info_tells_a_shared_channel(client: WebClient) -> None:
    partners = client.conversations_info(channel=PARTNERS, include_num_members=True)
    general = client.conversations_info(channel=GENERAL)

    assert partners["channel"]["is_ext_shared"] is True
    assert partners["channel"]["num_members"] == 4
    assert general["channel"]["is_ext_shared"] is False
    assert general["channel"]["is_member"] is True


def test_conversations_info_tells_where_the_bot_is_not(client: WebClient) -> None:
    assert client.conversations_info(channel=SUPPORT)["channel"]["is_member"] is False


def test_conversations_info_tells_what_became_of_a_channel(slack: FakeSlack, client: WebClient) -> None:
    ops = replace(slack.workspace.channel(OPS), is_archived=True, is_pending_ext_shared=True)
    slack.workspace.put(ops)
    told = client.conversations_info(channel=OPS)["channel"]

    assert [told[name] for name in ("is_archived", "is_private", "is_pending_ext_shared", "is_ext_shared")] == [
        True,
        True,
        True,
        False,
    ]
    assert (told["name"], told["is_member"]) == ("ops", True)


def test_conversations_info_needs_the_scope_of_the_kind_of_channel(refusal: Refusal) -> None:
    with FakeSlack(scopes=SCOPES - {"groups:read"}) as slack:
        client = client_of(slack)
        assert client.conversations_info(channel=GENERAL)["ok"]
        assert refusal(client.conversations_info, channel=OPS)["needed"] == "groups:read"


def test_history_needs_a_scope_that_the_bot_does_not_have(client: WebClient, refusal: Refusal) -> None:
    answer = refusal(client.conversations_history, channel=GENERAL)

    assert answer["error"] == "missing_scope"
    assert answer["needed"] == "channels:history"


def test_history_gives_what_was_posted_with_its_metadata_newest_first() -> None:
    with FakeSlack(scopes=SCOPES | {"channels:history"}) as slack:
        client = client_of(slack)
        for number in ("1", "2"):
            client.chat_postMessage(
                channel=GENERAL,
                text=number,
                metadata=Metadata("announced", {"id": number}),
            )
        slack.workspace.say(GENERAL, "U0BOT", text="psst", ephemeral_to=ANA)
        plain = client.conversations_history(channel=GENERAL)["messages"]
        known = client.conversations_history(channel=GENERAL, include_all_metadata=True)["messages"]

    assert [message["text"] for message in plain] == ["2", "1"]
    assert "metadata" not in plain[0]
    assert [m["metadata"]["event_payload"]["id"] for m in known] == ["2", "1"]


def test_history_comes_in_pages_that_new_messages_do_not_move() -> None:
    with FakeSlack(scopes=SCOPES | {"channels:history"}) as slack:
        client = client_of(slack)
        for number in range(5):
            client.chat_postMessage(channel=GENERAL, text=str(number))
        first = client.conversations_history(channel=GENERAL, limit=2)
        client.chat_postMessage(channel=GENERAL, text="late")
        texts = [message["text"] for page in first for message in page["messages"]]

    assert texts == ["4", "3", "2", "1", "0"]


def test_history_ends_at_the_bounds_and_holds_them_only_when_inclusive(refusal: Refusal) -> None:
    with FakeSlack(scopes=SCOPES | {"channels:history"}) as slack:
        client = client_of(slack)
        stamps = [client.chat_postMessage(channel=GENERAL, text=str(number))["ts"] for number in range(4)]
        bounds = {"channel": GENERAL, "oldest": stamps[0], "latest": stamps[2]}
        between = client.conversations_history(**bounds)["messages"]
        including = client.conversations_history(**bounds, inclusive=True)["messages"]
        wrong = refusal(client.conversations_history, channel=GENERAL, oldest="soon")

    assert [message["text"] for message in between] == ["1"]
    assert [message["text"] for message in including] == ["2", "1", "0"]
    assert wrong["error"] == "invalid_ts_oldest"


def test_history_of_a_channel_without_the_bot_is_refused(refusal: Refusal) -> None:
    with FakeSlack(scopes=SCOPES | {"channels:history"}) as slack:
        answer = refusal(client_of(slack).conversations_history, channel=SUPPORT)

    assert answer["error"] == "not_in_channel"


def test_replies_gives_the_thread_and_history_only_its_parent(refusal: Refusal) -> None:
    with FakeSlack(scopes=SCOPES | {"channels:history"}) as slack:
        client = client_of(slack)
        parent = client.chat_postMessage(channel=GENERAL, text="parent")["ts"]
        for text in ("one", "two"):
            client.chat_postMessage(channel=GENERAL, text=text, thread_ts=parent)
        thread = client.conversations_replies(channel=GENERAL, ts=parent, limit=2)
        texts = [message["text"] for page in thread for message in page["messages"]]
        [outside] = client.conversations_history(channel=GENERAL)["messages"]
        missing = refusal(client.conversations_replies, channel=GENERAL, ts="1.000001")

    assert texts == ["parent", "one", "two"]
    assert (outside["text"], outside["reply_count"]) == ("parent", 2)
    assert missing["error"] == "thread_not_found"
