"""Who somebody is, as Slack says it: remembered, and asked again."""

from collections.abc import Mapping
from typing import Any

import pytest
from slack_sdk import WebClient

from bot.people import People, Person, person_from
from bot.playground import FakeSlack
from bot.playground.faults import DropBefore, Refuse, ServerError, Slow, TooFast
from bot.playground.town import ANA, BOT_ID, TEAM, ZOE

HOUR = 3600


class Seconds:
    """A clock that stands still until it is told how many seconds have passed."""

    def __init__(self) -> None:
        self.passed = 0.0

    def __call__(self) -> float:
        return self.passed


@pytest.fixture
def clock() -> Seconds:
    return Seconds()


@pytest.fixture
def people(slack: FakeSlack, clock: Seconds) -> People:
    slack.grant("users:read")
    return People(WebClient(slack.bot_token, base_url=slack.api_url), clock=clock)


def test_a_person_has_a_time_zone_and_a_standing(people: People) -> None:
    assert people.of(TEAM.id, ANA) == Person("Europe/Lisbon", is_admin=True, is_member=True)
    stranger, bot = people.of(TEAM.id, ZOE), people.of(TEAM.id, BOT_ID)
    assert stranger is not None
    assert bot is not None
    assert (stranger.is_admin, stranger.is_member) == (False, False)
    assert (bot.is_admin, bot.is_member) == (False, False)


def test_what_slack_said_is_remembered_for_an_hour(slack: FakeSlack, people: People, clock: Seconds) -> None:
    for moment in (0, HOUR - 1):
        clock.passed = moment
        assert people.of(TEAM.id, ANA)
    assert len(slack.calls) == 1

    clock.passed = HOUR
    assert people.of(TEAM.id, ANA)
    assert len(slack.calls) == 2


@pytest.mark.parametrize(
    "fault", [TooFast(), ServerError(), Refuse("internal_error"), Refuse("user_not_found"), DropBefore()]
)
def test_who_slack_does_not_tell_of_is_not_known_and_asked_about_again_later(
    slack: FakeSlack, people: People, clock: Seconds, fault: Any
) -> None:
    slack.misbehave(fault, "users.info")
    assert people.of(TEAM.id, ANA) is None
    assert people.of(TEAM.id, ANA) is None
    assert len(slack.calls) == 1

    clock.passed = 5
    assert people.of(TEAM.id, ANA) is not None


def test_without_its_scope_nobody_is_known(slack: FakeSlack, people: People) -> None:
    slack.revoke("users:read")

    assert people.of(TEAM.id, ANA) is None


def test_an_answer_is_not_awaited_for_long(slack: FakeSlack, people: People) -> None:
    slack.misbehave(Slow(2.5), "users.info")

    assert people.of(TEAM.id, ANA) is None


MEMBER = {"id": "U1", "team_id": "T1", "tz": "Europe/Berlin"}


@pytest.mark.parametrize(
    ("facts", "is_member"),
    [
        ({}, True),
        ({"is_restricted": True}, False),
        ({"is_restricted": True, "is_ultra_restricted": True}, False),
        ({"is_stranger": True}, False),
        ({"deleted": True}, False),
        ({"is_bot": True}, False),
        ({"team_id": "T2"}, False),
        ({"team_id": None}, False),
        ({"team_id": "T2", "enterprise_user": {"teams": ["T2", "T1"]}}, True),
        ({"team_id": "T2", "enterprise_user": {"teams": "T1"}}, False),
        ({"team_id": "T2", "enterprise_user": "T1"}, False),
    ],
)
def test_guests_strangers_bots_and_who_has_gone_are_no_members(facts: Mapping[str, object], is_member: bool) -> None:
    found = person_from(MEMBER | facts, "T1")

    assert found == Person("Europe/Berlin", is_admin=False, is_member=is_member)


@pytest.mark.parametrize("timezone", [None, "", "Mars/Olympus", "europe/berlin", "../../etc/passwd", 7, "localtime"])
def test_a_time_zone_that_there_is_none_of_is_taken_for_utc(timezone: object) -> None:
    found = person_from(MEMBER | {"tz": timezone}, "T1")

    assert found is not None
    assert found.timezone == "UTC"


@pytest.mark.parametrize("fact", ["is_admin", "is_owner"])
def test_admins_and_owners_are_admins(fact: str) -> None:
    found = person_from(MEMBER | {fact: True}, "T1")

    assert found is not None
    assert found.is_admin


@pytest.mark.parametrize("user", [None, "U1", [], 7])
def test_what_is_no_person_is_not_known(user: object) -> None:
    assert person_from(user, "T1") is None
