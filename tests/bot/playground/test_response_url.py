"""The response_url: who sees what, how often, and for how long."""

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from slack_bolt import Ack, App
from slack_sdk import WebClient
from slack_sdk.webhook import WebhookClient

from bot.playground import FakeSlack
from bot.playground.town import ANA, GENERAL
from bot.playground.workspace import Message

Serve = Callable[[App], str]


@dataclass(frozen=True)
class Desk:
    """A fake Slack in which Ana has just used a command."""

    slack: FakeSlack
    clock: Any
    url: str
    shown: Message

    def send(self, **body: Any) -> tuple[int, dict[str, Any]]:
        answer = WebhookClient(self.url).send_dict(body)
        return answer.status_code, json.loads(answer.body)


@pytest.fixture
def desk(serve: Serve, clock: Any) -> Iterator[Desk]:
    urls: list[str] = []
    with FakeSlack(clock=clock) as slack:
        client = WebClient(slack.bot_token, base_url=slack.api_url)
        app = App(client=client, signing_secret=slack.signing_secret)

        @app.command("/kb")
        def answer(ack: Ack, command: dict[str, Any]) -> None:
            urls.append(command["response_url"])
            ack("first answer")

        slack.connect_http(serve(app))
        shown = slack.slash("/kb", channel=GENERAL, person=ANA).message
        assert shown is not None
        yield Desk(slack, clock, urls[0], shown)
        assert slack.faults == ()


def test_an_answer_is_private_unless_it_says_otherwise(desk: Desk) -> None:
    assert desk.send(text="for you") == (200, {"ok": True})
    assert desk.send(text="for all", response_type="in_channel")[1]["ok"]

    private = [message.text for message in desk.slack.ephemerals(GENERAL, ANA)]
    assert private == ["first answer", "for you"]
    assert [m.text for m in desk.slack.messages(GENERAL)] == ["for all"]


def test_it_answers_five_times_and_no_more(desk: Desk) -> None:
    statuses = [desk.send(text=str(number))[0] for number in range(5)]

    assert statuses == [200] * 5
    assert desk.send(text="6") == (404, {"ok": False, "error": "used_url"})


def test_it_answers_for_thirty_minutes_and_no_longer(desk: Desk) -> None:
    desk.clock.now += 30 * 60
    assert desk.send(text="just in time")[0] == 200
    desk.clock.now += 1
    assert desk.send(text="late") == (404, {"ok": False, "error": "expired_url"})


def test_it_replaces_the_answer_that_the_command_showed(desk: Desk) -> None:
    desk.send(text="better", replace_original=True)

    [message] = desk.slack.ephemerals(GENERAL, ANA)
    assert (message.text, message.ts) == ("better", desk.shown.ts)


def test_it_deletes_the_answer_that_the_command_showed(desk: Desk) -> None:
    assert desk.send(delete_original=True)[0] == 200

    assert desk.slack.ephemerals(GENERAL, ANA) == ()


def test_it_answers_in_a_thread_only_when_told(desk: Desk) -> None:
    desk.send(text="in", thread_ts=desk.shown.ts, response_type="in_channel")
    desk.send(text="out", response_type="in_channel")

    threads = [message.thread_ts for message in desk.slack.messages(GENERAL)]
    assert threads == [desk.shown.ts, None]


@pytest.mark.parametrize(
    ("body", "error"),
    [
        ({"text": ""}, "no_text"),
        ({"blocks": [{"type": "headline"}]}, "invalid_blocks"),
        ({"text": "x", "txet": "x"}, "invalid_arguments"),
        ({"text": "x", "response_type": "public"}, "invalid_response_type"),
    ],
)
def test_what_it_refuses_is_said_and_costs_no_use(desk: Desk, body: dict[str, Any], error: str) -> None:
    status, answer = desk.send(**body)

    assert (status, answer["ok"], answer["error"]) == (200, False, error)
    assert [desk.send(text="x")[0] for _ in range(5)] == [200] * 5


def test_an_address_that_was_never_given_is_not_found(desk: Desk) -> None:
    stranger = WebhookClient(f"{desk.url}0").send(text="x")

    assert stranger.status_code == 404


def test_each_use_is_recorded(desk: Desk) -> None:
    desk.send(text="for you")

    last = desk.slack.calls[-1]
    assert (last.method, last.arguments) == ("response_url", {"text": "for you"})
    assert last.answer == {"ok": True}
