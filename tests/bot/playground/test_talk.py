"""What is said in channels, and which of it a real Bolt app is told."""

from collections.abc import Callable
from typing import Any

import pytest
from slack_sdk import WebClient

from bot.playground import FakeSlack
from bot.playground.town import ANA, BEN, BOT_ID, GENERAL, OPS, PARTNERS, SUPPORT, ZOE

Json = dict[str, Any]
Shapes = Callable[[Json, str], list[str]]


@pytest.fixture
def told(slack: FakeSlack, payloads: list[Json]) -> list[Json]:
    """What reaches an app that asked for everything that is said in channels, and may read it."""
    slack.grant("channels:history", "groups:history")
    slack.subscribe("message.channels", "message.groups")
    return payloads


@pytest.mark.parametrize(("channel", "kind"), [(GENERAL, "channel"), (OPS, "group")])
def test_what_is_said_where_the_bot_is_reaches_it(
    slack: FakeSlack, told: list[Json], shapes: Shapes, channel: str, kind: str
) -> None:
    [receipt] = slack.say("my order is stuck", channel=channel, person=ANA)

    [payload] = told
    assert shapes(payload["event"], "GenericMessageEvent") == []
    assert (payload["event"]["type"], payload["event"]["channel_type"]) == ("message", kind)
    assert (payload["event"]["text"], payload["event"]["user"]) == ("my order is stuck", ANA)
    assert receipt.said == slack.messages(channel)[-1]


def test_an_app_is_told_only_what_it_may_read_and_asked_for(slack: FakeSlack, told: list[Json]) -> None:
    assert slack.say("x", channel=SUPPORT, person=ANA) == ()
    slack.revoke("groups:history")
    assert slack.say("x", channel=OPS, person=ANA) == ()
    slack.unsubscribe("message.channels")
    assert slack.say("x", channel=GENERAL, person=ANA) == ()
    assert told == []


def test_a_mention_arrives_twice_with_two_ids_where_the_app_hears_what_is_said(
    slack: FakeSlack, told: list[Json]
) -> None:
    slack.mention("help", channel=GENERAL, person=ANA)

    mention, message = told
    assert (mention["event"]["type"], message["event"]["type"]) == ("app_mention", "message")
    assert mention["event_id"] != message["event_id"]
    assert mention["event"]["ts"] == message["event"]["ts"]


def test_whoever_is_named_in_passing_is_mentioned_too(slack: FakeSlack, payloads: list[Json]) -> None:
    slack.say(f"ask <@{BOT_ID}>", channel=GENERAL, person=ANA)
    slack.say(f"ask <@{BEN}>", channel=GENERAL, person=ANA)

    [payload] = payloads
    assert payload["event"]["type"] == "app_mention"


def test_an_answer_in_a_thread_and_an_outsider_are_told_as_such(slack: FakeSlack, told: list[Json]) -> None:
    parent = slack.workspace.say(PARTNERS, BEN, text="a question")
    slack.say("more", channel=PARTNERS, person=ZOE, thread_ts=parent.ts)

    [payload] = told
    assert payload["is_ext_shared_channel"] is True
    assert (payload["event"]["thread_ts"], payload["event"]["parent_user_id"]) == (parent.ts, BEN)
    assert payload["event"]["user_team"] == "T0OTHER"


def test_a_direct_message_may_stand_in_a_thread(slack: FakeSlack, client: WebClient, payloads: list[Json]) -> None:
    ts = client.chat_postMessage(channel=ANA, text="an answer")["ts"]
    slack.direct_message("more", person=ANA, thread_ts=ts)

    event = payloads[0]["event"]
    assert (event["channel_type"], event["thread_ts"], event["parent_user_id"]) == ("im", ts, BOT_ID)


def test_what_another_app_says_names_it(slack: FakeSlack, told: list[Json], shapes: Shapes) -> None:
    slack.say_as_bot("deployed", channel=GENERAL)

    event = told[0]["event"]
    assert shapes(event, "GenericMessageEvent") == []
    assert (event["bot_id"], event["user"]) == ("B0OTHERBOT", "U0OTHERBOT")
    assert "client_msg_id" not in event


def test_what_the_app_said_itself_may_come_back_to_it(slack: FakeSlack, client: WebClient, told: list[Json]) -> None:
    client.chat_postMessage(channel=GENERAL, text=f"<@{BEN}>, see this")
    [receipt] = slack.echo(slack.messages(GENERAL)[-1])

    # This app is told, and lets Bolt drop what it said itself before anything of it is recorded.
    assert (receipt.status, told) == (200, [])
    slack.unsubscribe("message.channels")
    assert slack.echo(slack.messages(GENERAL)[-1]) == ()


def test_edits_and_deletions_are_told_with_what_was_there_before(
    slack: FakeSlack, client: WebClient, told: list[Json], shapes: Shapes
) -> None:
    slack.say("frist", channel=GENERAL, person=ANA)
    [said] = slack.messages(GENERAL)
    slack.edit(said, "first & last")
    slack.retract(said)
    slack.workspace.say(SUPPORT, ANA, text="unheard")

    _, edited, deleted = (payload["event"] for payload in told)
    assert shapes(_typed(edited), "MessageChangedEvent") == shapes(_typed(deleted), "MessageDeletedEvent") == []
    assert (edited["message"]["text"], edited["previous_message"]["text"]) == ("first &amp; last", "frist")
    assert edited["message"]["ts"] == deleted["deleted_ts"] == said.ts
    assert slack.edit(slack.messages(SUPPORT)[0], "still unheard") == ()
    assert slack.messages(GENERAL) == ()
    with pytest.raises(LookupError, match="no longer there"):
        slack.edit(said, "again")


def _typed(event: Json) -> Json:
    """The event as Slack's types have it: in these, messages within it repeat what stands around them."""
    common = {name: event[name] for name in ("channel", "channel_type", "event_ts")}
    return event | {name: event[name] | common for name in ("message", "previous_message") if name in event}


def test_nobody_writes_where_they_are_not(slack: FakeSlack) -> None:
    with pytest.raises(LookupError, match="U0ZOE is not in C0GENERAL"):
        slack.say("x", channel=GENERAL, person=ZOE)
