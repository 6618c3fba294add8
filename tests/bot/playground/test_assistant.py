"""What an agent offers people to ask, set by a real WebClient."""

from collections.abc import Callable
from typing import Any

import pytest
from slack_sdk import WebClient

from bot.playground import FakeSlack
from bot.playground.town import ANA, BEN, GENERAL

Refusal = Callable[..., dict[str, Any]]

PROMPT = {"title": "Passwords", "message": "How do I reset a password?"}


@pytest.fixture
def direct(slack: FakeSlack) -> str:
    """The id of Ana's direct channel with an agent."""
    slack.grant("assistant:write")
    return slack.workspace.direct_channel(ANA).id


def test_prompts_are_offered_to_one_person_and_replaced(slack: FakeSlack, client: WebClient, direct: str) -> None:
    client.assistant_threads_setSuggestedPrompts(channel_id=direct, prompts=[PROMPT] * 4, title="Often asked")
    offered = slack.prompts_of(ANA)
    client.assistant_threads_setSuggestedPrompts(channel_id=direct, prompts=[])
    taken = slack.prompts_of(ANA)

    assert offered is not None
    assert taken is not None
    assert (offered.prompts, offered.title, taken.prompts) == ((PROMPT,) * 4, "Often asked", ())
    assert slack.prompts_of(BEN) is None


def test_prompts_for_a_thread_are_taken_and_never_shown(slack: FakeSlack, client: WebClient, direct: str) -> None:
    client.assistant_threads_setSuggestedPrompts(channel_id=direct, thread_ts="1.000001", prompts=[PROMPT])

    assert slack.prompts_of(ANA) is None


@pytest.mark.parametrize(
    ("prompts", "problem"),
    [
        ([PROMPT] * 5, "no more than 4 items allowed"),
        ([{"title": "x"}], "missing required field: message"),
        ([PROMPT | {"title": ""}], "must be more than 0 characters"),
        ([PROMPT | {"text": "x"}], "invalid additional property: text"),
        ("x", "must be an array"),
    ],
)
def test_prompts_that_nobody_could_choose_are_refused(
    slack: FakeSlack, client: WebClient, direct: str, refusal: Refusal, prompts: Any, problem: str
) -> None:
    given = {"channel_id": direct, "prompts": prompts if isinstance(prompts, list) else f'"{prompts}"'}
    answer = refusal(client.api_call, api_method="assistant.threads.setSuggestedPrompts", json=given)

    assert answer["error"] == "invalid_arguments"
    assert problem in answer["errors"][0]
    assert slack.prompts_of(ANA) is None


def test_an_agent_writes_only_to_people_alone_and_with_its_scope(
    slack: FakeSlack, client: WebClient, direct: str, refusal: Refusal
) -> None:
    in_channel = refusal(client.assistant_threads_setSuggestedPrompts, channel_id=GENERAL, prompts=[PROMPT])
    slack.revoke("assistant:write")
    without = refusal(client.assistant_threads_setSuggestedPrompts, channel_id=direct, prompts=[PROMPT])

    assert in_channel["error"] == "channel_not_found"
    assert without["needed"] == "assistant:write"


def test_a_status_and_a_title_belong_to_a_thread_that_is_there(
    slack: FakeSlack, client: WebClient, direct: str, refusal: Refusal
) -> None:
    said = slack.workspace.say(direct, ANA, text="x")

    assert client.assistant_threads_setStatus(channel_id=direct, thread_ts=said.ts, status="is looking")["ok"]
    assert client.assistant_threads_setTitle(channel_id=direct, thread_ts=said.ts, title="Passwords")["ok"]
    gone = refusal(client.assistant_threads_setTitle, channel_id=direct, thread_ts="1.000001", title="x")
    assert gone["error"] == "invalid_thread_ts"
