"""The doctor and Slack: tokens, scopes, channels and the clock; and a Slack that misbehaves, is gone or is none."""

import gzip
import socket
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
import yaml
from slack_sdk import WebClient

from bot.doctor.scopes import NEEDED_SCOPES, OPTIONAL_SCOPES
from bot.doctor.slack import NoAnswer, Slack
from bot.playground import FakeSlack
from bot.playground.faults import DropBefore, Fault, InternalErrorAfterAccepting, ServerError, TooFast
from bot.playground.model import Channel
from bot.playground.town import ANA, GENERAL, OPS, SUPPORT
from knowledge.base import KnowledgeBase
from knowledge.subscriptions import Place, Style, Timetable
from tests.bot.doctor.conftest import Examine

MANIFEST: dict[str, Any] = yaml.safe_load((Path(__file__).parents[3] / "manifest.yml").read_text())

# What is looked at on our side of the line, whatever Slack says.
OURS = {"settings", "database", "schema", "sources", "encoder"}

pytestmark = pytest.mark.usefixtures("knowledge")


@pytest.fixture
def subscribe(knowledge: KnowledgeBase, slack: FakeSlack) -> Callable[..., None]:
    """Subscribes a channel, or a person, to everything."""

    def make(channel: str, workspace: str = "") -> None:
        place = Place(workspace or slack.workspace.team.id, channel)
        knowledge.subscriptions.subscribe(place, (), person=ANA, timetable=Timetable(), style=Style())

    return make


def test_the_doctor_knows_the_scopes_of_the_manifest() -> None:
    scopes = MANIFEST["oauth_config"]["scopes"]
    assert set(NEEDED_SCOPES) == set(scopes["bot"])
    assert set(OPTIONAL_SCOPES) == set(scopes["bot_optional"])


@pytest.mark.parametrize(
    ("refusal", "advice"),
    [
        ("invalid_auth", "OAuth & Permissions"),
        ("account_inactive", "Install the app"),
        ("token_revoked", "Install the app"),
        ("token_expired", "token rotation"),
    ],
)
def test_a_bot_token_that_slack_refuses_is_named_with_slacks_word_and_what_to_do(
    examine: Examine, slack: FakeSlack, refusal: str, advice: str
) -> None:
    slack.revoke_token(refusal)
    examined = examine()

    assert examined.code == 1
    assert examined.states("fault") == {"bot token"}
    assert examined.found["bot token"]["said"].endswith(f"{refusal}.")
    assert advice in examined.found["bot token"]["advice"]
    assert set(examined.found) == OURS | {"bot token", "app token", "clock"}


def test_an_app_token_that_slack_refuses_is_named_and_the_rest_goes_on(examine: Examine, slack: FakeSlack) -> None:
    slack.grant(*OPTIONAL_SCOPES)
    examined = examine(SLACK_APP_TOKEN=f"xapp-{1}-of-another-app")

    assert examined.code == 1
    assert examined.states("fault") == {"app token"}
    assert "invalid_auth" in examined.found["app token"]["said"]
    assert "connections:write" in examined.found["app token"]["advice"]
    assert examined.found["scopes"]["state"] == "ok"


def test_a_bot_that_hears_nobody_is_named(examine: Examine) -> None:
    found = examine(SLACK_APP_TOKEN="").found["app token"]
    assert found["state"] == "warning"
    assert "only `worker` runs" in found["said"]


def test_scopes_that_are_not_granted_are_named_with_what_each_is_for(examine: Examine, slack: FakeSlack) -> None:
    slack.grant(*OPTIONAL_SCOPES)
    slack.revoke("channels:history", "users:read", "im:write")
    examined = examine()

    assert examined.code == 1
    assert "users:read (people's time zones, and who is an admin or a guest)" in examined.found["scopes"]["said"]
    assert "im:write" in examined.found["scopes"]["said"]
    assert "chat:write" not in examined.found["scopes"]["said"]
    assert "python -m bot manifest" in examined.found["scopes"]["advice"]
    assert examined.found["optional scopes"]["state"] == "warning"
    assert "channels:history (looking up a post" in examined.found["optional scopes"]["said"]


def test_optional_scopes_alone_are_no_fault(examine: Examine) -> None:
    assert examine().code == 0


def test_channels_of_settings_that_the_bot_is_not_in_are_faults(examine: Examine) -> None:
    examined = examine(OPERATORS_CHANNEL=SUPPORT, HELP_CHANNEL="C0NOWHERE")

    assert examined.states("fault") == {"OPERATORS_CHANNEL", "HELP_CHANNEL"}
    assert f"#support ({SUPPORT}): the bot is not in it" in examined.found["OPERATORS_CHANNEL"]["said"]
    assert "no such channel" in examined.found["HELP_CHANNEL"]["said"]
    assert "/invite @Quickjump" in examined.found["HELP_CHANNEL"]["advice"]


def test_channels_that_are_subscribed_and_that_the_bot_can_not_post_in_are_named(
    examine: Examine, slack: FakeSlack, subscribe: Callable[..., None]
) -> None:
    for channel in GENERAL, OPS, ANA:
        subscribe(channel)
    assert examine().found["channels"]["state"] == "ok"
    slack.workspace.put(replace(slack.workspace.channel(OPS), is_archived=True))
    for channel in SUPPORT, "C0DELETED":
        subscribe(channel)
    examined = examine()

    assert examined.code == 0
    assert examined.found["channels"]["state"] == "warning"
    said = examined.found["channels"]["said"]
    assert said.startswith("Of 4 channels that are subscribed, nothing can be posted in C0DELETED: there is no such")
    assert f"#ops ({OPS}): it is archived; #support ({SUPPORT}): the bot is not in it." in said
    assert "general" not in said


