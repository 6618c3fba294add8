"""Faults that come by chance, to a share of the calls of real WebClients."""

from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from random import Random
from typing import Any

import pytest
from slack_sdk import WebClient

from bot.playground import FakeSlack
from bot.playground.faults import DropAfter, InternalErrorAfterAccepting, Refuse, ServerError, TooFast
from bot.playground.town import BOT_ID, GENERAL

Refusal = Callable[..., dict[str, Any]]

CHANCES = {InternalErrorAfterAccepting(): 0.3, Refuse("fatal_error"): 0.2}


def post(client: WebClient, number: int) -> None:
    """Post a number, whatever comes of it."""
    client.api_call("chat.postMessage", json={"channel": GENERAL, "text": str(number)})


def attempt(client: WebClient, number: int) -> bool:
    try:
        post(client, number)
    except Exception:
        return False
    return True


def test_a_share_of_the_calls_goes_wrong_and_the_rest_goes_well(slack: FakeSlack, client: WebClient) -> None:
    slack.misbehave_at_random(CHANCES, random=Random(1))
    with ThreadPoolExecutor(8) as pool:
        went_well = list(pool.map(lambda number: attempt(client, number), range(200)))

    seen = Counter(call.fault for call in slack.calls)
    assert set(seen) == {"", "InternalErrorAfterAccepting", "Refuse"}
    assert sum(went_well) == seen[""]
    assert 70 < seen[""] < 130
    assert len(slack.messages(GENERAL)) == seen[""] + seen["InternalErrorAfterAccepting"]


def test_the_same_seed_brings_the_same_faults(slack: FakeSlack, client: WebClient) -> None:
    def faults() -> list[str]:
        slack.misbehave_at_random(CHANCES, random=Random(7))
        before = len(slack.calls)
        for number in range(30):
            attempt(client, number)
        return [call.fault for call in slack.calls[before:]]

    assert faults() == faults()


def test_what_was_asked_for_goes_before_chance_and_both_end(
    slack: FakeSlack, client: WebClient, refusal: Refusal
) -> None:
    slack.misbehave_at_random({Refuse("fatal_error"): 1.0}, random=Random(1))
    slack.misbehave(Refuse("is_archived"))
    errors = [refusal(client.chat_postMessage, channel=GENERAL, text="x")["error"] for _ in range(3)]
    slack.behave()

    assert errors == ["is_archived", "fatal_error", "fatal_error"]
    assert client.chat_postMessage(channel=GENERAL, text="x")["ok"]


@pytest.mark.parametrize(
    ("fault", "text"), [(ServerError(), "before"), (TooFast(), "before"), (InternalErrorAfterAccepting(), "after")]
)
def test_an_update_goes_wrong_like_a_post(slack: FakeSlack, client: WebClient, fault: Any, text: str) -> None:
    message = slack.workspace.say(GENERAL, BOT_ID, text="before")
    slack.misbehave_at_random({fault: 1.0}, "chat.update", random=Random(1))

    with pytest.raises(Exception, match=r"internal_error|ratelimited|Internal Server Error|Received a response"):
        client.chat_update(channel=GENERAL, ts=message.ts, text="after")
    assert [each.text for each in slack.messages(GENERAL)] == [text]


@pytest.mark.parametrize("chances", [{DropAfter(): 1.1}, {DropAfter(): 0.6, TooFast(): 0.6}, {DropAfter(): -0.1}])
def test_chances_that_cannot_be_are_refused(slack: FakeSlack, chances: dict[Any, float]) -> None:
    with pytest.raises(ValueError, match="chances lie between 0 and 1"):
        slack.misbehave_at_random(chances, random=Random(1))
