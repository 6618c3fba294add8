"""Requests that come again as they were, and ids that come from elsewhere: nothing is doubled, nothing leaks."""

from collections.abc import Callable

import pytest

from bot.playground import FakeSlack, inbound, interactive
from bot.playground.delivery import encoded, signed
from bot.playground.model import Json, Message
from bot.playground.town import ANA, BOT_ID, GENERAL, OPS, PARTNERS
from bot.server.guard import SECONDS_VALID
from tests.bot.server.test_guard import send
from tests.bot.server.test_guard import signed as signed_with_age

GOODWILL = "who may grant goodwill credits"


@pytest.fixture
def url(slack: FakeSlack, synced_url: str, start_http: Callable[[str], str]) -> str:
    return start_http(synced_url)


def replayed(slack: FakeSlack, url: str, sort: str, payload: Json, times: int = 3) -> list[tuple[int, str]]:
    """The very same request, signature and all, sent several times."""
    kind, body = encoded(sort, payload)  # type: ignore[arg-type]
    headers = {"Content-Type": kind, **signed(slack.signing_secret, body)}
    return [send(url, body, headers) for _ in range(times)]


def by_bot(slack: FakeSlack, channel: str) -> list[Message]:
    return [message for message in slack.messages(channel) if message.user == BOT_ID]


def test_a_mention_that_is_replayed_is_answered_once(slack: FakeSlack, url: str) -> None:
    said = slack.workspace.say(GENERAL, ANA, text="mailbox is full")
    event = inbound.said_event(slack.workspace, said) | {"type": "app_mention"}
    payload = inbound.event_callback(slack.workspace, event, channel=slack.workspace.channel(GENERAL))

    assert [status for status, _ in replayed(slack, url, "events_api", payload)] == [200, 200, 200]
    slack.wait_for(lambda: by_bot(slack, GENERAL))
    said_after = slack.workspace.say(GENERAL, ANA, text="reset a password")
    slack.connect_http(url)
    slack.mention("reset a password", channel=GENERAL, person=ANA, thread_ts=said_after.ts)
    slack.wait_for(lambda: len(by_bot(slack, GENERAL)) >= 2)
    assert len(by_bot(slack, GENERAL)) == 2


def test_a_share_that_is_replayed_is_posted_once(slack: FakeSlack, url: str) -> None:
    slack.connect_http(url)
    said = slack.workspace.say(GENERAL, ANA, text="how do I resubmit a failed order")
    slack.shortcut(said, "find_articles", person=ANA)
    view = slack.wait_for(lambda: slack.view_of(ANA))
    button = next(part for block in view.blocks for part in block.get("elements", []) if part["type"] == "button")
    action = {**button, "block_id": "b", "action_ts": "1.1"}
    payload = interactive.pressed_in_view(slack.workspace, view, action=action, person=slack.workspace.person(ANA))

    assert [status for status, _ in replayed(slack, url, "interactive", payload)] == [200, 200, 200]
    slack.wait_for(lambda: len([call for call in slack.calls if call.method == "views.update"]) == 3)
    assert len(by_bot(slack, GENERAL)) == 1


def test_a_request_that_is_replayed_after_its_five_minutes_is_refused(slack: FakeSlack, url: str) -> None:
    body = b"command=%2Fkb&text=reset+password&team_id=T1&channel_id=C1&user_id=U1"
    stale = signed_with_age(slack, body, "application/x-www-form-urlencoded", age=SECONDS_VALID + 1)
    assert send(url, body, stale)[0] == 401


def test_what_is_known_of_a_channel_is_not_believed_of_another_workspaces(slack: FakeSlack, url: str) -> None:
    slack.connect_http(url)
    slack.mention("hello", channel=OPS, person=ANA)
    slack.wait_for(lambda: by_bot(slack, OPS))
    ours = {"command": "/kb", "text": GOODWILL, "team_id": "T0QUICK", "channel_id": OPS, "user_id": ANA}
    told = [
        replayed(slack, url, "slash_commands", ours | other, times=1)[0][1]
        for other in ({}, {"team_id": "T0OTHER"}, {"channel_id": "C0ELSE"}, {"channel_id": PARTNERS})
    ]
    assert ["goodwill-credits" in text for text in told] == [True, False, False, False]
