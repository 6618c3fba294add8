"""What Slack's answers mean for a post: how long to wait, and what chance has to do with it."""

from datetime import timedelta

import pytest
from slack_sdk.errors import SlackApiError
from slack_sdk.web import SlackResponse

from bot.outbox.outcomes import NotPosted, Refused, TooFast, Unclear, backoff, outcome_of, outcome_of_harmless


def never() -> float:
    return 0.0


def always() -> float:
    return 1.0


def answered(error: str, status: int = 200, **headers: str) -> SlackApiError:
    """What the client raises when Slack answers so."""
    response = SlackResponse(
        client=None,
        http_verb="POST",
        api_url="chat.postMessage",
        req_args={},
        data={"ok": False, "error": error},
        headers=headers,
        status_code=status,
    )
    return SlackApiError(error, response)


def test_waiting_doubles_up_to_ten_minutes_and_half_of_it_is_chance() -> None:
    attempts = (1, 2, 3, 9, 10, 1000)
    assert [backoff(number, always).total_seconds() for number in attempts] == [2, 4, 8, 512, 600, 600]
    assert [backoff(number, never).total_seconds() for number in attempts] == [1, 2, 4, 256, 300, 300]
    assert backoff(0, lambda: 0.5) == timedelta(seconds=1.5)


@pytest.mark.parametrize(
    ("said", "seconds"),
    [
        pytest.param("30", 30, id="whole seconds"),
        pytest.param("1.5", 1.5, id="a decimal"),
        pytest.param(" 2 ", 2, id="with blanks"),
        pytest.param("999999999999", 3600, id="for ever"),
        pytest.param("inf", 3600, id="for ever and ever"),
        pytest.param("", 8, id="nothing"),
        pytest.param("0", 8, id="no time"),
        pytest.param("-5", 8, id="a time that is over"),
        pytest.param("nan", 8, id="no number"),
        pytest.param("Wed, 21 Oct 2026 07:28:00 GMT", 8, id="a date"),
    ],
)
def test_slack_is_believed_when_it_says_how_long_to_wait_if_that_makes_sense(said: str, seconds: float) -> None:
    headers = {"Retry-After": said} if said else {}
    outcome = outcome_of(answered("ratelimited", 429, **headers), attempts=3, chance=always)
    assert outcome == TooFast("Slack said ratelimited", timedelta(seconds=seconds))


def test_what_may_have_arrived_is_told_from_what_has_not() -> None:
    assert isinstance(outcome_of(answered("internal_error"), attempts=1, chance=never), Unclear)
    assert isinstance(outcome_of(answered("", 502), attempts=1, chance=never), Unclear)
    assert isinstance(outcome_of(TimeoutError(), attempts=1, chance=never), Unclear)
    assert outcome_of(answered("is_archived"), attempts=1, chance=never) == Refused(
        "Slack refused it: is_archived", "is_archived"
    )
    assert outcome_of(ConnectionRefusedError("no"), attempts=2, chance=never) == NotPosted(
        "Slack could not be reached: no", timedelta(seconds=2)
    )


@pytest.mark.parametrize(
    ("said", "status"),
    [
        pytest.param("Received a response in a non-JSON format: <!DOCTYPE html>", 200, id="a page of a proxy"),
        pytest.param('Received a response in a non-JSON format: {"ok": true, "ts": "17', 200, id="an answer cut off"),
        pytest.param("", 403, id="nothing"),
    ],
)
def test_an_answer_that_is_none_of_slacks_leaves_open_whether_it_was_posted(said: str, status: int) -> None:
    assert isinstance(outcome_of(answered(said, status), attempts=1, chance=always), Unclear)
    assert isinstance(outcome_of_harmless(answered(said, status), attempts=1, chance=always), NotPosted)
