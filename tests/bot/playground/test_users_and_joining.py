"""users.info and conversations.join, asked by a real WebClient."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from slack_sdk import WebClient

from bot.playground import FakeSlack
from bot.playground.town import ANA, BEN, BOT_ID, GENERAL, GIA, OPS, SUPPORT, ZOE

Refusal = Callable[..., dict[str, Any]]


def test_users_info_needs_its_scope(slack: FakeSlack, client: WebClient, refusal: Refusal) -> None:
    slack.revoke("users:read")
    assert refusal(client.users_info, user=ANA)["needed"] == "users:read"


def test_users_info_tells_who_somebody_is(slack: FakeSlack, client: WebClient, refusal: Refusal) -> None:
    ana, zoe, bot = (client.users_info(user=user)["user"] for user in (ANA, ZOE, BOT_ID))

    assert (ana["name"], ana["real_name"], ana["is_admin"], ana["is_bot"]) == ("ana", "Ana Lima", True, False)
    assert (ana["is_stranger"], zoe["is_stranger"], zoe["team_id"]) == (False, True, "T0OTHER")
    assert bot["is_bot"] is True
    assert client.users_info(user=ANA, include_locale=True)["user"]["locale"] == "en-GB"
    assert refusal(client.users_info, user="U0NOBODY")["error"] == "user_not_found"


@pytest.mark.parametrize(("moment", "offset"), [(1_800_000_000, 0), (1_784_000_000, 3600)])
def test_users_info_tells_the_time_zone_of_the_season(clock: Any, moment: float, offset: int) -> None:
    clock.now = moment
    with FakeSlack(clock=clock, scopes=frozenset({"users:read"})) as slack:
        ana = WebClient(slack.bot_token, base_url=slack.api_url).users_info(user=ANA)["user"]

    assert (ana["tz"], ana["tz_offset"]) == ("Europe/Lisbon", offset)


def test_users_info_tells_what_somebody_may_do(slack: FakeSlack, client: WebClient) -> None:
    ana, ben, gia = (client.users_info(user=user)["user"] for user in (ANA, BEN, GIA))

    assert [who["is_owner"] for who in (ana, ben, gia)] == [True, False, False]
    assert [who["is_restricted"] for who in (ana, ben, gia)] == [False, False, True]
    assert [who["is_ultra_restricted"] for who in (ana, ben, gia)] == [False, False, False]
    assert [who["tz"] for who in (ana, ben, gia)] == ["Europe/Lisbon", "America/New_York", "Asia/Kolkata"]
    assert (ben["deleted"], gia["tz_offset"], gia["team_id"]) == (False, 19_800, slack.workspace.team.id)


def test_users_info_tells_little_of_who_was_deactivated(slack: FakeSlack, client: WebClient) -> None:
    slack.workspace.put_person(replace(slack.workspace.person(BEN), is_deleted=True))
    ben = client.users_info(user=BEN)["user"]

    assert (ben["deleted"], ben["name"]) == (True, "ben")
    assert not {"tz", "is_admin", "is_restricted"} & set(ben)


def test_the_bot_joins_a_public_channel_and_may_post_there(slack: FakeSlack, client: WebClient) -> None:
    slack.grant("channels:join")
    joined = client.conversations_join(channel=SUPPORT)
    again = client.conversations_join(channel=SUPPORT)

    assert (joined["channel"]["is_member"], joined.get("warning")) == (True, None)
    assert again["warning"] == "already_in_channel"
    assert client.chat_postMessage(channel=SUPPORT, text="hello")["ok"]


def test_what_the_bot_cannot_join_is_said(slack: FakeSlack, client: WebClient, refusal: Refusal) -> None:
    assert refusal(client.conversations_join, channel=SUPPORT)["needed"] == "channels:join"
    slack.grant("channels:join")
    assert refusal(client.conversations_join, channel=OPS)["error"] == "method_not_supported_for_channel_type"
    assert refusal(client.conversations_join, channel="C0NOWHERE")["error"] == "channel_not_found"
    slack.workspace.put(replace(slack.workspace.channel(GENERAL), is_archived=True))
    assert refusal(client.conversations_join, channel=GENERAL)["error"] == "is_archived"
