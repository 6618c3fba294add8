"""`/kb unsubscribe`, `pause` and `resume`."""

import pytest

from bot.playground import FakeSlack
from bot.playground.model import Channel
from bot.playground.town import ANA, BEN, GENERAL, PARTNERS, TEAM
from bot.refusals import note_refusal
from knowledge.base import KnowledgeBase
from knowledge.subscriptions import Pause, Place, Style, Timetable
from tests.bot.subscribe.conftest import People, labels

PLACE = Place(TEAM.id, GENERAL)


def test_a_subscription_is_ended_and_made_again(answering_slack: FakeSlack) -> None:
    people = People(answering_slack)
    people.type("subscribe orders weekly fri compact -trial")
    ended = people.type("unsubscribe orders")
    assert ended.text == "*Orders* is no longer subscribed here."
    told = people.press(ended, "Subscribe again")
    assert "now subscribed to *Orders*: weekly on Fridays at 09:00 (Europe/Lisbon); one line each, new and up" in told
    assert "without those that say “trial”" in told


def test_it_is_said_what_is_still_told(people: People) -> None:
    people.type("subscribe all weekly")
    people.type("subscribe orders")
    people.type("subscribe Failed orders daily")
    told = people.read("unsubscribe orders")
    assert "It is still told with *all categories*, weekly on Mondays at 09:00." in told
    assert "`/kb mute Orders` keeps it out." in told
    assert "1 narrower subscription goes on: see `/kb subscriptions`." in told


def test_ending_a_mute_says_whether_anything_is_told_then(people: People) -> None:
    people.type("mute orders")
    ended = people.type("unsubscribe orders")
    assert "*Orders* is no longer muted here. It is not subscribed either: `/kb subscribe Orders` does" in ended.text
    assert "*Orders* is muted here: nothing of it is told." in people.press(ended, "Mute again")
    people.type("mute all")
    assert "A wider category is muted here, so nothing of it is told." in people.read("unsubscribe orders")


def test_what_is_not_subscribed_is_answered_with_what_is(people: People) -> None:
    assert "Nothing is subscribed here, so there is nothing to end." in people.read("unsubscribe orders")
    people.type("subscribe invoices")
    asked = people.type("unsubscribe orders")
    assert asked.text == "*Orders* has no subscription of its own here. Subscribed here are:"
    people.type("subscribe orders")
    asked = people.type("unsubscribe ordesr")
    assert asked.text == "There is no subscription to “ordesr” here. Subscribed here are:"
    assert labels(asked) == ["Orders", "Invoices"]
    assert people.press(asked, "Orders") == "*Orders* is no longer subscribed here.\nSubscribe again"
    assert labels(people.type("unsubscribe")) == ["Invoices"]
    people.type("subscribe all")
    told = people.read("unsubscribe orders")
    assert "It is told with *all categories*; `/kb mute Orders` keeps it out." in told


def test_a_category_that_no_article_stands_in_any_more_can_be_removed(people: People, kept: KnowledgeBase) -> None:
    place = Place(TEAM.id, PARTNERS)
    kept.subscriptions.subscribe(place, ("Gone", "By now"), person=ANA, timetable=Timetable(), style=Style())
    told = people.press(people.type("subscriptions", channel=PARTNERS), "Remove")
    assert "*A category without public articles* is no longer subscribed here." in told
    assert kept.subscriptions.everyone() == []


def test_all_ends_the_subscription_to_all_alone_and_the_others_only_when_asked(
    people: People, kept: KnowledgeBase
) -> None:
    for text in ("subscribe all", "subscribe orders", "subscribe invoices"):
        people.type(text)
    told = people.read("unsubscribe all")
    assert "*All categories* are no longer subscribed here." in told
    assert "2 narrower subscriptions go on" in told
    asked = people.type("unsubscribe all")
    assert "There is no subscription to all categories here, but there are 2 to single categories." in asked.text
    assert "All 2 subscriptions here are ended." in people.press(asked, "End all 2 subscriptions")
    assert kept.subscriptions.everyone() == []


def test_a_pause_is_told_with_its_end_by_the_clocks_of_the_channel(people: People, kept: KnowledgeBase) -> None:
    people.type("subscribe orders tz Tokyo")
    people.type("subscribe invoices")
    paused = people.type("pause until monday 9am")
    assert paused.text.startswith("Paused until Monday ")
    assert "at 09:00 (Asia/Tokyo): *Invoices*, *Orders*." in paused.text
    assert "What comes meanwhile is told afterwards, as one digest." in paused.text
    assert {each.pause for each in kept.subscriptions.everyone()} == {Pause.ASKED}
    assert "Resumed: *Invoices*, *Orders*." in people.press(paused, "Resume now")
    assert people.read("resume") == "Nothing is paused here."


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("pause until 2020-01-01", "“until 2020-01-01” is past."),
        ("pause 500d", "I can pause for a year at most."),
        ("pause until 2026-02-30", "There is no such day as"),
        ("pause 0d", "is past."),
        ("pause 3 fortnights", "I can't read “3 fortnights” as a time to pause for."),
    ],
)
def test_a_pause_that_can_t_be_is_answered_with_what_would_work(people: People, text: str, told: str) -> None:
    people.type("subscribe orders")
    assert told in people.read(text)


def test_where_nothing_is_subscribed_there_is_nothing_to_pause_or_resume(people: People) -> None:
    assert "Nothing is subscribed here yet. There is nothing to pause." in people.read("pause 3d")
    assert "Nothing is subscribed here yet." in people.read("resume")
    people.type("mute orders")
    assert people.read("pause") == "Everything here is muted."


def test_pausing_twice_says_that_it_is_so(people: People) -> None:
    people.type("subscribe orders")
    assert "Paused until somebody resumes: *Orders*." in people.read("pause")
    assert "All subscriptions here are paused until somebody resumes already." in people.read("pause")
    told = people.read("subscribe orders daily")
    assert "Changed: *Orders* now daily at 09:00" in told
    assert "Paused until somebody types `/kb resume`." in told


def test_resuming_says_when_the_pause_was_slack_s_and_that_we_are_still_not_there(
    people: People, kept: KnowledgeBase
) -> None:
    people.slack.workspace.put(Channel("C1", "own", "private", frozenset({BEN})))
    people.type("subscribe orders", channel="C1", person=BEN)
    people.slack.wait_for(lambda: "I'm not in this channel" in people.all("C1", BEN))
    note_refusal(kept, Place(TEAM.id, "C1"), "not_in_channel")
    told = people.read("resume", channel="C1", person=BEN)
    assert "Resumed: *Orders*." in told
    assert "It was paused since I could not post here: I'm not in the channel. Type `/invite @Quickjump`" in told
    people.slack.wait_for(lambda: len(people.slack.ephemerals("C1", BEN)) == 4)
