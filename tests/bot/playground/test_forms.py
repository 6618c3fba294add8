"""A form with every input that a subscription needs: opened by a command, changed as it is filled in, and answered."""

from collections.abc import Callable
from typing import Any

import pytest
from slack_bolt import Ack, App, Respond
from slack_sdk import WebClient

from bot.playground import FakeSlack
from bot.playground.limits import SlackRefused, find_problems
from bot.playground.town import ANA, GENERAL
from bot.playground.view_limits import find_view_problems
from tests.bot.playground.given import actions, button, form, option, section, text_input, words

Reach = Callable[[App], None]
Json = dict[str, Any]


def asks(block_id: str, kind: str, **element: Any) -> Json:
    """An input block with an element of this kind, whose action id is the block's."""
    return text_input(block_id, element={"type": kind, "action_id": block_id, **element})


GROUPS = [
    {"label": words("Orders"), "options": [option("refunds"), option("parcels")]},
    {"label": words("Accounts"), "options": [option("passwords")]},
]
CADENCES = [option("daily"), option("weekly")]
KINDS = [option("new"), option("updated")]

CATEGORY = asks("category", "static_select", option_groups=GROUPS)
CADENCE = asks("cadence", "radio_buttons", options=CADENCES, initial_option=CADENCES[0]) | {"dispatch_action": True}
WHICH = asks("which", "checkboxes", options=KINDS, initial_options=KINDS)
AT = asks("at", "timepicker", initial_time="09:00", timezone="America/New_York")
DAYS = asks("days", "multi_static_select", options=[option("monday"), option("friday")], max_selected_items=1)
NOTE = asks("note", "plain_text_input") | {"optional": True}


def subscription(*blocks: Json) -> Json:
    return form(*blocks or (CATEGORY, CADENCE, WHICH, AT, NOTE), callback_id="subscribe")


@pytest.fixture
def submitted(app: App, reach: Reach) -> list[Json]:
    """The values of each form that was submitted to an app that opens them by /kb; weekly ones ask for days too."""
    values: list[Json] = []

    @app.command("/kb")
    def ask(ack: Ack, client: WebClient, command: Json) -> None:
        client.views_open(trigger_id=command["trigger_id"], view=subscription())
        ack()

    @app.action("cadence")
    def change(ack: Ack, client: WebClient, body: Json, action: Json) -> None:
        days = [DAYS] if action["selected_option"]["value"] == "weekly" else []
        view = subscription(CATEGORY, CADENCE, *days, WHICH, AT, NOTE)
        client.views_update(view_id=body["view"]["id"], hash=body["view"]["hash"], view=view)
        ack()

    @app.view("subscribe")
    def keep(ack: Ack, view: Json) -> None:
        found = view["state"]["values"]
        values.append({block: found[block][block] for block in found})
        if found["note"]["note"]["value"] == "again":
            ack(response_action="errors", errors={"note": "Say something else."})
        else:
            ack(response_action="update", view=form(section("Done.")))

    reach(app)
    return values


def test_a_form_is_submitted_with_what_it_began_with_and_what_was_filled_in(
    slack: FakeSlack, submitted: list[Json]
) -> None:
    slack.slash("/kb", "subscribe", channel=GENERAL, person=ANA)
    slack.submit(ANA, {"category": {"category": "passwords"}, "which": {"which": ["new"]}, "at": {"at": "17:30"}})

    assert submitted == [
        {
            "category": {"type": "static_select", "selected_option": option("passwords")},
            "cadence": {"type": "radio_buttons", "selected_option": option("daily")},
            "which": {"type": "checkboxes", "selected_options": [option("new")]},
            "at": {"type": "timepicker", "selected_time": "17:30"},
            "note": {"type": "plain_text_input", "value": None},
        }
    ]
    shown = slack.view_of(ANA)
    assert shown is not None
    assert shown.blocks[0]["text"]["text"] == "Done."


def test_a_choice_that_tells_at_once_changes_the_form_and_loses_nothing(
    slack: FakeSlack, submitted: list[Json]
) -> None:
    slack.slash("/kb", "subscribe", channel=GENERAL, person=ANA)
    view = slack.fill(ANA, {"category": {"category": "refunds"}, "note": {"note": "for the desk"}})
    slack.press(view, "cadence", person=ANA, value="weekly")
    changed = slack.view_of(ANA)
    assert changed is not None
    assert "days" in [block["block_id"] for block in changed.blocks]
    slack.submit(ANA, {"days": {"days": ["friday"]}})

    [values] = submitted
    assert values["category"]["selected_option"] == option("refunds")
    assert values["cadence"]["selected_option"] == option("weekly")
    assert values["days"]["selected_options"] == [option("friday")]
    assert values["note"]["value"] == "for the desk"


