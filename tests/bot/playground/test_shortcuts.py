"""Message shortcuts, with a real Bolt app."""

from collections.abc import Callable
from typing import Any

import pytest
from slack_bolt import Ack, App, Respond
from slack_sdk import WebClient

from bot.playground import FakeSlack
from bot.playground.limits import SlackRefused
from bot.playground.town import ANA, BEN, BOT_ID, GENERAL, OPS, PARTNERS, SCOPES, SUPPORT, ZOE
from tests.bot.playground.given import modal

Reach = Callable[[App], None]
Json = dict[str, Any]


@pytest.fixture
def shortcuts(app: App, reach: Reach) -> list[Json]:
    """The payloads of the shortcut `save` from now on; its ack says something that Slack ignores."""
    bodies: list[Json] = []

    @app.shortcut({"type": "message_action", "callback_id": "save"})
    def note(ack: Ack, body: Json) -> None:
        bodies.append(body)
        ack(text="not looked at")

    reach(app)
    return bodies


def test_a_shortcut_carries_the_message_whole(slack: FakeSlack, shortcuts: list[Json]) -> None:
    parent = slack.workspace.say(GENERAL, BEN, text="a question")
    answer = slack.workspace.say(GENERAL, BEN, text="an answer", thread_ts=parent.ts)
    receipts = [slack.shortcut(message, "save", person=ANA) for message in (answer, parent)]

    on_answer, on_parent = shortcuts
    assert [(receipt.status, receipt.message) for receipt in receipts] == [(200, None)] * 2
    assert on_answer["message_ts"] == on_answer["message"]["ts"] == answer.ts
    assert (on_answer["message"]["thread_ts"], on_answer["message"]["text"]) == (parent.ts, "an answer")
    assert (on_parent["message"]["thread_ts"], on_parent["message"]["reply_count"]) == (parent.ts, 1)
    assert on_answer["channel"] == {"id": GENERAL, "name": "general"}
    assert on_answer["user"]["id"] == ANA
    assert on_answer["team"] == {"id": "T0QUICK", "domain": "quickjump"}
    assert {"action_ts", "response_url", "trigger_id", "token"} <= set(on_answer)
    assert slack.ephemerals(GENERAL, ANA) == ()


def test_a_shortcut_is_offered_on_the_bots_own_messages_and_where_it_is_no_member(
    slack: FakeSlack, shortcuts: list[Json]
) -> None:
    own = slack.workspace.say(GENERAL, BOT_ID, text="hello")
    elsewhere = slack.workspace.say(SUPPORT, BEN, text="hello")
    for message in (own, elsewhere):
        slack.shortcut(message, "save", person=ANA)

    assert [body["channel"]["id"] for body in shortcuts] == [GENERAL, SUPPORT]
    assert shortcuts[0]["message"]["bot_id"] == "B0BOT"


def test_its_trigger_opens_a_modal_and_its_response_url_answers_in_private(
    slack: FakeSlack, app: App, reach: Reach
) -> None:
    @app.shortcut("save")
    def open_and_answer(ack: Ack, client: WebClient, shortcut: Json, respond: Respond) -> None:
        client.views_open(trigger_id=shortcut["trigger_id"], view=modal())
        respond("Noted", replace_original=True)
        ack()

    reach(app)
    message = slack.workspace.say(SUPPORT, BEN, text="a question")
    slack.shortcut(message, "save", person=ANA)

    assert slack.view_of(ANA) is not None
    assert [each.text for each in slack.ephemerals(SUPPORT, ANA)] == ["Noted"]
    assert slack.messages(SUPPORT) == (message,)


def test_nobody_uses_a_shortcut_on_what_they_do_not_see(slack: FakeSlack) -> None:
    private = slack.workspace.say(OPS, ANA, text="x")
    unseen = slack.workspace.say(GENERAL, BOT_ID, text="x", ephemeral_to=ANA)
    shared = slack.workspace.say(PARTNERS, ANA, text="x")

    for message, person in ((private, ZOE), (unseen, BEN), (unseen, ANA), (shared, ZOE)):
        with pytest.raises(LookupError):
            slack.shortcut(message, "save", person=person)


def test_shortcuts_need_the_scope_of_commands() -> None:
    with FakeSlack(scopes=SCOPES - {"commands"}) as slack:
        message = slack.workspace.say(GENERAL, ANA, text="x")
        with pytest.raises(SlackRefused, match="missing_scope"):
            slack.shortcut(message, "save", person=ANA)
