"""Menus that ask the app for their options, and menus that Slack fills, as people use them."""

from collections.abc import Callable, Sequence
from typing import Any

import pytest
from slack_bolt import Ack, App

from bot.playground import FakeSlack
from bot.playground.limits import SlackRefused, find_problems
from bot.playground.model import Message
from bot.playground.town import ANA, BEN, BOT_ID, GENERAL, GIA, OPS, PARTNERS, SUPPORT, ZOE
from tests.bot.playground.given import actions, form, option, section, text_input, words

Reach = Callable[[App], None]
Json = dict[str, Any]
Shapes = Callable[[Json, str], list[str]]

JUMP = {"type": "external_select", "action_id": "jump", "min_query_length": 1, "placeholder": words("Find")}
ORDERS = {"label": words("Orders"), "options": [option("refund"), option("parcel")]}


@pytest.fixture
def answer_with(app: App, reach: Reach) -> Callable[..., list[Json]]:
    """Makes the app answer every suggestion with this ack; gives the payloads of those and of choices."""

    def start(**ack_body: Any) -> list[Json]:
        bodies: list[Json] = []

        @app.options("jump")
        def offer(ack: Ack, body: Json) -> None:
            bodies.append(body)
            ack(ack_body)

        @app.action("jump")
        def note(ack: Ack, body: Json) -> None:
            bodies.append(body)
            ack()

        reach(app)
        return bodies

    return start


def posted(slack: FakeSlack, *elements: Json, channel: str = GENERAL, only: str | None = None) -> Message:
    blocks = [actions(*elements, block_id="menus")]
    return slack.workspace.say(channel, BOT_ID, text="x", blocks=blocks, ephemeral_to=only)


def test_what_is_typed_into_a_menu_on_a_message_is_asked_and_one_of_the_options_chosen(
    slack: FakeSlack, answer_with: Callable[..., list[Json]], shapes: Shapes
) -> None:
    bodies = answer_with(options=[option("refund"), option("parcel")])
    message = posted(slack, JUMP)
    offered = slack.suggest(message, "jump", "re", person=ANA)
    slack.press(message, "jump", person=ANA, value="parcel")

    asked, chosen = bodies
    assert (asked["action_id"], asked["block_id"], asked["value"]) == ("jump", "menus", "re")
    assert (asked["channel"]["id"], asked["message"]["ts"], asked["user"]["id"]) == (GENERAL, message.ts, ANA)
    assert asked["container"]["message_ts"] == message.ts
    assert not {"trigger_id", "response_url", "actions", "view"} & set(asked)
    assert (offered.values, offered.texts, offered.labels) == (["refund", "parcel"], ["Refund", "Parcel"], [])
    assert shapes(chosen, "BlockAction") == []
    assert chosen["actions"][0]["selected_option"] == option("parcel")
    assert chosen["state"]["values"]["menus"]["jump"]["selected_option"] == option("parcel")
    assert chosen["message"]["blocks"][0]["elements"][0] == JUMP


def test_a_menu_on_what_one_person_sees_is_asked_without_the_message(
    slack: FakeSlack, answer_with: Callable[..., list[Json]]
) -> None:
    bodies = answer_with(options=[])
    offered = slack.suggest(posted(slack, JUMP, only=ANA), "jump", "re", person=ANA)

    assert "message" not in bodies[0]
    assert bodies[0]["container"]["is_ephemeral"] is True
    assert (offered.options, offered.receipt.status) == ((), 200)


def test_a_menu_in_a_modal_offers_groups_and_what_was_chosen_is_submitted(
    slack: FakeSlack, app: App, answer_with: Callable[..., list[Json]]
) -> None:
    submitted: list[Json] = []

    @app.view("asked")
    def keep(ack: Ack, view: Json) -> None:
        submitted.append(view["state"]["values"])
        ack()

    bodies = answer_with(option_groups=[ORDERS])
    view = slack.workspace.modals.open(ANA, form(text_input("where", element=JUMP), callback_id="asked"))
    offered = slack.suggest(view, "jump", "re", person=ANA, block_id="where")
    slack.submit(ANA, {"where": {"jump": "refund"}})

    assert bodies[0]["container"] == {"type": "view", "view_id": view.id}
    assert bodies[0]["view"]["id"] == view.id
    assert not {"channel", "message", "trigger_id"} & set(bodies[0])
    assert (offered.labels, offered.values) == (["Orders"], ["refund", "parcel"])
    assert submitted == [{"where": {"jump": {"type": "external_select", "selected_option": option("refund")}}}]


