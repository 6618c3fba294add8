"""The fake Slack as it misbehaves: what a real WebClient sees, what was done, and what the journal says."""

import threading
from collections.abc import Callable, Iterator
from http.client import RemoteDisconnected
from typing import Any

import pytest
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError
from slack_sdk.http_retry.builtin_handlers import RateLimitErrorRetryHandler
from slack_sdk.webhook import WebhookClient

from bot.playground import FakeSlack
from bot.playground.faults import (
    DropAfter,
    DropBefore,
    Fault,
    InternalErrorAfterAccepting,
    Refuse,
    ServerError,
    Slow,
    TooFast,
)
from bot.playground.town import ANA, GENERAL, SCOPES

Refusal = Callable[..., dict[str, Any]]
Json = dict[str, Any]


def texts(slack: FakeSlack) -> list[str]:
    return [message.text for message in slack.messages(GENERAL)]


def outcome(slack: FakeSlack) -> tuple[str, bool]:
    """What happened to the last call, by the journal."""
    return slack.calls[-1].fault, slack.calls[-1].is_carried_out


@pytest.fixture
def ticking(clock: Any) -> Iterator[FakeSlack]:
    """A fake Slack with a clock to move, and a bot that may read history."""
    with FakeSlack(clock=clock, scopes=SCOPES | {"channels:history"}) as slack:
        yield slack
        assert slack.faults == ()


def client_of(slack: FakeSlack) -> WebClient:
    return WebClient(slack.bot_token, base_url=slack.api_url, retry_handlers=[])


def test_too_fast_is_a_429_that_says_how_long_to_wait(slack: FakeSlack, client: WebClient) -> None:
    slack.misbehave(TooFast(retry_after=7))
    with pytest.raises(SlackApiError) as raised:
        client.chat_postMessage(channel=GENERAL, text="x")

    assert raised.value.response.status_code == 429
    assert raised.value.response.headers["Retry-After"] == "7"
    assert raised.value.response["error"] == "ratelimited"
    assert (texts(slack), outcome(slack)) == ([], ("TooFast", False))


def test_the_sdk_waits_out_a_429_and_posts_once(slack: FakeSlack) -> None:
    slack.misbehave(TooFast(retry_after=0))
    client = WebClient(slack.bot_token, base_url=slack.api_url, retry_handlers=[RateLimitErrorRetryHandler()])
    client.chat_postMessage(channel=GENERAL, text="x")

    assert [call.is_carried_out for call in slack.calls] == [False, True]
    assert texts(slack) == ["x"]


def test_a_server_error_is_plain_text_and_nothing_is_done(slack: FakeSlack, client: WebClient) -> None:
    slack.misbehave(ServerError(503))
    with pytest.raises(SlackApiError) as raised:
        client.chat_postMessage(channel=GENERAL, text="x")

    assert raised.value.response.status_code == 503
    assert (texts(slack), outcome(slack)) == ([], ("ServerError", False))


def test_an_internal_error_may_come_after_the_message_was_posted(
    slack: FakeSlack, client: WebClient, refusal: Refusal
) -> None:
    slack.misbehave(InternalErrorAfterAccepting())
    answer = refusal(client.chat_postMessage, channel=GENERAL, text="x")

    assert answer == {"ok": False, "error": "internal_error"}
    assert (texts(slack), outcome(slack)) == (["x"], ("InternalErrorAfterAccepting", True))


@pytest.mark.parametrize(("fault", "posted"), [(DropBefore(), []), (DropAfter(), ["x"])])
def test_a_dropped_connection_gives_no_answer(
    slack: FakeSlack, client: WebClient, fault: Fault, posted: list[str]
) -> None:
    slack.misbehave(fault)
    with pytest.raises(RemoteDisconnected):
        client.chat_postMessage(channel=GENERAL, text="x")

    assert texts(slack) == posted
    assert outcome(slack) == (type(fault).__name__, bool(posted))


def test_a_slow_answer_comes_after_the_work_and_holds_up_nobody(slack: FakeSlack, client: WebClient) -> None:
    slack.misbehave(Slow(seconds=2), "auth.test")
    answers: list[Any] = []
    slow = threading.Thread(target=lambda: answers.append(client.auth_test()["ok"]))
    slow.start()
    slack.wait_for(lambda: slack.calls)
    client.chat_postMessage(channel=GENERAL, text="meanwhile")

    assert answers == []
    slow.join(timeout=20)
    assert answers == [True]
    assert (slack.calls[0].fault, slack.calls[0].is_carried_out) == ("Slow", True)


