"""A fake Slack that runs for days remembers what is new, and lets go of what nobody can use any more."""

from collections.abc import Callable
from typing import Any

import pytest
from slack_sdk import WebClient

from bot.playground import FakeSlack
from bot.playground.limits import SlackRefused
from bot.playground.offers import MOST_PLACES, Offers
from bot.playground.responses import LIFETIME_SECONDS, ResponseUrls
from bot.playground.sockets import MOST_TICKETS, Sockets
from bot.playground.town import ANA, BOT_ID, GENERAL, OTHER_TEAM_ID, PARTNERS, SCOPES, SUPPORT, ZOE, a_playground_town
from tests.bot.playground.given import actions, option

Refusal = Callable[..., dict[str, Any]]


def test_it_remembers_the_newest_calls_and_undelivered_events_alone() -> None:
    with FakeSlack(remembers=3) as slack:
        client = WebClient(slack.bot_token, base_url=slack.api_url)
        slack.connect_http("http://127.0.0.1:9/nobody")
        for number in range(5):
            client.chat_postMessage(channel=GENERAL, text=str(number))
            slack.mention(str(number), channel=GENERAL, person=ANA)

    assert [call.arguments["text"] for call in slack.calls] == ["2", "3", "4"]
    texts = [each.payload["event"]["text"] for each in slack.undelivered]
    assert [text[-1] for text in texts] == ["2", "3", "4"]


def test_it_remembers_all_where_nothing_else_is_said(slack: FakeSlack, client: WebClient) -> None:
    for _ in range(50):
        client.auth_test()

    assert len(slack.calls) == 50


def test_a_response_url_is_said_to_have_expired_for_as_long_as_it_lived(clock: Any) -> None:
    slack = FakeSlack(clock=clock)
    urls = ResponseUrls(slack.workspace, address=lambda: "http://slack")
    key = urls.new(GENERAL, ANA).rpartition("/")[2]
    clock.now += LIFETIME_SECONDS + 1
    urls.new(GENERAL, ANA)
    expired = urls.answer(key, {"text": "x"})
    clock.now += LIFETIME_SECONDS
    urls.new(GENERAL, ANA)

    assert expired[1]["error"] == "expired_url"
    assert urls.answer(key, {"text": "x"})[1]["error"] == "invalid_url"


def test_a_trigger_is_forgotten_an_hour_after_it_was_given(clock: Any) -> None:
    triggers = FakeSlack(clock=clock).workspace.triggers
    given = triggers.new(ANA)
    clock.now += 3600
    triggers.new(ANA)
    with pytest.raises(SlackRefused, match="expired_trigger_id"):
        triggers.exchange(given)
    clock.now += 1
    triggers.new(ANA)

    with pytest.raises(SlackRefused, match="invalid_trigger_id"):
        triggers.exchange(given)


def test_a_menu_keeps_what_it_offered_until_a_thousand_others_have_offered_something(slack: FakeSlack) -> None:
    offers = Offers(slack.workspace.changed)
    menu = {"type": "external_select", "action_id": "choose"}
    shown = [
        slack.workspace.say(GENERAL, BOT_ID, text="x", blocks=[actions(menu, block_id="b")])
        for _ in range(MOST_PLACES + 1)
    ]
    for message in shown:
        offers.note(message, message.blocks[0], menu, person=ANA, answer={"options": [option("one")]})

    def offered(number: int) -> list[Any]:
        [block] = offers.within(shown[number], person=ANA)
        options: list[Any] = block["elements"][0]["options"]
        return options

    assert [offered(number) for number in (0, 1, MOST_PLACES)] == [[], [option("one")], [option("one")]]


def test_of_the_addresses_that_nobody_connected_to_the_newest_are_good(slack: FakeSlack) -> None:
    sockets = Sockets(slack.workspace)
    tickets = [sockets.new_ticket() for _ in range(MOST_TICKETS + 1)]

    assert list(sockets.tickets) == tickets[1:]


def test_the_playgrounds_town_has_three_people_and_the_bot_in_three_channels(clock: Any) -> None:
    workspace = FakeSlack(scopes=SCOPES | {"links:read"}, clock=clock, town=a_playground_town).workspace

    assert [(person.name, person.is_admin) for person in workspace.people] == [
        ("ana", True),
        ("ben", False),
        ("zoe", False),
    ]
    assert workspace.team_of(ZOE) == OTHER_TEAM_ID
    assert {channel.id for channel in workspace.channels} == {GENERAL, SUPPORT, PARTNERS}
    assert all(BOT_ID in channel.members for channel in workspace.channels)
    assert [channel.id for channel in workspace.channels if channel.is_ext_shared] == [PARTNERS]
    assert [channel.id for channel in workspace.channels if ZOE in channel.members] == [PARTNERS]
    assert (workspace.bot.name, "links:read" in workspace.bot.scopes) == ("Quickjump", True)


def test_a_town_that_begins_anew_gives_no_id_that_it_gave_before(clock: Any) -> None:
    given = {a_playground_town(SCOPES, clock).new_id("Ev")}
    clock.now += 1
    anew = a_playground_town(SCOPES, clock)

    assert given.isdisjoint(anew.new_id("Ev") for _ in range(100))