def test_only_what_the_menu_showed_last_to_this_person_is_chosen(
    slack: FakeSlack, answer_with: Callable[..., list[Json]]
) -> None:
    answer_with(options=[option("refund")])
    message = posted(slack, JUMP | {"initial_option": option("home")})
    slack.suggest(message, "jump", "re", person=ANA)

    with pytest.raises(LookupError, match=r"no option 'parcel': \['home', 'refund'\]"):
        slack.press(message, "jump", person=ANA, value="parcel")
    with pytest.raises(LookupError, match=r"no option 'refund': \['home'\]"):
        slack.press(message, "jump", person=BEN, value="refund")
    assert slack.press(message, "jump", person=BEN, value="home").status == 200


def test_slack_asks_the_app_only_once_enough_is_typed(slack: FakeSlack, answer_with: Callable[..., list[Json]]) -> None:
    answer_with(options=[])
    usual = {name: part for name, part in JUMP.items() if name != "min_query_length"}

    assert slack.suggest(posted(slack, JUMP | {"min_query_length": 0}), "jump", person=ANA).receipt.status == 200
    with pytest.raises(LookupError, match="once 1 characters are typed"):
        slack.suggest(posted(slack, JUMP), "jump", person=ANA)
    with pytest.raises(LookupError, match="once 3 characters are typed, not 're'"):
        slack.suggest(posted(slack, usual), "jump", "re", person=ANA)


def test_a_menu_is_typed_into_only_by_who_sees_it_and_where_it_asks_the_app(slack: FakeSlack) -> None:
    menu = {"type": "static_select", "action_id": "choose", "options": [option("one")]}
    message = posted(slack, menu, channel=OPS)

    with pytest.raises(LookupError, match="0 menus are 'choose'"):
        slack.suggest(message, "choose", "one", person=ANA)
    with pytest.raises(LookupError, match="U0GIA does not see"):
        slack.suggest(message, "choose", "one", person=GIA)
    with pytest.raises(LookupError, match="0 menus are 'jump'"):
        slack.suggest(posted(slack, JUMP), "jump", "re", person=ANA, block_id="elsewhere")


def many(number: int, prefix: str = "o") -> Sequence[Json]:
    return [option(f"{prefix}{each}") for each in range(number)]


@pytest.mark.parametrize(
    ("ack", "problem"),
    [
        ({"options": many(101)}, "no more than 100 items allowed"),
        ({"options": [{"text": words("x" * 76), "value": "v"}]}, "must be less than 76 characters"),
        ({"options": [{"text": words("x", "mrkdwn"), "value": "v"}]}, "unsupported type: mrkdwn"),
        ({"options": [{"text": words(""), "value": "v"}]}, "must be more than 0 characters"),
        ({"options": [{"text": words("x"), "value": "v" * 151}]}, "must be less than 151 characters"),
        ({"options": [{"text": words("x")}]}, "missing required field: value"),
        ({"options": [option("x") | {"url": "https://example.com"}]}, "invalid additional property: url"),
        ({"options": [option("x") | {"description": words("x" * 76)}]}, "must be less than 76 characters"),
        ({"option_groups": [ORDERS | {"options": []}]}, "no less than 1 items allowed"),
        ({"option_groups": [ORDERS | {"options": many(101)}]}, "no more than 100 items allowed"),
        ({"option_groups": [ORDERS] * 101}, "no more than 100 items allowed"),
        ({"option_groups": [ORDERS | {"label": words("x" * 76)}]}, "must be less than 76 characters"),
        ({"options": [option("x")], "option_groups": [ORDERS]}, "must define only one of"),
        ({"text": "Nothing found"}, "must define either `options` or `option_groups`"),
    ],
)
def test_slack_shows_no_options_that_it_cannot(
    slack: FakeSlack, answer_with: Callable[..., list[Json]], ack: Json, problem: str
) -> None:
    answer_with(**ack)

    with pytest.raises(SlackRefused, match=problem):
        slack.suggest(posted(slack, JUMP), "jump", "re", person=ANA)