def test_a_form_may_be_refused_and_submitted_again(slack: FakeSlack, submitted: list[Json]) -> None:
    slack.slash("/kb", "subscribe", channel=GENERAL, person=ANA)
    slack.submit(ANA, {"category": {"category": "refunds"}, "note": {"note": "again"}})
    refused = slack.view_of(ANA)
    assert refused is not None
    assert refused.errors == {"note": "Say something else."}
    slack.submit(ANA, {"note": {"note": None}})

    assert [values["note"]["value"] for values in submitted] == ["again", None]


def test_slack_lets_nobody_fill_in_what_nobody_could(slack: FakeSlack) -> None:
    slack.workspace.modals.open(ANA, subscription(CATEGORY, WHICH, AT, DAYS))

    with pytest.raises(LookupError, match="category has no option 'weather'"):
        slack.fill(ANA, {"category": {"category": "weather"}})
    with pytest.raises(ValueError, match="a timepicker gives no '9:00'"):
        slack.fill(ANA, {"at": {"at": "9:00"}})
    with pytest.raises(ValueError, match="days takes 1 choices"):
        slack.fill(ANA, {"days": {"days": ["monday", "friday"]}})
    with pytest.raises(ValueError, match="please complete this required field"):
        slack.submit(ANA, {"which": {"which": []}, "at": {"at": None}})


@pytest.mark.parametrize(
    ("element", "problem"),
    [
        ({"type": "static_select"}, "must define either `options` or `option_groups`"),
        ({"type": "static_select", "options": CADENCES, "option_groups": GROUPS}, "must define only one of"),
        ({"type": "static_select", "option_groups": GROUPS, "initial_option": option("x")}, "one of the provided"),
        ({"type": "radio_buttons", "options": CADENCES, "initial_option": option("x")}, "one of the provided"),
        ({"type": "checkboxes", "options": KINDS, "initial_options": [KINDS[0], option("x")]}, "one of the provided"),
        ({"type": "timepicker", "initial_time": "25:00"}, "must match"),
        ({"type": "datepicker", "initial_date": "1 May"}, "must match"),
    ],
)
def test_an_input_starts_only_with_what_it_offers(element: Json, problem: str) -> None:
    [in_view] = find_view_problems(form(text_input("asked", element=element)))
    [in_message] = find_problems([actions(element)]) if element["type"] != "checkboxes" else [in_view]

    assert problem in str(in_view)
    assert problem in str(in_message)


def test_a_press_on_what_a_command_showed_takes_its_place_and_takes_it_away(
    slack: FakeSlack, app: App, reach: Reach
) -> None:
    @app.command("/kb")
    def show(ack: Ack) -> None:
        ack(text="Subscriptions", blocks=[actions(button("change"), button("close"))])

    @app.action("change")
    def change(ack: Ack, respond: Respond) -> None:
        respond(text="Changed", blocks=[actions(button("close"))], replace_original=True)
        ack()

    @app.action("close")
    def close(ack: Ack, respond: Respond) -> None:
        respond(delete_original=True)
        ack()

    reach(app)
    shown = slack.slash("/kb", channel=GENERAL, person=ANA).message
    assert shown is not None
    slack.press(shown, "change", person=ANA)
    [changed] = slack.ephemerals(GENERAL, ANA)
    assert (changed.text, changed.ts) == ("Changed", shown.ts)
    slack.press(changed, "close", person=ANA)

    assert slack.ephemerals(GENERAL, ANA) == ()


def test_a_trigger_opens_one_form_and_no_second(slack: FakeSlack, client: WebClient, payloads: list[Json]) -> None:
    slack.slash("/kb", channel=GENERAL, person=ANA)
    trigger = payloads[0]["trigger_id"]
    client.views_open(trigger_id=trigger, view=subscription())

    with pytest.raises(SlackRefused, match="exchanged_trigger_id"):
        slack.workspace.triggers.exchange(trigger)
