"""users.conversations and conversations.members, asked by a real WebClient."""

from base64 import urlsafe_b64encode
from collections.abc import Callable
from dataclasses import replace
from typing import Any

from slack_sdk import WebClient

from bot.playground import FakeSlack
from bot.playground.model import Channel
from bot.playground.town import ANA, BEN, BOT_ID, GENERAL, GIA, OPS, PARTNERS, SUPPORT, ZOE

Refusal = Callable[..., dict[str, Any]]


def ids(answer: Any) -> list[str]:
    return [channel["id"] for channel in answer["channels"]]


def test_the_bot_is_told_the_public_channels_that_it_is_in_unless_it_asks_for_more(
    slack: FakeSlack, client: WebClient
) -> None:
    assert ids(client.users_conversations()) == [GENERAL, PARTNERS]
    assert ids(client.users_conversations(types="private_channel, public_channel")) == [GENERAL, OPS, PARTNERS]
    slack.grant("im:read", "mpim:read")
    assert ids(client.users_conversations(types=["im", "mpim"])) == []
    direct = slack.workspace.direct_channel(ANA)
    assert ids(client.users_conversations(types=["im"])) == [direct.id]


def test_the_list_does_not_tell_that_the_bot_is_a_member(client: WebClient) -> None:
    partners = client.users_conversations()["channels"][1]

    assert (partners["name"], partners["is_ext_shared"], partners["is_archived"]) == ("partners", True, False)
    assert not {"is_member", "num_members"} & set(partners)


def test_archived_channels_are_left_out_when_asked(slack: FakeSlack, client: WebClient) -> None:
    slack.workspace.put(replace(slack.workspace.channel(GENERAL), is_archived=True))

    assert ids(client.users_conversations()) == [GENERAL, PARTNERS]
    assert ids(client.users_conversations(exclude_archived=True)) == [PARTNERS]


def test_a_thousand_channels_come_in_pages_that_no_change_moves(slack: FakeSlack, client: WebClient) -> None:
    for number in range(1000):
        slack.workspace.put(Channel(f"C1{number:04d}", f"team-{number}", "public", frozenset({BOT_ID})))
    pages = iter(client.users_conversations(limit=400))
    first = ids(next(pages))
    slack.workspace.put(replace(slack.workspace.channel(first[0]), members=frozenset()))
    rest = [*ids(next(pages)), *ids(next(pages))]

    assert len({*first, *rest}) == len([*first, *rest]) == 1002
    assert ids(client.users_conversations()) == sorted([*first, *rest])[1:101]


def test_what_users_conversations_refuses(slack: FakeSlack, client: WebClient, refusal: Refusal) -> None:
    def error(**arguments: Any) -> str:
        return str(refusal(client.users_conversations, **arguments)["error"])

    assert error(types="channels") == "invalid_types"
    assert error(limit=1000) == "invalid_limit"
    assert error(cursor="!") == "invalid_cursor"
    assert error(cursor=urlsafe_b64encode(b"ts:1").decode()) == "invalid_cursor"
    assert refusal(client.users_conversations, types="public_channel,im")["needed"] == "im:read"
    slack.revoke("channels:read", "groups:read")
    assert refusal(client.users_conversations)["needed"] == "channels:read"


def test_a_channel_that_the_bot_is_not_in_is_never_listed(slack: FakeSlack, client: WebClient) -> None:
    assert SUPPORT not in ids(client.users_conversations(limit=999))


def test_a_persons_channels_are_told_but_for_private_ones_that_the_bot_is_not_in(
    slack: FakeSlack, client: WebClient, refusal: Refusal
) -> None:
    slack.quietly.remove_bot(PARTNERS)
    private = "private_channel,public_channel"
    assert ids(client.users_conversations(user=ANA)) == [GENERAL, PARTNERS, SUPPORT]
    assert ids(client.users_conversations(user=ZOE)) == [PARTNERS]
    assert ids(client.users_conversations(user=ANA, types=private)) == [GENERAL, OPS, PARTNERS, SUPPORT]
    slack.quietly.remove_bot(OPS)
    assert ids(client.users_conversations(user=ANA, types=private, limit=2)) == [GENERAL, PARTNERS]
    slack.quietly.archive(GENERAL)
    assert ids(client.users_conversations(user=ANA, exclude_archived=True)) == [PARTNERS, SUPPORT]
    assert refusal(client.users_conversations, user="U0NOBODY")["error"] == "user_not_found"


def test_the_members_of_a_channel_come_in_pages(slack: FakeSlack, client: WebClient, refusal: Refusal) -> None:
    first = client.conversations_members(channel=SUPPORT, limit=2)
    rest = client.conversations_members(channel=SUPPORT, cursor=first["response_metadata"]["next_cursor"])

    assert (first["members"], rest["members"]) == ([ANA, BEN], [GIA])
    assert BOT_ID in client.conversations_members(channel=OPS)["members"]
    slack.quietly.remove_bot(OPS)
    assert refusal(client.conversations_members, channel=OPS)["error"] == "channel_not_found"
    slack.revoke("channels:read")
    assert refusal(client.conversations_members, channel=SUPPORT)["needed"] == "channels:read"
