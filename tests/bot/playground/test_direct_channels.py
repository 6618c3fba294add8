"""conversations.open, and posts to a person's id, asked by a real WebClient."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from slack_sdk import WebClient

from bot.playground import FakeSlack
from bot.playground.model import Channel
from bot.playground.town import ANA, BEN, BOT_ID, GENERAL, PARTNERS, ZOE

Refusal = Callable[..., dict[str, Any]]


@pytest.fixture
def writer(slack: FakeSlack, client: WebClient) -> WebClient:
    """A client that may open direct channels."""
    slack.grant("im:write", "im:history")
    return client


def test_a_direct_channel_is_opened_once(slack: FakeSlack, writer: WebClient) -> None:
    first = writer.conversations_open(users=ANA)
    again = writer.conversations_open(users=[ANA])
    resumed = writer.conversations_open(channel=first["channel"]["id"])

    assert first["channel"] == {"id": slack.workspace.direct_channel(ANA).id}
    assert (first.get("no_op"), first.get("already_open")) == (None, None)
    assert again.data == resumed.data
    assert again.data == {"ok": True, "no_op": True, "already_open": True, "channel": first["channel"]}


def test_an_opened_channel_is_given_whole_when_asked_for(writer: WebClient) -> None:
    channel = writer.conversations_open(users=BEN, return_im=True)["channel"]

    assert (channel["is_im"], channel["user"]) == (True, BEN)


def test_what_is_posted_in_a_direct_channel_is_read_there(slack: FakeSlack, writer: WebClient) -> None:
    channel = writer.conversations_open(users=ANA)["channel"]["id"]
    writer.chat_postMessage(channel=channel, text="for you")

    assert [each["text"] for each in writer.conversations_history(channel=channel)["messages"]] == ["for you"]


def test_what_conversations_open_refuses(slack: FakeSlack, writer: WebClient, refusal: Refusal) -> None:
    def error(**arguments: str) -> str:
        return str(refusal(writer.api_call, api_method="conversations.open", params=arguments)["error"])

    assert error(users="U0NOBODY") == "user_not_found"
    assert error(users=BOT_ID) == "cannot_dm_bot"
    assert error(channel="D0NOWHERE") == "channel_not_found"
    assert error(channel=GENERAL) == "method_not_supported_for_channel_type"
    assert error() == "users_list_not_supplied"
    assert error(users=",".join([ANA] * 9)) == "too_many_users"
    slack.workspace.put_person(replace(slack.workspace.person(BEN), is_deleted=True))
    assert error(users=BEN) == "user_disabled"


def test_several_people_at_once_need_a_scope_of_their_own(
    slack: FakeSlack, writer: WebClient, refusal: Refusal
) -> None:
    assert refusal(writer.conversations_open, users=[ANA, BEN])["needed"] == "mpim:write"
    slack.grant("mpim:write")
    assert refusal(writer.conversations_open, users=[ANA, BEN])["error"] == "method_not_supported_for_channel_type"


def test_a_direct_channel_needs_its_scope(slack: FakeSlack, client: WebClient, refusal: Refusal) -> None:
    slack.revoke("im:write")
    assert refusal(client.conversations_open, users=ANA)["needed"] == "im:write"


def test_an_outsider_is_reached_only_through_a_channel_that_both_are_in(
    slack: FakeSlack, writer: WebClient, refusal: Refusal
) -> None:
    assert writer.conversations_open(users=ZOE)["ok"]
    partners = slack.workspace.channel(PARTNERS)
    slack.workspace.put(replace(partners, members=partners.members - {BOT_ID}))
    slack.workspace.put_person(replace(slack.workspace.person(ZOE), id="U0ZAC", name="zac"))

    assert refusal(writer.conversations_open, users="U0ZAC")["error"] == "invalid_user_combination"
    assert refusal(writer.chat_postMessage, channel="U0ZAC", text="x")["error"] == "channel_not_found"


def test_a_post_to_a_person_goes_to_the_direct_channel_and_needs_no_scope_for_it(
    slack: FakeSlack, client: WebClient, refusal: Refusal
) -> None:
    posted = client.chat_postMessage(channel=ANA, text="for you")

    where = slack.workspace.direct_channel(ANA)
    assert posted["channel"] == where.id
    assert [message.text for message in slack.messages(where.id)] == ["for you"]
    assert refusal(client.chat_postMessage, channel="U0NOBODY", text="x")["error"] == "channel_not_found"
    assert refusal(client.chat_update, channel=ANA, ts=posted["ts"], text="y")["error"] == "channel_not_found"


def test_somebody_elses_direct_channel_is_not_to_be_seen(slack: FakeSlack, client: WebClient, refusal: Refusal) -> None:
    slack.workspace.put(Channel("D0OTHER", "ana", "im", frozenset({ANA, BEN})))

    assert refusal(client.chat_postMessage, channel="D0OTHER", text="x")["error"] == "channel_not_found"
