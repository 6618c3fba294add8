"""What the fake Slack refuses in a view."""

from typing import Any

import pytest
from slack_sdk.models import blocks as kit
from slack_sdk.models.views import View

from bot.playground.limits import SlackRefused
from bot.playground.view_limits import checked_view, find_view_problems
from tests.bot.playground.given import form, modal, section, text_input, words

Json = dict[str, Any]

REFUSED = [
    (modal(title=words("x" * 25)), "must be less than 25 characters", "/view/title/text"),
    (modal(submit=words("x" * 25)), "must be less than 25 characters", "/view/submit/text"),
    (modal(close=words("x" * 25)), "must be less than 25 characters", "/view/close/text"),
    (modal(title=words("x", "mrkdwn")), "unsupported type: mrkdwn", "/view/title/type"),
    (modal(private_metadata="x" * 3001), "must be less than 3001 characters", "/view/private_metadata"),
    (modal(callback_id="x" * 256), "must be less than 256 characters", "/view/callback_id"),
    (modal(external_id="x" * 256), "must be less than 256 characters", "/view/external_id"),
    (modal(*[section()] * 101), "no more than 100 items allowed", "/view/blocks"),
    (modal() | {"blocks": []}, "no less than 1 items allowed", "/view/blocks"),
    (modal(section(""), section()), "must be more than 0 characters", "/view/blocks/0/text/text"),
    (modal(section(block_id="b"), section(block_id="b")), '`block_id` "b" already exists', "/view/blocks/1/block_id"),
    (modal(text_input("why")), "must define `submit` to use `input` block", "/view/blocks/0/input"),
    (modal({"type": "markdown", "text": "x"}), "unsupported type: markdown", "/view/blocks/0/type"),
    (modal(titel="x"), "invalid additional property: titel", "/view"),
    ({"type": "modal", "blocks": [section()]}, "missing required field: title", "/view"),
    ({"type": "home", "blocks": [section()]}, "unsupported type: home", "/view/type"),
    (
        form(text_input("why", element={"placeholder": words("x" * 151)})),
        "must be less than 151 characters",
        "/view/blocks/0/element/placeholder/text",
    ),
]


@pytest.mark.parametrize(("view", "wrong", "where"), REFUSED)
def test_what_is_wrong_with_a_view_is_said_with_its_place(view: Json, wrong: str, where: str) -> None:
    assert f"{wrong} [json-pointer:{where}]" in map(str, find_view_problems(view))


def test_a_view_at_its_limits_is_accepted() -> None:
    full = form(
        *[text_input(f"b{number}") for number in range(100)],
        title=words("x" * 24),
        close=words("x" * 24),
        private_metadata="x" * 3000,
        callback_id="x" * 255,
        external_id="x" * 255,
        clear_on_close=True,
        notify_on_close=True,
    )

    assert find_view_problems(full) == []


def test_a_home_is_a_view_without_a_title() -> None:
    assert find_view_problems({"type": "home", "blocks": [text_input("why")]}, kind="home") == []
    [problem] = find_view_problems({"type": "home", "blocks": [section()], "title": words("x")}, kind="home")
    assert problem.wrong == "invalid additional property: title"


def test_a_view_of_more_than_250_kilobytes_is_too_large() -> None:
    with pytest.raises(SlackRefused, match="view_too_large"):
        checked_view(modal(*[section("x" * 3000)] * 90))


def test_what_the_sdk_models_draw_is_accepted() -> None:
    drawn = View(
        type="modal",
        title="Ask",
        submit="Send",
        close="Cancel",
        private_metadata="7",
        callback_id="ask",
        blocks=[
            kit.InputBlock(
                label="Why",
                element=kit.PlainTextInputElement(action_id="i", multiline=True, max_length=300, placeholder="p"),
            ),
            kit.InputBlock(label="When", element=kit.DatePickerElement(action_id="d"), optional=True),
            kit.InputBlock(label="Where", element=kit.ConversationSelectElement(default_to_current_conversation=True)),
            kit.InputBlock(label="Who", element=kit.UserMultiSelectElement(action_id="u")),
            kit.InputBlock(label="How many", element=kit.NumberInputElement(is_decimal_allowed=False)),
        ],
    )

    assert find_view_problems(drawn.to_dict()) == []
