"""How fast a real WebClient may post, by a clock that the tests move."""

from collections.abc import Iterator
from typing import Any

import pytest
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from bot.playground import FakeSlack
from bot.playground.faults import DropBefore, Refuse
from bot.playground.town import ANA, BEN, GENERAL, OPS, PARTNERS


@pytest.fixture
def ticking(clock: Any) -> Iterator[FakeSlack]:
    """A fake Slack with a clock to move."""
    with FakeSlack(clock=clock) as slack:
        yield slack
        assert slack.faults == ()


def waits(slack: FakeSlack, *channels: str) -> list[int]:
    """How many seconds each post was told to wait; none for one that went through."""
    client = WebClient(slack.bot_token, base_url=slack.api_url, retry_handlers=[])
    return [_wait(client, channel) for channel in channels]


def _wait(client: WebClient, channel: str) -> int:
    try:
        client.chat_postMessage(channel=channel, text="x")
    except SlackApiError as error:
        if error.response.status_code != 429:
            raise
        return int(error.response.headers["Retry-After"])
    return 0


def test_posts_are_limited_by_channel_only_when_that_is_switched_on(ticking: FakeSlack, clock: Any) -> None:
    assert waits(ticking, GENERAL, GENERAL) == [0, 0]
    ticking.limit_posts(per_second=1)
    assert waits(ticking, GENERAL, GENERAL, OPS) == [0, 1, 0]
    clock.now += 1
    assert waits(ticking, GENERAL, GENERAL) == [0, 1]
    assert (ticking.calls[-1].fault, ticking.calls[-1].is_carried_out) == ("TooFast", False)
    ticking.behave()
    assert waits(ticking, GENERAL, GENERAL) == [0, 0]


def test_whoever_is_told_to_wait_is_refused_until_then_and_no_longer(ticking: FakeSlack, clock: Any) -> None:
    ticking.limit_posts(per_second=1)
    assert waits(ticking, GENERAL) == [0]
    clock.now += 0.75
    assert waits(ticking, GENERAL) == [1]
    clock.now += 0.5
    assert waits(ticking, GENERAL, OPS) == [1, 0]
    clock.now += 0.5
    assert waits(ticking, GENERAL) == [0]


def test_a_person_and_their_direct_channel_are_one_place(ticking: FakeSlack, clock: Any) -> None:
    ticking.limit_posts(per_second=1)
    assert waits(ticking, ANA, ticking.workspace.direct_channel(ANA).id, BEN) == [0, 1, 0]
    clock.now += 1
    assert waits(ticking, ticking.workspace.direct_channel(ANA).id, ANA) == [0, 1]


def test_a_workspace_takes_so_many_posts_a_minute_in_all(ticking: FakeSlack, clock: Any) -> None:
    ticking.limit_posts(per_second=2, per_minute=3)
    assert waits(ticking, GENERAL, OPS) == [0, 0]
    clock.now += 20
    assert waits(ticking, PARTNERS, GENERAL, ANA) == [0, 40, 40]
    clock.now += 39
    assert waits(ticking, OPS) == [1]
    clock.now += 1
    assert waits(ticking, OPS, GENERAL, PARTNERS) == [0, 0, 20]


def test_only_the_workspace_may_be_limited(ticking: FakeSlack) -> None:
    ticking.limit_posts(per_second=None, per_minute=2)

    assert waits(ticking, GENERAL, GENERAL, GENERAL) == [0, 0, 60]


def test_a_post_that_came_too_fast_uses_up_no_fault(ticking: FakeSlack, clock: Any) -> None:
    ticking.limit_posts()
    ticking.misbehave(DropBefore(), times=None)
    with pytest.raises(ConnectionError):
        waits(ticking, GENERAL)
    ticking.behave()
    ticking.limit_posts()
    ticking.misbehave(Refuse("fatal_error"))

    with pytest.raises(SlackApiError, match="fatal_error"):
        waits(ticking, GENERAL)
    assert waits(ticking, GENERAL) == [1]
