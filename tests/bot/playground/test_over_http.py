"""A real Bolt app behind its WSGI adapter, used by people in the fake Slack."""

import socket
from collections.abc import Callable
from typing import Any

import pytest
from slack_bolt import Ack, App, Respond, Say

from bot.playground import FakeSlack
from bot.playground.limits import SlackRefused
from bot.playground.town import ANA, BEN, GENERAL, OPS, PARTNERS, SCOPES, SUPPORT, ZOE

Serve = Callable[[App], str]

SECTION = {"type": "section", "text": {"type": "mrkdwn", "text": "*Resubmit* it"}}
VOTES = [
    {
        "type": "section",
        "text": {"type": "mrkdwn", "text": f"Say {word}"},
        "accessory": {
            "type": "button",
            "text": {"type": "plain_text", "text": word},
            "action_id": "vote",
            "value": word,
        },
    }
    for word in ("yes", "no")
]


def test_a_command_is_answered_in_its_ack(slack: FakeSlack, app: App, serve: Serve) -> None:
    @app.command("/kb")
    def answer(ack: Ack, command: dict[str, Any]) -> None:
        ack(text=f"about {command['text']}", blocks=[SECTION])

    slack.connect_http(serve(app))
    receipt = slack.slash("/kb", "failed orders", channel=SUPPORT, person=ANA)

    assert receipt.status == 200
    assert receipt.took_seconds < 3
    assert receipt.message is not None
    assert receipt.message.text == "about failed orders"
    assert receipt.message.blocks[0]["text"]["text"] == "*Resubmit* it"
    assert slack.ephemerals(SUPPORT, ANA) == (receipt.message,)
    assert slack.ephemerals(SUPPORT, BEN) == slack.messages(SUPPORT) == ()
    assert [call.method for call in slack.calls] == ["auth.test"]


def test_an_ack_of_text_alone_is_a_message_too(slack: FakeSlack, app: App, serve: Serve) -> None:
    @app.command("/kb")
    def answer(ack: Ack) -> None:
        ack("nothing found")

    slack.connect_http(serve(app))
    receipt = slack.slash("/kb", channel=GENERAL, person=ANA)

    assert receipt.body == "nothing found"
    assert slack.ephemerals(GENERAL, ANA)[0].text == "nothing found"


def test_an_ack_in_the_channel_is_seen_by_everyone(slack: FakeSlack, app: App, serve: Serve) -> None:
    @app.command("/kb")
    def answer(ack: Ack) -> None:
        ack(text="look", response_type="in_channel")

    slack.connect_http(serve(app))
    slack.slash("/kb", channel=GENERAL, person=ANA)

    assert [message.text for message in slack.messages(GENERAL)] == ["look"]


def test_an_empty_ack_shows_nothing(slack: FakeSlack, app: App, serve: Serve) -> None:
    @app.command("/kb")
    def answer(ack: Ack) -> None:
        ack()

    slack.connect_http(serve(app))
    assert slack.slash("/kb", channel=GENERAL, person=ANA).message is None


def test_an_ack_that_slack_refuses_is_loud(slack: FakeSlack, app: App, serve: Serve) -> None:
    @app.command("/kb")
    def answer(ack: Ack) -> None:
        ack(
            blocks=[
                SECTION,
                {"type": "section", "text": {"type": "mrkdwn", "text": ""}},
            ]
        )

    slack.connect_http(serve(app))
    with pytest.raises(SlackRefused, match="json-pointer:/blocks/1/text/text"):
        slack.slash("/kb", channel=GENERAL, person=ANA)


def test_a_command_is_not_for_people_of_another_workspace(slack: FakeSlack) -> None:
    with pytest.raises(SlackRefused, match="not_a_valid_command"):
        slack.slash("/kb", channel=PARTNERS, person=ZOE)


def test_a_command_needs_its_scope() -> None:
    slack = FakeSlack(scopes=SCOPES - {"commands"})

    with slack, pytest.raises(SlackRefused, match="missing_scope"):
        slack.slash("/kb", channel=GENERAL, person=ANA)


def test_nobody_writes_in_a_channel_they_are_not_in(slack: FakeSlack) -> None:
    with pytest.raises(LookupError, match="is not in C0OPS"):
        slack.mention("hello", channel=OPS, person=ZOE)


def test_a_gesture_without_an_app_says_what_to_do(slack: FakeSlack) -> None:
    with pytest.raises(RuntimeError, match="connect_http or connect_socket first"):
        slack.slash("/kb", channel=GENERAL, person=ANA)


def test_a_mention_is_answered_in_its_thread(slack: FakeSlack, app: App, serve: Serve) -> None:
    @app.event("app_mention")
    def answer(event: dict[str, Any], say: Say) -> None:
        say(text="here", thread_ts=event.get("thread_ts", event["ts"]))

    slack.connect_http(serve(app))
    [receipt] = slack.mention("help", channel=GENERAL, person=BEN)

    assert receipt.status == 200
    assert receipt.said is not None
    asked = receipt.said
    [answered] = slack.wait_for(lambda: slack.messages(GENERAL)[1:])
    assert asked.text == "<@U0BOT> help"
    assert (answered.text, answered.thread_ts) == ("here", asked.ts)


