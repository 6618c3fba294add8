"""The clock of a fake Slack, which goes forward when somebody says so."""

import threading
from typing import Any

import pytest

from bot.playground import FakeSlack
from bot.playground.clock import FARTHEST_AHEAD
from bot.playground.town import ANA, GENERAL

DAY = 86_400


def test_what_is_said_after_the_clock_went_forward_is_a_day_later(clock: Any) -> None:
    slack = FakeSlack(clock=clock)
    before = slack.workspace.say(GENERAL, ANA, text="today")
    slack.clock.forward(DAY)
    clock.now += 5
    after = slack.workspace.say(GENERAL, ANA, text="tomorrow")

    assert float(after.ts) - float(before.ts) == DAY + 5
    assert (slack.clock(), slack.clock.ahead) == (clock.now + DAY, DAY)


def test_whoever_waits_for_a_time_is_woken_when_the_clock_goes_forward(slack: FakeSlack) -> None:
    with slack.workspace.changed:
        threading.Thread(target=slack.clock.forward, args=(DAY,)).start()

        # It gets the lock once we wait.
        assert slack.workspace.changed.wait(timeout=20)


def test_setting_the_clock_forward_is_a_change_as_any_other() -> None:
    slack = FakeSlack()
    before = slack.kept()
    slack.clock.forward(DAY)

    assert slack.kept() != before


@pytest.mark.parametrize("seconds", [-1, float("nan"), float("inf"), FARTHEST_AHEAD + 1])
def test_a_clock_goes_forward_alone_and_ten_years_at_most(seconds: float) -> None:
    slack = FakeSlack()

    with pytest.raises(ValueError, match="can be set forward only"):
        slack.clock.forward(seconds)
    assert slack.clock.ahead == 0


def test_a_clock_goes_ten_years_forward_in_all() -> None:
    slack = FakeSlack()
    slack.clock.forward(FARTHEST_AHEAD)

    with pytest.raises(ValueError, match="can be set forward only"):
        slack.clock.forward(1)
