"""Events that come again, in another order, late or never, with a real Bolt app over HTTP and over Socket Mode."""

import asyncio
import threading
from collections.abc import Callable
from typing import Any

import aiohttp
import pytest
from slack_bolt import App, BoltResponse
from slack_sdk import WebClient

from bot.playground import FakeSlack
from bot.playground.town import ANA, GENERAL

Reach = Callable[[App], None]
Connect = Callable[[App], None]
Json = dict[str, Any]


def listening(app: App, *statuses: int) -> list[Json]:
    """Notes what reaches the app; it answers with these statuses, and then with 200."""
    seen: list[Json] = []

    @app.middleware
    def note(body: Json, request: Any) -> BoltResponse:
        retry = [request.headers.get(f"x-slack-retry-{name}", [""])[0] for name in ("num", "reason")]
        seen.append({"text": body["event"]["text"].removeprefix("<@U0BOT> "), "id": body["event_id"], "retry": retry})
        return BoltResponse(status=statuses[len(seen) - 1] if len(seen) <= len(statuses) else 200)

    return seen


def test_an_event_that_is_not_acknowledged_comes_again_at_once(slack: FakeSlack, app: App, reach: Reach) -> None:
    seen = listening(app, 500)
    reach(app)
    receipts = slack.mention("help", channel=GENERAL, person=ANA)

    assert [receipt.status for receipt in receipts] == [500, 200]
    assert [each["retry"] for each in seen] == [["", ""], ["1", "http_error"]]
    assert len({each["id"] for each in seen}) == 1
    assert slack.undelivered == ()


def test_an_app_that_is_down_gets_its_events_later(slack: FakeSlack, app: App, reach: Reach) -> None:
    slack.connect_http("http://127.0.0.1:9/slack/events")
    receipts = slack.mention("help", channel=GENERAL, person=ANA)
    [waiting] = slack.undelivered
    seen = listening(app)
    reach(app)
    [retried] = slack.redeliver()

    assert [receipt.status for receipt in receipts] == [None, None]
    assert waiting.retries == 1
    assert (retried.status, seen[0]["retry"]) == (200, ["2", "connection_failed"])
    assert slack.undelivered == ()


def test_slack_gives_an_event_up_after_three_retries(slack: FakeSlack, app: App, reach: Reach) -> None:
    seen = listening(app, *[500] * 9)
    reach(app)
    slack.mention("help", channel=GENERAL, person=ANA)
    retries = [len(slack.redeliver()) for _ in range(3)]

    assert retries == [1, 1, 0]
    assert [each["retry"][0] for each in seen] == ["", "1", "2", "3"]
    assert [each.retries for each in slack.undelivered] == [3]


def test_commands_are_not_tried_again(slack: FakeSlack, app: App, reach: Reach) -> None:
    tries: list[str] = []

    @app.middleware
    def fail(body: Json) -> BoltResponse:
        tries.append(body["command"])
        return BoltResponse(status=500)

    reach(app)
    slack.slash("/kb", channel=GENERAL, person=ANA)

    assert tries == ["/kb"]
    assert slack.undelivered == ()


@pytest.mark.parametrize(("order", "heard"), [(None, ["c", "b", "a"]), ([1, 0, 2], ["b", "a", "c"])])
def test_events_may_come_in_another_order_than_they_were_said(
    slack: FakeSlack, app: App, reach: Reach, order: list[int] | None, heard: list[str]
) -> None:
    seen = listening(app)
    reach(app)
    with slack.held(order) as held:
        receipts = [slack.mention(text, channel=GENERAL, person=ANA) for text in "abc"]
        assert seen == []

    assert [receipt.failure for [receipt] in receipts] == ["held back"] * 3
    assert [message.text[-1] for message in slack.messages(GENERAL)] == ["a", "b", "c"]
    assert [each["text"] for each in seen] == heard
    assert [receipt.status for receipt in held.receipts] == [200] * 3


def test_nothing_is_handed_over_when_the_test_fails_while_events_are_held(slack: FakeSlack) -> None:
    def fail_meanwhile() -> None:
        with slack.held():
            slack.mention("a", channel=GENERAL, person=ANA)
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail_meanwhile()
    with pytest.raises(RuntimeError, match="connect_http or connect_socket"):
        slack.mention("b", channel=GENERAL, person=ANA)


def test_over_socket_mode_the_retry_takes_another_connection_when_one_closes(
    slack: FakeSlack, app: App, connect: Connect, client: WebClient
) -> None:
    seen = listening(app)
    url = client.apps_connections_open(app_token=slack.app_token)["url"]

    began = threading.Event()

    async def close_unacknowledged() -> None:
        async with aiohttp.ClientSession() as session, session.ws_connect(url) as line:
            assert (await line.receive_json())["type"] == "hello"
            began.set()
            assert (await line.receive_json())["type"] == "events_api"

    quitter = threading.Thread(target=lambda: asyncio.run(close_unacknowledged()))
    quitter.start()
    assert began.wait(timeout=20)
    connect(app)
    slack.connect_socket(connections=2)
    receipts = slack.mention("help", channel=GENERAL, person=ANA)
    quitter.join(timeout=20)

    assert [receipt.status for receipt in receipts] == [None, 200]
    assert "closed before the ack" in receipts[0].failure
    assert seen[0]["retry"] == ["1", "timeout"]


def test_a_deaf_line_stays_open_and_carries_nothing(slack: FakeSlack, client: WebClient) -> None:
    url = client.apps_connections_open(app_token=slack.app_token)["url"]

    async def listen() -> list[aiohttp.WSMsgType]:
        async with aiohttp.ClientSession() as session, session.ws_connect(url, autoping=False) as line:
            heard = [(await line.receive()).type, (await line.receive()).type]
            slack.deafen()
            await line.ping(b"session:1")
            with pytest.raises(TimeoutError):
                # Longer than the server's pings are apart.
                await line.receive(timeout=0.4)
            slack.behave()
            return [*heard, (await line.receive()).type]

    heard = asyncio.run(listen())
    assert heard == [aiohttp.WSMsgType.TEXT, aiohttp.WSMsgType.PING, aiohttp.WSMsgType.PING]


def test_what_goes_down_a_deaf_line_is_not_acknowledged(slack: FakeSlack, app: App, connect: Connect) -> None:
    seen = listening(app)
    connect(app)
    slack.connect_socket()
    slack.deafen()
    receipts = slack.mention("help", channel=GENERAL, person=ANA)
    slack.behave()
    [retried] = slack.redeliver()

    assert [receipt.failure for receipt in receipts] == ["TimeoutError: the connection is deaf"] * 2
    assert (retried.status, len(seen)) == (200, 1)
