"""What we are in a channel, and how we become a member."""

from dataclasses import replace

import pytest
from slack_sdk import WebClient

from bot.membership import Membership, Standing
from bot.playground import FakeSlack
from bot.playground.faults import Refuse, ServerError
from bot.playground.town import ANA, BOT_ID, GENERAL, OPS, SUPPORT


@pytest.fixture
def membership(slack: FakeSlack) -> Membership:
    slack.grant("channels:join")
    return Membership(WebClient(slack.bot_token, base_url=slack.api_url, retry_handlers=[]))


def test_a_public_channel_is_joined_once(slack: FakeSlack, membership: Membership) -> None:
    assert membership.enter(SUPPORT) is Standing.IN
    assert BOT_ID in slack.workspace.channel(SUPPORT).members
    assert membership.enter(SUPPORT) is Standing.IN
    assert [call.method for call in slack.calls].count("conversations.join") == 1


def test_what_we_are_in_already_or_can_t_join_is_left_as_it_is(slack: FakeSlack, membership: Membership) -> None:
    assert (membership.enter(GENERAL), membership.enter(OPS)) == (Standing.IN, Standing.IN)
    slack.workspace.put(replace(slack.workspace.channel(OPS), members=frozenset({ANA})))
    slack.workspace.put(replace(slack.workspace.channel(GENERAL), is_archived=True))
    assert (membership.enter(OPS), membership.enter(GENERAL)) == (Standing.OUT, Standing.ARCHIVED)
    slack.revoke("channels:join")
    assert membership.enter(SUPPORT) is Standing.OUT


@pytest.mark.parametrize("fault", [ServerError(), Refuse("ratelimited")])
def test_where_slack_does_not_say_nothing_is_known(slack: FakeSlack, membership: Membership, fault: object) -> None:
    slack.misbehave(fault, method="conversations.info")
    assert membership.enter(SUPPORT) is Standing.UNKNOWN
