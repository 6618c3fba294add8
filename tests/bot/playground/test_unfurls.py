"""Links that people post: what the app is told of them, and what it may show below them."""

from collections.abc import Callable
from typing import Any

import pytest
from slack_sdk import WebClient

from bot.playground import FakeSlack
from bot.playground.town import ANA, BOT_ID, GENERAL, OPS, SUPPORT
from tests.bot.playground.given import section

Refusal = Callable[..., dict[str, Any]]
Json = dict[str, Any]

LINK = "https://help.example.com/a/1"
CARD = {LINK: {"blocks": [section("An article")]}}


@pytest.fixture
def told(slack: FakeSlack, payloads: list[Json]) -> list[Json]:
    """What reaches an app that may unfurl links to help.example.com."""
    slack.grant("links:read", "links:write")
    slack.register_domains("help.example.com", "example.org")
    return payloads


@pytest.mark.parametrize(("channel", "is_in"), [(GENERAL, True), (SUPPORT, False)])
def test_links_of_its_domains_are_told_wherever_they_are_posted(
    slack: FakeSlack, told: list[Json], channel: str, is_in: bool
) -> None:
    text = f"see {LINK}?a=1&b=2, <https://www.example.org/x|this> {LINK}?a=1&b=2 and https://elsewhere.com."
    slack.say(text, channel=channel, person=ANA)

    [event] = [payload["event"] for payload in told]
    [said] = slack.messages(channel)
    assert event["links"] == [
        {"url": f"{LINK}?a=1&amp;b=2", "domain": "help.example.com"},
        {"url": "https://www.example.org/x", "domain": "example.org"},
    ]
    assert (event["type"], event["channel"], event["user"]) == ("link_shared", channel, ANA)
    assert (event["message_ts"], event["source"], event["is_bot_user_member"]) == (
        said.ts,
        "conversations_history",
        is_in,
    )
    assert "<https://elsewhere.com>." in said.text


def test_links_are_told_only_to_who_may_read_them_and_never_its_own(slack: FakeSlack, told: list[Json]) -> None:
    assert slack.echo(slack.workspace.say(GENERAL, BOT_ID, text=f"<{LINK}>")) == ()
    slack.say("https://help.example.com.evil.net/", channel=GENERAL, person=ANA)
    slack.revoke("links:read")
    slack.say(LINK, channel=GENERAL, person=ANA)

    assert told == []


def test_a_link_in_a_thread_and_in_a_direct_message_is_told(slack: FakeSlack, told: list[Json]) -> None:
    parent = slack.workspace.say(OPS, ANA, text="a question")
    slack.say(LINK, channel=OPS, person=ANA, thread_ts=parent.ts)
    slack.direct_message(LINK, person=ANA)

    in_thread, message, direct = (payload["event"] for payload in told)
    assert (in_thread["type"], in_thread["thread_ts"]) == ("link_shared", parent.ts)
    assert (message["type"], direct["type"]) == ("message", "link_shared")
    assert direct["channel"] == slack.workspace.direct_channel(ANA).id


def test_what_the_app_shows_below_a_link_stays_on_the_message_until_it_is_taken_away(
    slack: FakeSlack, client: WebClient, told: list[Json]
) -> None:
    slack.grant("channels:history")
    slack.say(LINK, channel=GENERAL, person=ANA)
    event = told[0]["event"]
    client.chat_unfurl(channel=GENERAL, ts=event["message_ts"], unfurls=CARD)
    [shown] = slack.messages(GENERAL)
    [recorded] = client.conversations_history(channel=GENERAL)["messages"]
    client.chat_unfurl(unfurl_id=event["unfurl_id"], source=event["source"], unfurls={LINK: {}})

    assert shown.unfurls == CARD
    assert recorded["attachments"][0]["from_url"] == LINK
    assert recorded["attachments"][0]["blocks"] == CARD[LINK]["blocks"]
    assert slack.messages(GENERAL)[0].unfurls == {}


