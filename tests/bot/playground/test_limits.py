"""What the fake Slack refuses in a message's blocks."""

from typing import Any

import pytest
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError
from slack_sdk.models import blocks as kit

from bot.playground import FakeSlack
from bot.playground.limits import find_problems
from bot.playground.town import GENERAL

Block = dict[str, Any]


def words(text: str, kind: str = "mrkdwn") -> Block:
    return {"type": kind, "text": text}


def section(text: str = "x", **more: Any) -> Block:
    return {"type": "section", "text": words(text), **more}


def button(text: str = "Go", **more: Any) -> Block:
    return {"type": "button", "text": words(text, "plain_text"), **more}


def actions(*elements: Block) -> Block:
    return {"type": "actions", "elements": list(elements)}


def select(*options: Block) -> Block:
    return actions({"type": "static_select", "options": list(options)})


def option(text: str, value: str = "v") -> Block:
    return {"text": words(text, "plain_text"), "value": value}


LONG_ID = "i" * 256

REFUSED = [
    ([section("")], "must be more than 0 characters", "/blocks/0/text/text"),
    ([section("x" * 3001)], "must be less than 3001 characters", "/blocks/0/text/text"),
    (
        [{"type": "header", "text": words("x" * 151, "plain_text")}],
        "must be less than 151 characters",
        "/blocks/0/text/text",
    ),
    (
        [{"type": "header", "text": words("x")}],
        "unsupported type: mrkdwn",
        "/blocks/0/text/type",
    ),
    ([section()] * 51, "no more than 50 items allowed", "/blocks"),
    (
        [actions(button("x" * 76))],
        "must be less than 76 characters",
        "/blocks/0/elements/0/text/text",
    ),
    (
        [actions(button(value="x" * 2001))],
        "must be less than 2001 characters",
        "/blocks/0/elements/0/value",
    ),
    (
        [actions(*[button()] * 26)],
        "no more than 25 items allowed",
        "/blocks/0/elements",
    ),
    ([actions()], "no less than 1 items allowed", "/blocks/0/elements"),
    (
        [{"type": "context", "elements": [words("x")] * 11}],
        "no more than 10 items allowed",
        "/blocks/0/elements",
    ),
    (
        [section(block_id=LONG_ID)],
        "must be less than 256 characters",
        "/blocks/0/block_id",
    ),
    (
        [actions(button(action_id=LONG_ID))],
        "must be less than 256 characters",
        "/blocks/0/elements/0/action_id",
    ),
    (
        [section(block_id="b"), section(block_id="b")],
        '`block_id` "b" already exists',
        "/blocks/1/block_id",
    ),
    (
        [actions(button(action_id="a"), button(action_id="a"))],
        '`action_id` "a" already exists',
        "/blocks/0/elements/1/action_id",
    ),
    (
        [select(option("x" * 76))],
        "must be less than 76 characters",
        "/blocks/0/elements/0/options/0/text/text",
    ),
    (
        [select(*[option("x")] * 101)],
        "no more than 100 items allowed",
        "/blocks/0/elements/0/options",
    ),
    ([{"type": "headline"}], "unsupported type: headline", "/blocks/0/type"),
    ([button()], "unsupported type: button", "/blocks/0/type"),
    ([actions(section())], "unsupported type: section", "/blocks/0/elements/0/type"),
    ([{"type": "header"}], "missing required field: text", "/blocks/0"),
    ([{"type": "section"}], "must define either `text` or `fields`", "/blocks/0"),
    ([section(txet="x")], "invalid additional property: txet", "/blocks/0"),
    (
        [section(text="x") | {"text": words("x") | {"emoji": True}}],
        "invalid additional property: emoji",
        "/blocks/0/text",
    ),
    (
        [section(accessory=button(confirm={"text": words("x" * 301)}))],
        "must be less than 301 characters",
        "/blocks/0/accessory/confirm/text/text",
    ),
    (["words"], "must be an object", "/blocks/0"),
    ([{"type": "actions", "elements": "x"}], "must be an array", "/blocks/0/elements"),
]


@pytest.mark.parametrize(("blocks", "wrong", "where"), REFUSED)
def test_what_is_wrong_with_a_block_is_said_with_its_place(blocks: list[Any], wrong: str, where: str) -> None:
    assert f"{wrong} [json-pointer:{where}]" in map(str, find_problems(blocks))


ACCEPTED = [
    [section("x" * 3000)],
    [section()] * 50,
    [{"type": "header", "text": words("x" * 150, "plain_text")}],
    [actions(*[button("x" * 75, value="x" * 2000)] * 25)],
    [{"type": "context", "elements": [words("x")] * 10}],
    [actions(button(action_id="a")), actions(button(action_id="a"))],
    [select(*[option("x" * 75, value="v" * 150)] * 100)],
    [],
]


@pytest.mark.parametrize("blocks", ACCEPTED)
def test_a_message_at_its_limits_is_accepted(blocks: list[Any]) -> None:
    assert find_problems(blocks) == []


def test_what_the_sdk_models_draw_is_accepted() -> None:
    text = kit.PlainTextObject(text="x", emoji=True)
    choice = kit.Option(value="v", text="x", description="d")
    confirm = kit.ConfirmObject(title="t", text="x", confirm="y", deny="n")
    drawn: list[kit.Block] = [
        kit.HeaderBlock(text="x"),
        kit.DividerBlock(),
        kit.SectionBlock(
            text=kit.MarkdownTextObject(text="x", verbatim=True),
            fields=["a", "b"],
            accessory=kit.OverflowMenuElement(action_id="o", options=[choice]),
            expand=True,
        ),
        kit.ActionsBlock(
            elements=[
                kit.ButtonElement(text=text, action_id="b", style="danger", confirm=confirm),
                kit.StaticSelectElement(placeholder="p", options=[choice], initial_option=choice),
                kit.LinkButtonElement(text="x", url="https://example.com"),
            ]
        ),
        kit.ContextBlock(elements=[text, kit.ImageElement(image_url="u", alt_text="a")]),
        kit.ImageBlock(image_url="u", alt_text="a", title="t"),
        kit.InputBlock(label="l", element=kit.PlainTextInputElement(action_id="i")),
    ]

    assert find_problems([block.to_dict() for block in drawn]) == []


def test_slack_lists_every_problem_of_a_message(slack: FakeSlack, client: WebClient) -> None:
    with pytest.raises(SlackApiError) as raised:
        client.chat_postMessage(channel=GENERAL, text="x", blocks=[section(""), {"type": "header"}])

    assert raised.value.response["error"] == "invalid_blocks"
    assert raised.value.response["response_metadata"]["messages"] == [
        "[ERROR] must be more than 0 characters [json-pointer:/blocks/0/text/text]",
        "[ERROR] missing required field: text [json-pointer:/blocks/1]",
    ]