def test_four_deliveries_of_a_mention_are_one_event_sent_again_at_once(
    slack: FakeSlack, app: App, serve: Serve
) -> None:
    seen: list[tuple[str, str | None, str]] = []

    def recorded(process: str) -> str:
        mine = App(client=app.client, signing_secret=slack.signing_secret)

        @mine.middleware
        def record(body: dict[str, Any], request: Any, next: Callable[[], None]) -> None:
            number = request.headers.get("x-slack-retry-num", [None])[0]
            seen.append((body["event_id"], number, process))
            next()

        @mine.event("app_mention")
        def answer(say: Say) -> None:
            say("here")

        return serve(mine)

    slack.connect_http(recorded("first"), recorded("second"))
    receipts = slack.mention("help", channel=GENERAL, person=ANA, deliveries=4)

    assert [receipt.status for receipt in receipts] == [200] * 4
    assert len({event_id for event_id, _, _ in seen}) == 1
    assert {number for _, number, _ in seen} == {None, "1", "2", "3"}
    assert sorted(process for _, _, process in seen) == ["first"] * 2 + ["second"] * 2
    # Bolt does not tell a repeat from the first: one question and four answers.
    assert slack.wait_for(lambda: len(slack.messages(GENERAL)) == 5)


def test_a_bot_outside_the_channel_hears_of_no_mention(slack: FakeSlack) -> None:
    assert slack.mention("help", channel=SUPPORT, person=ANA) == ()
    assert slack.messages(SUPPORT)[0].text == "<@U0BOT> help"


def test_a_bot_without_the_scope_hears_of_nothing() -> None:
    with FakeSlack(scopes=SCOPES - {"app_mentions:read", "im:history"}) as slack:
        assert slack.mention("help", channel=GENERAL, person=ANA) == ()
        assert slack.direct_message("help", person=ANA) == ()


def test_a_direct_message_opens_the_channel_once(slack: FakeSlack, app: App, serve: Serve) -> None:
    @app.message("help")
    def answer(say: Say) -> None:
        say("here")

    slack.connect_http(serve(app))
    for _ in range(2):
        [receipt] = slack.direct_message("help", person=ANA)
    assert receipt.said is not None
    channel = receipt.said.channel

    assert slack.workspace.channel(channel).kind == "im"
    slack.wait_for(lambda: len(slack.messages(channel)) == 4)


def test_a_press_is_answered_by_its_response_url(slack: FakeSlack, app: App, serve: Serve) -> None:
    @app.command("/kb")
    def offer(ack: Ack) -> None:
        ack(text="Was it that?", blocks=[SECTION, *VOTES])

    @app.action("vote")
    def count(ack: Ack, action: dict[str, Any], respond: Respond) -> None:
        ack("not looked at")
        respond(text=f"You said {action['value']}", replace_original=True)

    slack.connect_http(serve(app))
    offered = slack.slash("/kb", channel=GENERAL, person=ANA).message
    assert offered is not None
    receipt = slack.press(offered, "vote", person=ANA, value="no")

    assert (receipt.status, receipt.message) == (200, None)
    slack.wait_for(lambda: slack.ephemerals(GENERAL, ANA)[0].edited)
    [message] = slack.ephemerals(GENERAL, ANA)
    assert (message.text, message.ts) == ("You said no", offered.ts)


def test_a_press_finds_its_button_or_says_which_there_are(slack: FakeSlack) -> None:
    message = slack.workspace.say(GENERAL, "U0BOT", text="x", blocks=VOTES)

    with pytest.raises(LookupError, match=r"2 elements are 'vote'.*'yes'.*'no'"):
        slack.press(message, "vote", person=ANA)
    with pytest.raises(LookupError, match="0 elements are 'veto'"):
        slack.press(message, "veto", person=ANA)


def test_nobody_presses_what_only_another_sees(slack: FakeSlack) -> None:
    message = slack.workspace.say(GENERAL, "U0BOT", text="x", blocks=VOTES, ephemeral_to=ANA)

    with pytest.raises(LookupError, match="U0BEN does not see"):
        slack.press(message, "vote", person=BEN, value="yes")


def test_a_wrong_secret_is_turned_away_by_bolt(slack: FakeSlack, app: App, serve: Serve) -> None:
    other = App(client=app.client, signing_secret="another secret")
    slack.connect_http(serve(other))

    assert slack.slash("/kb", channel=GENERAL, person=ANA).status == 401


def test_an_app_that_is_down_gives_a_failure_and_no_status(slack: FakeSlack) -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]
    slack.connect_http(f"http://127.0.0.1:{port}/slack/events")

    receipt = slack.slash("/kb", channel=GENERAL, person=ANA)
    assert receipt.status is None
    assert "Cannot connect" in receipt.failure


def test_an_app_that_is_silent_is_given_three_seconds(slack: FakeSlack) -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]
        slack.connect_http(f"http://127.0.0.1:{port}/slack/events")
        receipt = slack.slash("/kb", channel=GENERAL, person=ANA)

    assert receipt.status is None
    assert "Timeout" in receipt.failure
    assert 2.9 < receipt.took_seconds < 10


def test_waiting_in_vain_tells_what_was_called_last(slack: FakeSlack, app: App) -> None:
    with pytest.raises(TimeoutError, match=r"still false after 0\.01 s.*auth.test"):
        slack.wait_for(lambda: slack.messages(GENERAL), seconds=0.01)
