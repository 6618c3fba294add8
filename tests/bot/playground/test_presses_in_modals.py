"""Presses and choices in an open modal, with a real Bolt app."""

from collections.abc import Callable
from typing import Any

import pytest
from slack_bolt import Ack, App
from slack_sdk import WebClient

from bot.playground import FakeSlack
from bot.playground.model import View
from bot.playground.town import ANA, BEN, BOT_ID, GENERAL
from tests.bot.playground.given import actions, button, form, modal, option, text_input, words

Reach = Callable[[App], None]
Json = dict[str, Any]
Shapes = Callable[[Json, str], list[str]]

MENU = {"type": "static_select", "action_id": "choose", "options": [option("one"), option("two")]}


def show(slack: FakeSlack, *blocks: Json, **more: Any) -> View:
    """A form that Ana has open."""
    return slack.workspace.modals.open(ANA, form(*blocks, **more))


def test_a_press_in_a_modal_has_slacks_shape_and_may_update_it(
    slack: FakeSlack, app: App, reach: Reach, shapes: Shapes
) -> None:
    bodies: list[Json] = []

    @app.action("more")
    def update(ack: Ack, body: Json, client: WebClient) -> None:
        bodies.append(body)
        seen = body["view"]
        client.views_update(view_id=seen["id"], hash=seen["hash"], view=modal(title=words("More")))
        ack("not looked at")

    reach(app)
    view = show(slack, text_input("why"), actions(button("more", value="1")), private_metadata="7")
    slack.fill(ANA, {"why": {"typed": "half"}})
    slack.press(view, "more", person=ANA)

    # Slack's types say that every press has a response_url; of those in a view its documents say otherwise.
    assert shapes(bodies[0], "BlockAction") == ['"response_url" is a required property']
    assert not {"channel", "message"} & set(bodies[0])
    assert bodies[0]["container"] == {"type": "view", "view_id": view.id}
    assert bodies[0]["view"]["private_metadata"] == "7"
    assert bodies[0]["view"]["state"]["values"]["why"]["typed"]["value"] == "half"
    shown = slack.view_of(ANA)
    assert shown is not None
    assert shown.title == "More"


def test_a_choice_in_a_modal_is_told_and_kept(slack: FakeSlack, app: App, reach: Reach) -> None:
    chosen: list[Json] = []

    @app.action("choose")
    def note(ack: Ack, action: Json) -> None:
        chosen.append(action)
        ack()

    reach(app)
    view = show(slack, actions(MENU, block_id="menu"))
    slack.press(view, "choose", person=ANA, value="two")

    assert chosen[0]["selected_option"] == option("two")
    current = slack.view_of(ANA)
    assert current is not None
    assert current.state["values"]["menu"]["choose"]["selected_option"] == option("two")


def test_a_choice_on_a_message_is_told_with_the_values_of_all_its_elements(
    slack: FakeSlack, payloads: list[Json], shapes: Shapes
) -> None:
    more = {"type": "overflow", "action_id": "more", "options": MENU["options"]}
    message = slack.workspace.say(GENERAL, BOT_ID, text="x", blocks=[actions(MENU, more, block_id="menu")])
    slack.press(message, "choose", person=ANA, value="one")
    slack.press(message, "more", person=ANA, value="two")

    chosen, overflowed = payloads
    assert shapes(chosen, "BlockAction") == shapes(overflowed, "BlockAction") == []
    assert chosen["state"]["values"]["menu"]["choose"]["selected_option"] == option("one")
    assert overflowed["actions"][0]["selected_option"] == option("two")


def test_only_what_tells_the_app_at_once_is_pressed(slack: FakeSlack) -> None:
    view = show(slack, text_input("quiet"), actions(MENU))

    with pytest.raises(LookupError, match="0 elements are 'typed'"):
        slack.press(view, "typed", person=ANA, value="x")
    with pytest.raises(LookupError, match=r"has no option 'four': \['one', 'two'\]"):
        slack.press(view, "choose", person=ANA, value="four")
    with pytest.raises(LookupError, match="U0BEN does not see"):
        slack.press(view, "choose", person=BEN, value="one")
