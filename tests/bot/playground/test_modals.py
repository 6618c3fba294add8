"""Modals as people use them, with a real Bolt app that opens them and answers."""

from collections.abc import Callable
from typing import Any

import pytest
from slack_bolt import Ack, App
from slack_sdk import WebClient

from bot.playground import FakeSlack
from bot.playground.limits import SlackRefused
from bot.playground.model import View
from bot.playground.town import ANA, BEN, GENERAL
from tests.bot.playground.given import form, modal, option, section, text_input, words

Reach = Callable[[App], None]
Json = dict[str, Any]
Shapes = Callable[[Json, str], list[str]]

MENU = {"type": "static_select", "action_id": "choose", "options": [option("one"), option("two")]}


def show(slack: FakeSlack, *blocks: Json, **more: Any) -> View:
    """A form that Ana has open."""
    return slack.workspace.modals.open(ANA, form(*blocks or [text_input("why")], callback_id="asked", **more))


@pytest.fixture
def answer_with(app: App, reach: Reach) -> Callable[..., list[Json]]:
    """Makes the app answer every submission with this ack; gives the payloads that it got."""

    def start(**ack_body: Any) -> list[Json]:
        bodies: list[Json] = []

        @app.view("asked")
        def answer(ack: Ack, body: Json) -> None:
            bodies.append(body)
            ack(**ack_body)

        reach(app)
        return bodies

    return start


def test_a_command_opens_a_modal_that_is_filled_in_and_submitted(slack: FakeSlack, app: App, reach: Reach) -> None:
    submitted: list[Json] = []

    @app.command("/kb")
    def ask(ack: Ack, client: WebClient, command: Json) -> None:
        client.views_open(trigger_id=command["trigger_id"], view=form(text_input("why"), callback_id="asked"))
        ack()

    @app.view("asked")
    def keep(ack: Ack, view: Json) -> None:
        submitted.append(view["state"]["values"])
        ack()

    reach(app)
    slack.slash("/kb", channel=GENERAL, person=ANA)
    receipt = slack.submit(ANA, {"why": {"typed": "It broke"}})

    assert receipt.status == 200
    assert submitted == [{"why": {"typed": {"type": "plain_text_input", "value": "It broke"}}}]
    assert slack.view_of(ANA) is None


def test_a_submission_has_slacks_shape(
    slack: FakeSlack, answer_with: Callable[..., list[Json]], shapes: Shapes
) -> None:
    bodies = answer_with()
    show(slack, text_input("why"), private_metadata="7")
    slack.submit(ANA, {"why": {"typed": "x"}})

    assert shapes(bodies[0], "ViewSubmitAction") == []
    assert bodies[0]["view"]["private_metadata"] == "7"
    assert "response_url" not in bodies[0]


def test_every_kind_of_input_is_kept_as_slack_keeps_it(
    slack: FakeSlack, answer_with: Callable[..., list[Json]], shapes: Shapes
) -> None:
    bodies = answer_with()
    kinds: dict[str, tuple[Json, Any]] = {
        "text": ({"type": "plain_text_input"}, "a"),
        "number": ({"type": "number_input", "is_decimal_allowed": False}, "7"),
        "menu": ({"type": "static_select", "options": MENU["options"]}, "two"),
        "grouped": (
            {"type": "static_select", "option_groups": [{"label": words("G"), "options": MENU["options"]}]},
            "one",
        ),
        "many": ({"type": "multi_static_select", "options": MENU["options"]}, ["one", "two"]),
        "boxes": ({"type": "checkboxes", "options": MENU["options"]}, ["two"]),
        "radio": ({"type": "radio_buttons", "options": MENU["options"]}, "one"),
        "date": ({"type": "datepicker"}, "2026-11-22"),
        "time": ({"type": "timepicker"}, "09:00"),
        "moment": ({"type": "datetimepicker"}, 1_800_000_000),
        "person": ({"type": "users_select"}, BEN),
        "people": ({"type": "multi_users_select"}, [BEN]),
        "place": ({"type": "conversations_select"}, GENERAL),
        "channel": ({"type": "channels_select"}, GENERAL),
    }
    show(slack, *(text_input(name, "a", element=element) for name, (element, _) in kinds.items()))
    slack.submit(ANA, {name: {"a": value} for name, (_, value) in kinds.items()})

    values = bodies[0]["view"]["state"]["values"]
    assert shapes(bodies[0]["view"], "ViewOutput") == []
    assert values["grouped"]["a"] == {"type": "static_select", "selected_option": option("one")}
    assert values["boxes"]["a"] == {"type": "checkboxes", "selected_options": [option("two")]}
    assert values["people"]["a"] == {"type": "multi_users_select", "selected_users": [BEN]}
    assert values["date"]["a"] == {"type": "datepicker", "selected_date": "2026-11-22"}


