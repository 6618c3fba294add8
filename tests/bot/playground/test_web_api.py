"""The Web API of the fake Slack, asked by a real WebClient."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any
from urllib.request import Request, urlopen

import pytest
from slack_sdk import WebClient
from slack_sdk.models.metadata import Metadata

from bot.playground import FakeSlack
from bot.playground.town import ANA, GENERAL, OPS, SCOPES, SUPPORT

Refusal = Callable[..., dict[str, Any]]


def client_of(slack: FakeSlack, token: str | None = None) -> WebClient:
    return WebClient(
        slack.bot_token if token is None else token,
        base_url=slack.api_url,
        retry_handlers=[],
    )


def test_auth_test_says_who_the_bot_is_and_what_it_may_do(slack: FakeSlack, client: WebClient) -> None:
    answer = client.auth_test()

    assert answer["user_id"] == slack.workspace.bot.user_id
    assert answer["bot_id"] == slack.workspace.bot.bot_id
    assert answer["team_id"] == slack.workspace.team.id
    assert set(answer.headers["x-oauth-scopes"].split(",")) == SCOPES


def test_a_posted_message_is_kept_with_its_blocks_and_metadata(slack: FakeSlack, client: WebClient) -> None:
    answer = client.chat_postMessage(
        channel=GENERAL,
        text="Order 7 is late",
        blocks=[{"type": "header", "text": {"type": "plain_text", "text": "Late"}}],
        metadata=Metadata("announced", {"id": "17"}),
        unfurl_links=False,
        link_names=False,
    )

    [message] = slack.messages(GENERAL)
    assert (message.text, message.ts) == ("Order 7 is late", answer["ts"])
    assert message.blocks[0]["text"]["text"] == "Late"
    assert message.metadata == {
        "event_type": "announced",
        "event_payload": {"id": "17"},
    }
    assert message.user == slack.workspace.bot.user_id


def test_slack_names_the_blocks_and_buttons_that_the_app_did_not(slack: FakeSlack, client: WebClient) -> None:
    button = {"type": "button", "text": {"type": "plain_text", "text": "Go"}}
    client.chat_postMessage(channel=GENERAL, text="x", blocks=[{"type": "actions", "elements": [button]}])

    [block] = slack.messages(GENERAL)[0].blocks
    assert block["block_id"]
    assert block["elements"][0]["action_id"]


def test_timestamps_are_unique_and_increase_while_the_clock_stands_still() -> None:
    with FakeSlack(clock=lambda: 1_700_000_000.5) as slack:
        client = client_of(slack)
        stamps = [client.chat_postMessage(channel=GENERAL, text="again")["ts"] for _ in range(3)]

    assert stamps == ["1700000000.500000", "1700000000.500001", "1700000000.500002"]


def test_a_reply_stands_in_its_thread(slack: FakeSlack, client: WebClient) -> None:
    parent = client.chat_postMessage(channel=GENERAL, text="a question")["ts"]
    answer = client.chat_postMessage(channel=GENERAL, text="me", thread_ts=parent)

    assert answer["message"]["thread_ts"] == parent
    assert slack.messages(GENERAL)[1].thread_ts == parent


def test_a_form_says_the_same_as_json(slack: FakeSlack, client: WebClient) -> None:
    client.api_call(
        "chat.postMessage",
        params={
            "channel": GENERAL,
            "text": "from a form",
            "blocks": '[{"type": "divider"}]',
            "unfurl_links": False,
        },
    )

    [message] = slack.messages(GENERAL)
    assert message.blocks[0]["type"] == "divider"
    assert slack.calls[0].arguments["unfurl_links"] == "0"


@pytest.mark.parametrize(
    ("arguments", "error"),
    [
        ({"channel": "C0NOWHERE", "text": "x"}, "channel_not_found"),
        ({"channel": "#general", "text": "x"}, "channel_not_found"),
        ({"channel": SUPPORT, "text": "x"}, "not_in_channel"),
        pytest.param(
            {"channel": GENERAL, "text": ""},
            "no_text",
            marks=pytest.mark.filterwarnings("ignore:The top-level `text`"),
        ),
        (
            {"channel": GENERAL, "text": "x", "thread_ts": "1.000001"},
            "thread_not_found",
        ),
        ({"channel": GENERAL, "markdown_text": "x" * 12_001}, "msg_too_long"),
        (
            {"channel": GENERAL, "text": "x", "markdown_text": "x"},
            "markdown_text_conflict",
        ),
        ({"channel": GENERAL, "text": "x", "blocks": "[{"}, "invalid_blocks_format"),
        (
            {"channel": GENERAL, "text": "x", "blocks": [{"type": "headline"}]},
            "invalid_blocks",
        ),
        (
            {"channel": GENERAL, "text": "x", "metadata": {"event_type": "e"}},
            "invalid_metadata_schema",
        ),
        ({"channel": GENERAL, "text": "x", "txet": "x"}, "invalid_arguments"),
    ],
)
def test_chat_post_message_refuses(
    slack: FakeSlack, client: WebClient, arguments: dict[str, Any], error: str, refusal: Refusal
) -> None:
    assert refusal(client.chat_postMessage, **arguments)["error"] == error
    assert slack.messages(GENERAL) == ()


def test_an_unknown_argument_is_named_in_the_refusal(client: WebClient, refusal: Refusal) -> None:
    answer = refusal(client.chat_postMessage, channel=GENERAL, text="x", txet="x")

    assert answer["response_metadata"]["messages"] == ["[ERROR] invalid additional property: txet [json-pointer:/txet]"]


def test_a_missing_argument_is_named_in_the_refusal(client: WebClient, refusal: Refusal) -> None:
    answer = refusal(client.api_call, api_method="chat.postMessage", json={"text": "x"})

    assert answer["error"] == "invalid_arguments"
    assert "channel" in answer["response_metadata"]["messages"][0]


def test_an_archived_channel_takes_no_message(slack: FakeSlack, client: WebClient, refusal: Refusal) -> None:
    channel = slack.workspace.channel(GENERAL)
    slack.workspace.put(replace(channel, is_archived=True))

    answer = refusal(client.chat_postMessage, channel=GENERAL, text="x")
    assert answer["error"] == "is_archived"


def test_a_private_channel_is_not_found_by_a_bot_outside_it(
    slack: FakeSlack, client: WebClient, refusal: Refusal
) -> None:
    slack.workspace.put(replace(slack.workspace.channel(OPS), members=frozenset({ANA})))

    for call in (client.conversations_info, client.chat_postMessage):
        more = {"text": "x"} if call == client.chat_postMessage else {}
        assert refusal(call, channel=OPS, **more)["error"] == "channel_not_found"


def test_with_chat_write_public_the_bot_posts_where_it_was_not_invited() -> None:
    with FakeSlack(scopes=SCOPES | {"chat:write.public"}) as slack:
        assert client_of(slack).chat_postMessage(channel=SUPPORT, text="hello")["ok"]


def test_a_reply_to_an_ephemeral_message_is_refused(slack: FakeSlack, client: WebClient, refusal: Refusal) -> None:
    unseen = slack.workspace.say(GENERAL, "U0BOT", text="psst", ephemeral_to=ANA)

    answer = refusal(client.chat_postMessage, channel=GENERAL, text="x", thread_ts=unseen.ts)
    assert answer["error"] == "thread_not_found"


def test_text_is_cut_at_forty_thousand_characters(slack: FakeSlack, client: WebClient) -> None:
    client.chat_postMessage(channel=GENERAL, text="x" * 40_001)

    assert len(slack.messages(GENERAL)[0].text) == 40_000


def test_a_call_without_a_token_is_not_authed(slack: FakeSlack, refusal: Refusal) -> None:
    assert refusal(client_of(slack, "").auth_test)["error"] == "not_authed"


def test_a_token_of_someone_else_is_invalid(slack: FakeSlack, refusal: Refusal) -> None:
    assert refusal(client_of(slack, "xoxb-other").auth_test)["error"] == "invalid_auth"


def test_each_method_takes_its_own_kind_of_token(slack: FakeSlack, refusal: Refusal) -> None:
    app_client = client_of(slack, slack.app_token)
    bot_client = client_of(slack)

    assert refusal(app_client.auth_test)["error"] == "not_allowed_token_type"
    answer = refusal(bot_client.apps_connections_open, app_token=slack.bot_token)
    assert answer["error"] == "not_allowed_token_type"


def test_a_missing_scope_is_named_with_what_was_provided(refusal: Refusal) -> None:
    with FakeSlack(scopes=SCOPES - {"chat:write"}) as slack:
        answer = refusal(client_of(slack).chat_postMessage, channel=GENERAL, text="x")

    assert answer["error"] == "missing_scope"
    assert answer["needed"] == "chat:write"
    assert set(answer["provided"].split(",")) == SCOPES - {"chat:write"}


def test_an_unknown_method_is_refused(client: WebClient, refusal: Refusal) -> None:
    answer = refusal(client.api_call, api_method="chat.postMesage", json={"text": "x"})

    assert answer["error"] == "unknown_method"


def test_a_body_that_is_not_json_is_refused(slack: FakeSlack) -> None:
    headers = {"Content-Type": "application/json"}
    for body, error in ((b"{", b"invalid_json"), (b"[]", b"json_not_object")):
        request = Request(f"{slack.api_url}auth.test", data=body, headers=headers)
        with urlopen(request) as answer:
            assert error in answer.read()


def test_every_call_is_recorded_without_its_token(slack: FakeSlack, client: WebClient, refusal: Refusal) -> None:
    client.auth_test()
    client.api_call("auth.test", data={"token": slack.bot_token})
    refusal(client.chat_postMessage, channel=SUPPORT, text="x")

    assert [call.method for call in slack.calls] == [
        "auth.test",
        "auth.test",
        "chat.postMessage",
    ]
    assert slack.calls[2].answer["error"] == "not_in_channel"
    assert slack.calls[2].arguments == {"channel": SUPPORT, "text": "x"}
    assert slack.bot_token not in repr(slack.calls)


def test_a_mistake_inside_the_server_is_a_500_and_a_fault(refusal: Refusal) -> None:
    def broken() -> float:
        raise ZeroDivisionError("the clock is broken")

    with FakeSlack(clock=lambda: clock()) as slack:
        clock: Callable[[], float] = broken
        answer = refusal(client_of(slack).chat_postMessage, channel=GENERAL, text="x")
        [fault] = slack.faults

    assert "the clock is broken" in answer["error"]
    assert isinstance(fault, ZeroDivisionError)