def test_a_client_that_does_not_wait_for_a_slow_answer_has_posted(slack: FakeSlack) -> None:
    slack.misbehave(Slow(seconds=3))
    client = WebClient(slack.bot_token, base_url=slack.api_url, retry_handlers=[], timeout=1)  # type: ignore[arg-type]
    with pytest.raises(TimeoutError):
        client.chat_postMessage(channel=GENERAL, text="x")

    assert texts(slack) == ["x"]


@pytest.mark.parametrize("error", ["not_in_channel", "missing_scope", "invalid_auth", "internal_error"])
def test_any_error_can_be_answered(slack: FakeSlack, client: WebClient, refusal: Refusal, error: str) -> None:
    slack.misbehave(Refuse(error))

    assert refusal(client.chat_postMessage, channel=GENERAL, text="x")["error"] == error
    assert (texts(slack), outcome(slack)) == ([], ("Refuse", False))


def test_faults_are_of_one_method_come_in_turn_and_end(slack: FakeSlack, client: WebClient, refusal: Refusal) -> None:
    slack.misbehave(Refuse("fatal_error"), times=2)
    slack.misbehave(Refuse("is_archived"))
    client.auth_test()
    errors = [refusal(client.chat_postMessage, channel=GENERAL, text="x")["error"] for _ in range(3)]

    assert errors == ["fatal_error", "fatal_error", "is_archived"]
    assert client.chat_postMessage(channel=GENERAL, text="x")["ok"]
    assert outcome(slack) == ("", True)


def test_a_fault_may_last_until_slack_behaves(slack: FakeSlack, client: WebClient, refusal: Refusal) -> None:
    slack.misbehave(Refuse("fatal_error"), times=None)
    for _ in range(3):
        refusal(client.chat_postMessage, channel=GENERAL, text="x")
    slack.behave()

    assert client.chat_postMessage(channel=GENERAL, text="x")["ok"]


def test_a_response_url_misbehaves_too(slack: FakeSlack, payloads: list[Json]) -> None:
    slack.slash("/kb", channel=GENERAL, person=ANA)
    url = WebhookClient(payloads[0]["response_url"], retry_handlers=[])
    slack.misbehave(ServerError(), "response_url")
    slack.misbehave(DropAfter(), "response_url")

    assert url.send(text="lost").status_code == 500
    with pytest.raises(RemoteDisconnected):
        url.send(text="arrived")
    assert [message.text for message in slack.ephemerals(GENERAL, ANA)] == ["arrived"]
    assert outcome(slack) == ("DropAfter", True)


def test_what_slack_would_refuse_anyway_is_not_carried_out(
    slack: FakeSlack, client: WebClient, refusal: Refusal
) -> None:
    slack.misbehave(InternalErrorAfterAccepting())
    refusal(client.chat_postMessage, channel="C0NOWHERE", text="x")

    assert outcome(slack) == ("InternalErrorAfterAccepting", False)


def test_history_may_be_late(ticking: FakeSlack, clock: Any) -> None:
    client = client_of(ticking)
    ticking.late_history(30)
    parent = client.chat_postMessage(channel=GENERAL, text="parent")["ts"]
    clock.now += 20
    client.chat_postMessage(channel=GENERAL, text="answer", thread_ts=parent)

    def told() -> list[str]:
        return [message["text"] for message in client.conversations_history(channel=GENERAL)["messages"]]

    assert told() == []
    clock.now += 10
    assert told() == ["parent"]
    assert [each["text"] for each in client.conversations_replies(channel=GENERAL, ts=parent)["messages"]] == ["parent"]
    clock.now += 20
    assert len(client.conversations_replies(channel=GENERAL, ts=parent)["messages"]) == 2


def test_scopes_come_and_go(slack: FakeSlack, client: WebClient, refusal: Refusal) -> None:
    slack.revoke("chat:write")
    assert refusal(client.chat_postMessage, channel=GENERAL, text="x")["needed"] == "chat:write"
    slack.grant("chat:write", "channels:history")

    assert client.chat_postMessage(channel=GENERAL, text="x")["ok"]
    assert client.conversations_history(channel=GENERAL)["ok"]


@pytest.mark.parametrize("error", ["token_revoked", "invalid_auth", "account_inactive"])
def test_a_token_may_be_revoked_and_given_back(
    slack: FakeSlack, client: WebClient, refusal: Refusal, error: str
) -> None:
    slack.revoke_token(error)
    assert refusal(client.auth_test)["error"] == error
    slack.restore_token()

    assert client.auth_test()["ok"]
