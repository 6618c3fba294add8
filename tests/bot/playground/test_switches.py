"""Faults that somebody switches on and off, as a real WebClient and a real Bolt app meet them."""

import threading
from collections.abc import Callable
from http.client import RemoteDisconnected
from time import monotonic

import pytest
from slack_bolt import App, BoltResponse
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from bot.playground import FakeSlack
from bot.playground.faults import (
    Answer,
    Faults,
    Refuse,
    ServerError,
    Slow,
    Standing,
    in_words,
    is_carried_out,
    seen_through,
)
from bot.playground.switches import SLOW_SECONDS, SWITCHES
from bot.playground.town import ANA, GENERAL

Reach = Callable[[App], None]


def texts(slack: FakeSlack) -> list[str]:
    return [message.text for message in slack.messages(GENERAL)]


def faults(slack: FakeSlack) -> list[str]:
    return [each.fault for each in slack.traffic.newest(99)]


def test_too_many_requests_are_refused_until_it_is_switched_off(slack: FakeSlack, client: WebClient) -> None:
    slack.switches.turn_on("too_many")
    for call in (client.auth_test, lambda: client.chat_postMessage(channel=GENERAL, text="x")):
        with pytest.raises(SlackApiError) as raised:
            call()
        assert raised.value.response.headers["Retry-After"] == "1"
    slack.switches.turn_off("too_many")
    client.chat_postMessage(channel=GENERAL, text="x")

    assert texts(slack) == ["x"]
    assert faults(slack) == ["too many requests", "too many requests", ""]


def test_server_errors_do_nothing(slack: FakeSlack, client: WebClient) -> None:
    slack.switches.turn_on("errors")
    with pytest.raises(SlackApiError) as raised:
        client.chat_postMessage(channel=GENERAL, text="x")

    assert raised.value.response.status_code == 500
    assert (texts(slack), faults(slack)) == ([], ["server error 500"])


def test_dropped_posts_are_there_and_other_calls_go_through(slack: FakeSlack, client: WebClient) -> None:
    slack.switches.turn_on("drop")
    with pytest.raises(RemoteDisconnected):
        client.chat_postMessage(channel=GENERAL, text="x")

    assert client.auth_test()["ok"]
    assert texts(slack) == ["x"]


def test_slow_slack_waits_and_then_answers(slack: FakeSlack, client: WebClient) -> None:
    slack.switches.turn_on("slow")
    began = monotonic()
    assert client.auth_test()["ok"]

    assert monotonic() - began >= SLOW_SECONDS
    [noted] = slack.traffic.newest(9)
    assert (noted.fault, noted.refused) == ("1.5 s late", "")
    assert noted.took_ms >= SLOW_SECONDS * 1000


def test_slow_adds_to_whatever_else_goes_wrong() -> None:
    faults = Faults(threading.Condition(), clock=lambda: 0.0, place=str)
    faults.put_up("late", Standing(Slow(2)))
    faults.put_up("broken", Standing(ServerError(), frozenset({"auth.test"})))
    faults.misbehave(Refuse("is_archived"), "auth.test")
    late = [faults.take(method, {}) for method in ("auth.test", "auth.test", "users.info")]

    assert late == [Slow(2, Refuse("is_archived")), Slow(2, ServerError()), Slow(2)]
    assert [is_carried_out(fault) for fault in late] == [False, False, True]
    assert [in_words(fault) for fault in late[1:]] == ["2 s late and server error 500", "2 s late"]
    seen = [seen_through(fault, Answer({"ok": True})) for fault in late]
    assert [each.status for each in seen if each] == [200, 500, 200]


def test_each_event_comes_four_times_and_commands_once(slack: FakeSlack, app: App, reach: Reach) -> None:
    seen: list[str] = []

    @app.middleware
    def note(body: dict[str, str]) -> BoltResponse:
        seen.append(body.get("event_id", "command"))
        return BoltResponse(status=200)

    reach(app)
    slack.switches.turn_on("four")
    slack.mention("help", channel=GENERAL, person=ANA)
    slack.slash("/kb", channel=GENERAL, person=ANA)
    slack.switches.turn_off("four")
    slack.mention("again", channel=GENERAL, person=ANA)

    assert [seen.count(each) for each in dict.fromkeys(seen)] == [4, 1, 1]
    noted = [each for each in slack.traffic.newest(99) if each.direction == "to_bot"]
    assert sorted(each.attempt for each in noted) == [0, 0, 0, 1, 2, 3]
    assert {each.fault for each in noted if each.attempt} == {"delivered again"}


def test_an_event_that_was_delivered_four_times_in_vain_comes_again_later(
    slack: FakeSlack, app: App, reach: Reach
) -> None:
    slack.connect_http("http://127.0.0.1:9/slack/events")
    slack.switches.turn_on("four")
    slack.mention("help", channel=GENERAL, person=ANA)
    reach(app)

    assert len(slack.redeliver()) == 1


def test_switches_stay_on_until_slack_behaves(slack: FakeSlack, client: WebClient) -> None:
    for switch in SWITCHES:
        slack.switches.turn_on(switch.name)
    assert slack.switches.on == {switch.name for switch in SWITCHES}
    slack.behave()

    assert slack.switches.on == frozenset()
    assert client.auth_test()["ok"]


def test_there_is_no_other_switch(slack: FakeSlack) -> None:
    with pytest.raises(LookupError, match="no switch 'volcano' here"):
        slack.switches.turn_on("volcano")
