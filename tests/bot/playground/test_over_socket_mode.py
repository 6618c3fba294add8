"""A real Bolt app over Socket Mode, with the SDK's own client."""

import asyncio
import threading
from collections.abc import Callable
from typing import Any

import aiohttp
import pytest
from slack_bolt import Ack, App, Respond, Say
from slack_sdk import WebClient

from bot.playground import FakeSlack
from bot.playground.town import ANA, GENERAL
from tests.bot.playground.given import form, text_input

Connect = Callable[[App], None]


def test_a_command_is_answered_in_its_ack(slack: FakeSlack, app: App, connect: Connect) -> None:
    @app.command("/kb")
    def answer(ack: Ack, command: dict[str, Any]) -> None:
        ack(text=f"about {command['text']}", blocks=[{"type": "divider"}])

    connect(app)
    slack.connect_socket()
    receipt = slack.slash("/kb", "failed orders", channel=GENERAL, person=ANA)

    assert receipt.status == 200
    assert receipt.message is not None
    assert receipt.message.text == "about failed orders"
    assert slack.ephemerals(GENERAL, ANA) == (receipt.message,)


def test_a_mention_and_a_press_are_answered(slack: FakeSlack, app: App, connect: Connect) -> None:
    button = {
        "type": "button",
        "text": {"type": "plain_text", "text": "Thanks"},
        "action_id": "thanks",
    }

    @app.event("app_mention")
    def answer(event: dict[str, Any], say: Say) -> None:
        blocks = [{"type": "actions", "elements": [button]}]
        say(text="here", thread_ts=event["ts"], blocks=blocks)

    @app.action("thanks")
    def welcome(ack: Ack, respond: Respond) -> None:
        ack()
        respond(text="You are welcome")

    connect(app)
    slack.connect_socket()
    [receipt] = slack.mention("help", channel=GENERAL, person=ANA)
    [answered] = slack.wait_for(lambda: slack.messages(GENERAL)[1:])
    pressed = slack.press(answered, "thanks", person=ANA)

    assert (receipt.status, pressed.status) == (200, 200)
    [private] = slack.wait_for(lambda: slack.ephemerals(GENERAL, ANA))
    assert private.text == "You are welcome"


def test_a_shortcut_opens_a_modal_and_its_submission_is_answered_in_the_ack(
    slack: FakeSlack, app: App, connect: Connect
) -> None:
    @app.shortcut("ask")
    def ask(ack: Ack, client: WebClient, shortcut: dict[str, Any]) -> None:
        client.views_open(trigger_id=shortcut["trigger_id"], view=form(text_input("why"), callback_id="asked"))
        ack(text="not looked at")

    @app.view("asked")
    def refuse(ack: Ack) -> None:
        ack(response_action="errors", errors={"why": "Too vague"})

    connect(app)
    slack.connect_socket()
    shortcut = slack.shortcut(slack.workspace.say(GENERAL, ANA, text="x"), "ask", person=ANA)
    submitted = slack.submit(ANA, {"why": {"typed": "x"}})

    assert (shortcut.status, submitted.status) == (200, 200)
    assert slack.ephemerals(GENERAL, ANA) == ()
    view = slack.view_of(ANA)
    assert view is not None
    assert view.errors == {"why": "Too vague"}


def test_four_deliveries_are_spread_over_the_connections(slack: FakeSlack, client: WebClient, connect: Connect) -> None:
    seen: list[tuple[str, str, str]] = []

    def recorded(process: str) -> App:
        mine = App(client=client, signing_secret=slack.signing_secret)

        @mine.middleware
        def record(body: dict[str, Any], request: Any, next: Callable[[], None]) -> None:
            number = request.headers["x-slack-retry-num"][0]
            seen.append((body["event_id"], number, process))
            next()

        @mine.event("app_mention")
        def look(event: dict[str, Any]) -> None:
            """Nothing is answered."""

        return mine

    for process in ("first", "second"):
        connect(recorded(process))
    slack.connect_socket(connections=2)
    receipts = slack.mention("help", channel=GENERAL, person=ANA, deliveries=4)

    assert [receipt.status for receipt in receipts] == [200] * 4
    assert len({event_id for event_id, _, _ in seen}) == 1
    assert {number for _, number, _ in seen} == {"0", "1", "2", "3"}
    assert sorted(process for _, _, process in seen) == ["first"] * 2 + ["second"] * 2


def test_without_a_connection_the_delivery_fails(slack: FakeSlack, app: App, connect: Connect) -> None:
    slack.connect_socket(connections=0)

    receipt = slack.slash("/kb", channel=GENERAL, person=ANA)
    assert receipt.status is None
    assert "no Socket Mode connection is open" in receipt.failure


def test_a_line_says_hello_pings_and_answers_pings(slack: FakeSlack, client: WebClient) -> None:
    url = client.apps_connections_open(app_token=slack.app_token)["url"]

    async def listen() -> list[aiohttp.WSMessage]:
        async with (
            aiohttp.ClientSession() as session,
            session.ws_connect(url, autoping=False) as line,
        ):
            heard = [await line.receive(), await line.receive()]
            await line.ping(b"session:1")
            return [*heard, await line.receive()]

    hello, ping, pong = asyncio.run(listen())
    assert hello.json()["type"] == "hello"
    assert ping.type is aiohttp.WSMsgType.PING
    assert (pong.type, pong.data) == (aiohttp.WSMsgType.PONG, b"session:1")


def test_a_ticket_opens_one_line(slack: FakeSlack, client: WebClient) -> None:
    url = client.apps_connections_open(app_token=slack.app_token)["url"]

    async def twice() -> int:
        async with aiohttp.ClientSession() as session, session.ws_connect(url):
            with pytest.raises(aiohttp.WSServerHandshakeError) as refused:
                await session.ws_connect(url)
            return refused.value.status

    assert asyncio.run(twice()) == 403


def test_an_envelope_says_whether_slack_looks_at_the_body_of_its_ack(slack: FakeSlack, client: WebClient) -> None:
    url = client.apps_connections_open(app_token=slack.app_token)["url"]
    heard: list[dict[str, Any]] = []

    async def acknowledge(times: int) -> None:
        async with aiohttp.ClientSession() as session, session.ws_connect(url) as line:
            await line.receive_json()
            for _ in range(times):
                heard.append(await line.receive_json())
                await line.send_json({"envelope_id": heard[-1]["envelope_id"]})

    app = threading.Thread(target=lambda: asyncio.run(acknowledge(3)))
    app.start()
    slack.connect_socket()
    slack.slash("/kb", channel=GENERAL, person=ANA)
    slack.shortcut(slack.workspace.say(GENERAL, ANA, text="x"), "ask", person=ANA)
    slack.workspace.modals.open(ANA, form(text_input("why", optional=True)))
    slack.submit(ANA)
    app.join(timeout=20)

    assert [envelope["type"] for envelope in heard] == ["slash_commands", "interactive", "interactive"]
    assert [envelope["accepts_response_payload"] for envelope in heard] == [True, False, True]
