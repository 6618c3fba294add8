"""The payloads of the fake Slack, held against Slack's own shapes."""

from typing import Any

import pytest

from bot.playground import FakeSlack
from bot.playground.inbound import rich_text, typed
from bot.playground.town import ANA, GENERAL, OPS, PARTNERS, ZOE

Payload = dict[str, Any]


def test_a_command_has_slacks_shape(slack: FakeSlack, payloads: list[Payload], shapes: Any) -> None:
    slack.slash("/kb", "a & b", channel=OPS, person=ANA)

    assert shapes(payloads[0], "SlashCommand") == []
    assert payloads[0]["text"] == "a & b"
    assert payloads[0]["channel_name"] == "privategroup"


def test_a_mention_has_slacks_shape(slack: FakeSlack, payloads: list[Payload], shapes: Any) -> None:
    slack.mention("a < b", channel=GENERAL, person=ANA)

    envelope = payloads[0]
    assert shapes(envelope, "EnvelopedEvent") == []
    assert shapes(envelope["event"], "AppMentionEvent") == []
    assert envelope["authorizations"][0]["user_id"] == slack.workspace.bot.user_id
    assert envelope["event"]["text"] == "<@U0BOT> a &lt; b"


def test_a_mention_in_a_thread_names_its_parent(slack: FakeSlack, payloads: list[Payload]) -> None:
    parent = slack.workspace.say(GENERAL, ANA, text="a question")
    slack.mention("help", channel=GENERAL, person=ANA, thread_ts=parent.ts)

    event = payloads[0]["event"]
    assert (event["thread_ts"], event["parent_user_id"]) == (parent.ts, ANA)


def test_an_outsider_is_known_by_the_team_in_the_event(slack: FakeSlack, payloads: list[Payload]) -> None:
    slack.mention("help", channel=PARTNERS, person=ZOE)

    assert payloads[0]["is_ext_shared_channel"] is True
    assert payloads[0]["event"]["user_team"] == "T0OTHER"
    assert payloads[0]["authorizations"][0]["team_id"] == slack.workspace.team.id


def test_a_direct_message_has_slacks_shape(slack: FakeSlack, payloads: list[Payload], shapes: Any) -> None:
    slack.direct_message("help", person=ANA)

    assert shapes(payloads[0]["event"], "GenericMessageEvent") == []
    assert payloads[0]["event"]["channel_type"] == "im"


def test_any_event_is_filled_in(slack: FakeSlack, payloads: list[Payload], shapes: Any) -> None:
    fields = {
        "type": "message",
        "subtype": "bot_message",
        "text": "x",
        "bot_id": "B0OTHER",
    }
    [receipt] = slack.event(fields, channel=OPS)

    assert receipt.status is not None
    assert shapes(payloads[0]["event"], "BotMessageEvent") == []
    assert payloads[0]["event"]["channel_type"] == "group"


@pytest.mark.parametrize("only", [None, ANA])
def test_a_press_has_slacks_shape(slack: FakeSlack, payloads: list[Payload], shapes: Any, only: str | None) -> None:
    button = {
        "type": "button",
        "text": {"type": "plain_text", "text": "Yes"},
        "value": "1",
    }
    message = slack.workspace.say(
        GENERAL,
        "U0BOT",
        text="x",
        blocks=[
            {
                "type": "section",
                "text": button["text"],
                "accessory": button | {"action_id": "yes"},
            }
        ],
        ephemeral_to=only,
    )
    slack.press(message, "yes", person=ANA)

    pressed = payloads[0]
    assert shapes(pressed, "BlockAction") == []
    assert pressed["actions"][0]["value"] == "1"
    assert pressed["actions"][0]["block_id"] == message.blocks[0]["block_id"]
    assert pressed["container"]["is_ephemeral"] is (only is not None)
    assert ("message" in pressed) is (only is None)


def test_what_is_typed_is_escaped_but_for_mentions_and_links() -> None:
    written = typed("a<b & <@U0BEN> <https://example.com/?a=1|here> <!channel>")

    assert written == ("a&lt;b &amp; <@U0BEN> <https://example.com/?a=1|here> <!channel>")


def test_what_is_typed_is_rich_text_as_well() -> None:
    [section] = rich_text("<@U0BOT> a &lt; b <https://example.com>")["elements"]

    assert section["elements"] == [
        {"type": "user", "user_id": "U0BOT"},
        {"type": "text", "text": " a < b "},
        {"type": "link", "url": "https://example.com"},
    ]
