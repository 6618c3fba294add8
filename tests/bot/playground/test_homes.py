"""The app's Home: published by a real WebClient, opened and used by people."""

from collections.abc import Callable
from typing import Any

import pytest
from slack_bolt import Ack, App
from slack_sdk import WebClient

from bot.playground import FakeSlack
from bot.playground.model import View
from bot.playground.town import ANA, BEN, GENERAL, ZOE
from tests.bot.conftest import SlacksSchema
from tests.bot.playground.given import actions, button, modal, option, section, text_input

Reach = Callable[[App], None]
Refusal = Callable[..., dict[str, Any]]
Json = dict[str, Any]
Shapes = Callable[[Json, str], list[str]]

JUMP = {"type": "external_select", "action_id": "jump", "min_query_length": 0}


def home(*blocks: Json, **more: Any) -> Json:
    return {"type": "home", "blocks": list(blocks) or [section()], **more}


def shown(slack: FakeSlack, person: str = ANA) -> View:
    view = slack.home_of(person)
    assert view is not None
    return view


def test_a_home_is_published_for_one_person_and_again_in_its_place(
    slack: FakeSlack, client: WebClient, shapes: Shapes
) -> None:
    first = client.views_publish(user_id=ANA, view=home(section("one"), callback_id="home", private_metadata="7"))
    second = client.views_publish(user_id=ANA, view=home(section("two")), hash=first["view"]["hash"])

    assert first["view"]["id"] == second["view"]["id"] == second["view"]["root_view_id"] == shown(slack).id
    assert (first["view"]["type"], first["view"]["callback_id"]) == ("home", "home")
    assert "title" not in first["view"]
    assert shown(slack).blocks[0]["text"]["text"] == "two"
    assert slack.home_of(BEN) is None


def test_a_home_is_held_to_the_hash_it_saw(client: WebClient, refusal: Refusal) -> None:
    assert refusal(client.views_publish, user_id=ANA, view=home(), hash="1.none")["error"] == "hash_conflict"
    seen = client.views_publish(user_id=ANA, view=home())["view"]["hash"]
    client.views_publish(user_id=ANA, view=home())

    assert refusal(client.views_publish, user_id=ANA, view=home(), hash=seen)["error"] == "hash_conflict"


@pytest.mark.parametrize(
    ("arguments", "problem"),
    [
        ({"user_id": "U0NOBODY", "view": home()}, "invalid `user_id`"),
        ({"user_id": ZOE, "view": home()}, "invalid `user_id`"),
        ({"view": home()}, "missing required field: user_id"),
        ({"user_id": ANA, "view": modal()}, "unsupported type: modal"),
        ({"user_id": ANA, "view": home(*[section()] * 101)}, "no more than 100 items allowed"),
        ({"user_id": ANA, "view": home() | {"blocks": []}}, "no less than 1 items allowed"),
        ({"user_id": ANA, "view": home(submit={"type": "plain_text", "text": "x"})}, "invalid additional property"),
        ({"user_id": ANA, "view": home(), "trigger_id": "1.2"}, "invalid additional property: trigger_id"),
    ],
)
def test_a_home_that_slack_cannot_show_is_refused(
    slack: FakeSlack, client: WebClient, refusal: Refusal, arguments: Json, problem: str
) -> None:
    answer = refusal(client.api_call, api_method="views.publish", json=arguments)

    assert answer["error"] == "invalid_arguments"
    assert problem in answer["errors"][0]
    assert slack.home_of(ANA) is None


def test_an_external_id_belongs_to_one_home(client: WebClient, refusal: Refusal) -> None:
    for _ in range(2):
        client.views_publish(user_id=ANA, view=home(external_id="mine"))

    answer = refusal(client.views_publish, user_id=BEN, view=home(external_id="mine"))
    assert answer["error"] == "duplicate_external_id"


def test_a_hundred_blocks_are_a_home_by_slacks_schema_too(client: WebClient, slacks_schema: SlacksSchema) -> None:
    full = home(*[section()] * 99, actions(button("more"), JUMP))

    slacks_schema("view.home").validate(full)
    assert client.views_publish(user_id=ANA, view=full)["ok"]


@pytest.mark.parametrize("tab", ["home", "messages"])
def test_who_opens_it_is_told_with_the_home_they_had(
    slack: FakeSlack, client: WebClient, payloads: list[Json], shapes: Shapes, tab: Any
) -> None:
    slack.open_home(ANA, tab=tab)
    client.views_publish(user_id=ANA, view=home())
    slack.open_home(ANA, tab=tab, looking_at=GENERAL)

    first, second = (payload["event"] for payload in payloads)
    assert shapes(first, "AppHomeOpenedEvent") == shapes(second, "AppHomeOpenedEvent") == []
    assert (first["type"], first["tab"], first["user"]) == ("app_home_opened", tab, ANA)
    assert first["channel"] == slack.workspace.direct_channel(ANA).id
    assert "view" not in first
    assert ("view" in second) is (tab == "home")
    assert second["context"]["entities"][0]["value"] == GENERAL


def test_outsiders_see_no_home(slack: FakeSlack) -> None:
    with pytest.raises(LookupError, match="not to U0ZOE"):
        slack.open_home(ZOE)


def test_presses_and_menus_of_a_home_belong_to_no_channel(
    slack: FakeSlack, app: App, client: WebClient, reach: Reach, shapes: Shapes
) -> None:
    bodies: list[Json] = []

    @app.options("jump")
    def offer(ack: Ack, body: Json) -> None:
        bodies.append(body)
        ack(options=[option("refund")])

    @app.action("jump")
    def jump(ack: Ack, body: Json) -> None:
        bodies.append(body)
        ack()

    @app.action("more")
    def show(ack: Ack, body: Json) -> None:
        bodies.append(body)
        client.views_publish(user_id=body["user"]["id"], view=home(section("More")), hash=body["view"]["hash"])
        client.views_open(trigger_id=body["trigger_id"], view=modal())
        ack()

    reach(app)
    client.views_publish(user_id=ANA, view=home(actions(JUMP, button("more"), block_id="top")))
    slack.suggest(shown(slack), "jump", person=ANA)
    slack.press(shown(slack), "jump", person=ANA, value="refund")
    slack.press(shown(slack), "more", person=ANA)

    for body in bodies:
        assert body["container"] == {"type": "view", "view_id": shown(slack).id}
        assert body["view"]["type"] == "home"
        assert not {"channel", "message", "response_url"} & set(body)
    assert bodies[2]["view"]["state"]["values"]["top"]["jump"]["selected_option"] == option("refund")
    assert shown(slack).blocks[0]["text"]["text"] == "More"
    assert slack.view_of(ANA) is not None


def test_what_is_typed_into_a_home_is_told_at_once_and_stays(
    slack: FakeSlack, client: WebClient, payloads: list[Json]
) -> None:
    field = text_input("search", dispatch_action=True)
    client.views_publish(user_id=ANA, view=home(field))
    slack.press(shown(slack), "typed", person=ANA, value="reset a password")
    client.views_publish(user_id=ANA, view=home(section("Found"), field))

    assert payloads[0]["actions"][0]["value"] == "reset a password"
    assert shown(slack).state["values"]["search"]["typed"]["value"] == "reset a password"


def test_a_home_is_pressed_by_its_own_person_alone(slack: FakeSlack, client: WebClient) -> None:
    client.views_publish(user_id=ANA, view=home(actions(button("more"))))

    with pytest.raises(LookupError, match="U0BEN does not see"):
        slack.press(shown(slack), "more", person=BEN)
