"""`/kb subscriptions`, its pages and its buttons."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from bot.playground import FakeSlack
from bot.playground.town import ANA, BEN, GENERAL, SUPPORT, TEAM
from bot.subscribe.listing.blocks import listing
from bot.subscribe.listing.reading import Page
from bot.subscribe.naming import Names
from knowledge.articles import Audience
from knowledge.base import KnowledgeBase
from knowledge.store import subscription_rows as rows
from knowledge.store.engine import Database
from knowledge.subscriptions import Cadence, Pause, Place, Style, Subscription, Timetable
from tests.bot.conftest import text_of
from tests.bot.subscribe.conftest import People, buttons_of, labels

PLACE = Place(TEAM.id, GENERAL)
NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)


def test_what_a_channel_is_told_is_listed(answering_slack: FakeSlack) -> None:
    people = People(answering_slack)
    people.type("subscribe invoices weekly compact")
    people.type("subscribe orders", person=BEN)
    people.type("mute Failed orders")
    listed = people.type("subscriptions")
    told = text_of(listed.blocks)

    assert told.startswith("This channel has 3 subscriptions. Times are those of Europe/Lisbon.")
    assert "*Invoices*: weekly on Mondays at 09:00; one line each, new and updated articles" in told
    assert f"next: as soon as there is something to tell · nothing posted yet · made by <@{BEN}>" in told
    assert "*Orders / Failed orders*: muted, nothing of it is told" in told
    every = ["Change", "Pause", "Remove", "Announce now"]
    assert labels(listed) == [*every, *every, "Change", "Remove"]


def test_where_nothing_is_subscribed_it_says_how_to_begin(people: People) -> None:
    listed = people.type("subscriptions")
    assert listed.text == (
        "This channel is subscribed to nothing. Type `/kb subscribe Control panels`, or press the button."
    )
    people.slack.press(listed, "verb", person=ANA)
    assert people.opened().title == "Subscribe"


def test_one_subscription_is_paused_resumed_and_removed_in_place(people: People, kept: KnowledgeBase) -> None:
    people.type("subscribe invoices")
    listed = people.type("subscriptions")
    told = people.press(listed, "Pause")
    assert "Paused: *Invoices*. Press Resume to go on." in told
    assert "Paused until somebody types `/kb resume`." in told
    [now] = [each for each in people.slack.ephemerals(GENERAL, ANA) if each.ts == listed.ts]
    assert labels(now) == ["Change", "Resume", "Remove"]
    assert "Resumed: *Invoices*." in people.press(now, "Resume")
    [now] = [each for each in people.slack.ephemerals(GENERAL, ANA) if each.ts == listed.ts]
    told = people.press(now, "Remove")
    assert told.startswith("*Invoices* is no longer subscribed here.")
    assert "This channel is subscribed to nothing." in told
    assert kept.subscriptions.everyone() == []


def test_what_waits_is_announced_from_the_list(people: People) -> None:
    people.type("subscribe invoices daily")
    assert people.press(people.type("subscriptions"), "Announce now") == "Nothing waits to be posted here."


@pytest.mark.parametrize("label", ["Change", "Pause", "Remove", "Announce now"])
def test_a_press_on_what_is_ended_meanwhile_says_so(people: People, label: str) -> None:
    people.type("subscribe orders")
    listed = people.type("subscriptions")
    people.type("unsubscribe orders", person=BEN)
    told = people.press(listed, label)
    assert told == "This subscription has been ended. Type /kb subscriptions to see those that there are."


def test_pages_are_turned_in_place_to_the_end_and_back(people: People, kept: KnowledgeBase) -> None:
    for number in range(23):
        kept.subscriptions.subscribe(PLACE, (f"C{number:02}",), person=ANA, timetable=Timetable(), style=Style())
    listed = people.type("subscriptions")
    assert labels(listed)[-1] == "Next"
    assert "here are 11 to 20" in people.press(listed, "Next")
    [listed] = people.slack.ephemerals(GENERAL, ANA)
    assert labels(listed)[-2:] == ["Previous", "Next"]
    assert "here are 21 to 23" in people.press(listed, "Next")
    [listed] = people.slack.ephemerals(GENERAL, ANA)
    assert "here are 11 to 20" in people.press(listed, "Previous")


def test_a_thousand_subscriptions_in_one_channel_are_listed(people: People, synced_url: str) -> None:
    many(synced_url, 1000)
    listed = people.type("subscriptions")
    assert "This channel has 1000 subscriptions, here are 1 to 10." in listed.text
    assert len(listed.blocks) <= 50
    assert len(labels(people.type("unsubscribe"))) == 10
    told = people.read("unsubscribe all")
    assert "There is no subscription to all categories here, but there are 1000 to single categories." in told


def many(url: str, count: int) -> None:
    """Subscriptions as rows, since making each as people do takes a minute."""
    made = subscription(category=("C0000",))
    database = Database(url)
    with database.write() as connection:
        for number in range(count):
            rows.add(connection, replace(made, category=(f"C{number:04}",)))
    database.close()


def a_page(*subscriptions: Subscription, **more: object) -> Page:
    names = Names(NoCategories(), Audience.INTERNAL)  # type: ignore[arg-type]
    given = {"offset": 0, "count": len(subscriptions), "last_sent": {}, "now": NOW, "is_direct": False}
    return Page(subscriptions=subscriptions, names=names, **(given | more))  # type: ignore[arg-type]


class NoCategories:
    """A knowledge base without articles."""

    def categories(self, audience: Audience) -> tuple[()]:
        return ()


def subscription(**fields: object) -> Subscription:
    made = Subscription(7, PLACE, ("Orders",), Timetable(timezone="Europe/Lisbon"), Style(), ANA, NOW)
    return replace(made, **fields)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("fields", "told"),
    [
        ({"next_at": NOW + timedelta(days=3)}, "next: Monday 23 November at 12:00"),
        ({"next_at": NOW}, "next: as soon as there is something to tell"),
        ({"pause": Pause.ASKED}, "Paused until somebody types `/kb resume`."),
        ({"pause": Pause.ASKED, "paused_until": NOW + timedelta(days=60)}, "Paused until Tuesday 19 January 2027 at"),
        ({"pause": Pause.REFUSED, "problem": "not_in_channel"}, "Paused: I'm not in the channel. Type `/invite @Qui"),
        ({"pause": Pause.REFUSED, "problem": "odd"}, "Paused: Slack refuses my posts (odd)."),
        ({"made_by": "<!channel>"}, "made by somebody"),
    ],
)
def test_the_state_of_a_subscription_is_told_in_words(fields: dict[str, object], told: str) -> None:
    assert told in text_of(listing(a_page(subscription(**fields))).blocks)


@pytest.mark.parametrize(
    ("passed", "told"),
    [
        (timedelta(seconds=5), "just now"),
        (timedelta(minutes=1), "1 minute ago"),
        (timedelta(hours=2, minutes=50), "2 hours ago"),
        (timedelta(days=2), "on 18 November"),
        (timedelta(days=400), "on 16 October 2025"),
    ],
)
def test_when_something_was_posted_last_is_told_in_words(passed: timedelta, told: str) -> None:
    page = a_page(subscription(), last_sent={7: NOW - passed})
    assert f"last posted {told}" in text_of(listing(page).blocks)


def test_looking_needs_no_membership_and_changes_nothing(people: People) -> None:
    assert "subscribed to nothing" in people.read("subscriptions", channel=SUPPORT)
    assert buttons_of(people.type("subscriptions", channel=SUPPORT))[0]["text"]["text"] == "Subscribe…"


def test_a_muted_subscription_is_neither_paused_nor_announced() -> None:
    muted = subscription(timetable=Timetable(Cadence.MUTED))
    shown = listing(a_page(muted))
    assert [
        part["text"]["text"] for block in shown.blocks for part in block.get("elements", []) if "value" in part
    ] == [
        "Change",
        "Remove",
    ]