def test_a_link_is_unfurled_by_the_url_that_was_told_or_by_the_one_that_was_typed(
    slack: FakeSlack, client: WebClient, told: list[Json]
) -> None:
    slack.say(f"{LINK}?a=1&b=2", channel=GENERAL, person=ANA)
    ts = told[0]["event"]["message_ts"]

    assert client.chat_unfurl(channel=GENERAL, ts=ts, unfurls={f"{LINK}?a=1&amp;b=2": {"title": "x"}})["ok"]
    assert client.chat_unfurl(channel=GENERAL, ts=ts, unfurls={f"{LINK}?a=1&b=2": {"title": "x"}})["ok"]


def test_a_link_that_is_still_being_written_has_a_preview(
    slack: FakeSlack, client: WebClient, told: list[Json], refusal: Refusal
) -> None:
    slack.compose(f"see {LINK}", person=ANA)
    slack.compose("see nothing", person=ANA)

    [event] = [payload["event"] for payload in told]
    assert (event["channel"], event["source"], event["message_ts"]) == ("COMPOSER", "composer", event["unfurl_id"])
    refused = refusal(client.chat_unfurl, channel="COMPOSER", ts=event["message_ts"], unfurls=CARD)
    client.chat_unfurl(unfurl_id=event["unfurl_id"], source="composer", unfurls=CARD)
    assert refused["error"] == "cannot_find_channel"
    assert slack.previews(event["unfurl_id"]) == CARD


@pytest.mark.parametrize(
    ("arguments", "error"),
    [
        ({"ts": None}, "missing_ts"),
        ({"channel": None}, "missing_channel"),
        ({"unfurls": None}, "missing_unfurls"),
        ({"unfurls": "{"}, "invalid_unfurls_format"),
        ({"unfurls": [CARD]}, "invalid_unfurls_format"),
        ({"unfurls": {LINK: "An article"}}, "cannot_parse_attachment"),
        ({"unfurls": {LINK: {"blocks": [section("")]}}}, "cannot_parse_attachment"),
        ({"unfurls": {LINK: {"blocks": [section()], "text": "x"}}}, "cannot_parse_attachment"),
        ({"unfurls": {LINK: {"blocks": [section()] * 51}}}, "cannot_parse_attachment"),
        ({"channel": "C0NOWHERE"}, "cannot_find_channel"),
        ({"ts": "1.000001"}, "cannot_find_message"),
        ({"unfurls": {f"{LINK}2": {"title": "x"}}}, "cannot_unfurl_message"),
        ({"unfurls": {"https://elsewhere.com/x": {"title": "x"}}}, "cannot_unfurl_url"),
        ({"unfurl_id": "none"}, "invalid_arguments"),
        ({"unfurl_id": "none", "source": "conversations_history"}, "cannot_find_message"),
        ({"unfurl_id": "none", "source": "elsewhere"}, "invalid_arguments"),
        ({"link_names": False}, "invalid_arguments"),
    ],
)
def test_what_chat_unfurl_refuses(
    slack: FakeSlack, client: WebClient, told: list[Json], refusal: Refusal, arguments: Json, error: str
) -> None:
    slack.say(f"{LINK} https://elsewhere.com/x", channel=GENERAL, person=ANA)
    usual = {"channel": GENERAL, "ts": told[0]["event"]["message_ts"], "unfurls": CARD}
    given = {name: value for name, value in (usual | arguments).items() if value is not None}

    assert refusal(client.api_call, api_method="chat.unfurl", json=given)["error"] == error
    assert slack.messages(GENERAL)[0].unfurls == {}


def test_links_that_were_never_told_are_not_unfurled(
    slack: FakeSlack, client: WebClient, told: list[Json], refusal: Refusal
) -> None:
    unheard = slack.workspace.say(GENERAL, ANA, text=f"<{LINK}>")

    assert refusal(client.chat_unfurl, channel=GENERAL, ts=unheard.ts, unfurls=CARD)["error"] == "cannot_unfurl_url"
    slack.revoke("links:write")
    assert refusal(client.chat_unfurl, channel=GENERAL, ts=unheard.ts, unfurls=CARD)["needed"] == "links:write"


def test_an_app_registers_five_domains_from_the_start_or_later() -> None:
    domains = tuple(f"{name}.example.com" for name in "abcde")

    assert FakeSlack(unfurl_domains=domains).workspace.bot.unfurl_domains == domains
    with pytest.raises(ValueError, match="an app registers 5 domains"):
        FakeSlack(unfurl_domains=(*domains, "f.example.com"))
