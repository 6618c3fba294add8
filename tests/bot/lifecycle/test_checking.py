"""The daily check: what it finds, what it never takes for an answer, and who does it when."""

from dataclasses import replace
from datetime import timedelta
from threading import Event

import pytest

from bot.lifecycle.asking import Unanswered
from bot.lifecycle.checking import check_channels
from bot.parts import Parts
from bot.playground import FakeSlack
from bot.playground.faults import DropBefore, Fault, Refuse, ServerError, TooFast
from bot.playground.model import Channel
from bot.playground.town import ANA, BEN, BOT_ID, GENERAL, OPS, SUPPORT
from knowledge.subscriptions import Cadence
from tests.bot.announce.conftest import place
from tests.bot.lifecycle.conftest import Life
from tests.knowledge.given import GivenClock


class Waits(Event):
    """Tells a process to go on, and notes how long it was willing to wait."""

    def __init__(self, clock: GivenClock) -> None:
        super().__init__()
        self._clock, self.seconds = clock, list[float]()

    def wait(self, timeout: float | None = None) -> bool:
        self.seconds.append(timeout or 0)
        self._clock.passes(timedelta(seconds=timeout or 0))
        return self.is_set()


def asked(slack: FakeSlack) -> list[str]:
    return [call.method for call in slack.calls if call.method not in ("chat.postMessage", "conversations.open")]


METHODS = ["auth.test", "users.conversations", "conversations.info", "users.info"]


@pytest.mark.parametrize("fault", [ServerError(500), ServerError(503), DropBefore(), Refuse("internal_error")])
@pytest.mark.parametrize("method", METHODS)
def test_nothing_is_paused_when_slack_does_not_answer(life: Life, slack: FakeSlack, method: str, fault: Fault) -> None:
    life.subscribe(GENERAL)
    life.subscribe(BEN)
    life.subscribe(SUPPORT)
    slack.quietly.invite_bot(SUPPORT)
    slack.quietly.remove_bot(SUPPORT)
    slack.misbehave(fault, method, times=None)
    with pytest.raises(Unanswered, match="Slack does not say how things are"):
        check_channels(life.parts)

    assert [life.problem(GENERAL), life.problem(BEN)] == ["", ""]
    slack.behave()
    check_channels(life.parts)
    assert [life.problem(GENERAL), life.problem(BEN), life.problem(SUPPORT)] == ["", "", "not_in_channel"]


def test_it_waits_for_as_long_as_slack_wants_and_then_goes_on(life: Life, slack: FakeSlack, clock: GivenClock) -> None:
    life.subscribe(OPS)
    slack.quietly.remove_bot(OPS)
    waits = Waits(clock)
    for method in ("auth.test", "users.conversations", "conversations.info"):
        slack.misbehave(TooFast(retry_after=30), method, times=2)
    check_channels(replace(life.parts, stopping=waits))

    assert waits.seconds == [30.0] * 6
    assert life.problem(OPS) == "channel_not_found"


def test_it_breaks_off_where_slack_wants_too_much_and_begins_again_at_the_next_look(
    life: Life, slack: FakeSlack, clock: GivenClock
) -> None:
    life.subscribe(OPS)
    slack.quietly.remove_bot(OPS)
    parts = replace(life.parts, stopping=Waits(clock))
    slack.misbehave(TooFast(retry_after=3600), "conversations.info")
    with pytest.raises(Unanswered):
        check_channels(parts)
    slack.misbehave(TooFast(retry_after=10), "conversations.info", times=6)
    with pytest.raises(Unanswered):
        check_channels(parts)
    assert life.problem(OPS) == ""
    check_channels(parts)
    assert life.problem(OPS) == "channel_not_found"


def test_where_a_scope_is_missing_nothing_is_taken_for_granted(life: Life, slack: FakeSlack) -> None:
    for channel in (GENERAL, OPS, BEN):
        life.subscribe(channel)
    slack.revoke("groups:read", "users:read", "channels:read")
    life.check()
    assert [life.problem(channel) for channel in (GENERAL, OPS, BEN)] == ["", "", ""]