def test_slack_shows_as_many_options_as_it_can(slack: FakeSlack, answer_with: Callable[..., list[Json]]) -> None:
    groups = [{"label": words("x" * 75), "options": many(100, f"{number}-")} for number in range(100)]
    answer_with(option_groups=groups)

    assert len(slack.suggest(posted(slack, JUMP), "jump", "re", person=ANA).options) == 10_000


def test_a_menu_shows_nothing_when_the_app_answers_nothing(slack: FakeSlack, app: App, reach: Reach) -> None:
    reach(app)
    offered = slack.suggest(posted(slack, JUMP), "jump", "re", person=ANA)

    assert (offered.receipt.status, offered.options) == (404, ())


def test_menus_are_asked_over_socket_mode_too(slack: FakeSlack, app: App, connect: Callable[[App], None]) -> None:
    @app.options("jump")
    def offer(ack: Ack, payload: Json) -> None:
        ack(options=[option(payload["value"])])

    connect(app)
    slack.connect_socket()

    assert slack.suggest(posted(slack, JUMP), "jump", "re", person=ANA).values == ["re"]


@pytest.mark.parametrize(
    ("menu", "person", "offered", "refused"),
    [
        ({"type": "users_select"}, ANA, [BEN, ZOE, BOT_ID], ["U0NOBODY"]),
        ({"type": "channels_select"}, ANA, [GENERAL, SUPPORT], [OPS, "C0NOWHERE"]),
        ({"type": "channels_select"}, GIA, [SUPPORT], [GENERAL]),
        ({"type": "conversations_select"}, ANA, [OPS, SUPPORT], ["C0NOWHERE"]),
        ({"type": "conversations_select"}, ZOE, [PARTNERS], [GENERAL, OPS]),
        ({"type": "conversations_select", "filter": {"include": ["private"]}}, ANA, [OPS], [GENERAL]),
        (
            {"type": "conversations_select", "filter": {"exclude_external_shared_channels": True}},
            ANA,
            [GENERAL],
            [PARTNERS],
        ),
    ],
)
def test_menus_that_slack_fills_offer_what_this_person_may_see(
    slack: FakeSlack, payloads: list[Json], menu: Json, person: str, offered: list[str], refused: list[str]
) -> None:
    message = posted(slack, menu | {"action_id": "pick"}, channel=PARTNERS if person != GIA else SUPPORT)
    for choice in offered:
        slack.press(message, "pick", person=person, value=choice)

    kept = f"selected_{menu['type'].removesuffix('s_select')}"
    assert [payload["actions"][0][kept] for payload in payloads] == offered
    for choice in refused:
        with pytest.raises(LookupError, match="pick offers no"):
            slack.press(message, "pick", person=person, value=choice)


def test_boxes_and_pickers_tell_at_once_what_was_chosen(slack: FakeSlack, payloads: list[Json], shapes: Shapes) -> None:
    boxes = {"type": "checkboxes", "action_id": "boxes", "options": [option("one"), option("two")]}
    radio = {"type": "radio_buttons", "action_id": "radio", "options": [option("one"), option("two")]}
    message = posted(slack, boxes, radio, {"type": "datepicker", "action_id": "date"})
    slack.press(message, "boxes", person=ANA, value=["one", "two"])
    slack.press(message, "radio", person=ANA, value="two")
    slack.press(message, "date", person=ANA, value="2026-11-22")

    assert [fault for payload in payloads for fault in shapes(payload, "BlockAction")] == []
    several, one, day = (payload["actions"][0] for payload in payloads)
    assert several["selected_options"] == [option("one"), option("two")]
    assert one["selected_option"] == option("two")
    assert day["selected_date"] == "2026-11-22"


def test_only_an_option_of_an_overflow_menu_leads_somewhere() -> None:
    leading = option("x") | {"url": "https://example.com"}

    assert find_problems([actions({"type": "overflow", "options": [leading]}), section()]) == []
    [problem] = find_problems([actions({"type": "static_select", "options": [leading]})])
    assert problem.wrong == "invalid additional property: url"