def test_what_is_required_too_long_or_not_there_is_not_submitted(slack: FakeSlack) -> None:
    show(slack, text_input("why", element={"max_length": 3}), text_input("more", optional=True))

    with pytest.raises(ValueError, match=r"'why'.*required"):
        slack.submit(ANA)
    with pytest.raises(ValueError, match="more than 3 characters"):
        slack.submit(ANA, {"why": {"typed": "four"}})
    with pytest.raises(LookupError, match=r"nothing to fill in is 'whom', 'typed': .*'why'"):
        slack.fill(ANA, {"whom": {"typed": "x"}})
    with pytest.raises(LookupError, match="U0BEN has no modal open"):
        slack.submit(BEN)


def test_a_view_without_a_button_is_not_submitted(slack: FakeSlack) -> None:
    slack.workspace.modals.open(ANA, modal())

    with pytest.raises(LookupError, match="no submit button"):
        slack.submit(ANA)


def test_an_empty_ack_closes_the_topmost_view(slack: FakeSlack, answer_with: Callable[..., list[Json]]) -> None:
    answer_with()
    first = show(slack)
    slack.workspace.modals.push(ANA, form(section(), callback_id="asked"))
    slack.submit(ANA)

    assert slack.workspace.modals.stack(ANA) == (first,)


def test_an_ack_that_clears_closes_all(slack: FakeSlack, answer_with: Callable[..., list[Json]]) -> None:
    answer_with(response_action="clear")
    show(slack)
    slack.workspace.modals.push(ANA, form(section(), callback_id="asked"))
    slack.submit(ANA)

    assert slack.view_of(ANA) is None


def test_an_ack_may_show_something_else_in_its_place(slack: FakeSlack, answer_with: Callable[..., list[Json]]) -> None:
    answer_with(response_action="update", view=modal(title=words("Done")))
    view = show(slack, section())
    slack.submit(ANA)

    [shown] = slack.workspace.modals.stack(ANA)
    assert (shown.title, shown.id) == ("Done", view.id)
    assert shown.hash != view.hash


def test_an_ack_may_show_something_above(slack: FakeSlack, answer_with: Callable[..., list[Json]]) -> None:
    answer_with(response_action="push", view=modal(title=words("Sure?")))
    view = show(slack, section())
    slack.submit(ANA)

    below, above = slack.workspace.modals.stack(ANA)
    assert (below.id, above.previous_view_id, above.title) == (view.id, view.id, "Sure?")


def test_errors_are_shown_until_the_person_types_again(
    slack: FakeSlack, answer_with: Callable[..., list[Json]]
) -> None:
    answer_with(response_action="errors", errors={"why": "Too vague"})
    show(slack)
    slack.submit(ANA, {"why": {"typed": "x"}})

    view = slack.view_of(ANA)
    assert view is not None
    assert view.errors == {"why": "Too vague"}
    assert slack.fill(ANA, {"why": {"typed": "y"}}).errors == {}


@pytest.mark.parametrize(
    ("ack", "error"),
    [
        ({"response_action": "errors", "errors": {"title": "no input"}}, "invalid_errors"),
        ({"response_action": "errors", "errors": {"where": "a section"}}, "invalid_errors"),
        ({"response_action": "errors", "errors": {"why": ""}}, "invalid_errors"),
        ({"response_action": "update", "view": modal(section(""))}, "invalid_arguments"),
        ({"response_action": "push", "view": {"type": "home", "blocks": [section()]}}, "invalid_arguments"),
        ({"response_action": "explode"}, "invalid_response_action"),
        ({"text": "Thanks"}, "invalid_json"),
    ],
)
def test_an_ack_that_slack_cannot_obey_is_loud_and_changes_nothing(
    slack: FakeSlack, answer_with: Callable[..., list[Json]], ack: Json, error: str
) -> None:
    answer_with(**ack)
    show(slack, text_input("why"), section(block_id="where"))
    view = slack.fill(ANA, {"why": {"typed": "x"}})

    with pytest.raises(SlackRefused, match=error):
        slack.submit(ANA)
    assert slack.view_of(ANA) == view


def test_a_submission_that_fails_leaves_the_modal_open(slack: FakeSlack, app: App, serve: Callable[[App], str]) -> None:
    slack.connect_http(serve(app))
    view = show(slack, section())
    receipt = slack.submit(ANA)

    assert receipt.status == 404
    assert slack.view_of(ANA) == view


def test_a_closed_modal_is_told_of_only_where_it_wants_to_be(
    slack: FakeSlack, app: App, reach: Reach, shapes: Shapes
) -> None:
    bodies: list[Json] = []

    @app.view_closed("asked")
    def note(ack: Ack, body: Json) -> None:
        bodies.append(body)
        ack()

    reach(app)
    show(slack)
    slack.workspace.modals.push(ANA, form(section(), callback_id="asked", notify_on_close=True))
    told = slack.close(ANA)
    untold = slack.close(ANA)

    assert told is not None
    assert (told.status, untold) == (200, None)
    assert shapes(bodies[0], "ViewClosedAction") == []
    assert slack.view_of(ANA) is None
