"""views.open, views.push and views.update, asked by a real WebClient."""

from collections.abc import Callable
from typing import Any

import pytest
from slack_sdk import WebClient

from bot.playground import FakeSlack
from bot.playground.town import ANA, BEN
from tests.bot.playground.given import form, modal, section, text_input, words

Refusal = Callable[..., dict[str, Any]]


def test_a_view_is_opened_for_the_one_whose_trigger_it_is(slack: FakeSlack, client: WebClient) -> None:
    trigger = slack.workspace.triggers.new(ANA)
    answer = client.views_open(
        trigger_id=trigger, view=form(text_input("why"), private_metadata="7", callback_id="ask")
    )

    view = slack.view_of(ANA)
    assert view is not None
    assert answer["view"]["id"] == answer["view"]["root_view_id"] == view.id
    assert answer["view"]["hash"] == view.hash
    assert answer["view"]["previous_view_id"] is None
    assert answer["view"]["state"] == {"values": {"why": {"typed": {"type": "plain_text_input", "value": None}}}}
    assert (view.private_metadata, view.callback_id) == ("7", "ask")
    assert slack.view_of(BEN) is None


def test_a_view_may_come_as_a_string_in_a_form(slack: FakeSlack, client: WebClient) -> None:
    trigger = slack.workspace.triggers.new(ANA)
    view = '{"type": "modal", "title": {"type": "plain_text", "text": "x"}, "blocks": [{"type": "divider"}]}'

    assert client.api_call("views.open", params={"trigger_id": trigger, "view": view})["ok"]


def test_a_trigger_is_used_once(slack: FakeSlack, client: WebClient, refusal: Refusal) -> None:
    trigger = slack.workspace.triggers.new(ANA)
    client.views_open(trigger_id=trigger, view=modal())

    answer = refusal(client.views_open, trigger_id=trigger, view=modal())
    assert answer["error"] == "exchanged_trigger_id"


def test_a_trigger_lives_for_three_seconds(clock: Any, refusal: Refusal) -> None:
    with FakeSlack(clock=clock) as slack:
        client = WebClient(slack.bot_token, base_url=slack.api_url, retry_handlers=[])
        early, late = (slack.workspace.triggers.new(ANA) for _ in range(2))
        clock.now += 3
        opened = client.views_open(trigger_id=early, view=modal())
        clock.now += 0.001
        answer = refusal(client.views_open, trigger_id=late, view=modal())

    assert opened["ok"]
    assert answer["error"] == "expired_trigger_id"


@pytest.mark.parametrize("arguments", [{"trigger_id": "1.2.made-up"}, {}])
def test_a_trigger_that_was_never_given_opens_nothing(
    client: WebClient, refusal: Refusal, arguments: dict[str, str]
) -> None:
    answer = refusal(client.api_call, api_method="views.open", json={"view": modal(), **arguments})

    assert answer["error"] == "invalid_trigger_id"


def test_a_refused_view_costs_no_trigger(slack: FakeSlack, client: WebClient, refusal: Refusal) -> None:
    trigger = slack.workspace.triggers.new(ANA)
    refusal(client.views_open, trigger_id=trigger, view=modal(section("")))

    assert slack.view_of(ANA) is None
    assert client.views_open(trigger_id=trigger, view=modal())["ok"]


def test_unknown_arguments_are_refused(slack: FakeSlack, client: WebClient, refusal: Refusal) -> None:
    answer = refusal(client.views_update, view_id="V1", view=modal(), user_id=ANA)

    assert answer["errors"] == ["invalid additional property: user_id [json-pointer:/user_id]"]


def test_views_are_pushed_up_to_three_high(slack: FakeSlack, client: WebClient, refusal: Refusal) -> None:
    triggers = [slack.workspace.triggers.new(ANA) for _ in range(4)]
    first = client.views_open(trigger_id=triggers[0], view=modal())["view"]
    second = client.views_push(trigger_id=triggers[1], view=modal())["view"]
    third = client.views_push(trigger_id=triggers[2], view=modal())["view"]
    fourth = refusal(client.views_push, trigger_id=triggers[3], view=modal())

    assert [second["previous_view_id"], third["previous_view_id"]] == [first["id"], second["id"]]
    assert {view["root_view_id"] for view in (first, second, third)} == {first["id"]}
    assert fourth["error"] == "push_limit_reached"
    assert len(slack.workspace.modals.stack(ANA)) == 3


def test_nothing_is_pushed_onto_nothing(slack: FakeSlack, client: WebClient, refusal: Refusal) -> None:
    answer = refusal(client.views_push, trigger_id=slack.workspace.triggers.new(ANA), view=modal())

    assert answer["error"] == "not_found"


def test_an_update_is_held_to_the_hash_it_saw(slack: FakeSlack, client: WebClient, refusal: Refusal) -> None:
    opened = client.views_open(trigger_id=slack.workspace.triggers.new(ANA), view=modal())["view"]
    updated = client.views_update(view_id=opened["id"], hash=opened["hash"], view=modal(title=words("Second")))["view"]
    stale = refusal(client.views_update, view_id=opened["id"], hash=opened["hash"], view=modal(title=words("Third")))

    assert (updated["id"], updated["root_view_id"]) == (opened["id"], opened["root_view_id"])
    assert stale["error"] == "hash_conflict"
    view = slack.view_of(ANA)
    assert view is not None
    assert view.title == "Second"


def test_a_view_is_known_by_its_external_id_which_no_other_may_have(
    slack: FakeSlack, client: WebClient, refusal: Refusal
) -> None:
    client.views_open(trigger_id=slack.workspace.triggers.new(ANA), view=modal(external_id="mine"))
    twice = refusal(client.views_open, trigger_id=slack.workspace.triggers.new(BEN), view=modal(external_id="mine"))

    assert client.views_update(external_id="mine", view=modal(title=words("Second")))["ok"]
    assert twice["error"] == "duplicate_external_id"


@pytest.mark.parametrize("which", [{"view_id": "V0NONE"}, {"external_id": "none"}, {}])
def test_a_view_that_is_not_open_is_not_updated(client: WebClient, refusal: Refusal, which: dict[str, str]) -> None:
    answer = refusal(client.api_call, api_method="views.update", json={"view": modal(), **which})

    assert answer["error"] == "not_found"


def test_an_update_keeps_what_was_filled_in_where_its_input_stays(slack: FakeSlack, client: WebClient) -> None:
    view = form(text_input("kept"), text_input("gone"))
    opened = client.views_open(trigger_id=slack.workspace.triggers.new(ANA), view=view)["view"]
    slack.fill(ANA, {"kept": {"typed": "a"}, "gone": {"typed": "b"}})
    view = form(text_input("kept"), text_input("new", element={"initial_value": "c"}))
    updated = client.views_update(view_id=opened["id"], view=view)["view"]

    values = updated["state"]["values"]
    assert {block: actions["typed"]["value"] for block, actions in values.items()} == {"kept": "a", "new": "c"}


def test_opening_another_takes_the_place_of_what_was_open(slack: FakeSlack, client: WebClient) -> None:
    for title in ("First", "Second"):
        client.views_open(trigger_id=slack.workspace.triggers.new(ANA), view=modal(title=words(title)))

    assert [view.title for view in slack.workspace.modals.stack(ANA)] == ["Second"]


def test_the_answer_has_slacks_shape(
    slack: FakeSlack, client: WebClient, shapes: Callable[[Any, str], list[str]]
) -> None:
    answer = client.views_open(trigger_id=slack.workspace.triggers.new(ANA), view=form(text_input("why")))

    assert shapes(answer["view"], "ViewOutput") == []
