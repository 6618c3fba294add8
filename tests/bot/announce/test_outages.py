"""Slack is away for hours, or for days: what waited is posted once when it is back, and as a digest when it is old."""

from threading import Event

import pytest

from bot.playground import FakeSlack
from bot.playground.faults import DropBefore, Fault, ServerError, TooFast
from bot.playground.town import GENERAL, OPS
from knowledge.posts import DeliveryState
from tests.bot.announce.conftest import Announcing, place

DOWN = ("chat.postMessage", "conversations.history")


def wait(announcing: Announcing, **time: float) -> None:
    """Let time pass, with all jobs done by hand."""
    announcing.settle(**time)
    announcing.parts.reconciler.look_up_due(Event())
    announcing.send()


@pytest.mark.parametrize("fault", [ServerError(503), DropBefore(), TooFast(retry_after=30)], ids=repr)
def test_after_two_hours_without_slack_all_that_waited_is_posted_once(
    announcing: Announcing, slack: FakeSlack, fault: Fault
) -> None:
    slack.grant("channels:history", "groups:history")
    announcing.centre.subscribe("", place(GENERAL))
    announcing.centre.subscribe("", place(OPS))
    for method in DOWN:
        slack.misbehave(fault, method, times=None)
    for number in range(4):
        announcing.centre.publish(f"article{number}")
        for _ in range(6):
            wait(announcing, minutes=5)
    assert slack.messages(GENERAL) == ()

    slack.behave()
    for _ in range(12):
        wait(announcing, minutes=5)
    for channel in (GENERAL, OPS):
        titles = [message.text.removeprefix("New: ").partition(":")[0] for message in slack.messages(channel)]
        assert sorted(titles) == [f"Article article{number}" for number in range(4)]
    assert set(announcing.centre.knowledge.outbox.counts()) == {DeliveryState.SENT}


def test_after_a_day_without_slack_what_waited_comes_as_one_digest(announcing: Announcing, slack: FakeSlack) -> None:
    announcing.centre.subscribe("", place(GENERAL))
    slack.misbehave(TooFast(retry_after=3600), times=None)
    for number in range(3):
        announcing.centre.publish(f"article{number}")
        wait(announcing, hours=1)
    for _ in range(30):
        wait(announcing, hours=1)

    slack.behave()
    for _ in range(3):
        wait(announcing, hours=1)
    [message] = slack.messages(GENERAL)
    assert message.text.startswith("3 new articles")
