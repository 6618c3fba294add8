"""The list of all requests between the fake Slack and a real Bolt app, both ways."""

from collections.abc import Callable
from typing import Any

import pytest
from slack_bolt import App, BoltResponse
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError
from slack_sdk.webhook import WebhookClient

from bot.playground import FakeSlack
from bot.playground.faults import DropAfter, TooFast
from bot.playground.limits import SlackRefused
from bot.playground.town import ANA, GENERAL
from bot.playground.traffic import MOST_KEPT, Exchange
from tests.bot.playground.given import actions, button, form, section, text_input, words

Reach = Callable[[App], None]
Connect = Callable[[App], None]


def to_bot(slack: FakeSlack) -> list[Exchange]:
    return [each for each in slack.traffic.newest(MOST_KEPT) if each.direction == "to_bot"]


def from_bot(slack: FakeSlack) -> list[Exchange]:
    """What the bot asked, apart from what Bolt asks by itself, which is who it is."""
    noted = slack.traffic.newest(MOST_KEPT)
    return [each for each in noted if each.direction == "from_bot" and each.name != "auth.test"]


def answering(app: App, *, status: int = 200, body: Any = "") -> None:
    """Lets the app acknowledge everything alike."""

    @app.middleware
    def answer() -> BoltResponse:
        return BoltResponse(status=status, body=body)


def test_a_command_is_noted_with_what_was_typed_and_the_ack(slack: FakeSlack, app: App, reach: Reach) -> None:
    answering(app, body={"text": "Here you are"})
    reach(app)
    slack.slash("/kb", "reset a password", channel=GENERAL, person=ANA)

    [noted] = to_bot(slack)
    assert (noted.kind, noted.name, noted.line) == ("slash_command", "/kb reset a password", "http")
    assert (noted.status, noted.refused, noted.fault) == (200, "", "")
    assert noted.answer == {"text": "Here you are"}
    assert noted.payload["user_id"] == ANA
    assert noted.took_ms > 0


def test_each_way_to_reach_the_bot_is_called_by_its_own_name(slack: FakeSlack, app: App, reach: Reach) -> None:
    client = WebClient(slack.bot_token, base_url=slack.api_url, retry_handlers=[])
    client.chat_postMessage(channel=GENERAL, text="x", blocks=[actions(button("go", value="1"))])
    [message] = slack.messages(GENERAL)

    @app.middleware
    def acknowledge(body: dict[str, Any]) -> BoltResponse:
        if body.get("type") == "message_action":
            client.views_open(trigger_id=body["trigger_id"], view=form(text_input("why"), callback_id="ask_why"))
        return BoltResponse(status=200)

    reach(app)
    slack.mention("help", channel=GENERAL, person=ANA)
    slack.press(message, "go", person=ANA)
    slack.shortcut(message, "find", person=ANA)
    slack.submit(ANA, {"why": {"typed": "because"}})

    assert [(each.kind, each.name) for each in to_bot(slack)] == [
        ("event", "app_mention"),
        ("block_actions", "go"),
        ("message_action", "find"),
        ("view_submission", "ask_why"),
    ]
    assert [each.name for each in from_bot(slack)] == ["chat.postMessage", "views.open"]


def test_each_delivery_of_an_event_is_noted_with_its_number(slack: FakeSlack, app: App, reach: Reach) -> None:
    answering(app, status=500)
    reach(app)
    slack.mention("help", channel=GENERAL, person=ANA)
    slack.redeliver()

    assert [(each.name, each.attempt) for each in to_bot(slack)] == [("app_mention", number) for number in range(3)]
    assert {each.refused for each in to_bot(slack)} == {"The bot answered with status 500."}


def test_a_bot_that_is_down_can_not_be_reached(slack: FakeSlack) -> None:
    slack.connect_http("http://127.0.0.1:9/slack/events")
    slack.slash("/kb", channel=GENERAL, person=ANA)

    [noted] = to_bot(slack)
    assert noted.status is None
    assert noted.refused.startswith("The bot can't be reached (")


def test_what_goes_over_socket_mode_is_noted_as_such(slack: FakeSlack, app: App, connect: Connect) -> None:
    answering(app, body={"text": "yes"})
    connect(app)
    slack.connect_socket()
    slack.slash("/kb", channel=GENERAL, person=ANA)

    assert [(each.line, each.status, each.answer) for each in to_bot(slack)] == [("socket", 200, {"text": "yes"})]
    opened = next(each for each in from_bot(slack) if each.name == "apps.connections.open")
    assert opened.status == 200