def test_many_channels_are_not_asked_about_one_by_one(
    examine: Examine, slack: FakeSlack, subscribe: Callable[..., None]
) -> None:
    for number in range(25):
        subscribe(f"C0OUT{number}")
    for number in range(300):
        channel = Channel(f"C0IN{number}", f"in-{number}", "public", frozenset({slack.workspace.bot.user_id}))
        slack.workspace.put(channel)
    subscribe("C0IN299")
    said = examine().found["channels"]["said"]

    assert said.startswith("Of 21 channels")
    assert said.endswith("; and 15 more.")
    assert sum(call.method == "conversations.info" for call in slack.calls) == 20
    assert sum(call.method == "users.conversations" for call in slack.calls) == 2


def test_subscriptions_of_another_workspace_are_named(examine: Examine, subscribe: Callable[..., None]) -> None:
    subscribe(GENERAL, "T0BEFORE")
    examined = examine()
    assert "T0BEFORE" in examined.found["workspaces"]["said"]
    assert "channels" not in examined.found


@pytest.mark.parametrize(("minutes", "state"), [(-6, "fault"), (6, "fault"), (2, "warning")])
def test_a_clock_that_does_not_go_as_slacks_is_named(examine: Examine, minutes: int, state: str) -> None:
    with FakeSlack(clock=lambda: time.time() + minutes * 60) as apart:
        examined = examine(SLACK_API_URL=apart.api_url)

    found = examined.found["clock"]
    assert found["state"] == state
    assert ("behind" if minutes > 0 else "ahead of") in found["said"]
    assert "NTP" in found["advice"]


GONE = {
    "too fast": (TooFast(retry_after=90), "left alone for 1 min 30 s"),
    "a fault of Slack's": (ServerError(503), "HTTP 503"),
    "an error of Slack's": (InternalErrorAfterAccepting(), "internal_error"),
    "a connection that breaks": (DropBefore(), "the connection fails"),
}


@pytest.mark.parametrize("method", ["auth.test", "apps.connections.open", "conversations.info"])
@pytest.mark.parametrize("how", GONE)
def test_a_slack_that_misbehaves_is_said_once_and_our_side_is_looked_at(
    examine: Examine, slack: FakeSlack, how: str, method: str
) -> None:
    fault: Fault
    fault, said = GONE[how]
    slack.misbehave(fault, method)
    examined = examine(HELP_CHANNEL=GENERAL)

    assert examined.code == 1
    assert examined.states("fault") == {"slack"}
    assert said in examined.found["slack"]["said"]
    assert examined.states("ok") >= OURS
    assert sum(call.method == method for call in slack.calls) == 1


def test_a_slack_that_is_gone_is_said_once_and_our_side_is_looked_at(examine: Examine) -> None:
    for url, said in (
        ("http://127.0.0.1:9/api/", "nothing listens there"),
        ("http://slack.invalid/api/", "its name is not known here"),
    ):
        examined = examine(SLACK_API_URL=url)
        assert examined.code == 1
        assert set(examined.found) == OURS | {"slack"}
        assert f"{url}: {said}" in examined.found["slack"]["said"]


def test_a_slack_that_never_answers_is_not_waited_for() -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:
        url = f"http://127.0.0.1:{silent.getsockname()[1]}/api/"
        asked = Slack(url, now=lambda: datetime.now(UTC), seconds=1)
        with pytest.raises(NoAnswer, match="no answer came in time"):
            asked.ask("xoxb-x", WebClient.auth_test)


NOT_SLACK = {
    "a page": (b"<!doctype html><title>Log in</title>", 200, {}),
    "nothing": (b"", 200, {}),
    "a list": (b"[1]", 200, {}),
    "an empty list": (b"[]", 200, {}),
    "a page that is not there": (b'{"error": "not_found"}', 404, {}),
    "bytes": (gzip.compress(b"{}"), 200, {"Content_Type": "application/gzip"}),
    "no text": (b"\xff\xfe", 200, {}),
    "well, but nobody": (b'{"ok": true}', 200, {"Date": "never"}),
    "somebody strange": (b'{"ok": true, "user_id": 7, "team_id": ["T1"]}', 200, {}),
}


@pytest.mark.parametrize("what", NOT_SLACK)
def test_what_is_not_slack_is_said_once(examine: Examine, answering: Callable[..., str], what: str) -> None:
    body, status, headers = NOT_SLACK[what]
    examined = examine(SLACK_API_URL=answering(body, status=status, **headers))

    assert examined.code == 1
    assert set(examined.found) == OURS | {"slack"}
    assert "what answers there is not Slack" in examined.found["slack"]["said"]


def test_what_slack_tells_in_a_strange_shape_stops_nothing(
    examine: Examine, answering: Callable[..., str], subscribe: Callable[..., None]
) -> None:
    subscribe(GENERAL)
    strange = b'{"ok": true, "user_id": "U1", "team_id": "T0QUICK", "channels": 3, "channel": [], "user": {}}'
    examined = examine(SLACK_API_URL=answering(strange), HELP_CHANNEL=GENERAL)

    assert "the bot is not in it" in examined.found["HELP_CHANNEL"]["said"]
    assert examined.found["scopes"]["state"] == "warning"
    assert "the bot is not in it" in examined.found["channels"]["said"]