def test_who_was_deactivated_is_told_nothing_until_they_are_back(life: Life, slack: FakeSlack) -> None:
    life.subscribe(BEN)
    ben = slack.workspace.person(BEN)
    slack.workspace.put_person(replace(ben, is_deleted=True))
    life.check()
    life.publishes("one")
    assert life.problem(BEN) == "user_disabled"
    slack.workspace.put_person(ben)
    life.check()

    assert life.problem(BEN) == ""
    assert sum("Article one" in text for text in life.told(BEN)) == 1


def test_settings_that_keep_the_bot_from_posting_are_not_seen_so_somebody_has_to_resume(
    life: Life, slack: FakeSlack
) -> None:
    life.subscribe(GENERAL)
    slack.misbehave(Refuse("restricted_action"))
    life.publishes("one")
    life.check()
    assert life.problem(GENERAL) == "restricted_action"
    assert len(life.told()) == 1


def test_channels_are_found_on_all_pages_of_the_list(life: Life, slack: FakeSlack) -> None:
    for number in range(405):
        channel = Channel(f"C1{number:04d}", f"channel-{number}", "public", frozenset({ANA, BOT_ID}))
        slack.workspace.put(channel)
    life.subscribe("C10404")
    life.subscribe(GENERAL)
    life.check()

    assert asked(slack) == ["auth.test", *["users.conversations"] * 3]
    assert life.problem("C10404") == ""


def test_the_audience_of_each_channel_is_noted(life: Life, slack: FakeSlack) -> None:
    life.subscribe(GENERAL)
    life.subscribe(SUPPORT)
    slack.quietly.share(SUPPORT)
    life.check()
    audiences = life.parts.knowledge.audiences
    assert audiences.of("T0QUICK", GENERAL).value == "internal"  # type: ignore[union-attr]
    assert audiences.of("T0QUICK", SUPPORT).value == "public"  # type: ignore[union-attr]


def test_it_is_done_once_a_day_by_all_processes_together_and_at_each_start(
    life: Life, slack: FakeSlack, clock: GivenClock
) -> None:
    life.subscribe(GENERAL)
    first, second = life.parts, life.new_process()

    def checks(parts: Parts) -> int:
        before = len(asked(slack))
        check_channels(parts)
        return len(asked(slack)) - before

    assert [checks(first), checks(first), checks(second), checks(second)] == [2, 0, 2, 0]
    clock.passes(timedelta(hours=24, seconds=1))
    assert [checks(second), checks(first)] == [2, 0]


def test_what_a_dead_process_had_begun_another_begins_anew_when_its_lease_is_over(
    life: Life, slack: FakeSlack, clock: GivenClock
) -> None:
    life.subscribe(GENERAL)
    dead = life.new_process()
    assert dead.knowledge.checks.begin(86_400)
    check_channels(life.parts)
    assert asked(slack) == []
    clock.passes(timedelta(minutes=6))
    check_channels(life.parts)
    assert asked(slack) != []


def test_a_process_that_is_told_to_stop_leaves_the_rest_to_the_next(life: Life, slack: FakeSlack) -> None:
    for channel in (GENERAL, OPS):
        life.subscribe(channel, cadence=Cadence.DAILY)
        slack.quietly.archive(channel)
    stopping = Event()
    stopping.set()
    check_channels(replace(life.parts, stopping=stopping))
    assert [life.problem(GENERAL), life.problem(OPS)] == ["", ""]
    check_channels(life.parts)
    assert [life.problem(GENERAL), life.problem(OPS)] == ["is_archived"] * 2


def test_without_subscriptions_slack_is_asked_for_nothing_but_the_token(life: Life, slack: FakeSlack) -> None:
    life.check()
    assert asked(slack) == ["auth.test"]
    assert life.parts.knowledge.subscriptions.of(place(GENERAL)) == []
