"""Modals that know where they were opened, are submitted more than once, or answer somewhere else."""

import threading
from collections.abc import Callable
from typing import Any

import pytest
from slack_bolt import Ack, App
from slack_sdk import WebClient
from slack_sdk.webhook import WebhookClient

from bot.playground import FakeSlack
from bot.playground.limits import SlackRefused
from bot.playground.town import ANA, BOT_ID, GENERAL, OPS, SUPPORT
from tests.bot.playground.given import actions, button, form, modal, section, text_input, words

Reach = Callable[[App], None]
Json = dict[str, Any]
Shapes = Callable[[Json, str], list[str]]

WHERE = text_input(
    "where",
    element={
        "type": "conversations_select",
        "action_id": "where",
        "default_to_current_conversation": True,
        "response_url_enabled": True,
    },
)


def submitted(app: App, reach: Reach, **ack_body: Any) -> list[Json]:
    """The submissions that reach an app which answers each with this ack."""
    bodies: list[Json] = []

    @app.view("asked")
    def answer(ack: Ack, body: Json) -> None:
        bodies.append(body)
        ack(**ack_body)

    reach(app)
    return bodies


def test_a_modal_that_is_submitted_twice_at_once_reaches_the_app_twice(
    slack: FakeSlack, app: App, reach: Reach
) -> None:
    both = threading.Barrier(2)

    @app.view("asked")
    def answer(ack: Ack) -> None:
        both.wait(timeout=2)
        ack()

    reach(app)
    slack.workspace.modals.open(ANA, form(callback_id="asked"))

    assert slack.submit(ANA, presses=2).status == 200
    assert slack.view_of(ANA) is None


def test_a_button_that_is_pressed_twice_at_once_tells_the_app_twice(slack: FakeSlack, payloads: list[Json]) -> None:
    message = slack.workspace.say(GENERAL, BOT_ID, text="x", blocks=[actions(button("claim"))])
    slack.press(message, "claim", person=ANA, presses=2)

    assert [payload["actions"][0]["action_id"] for payload in payloads] == ["claim", "claim"]


def test_a_modal_whose_ack_was_lost_is_submitted_again(slack: FakeSlack, app: App, reach: Reach) -> None:
    bodies = submitted(app, reach)
    slack.workspace.modals.open(ANA, form(text_input("why"), callback_id="asked"))
    view = slack.fill(ANA, {"why": {"typed": "x"}})
    slack.submit(ANA)
    slack.submit_again(view)

    first, second = bodies
    assert first["view"] == second["view"]
    assert first["trigger_id"] != second["trigger_id"]


def test_what_the_second_ack_says_is_done_while_the_modal_is_open(slack: FakeSlack, app: App, reach: Reach) -> None:
    submitted(app, reach, response_action="update", view=modal(title=words("Done")))
    view = slack.workspace.modals.open(ANA, form(callback_id="asked"))
    slack.submit_again(view)

    shown = slack.view_of(ANA)
    assert shown is not None
    assert shown.title == "Done"


def test_a_submission_pushes_no_fourth_view(slack: FakeSlack, app: App, reach: Reach) -> None:
    submitted(app, reach, response_action="push", view=form(callback_id="asked"))
    slack.workspace.modals.open(ANA, form(callback_id="asked"))
    slack.submit(ANA)
    slack.submit(ANA)

    with pytest.raises(SlackRefused, match="push_limit_reached"):
        slack.submit(ANA)
    assert len(slack.workspace.modals.stack(ANA)) == 3


def test_a_menu_starts_with_the_conversation_from_which_its_modal_was_opened(
    slack: FakeSlack, client: WebClient, payloads: list[Json]
) -> None:
    slack.slash("/kb", channel=SUPPORT, person=ANA)
    opened = client.views_open(trigger_id=payloads[0]["trigger_id"], view=form(WHERE))
    without = client.views_open(trigger_id=slack.workspace.triggers.new(ANA), view=form(WHERE))

    assert opened["view"]["state"]["values"]["where"]["where"]["selected_conversation"] == SUPPORT
    assert without["view"]["state"]["values"]["where"]["where"]["selected_conversation"] is None


def test_what_is_pushed_and_updated_knows_where_the_first_was_opened(
    slack: FakeSlack, client: WebClient, payloads: list[Json]
) -> None:
    slack.slash("/kb", channel=SUPPORT, person=ANA)
    client.views_open(trigger_id=payloads[0]["trigger_id"], view=modal(actions(button("more"))))
    view = slack.view_of(ANA)
    assert view is not None
    slack.press(view, "more", person=ANA)
    pushed = client.views_push(trigger_id=payloads[1]["trigger_id"], view=form(section()))["view"]
    updated = client.views_update(view_id=pushed["id"], view=form(WHERE))["view"]

    assert updated["state"]["values"]["where"]["where"]["selected_conversation"] == SUPPORT


def test_a_submission_may_be_answered_in_the_conversation_that_was_chosen_in_it(
    slack: FakeSlack, app: App, reach: Reach, shapes: Shapes
) -> None:
    bodies = submitted(app, reach)
    slack.workspace.modals.open(ANA, form(WHERE, callback_id="asked"), channel=GENERAL)
    slack.submit(ANA, {"where": {"where": OPS}})
    [answering] = bodies[0]["response_urls"]
    WebhookClient(answering["response_url"]).send(text="Done", response_type="in_channel")

    assert shapes(bodies[0], "ViewSubmitAction") == []
    assert (answering["block_id"], answering["action_id"], answering["channel_id"]) == ("where", "where", OPS)
    assert [message.text for message in slack.messages(OPS)] == ["Done"]


def test_closing_a_view_that_clears_all_says_so(slack: FakeSlack, payloads: list[Json]) -> None:
    for clears in (False, True):
        slack.workspace.modals.open(ANA, modal())
        slack.workspace.modals.push(ANA, modal(notify_on_close=True, clear_on_close=clears))
        slack.close(ANA)

    assert [payload["is_cleared"] for payload in payloads] == [False, True]
    assert slack.view_of(ANA) is None
