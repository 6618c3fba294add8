"""Guests, outsiders and people whom Slack does not know see in Home what is public, whatever they press."""

import json
from dataclasses import replace

import pytest

from bot.playground.faults import Refuse
from bot.playground.model import View
from bot.playground.town import ANA, BEN, GENERAL, GIA, OTHER_TEAM_ID, PARTNERS, SUPPORT
from tests.bot.conftest import text_of
from tests.bot.home.conftest import Company, buttons_of, place

CANARY = "zanzibarite"
SHELF = f"Shelf of {CANARY}"


@pytest.fixture
def stocked(company: Company) -> Company:
    """A company with internal articles, subscribed to by all channels and by each person."""
    company.publish("public", category="Billing")
    secret = {"category": SHELF, "visibility": "internal", "phrases": [f"where is {CANARY}"]}
    company.publish("secret", title=f"Open the vault of {CANARY}", **secret)
    for where in (GENERAL, SUPPORT, PARTNERS, GIA, BEN):
        company.centre.subscribe(SHELF, place(where))
    return company


def reads_everywhere(company: Company, person: str) -> str:
    """All that somebody sees who presses every button of Home, and every way to the internal article."""
    home = company.opens(person)
    asked = [
        "how do i open the vault",
        "search vault",
        "search category:shelf",
        "subscribe shelf",
        "subscriptions",
        "help",
    ]
    pressed = [(each["action_id"], each["value"]) for each in buttons_of(home) if each["action_id"] != "refresh_home"]
    gestures = [*(("question", typed) for typed in [*asked, "subscribe"]), *pressed]
    seen: list[View] = [home, *(company.does(home, *gesture, person=person) for gesture in gestures)]
    company.slack.open_home(person, tab="messages")
    offered = company.slack.wait_for(lambda: company.slack.prompts_of(person), seconds=30)
    return "\n".join([*(text_of(view.blocks) + json.dumps(view.given) for view in seen), json.dumps(offered.prompts)])


def test_members_see_what_is_internal(stocked: Company) -> None:
    seen = reads_everywhere(stocked, BEN)

    assert f"Open the vault of {CANARY}" in seen
    assert f"where is {CANARY}" in seen
    assert f"*{SHELF}* to you alone" in seen
    assert "About secret." in seen


@pytest.mark.parametrize("person", [GIA, BEN, ANA])
def test_guests_and_people_whom_slack_does_not_know_see_what_is_public(stocked: Company, person: str) -> None:
    if person != GIA:
        stocked.slack.misbehave(Refuse("user_not_found"), "users.info", times=None)
    seen = reads_everywhere(stocked, person)

    assert CANARY not in seen
    assert "Article public" in seen
    assert "For admins" not in seen
    assert ("Slack does not tell me just now who you are" in seen) is (person != GIA)


def test_who_has_gone_to_another_organisation_since_home_was_drawn_sees_what_is_public(stocked: Company) -> None:
    home = stocked.opens(BEN)
    stocked.slack.workspace.put_person(replace(stocked.slack.workspace.person(BEN), team_id=OTHER_TEAM_ID))
    told = text_of(stocked.does(home, "open", json.dumps({"article": "help:secret"}), person=BEN).blocks)

    assert told == "That article is no longer in the knowledge base, or not for this channel. Ask again."