def test_a_deaf_line_is_told_as_no_ack_in_time(slack: FakeSlack, app: App, connect: Connect) -> None:
    answering(app)
    connect(app)
    slack.connect_socket()
    slack.deafen()
    slack.slash("/kb", channel=GENERAL, person=ANA)

    assert [each.refused for each in to_bot(slack)] == ["No acknowledgement within three seconds."]


def test_refused_blocks_say_where_and_why(slack: FakeSlack, client: WebClient) -> None:
    with pytest.raises(SlackApiError):
        client.chat_postMessage(channel=GENERAL, text="x", blocks=[section("x" * 3001)])

    [noted] = from_bot(slack)
    assert noted.refused == "invalid_blocks: must be less than 3001 characters [json-pointer:/blocks/0/text/text]"
    assert noted.answer["response_metadata"]["messages"]


def test_a_missing_scope_is_named(slack: FakeSlack, client: WebClient) -> None:
    slack.revoke("chat:write")
    with pytest.raises(SlackApiError):
        client.chat_postMessage(channel=GENERAL, text="x")

    assert from_bot(slack)[0].refused == "missing_scope: needed: chat:write"


@pytest.mark.parametrize("body", [{"blocks": [{"type": "section"}]}, {"text": "x", "wrong": 1}])
def test_an_ack_that_slack_does_not_take_is_told_of(slack: FakeSlack, app: App, reach: Reach, body: Any) -> None:
    answering(app, body=body)
    reach(app)
    with pytest.raises(SlackRefused):
        slack.slash("/kb", channel=GENERAL, person=ANA)

    [noted] = to_bot(slack)
    assert noted.status == 200
    assert noted.refused.startswith("Slack refuses this ack: invalid_")


def test_what_was_made_to_go_wrong_is_named(slack: FakeSlack, client: WebClient) -> None:
    slack.misbehave(TooFast(retry_after=7))
    slack.misbehave(DropAfter())
    with pytest.raises(SlackApiError):
        client.chat_postMessage(channel=GENERAL, text="x")
    with pytest.raises(OSError, match="closed"):
        client.chat_postMessage(channel=GENERAL, text="x")

    refused, dropped = from_bot(slack)
    assert (refused.status, refused.fault, refused.refused) == (
        429,
        "too many requests",
        "ratelimited: to wait 7 s",
    )
    assert (dropped.status, dropped.fault) == (None, "carried out, then the connection was closed")


def test_answers_to_a_response_url_are_noted(slack: FakeSlack, payloads: list[dict[str, Any]]) -> None:
    slack.slash("/kb", channel=GENERAL, person=ANA)
    WebhookClient(payloads[0]["response_url"], retry_handlers=[]).send(text="later")

    [noted] = from_bot(slack)
    assert (noted.line, noted.name, noted.payload["text"]) == ("response_url", "response_url", "later")


def test_the_newest_are_kept_and_found_by_their_numbers(slack: FakeSlack, client: WebClient) -> None:
    for _ in range(MOST_KEPT + 2):
        slack.traffic.from_bot("auth.test", {}, seen=None, fault=None, took_seconds=0)

    kept = slack.traffic.newest(MOST_KEPT * 2)
    assert [kept[0].number, kept[-1].number, len(kept)] == [3, MOST_KEPT + 2, MOST_KEPT]
    assert slack.traffic.newest(1) == kept[-1:]
    assert slack.traffic.find(2) is None
    assert slack.traffic.find(3) == kept[0]


def test_the_list_can_be_emptied_and_numbers_go_on(slack: FakeSlack, client: WebClient) -> None:
    client.auth_test()
    slack.traffic.clear()
    client.auth_test()

    assert [each.number for each in slack.traffic.newest(9)] == [2]


def test_whoever_waits_for_traffic_is_woken_by_it(slack: FakeSlack, client: WebClient) -> None:
    client.auth_test()

    assert slack.wait_for(lambda: slack.traffic.newest(1), seconds=20)[0].name == "auth.test"


def test_a_modal_that_slack_does_not_take_in_an_ack_is_told_of(slack: FakeSlack, app: App, reach: Reach) -> None:
    client = WebClient(slack.bot_token, base_url=slack.api_url, retry_handlers=[])

    @app.middleware
    def push_nonsense(body: dict[str, Any]) -> BoltResponse:
        if body.get("command"):
            client.views_open(trigger_id=body["trigger_id"], view=form(text_input("why")))
            return BoltResponse(status=200)
        return BoltResponse(status=200, body={"response_action": "push", "view": {"type": "modal", "title": words("")}})

    reach(app)
    slack.slash("/kb", channel=GENERAL, person=ANA)
    with pytest.raises(SlackRefused):
        slack.submit(ANA, {"why": {"typed": "because"}})

    assert to_bot(slack)[-1].refused.startswith("Slack refuses this ack: ")
