"""The form in which a subscription is made or changed."""

import sqlite3
from datetime import time

import pytest

from bot.playground import FakeSlack
from bot.playground.elements import options_of, parts_of
from bot.playground.faults import Slow
from bot.playground.model import Channel, View
from bot.playground.town import ANA, BEN, GENERAL, PARTNERS, TEAM, ZOE
from bot.subscribe.form.blocks import Form, form_view
from bot.subscribe.form.fields import category_value, phrases_in, separated
from knowledge.base import KnowledgeBase
from knowledge.subscriptions import Cadence, Place, Quiet, Style, Timetable
from tests.bot.conftest import text_of
from tests.bot.subscribe.conftest import People, buttons_of, labels

FAILED = category_value(("Orders", "Failed orders"))


def offered(view: View) -> list[str]:
    """The texts of the categories that a form offers."""
    [menu] = [part for block in view.blocks if block["block_id"] == "category" for part in parts_of(block)]
    return [option["text"]["text"] for option in options_of(menu)]


def test_a_form_makes_a_subscription_and_says_so_in_its_place(answering_slack: FakeSlack) -> None:
    people = People(answering_slack)
    view = people.form()
    assert (view.title, view.callback_id) == ("Subscribe", "subscribe")
    assert offered(view)[0] == "All categories"
    assert "Orders / Failed orders" in offered(view)

    done = people.fill_in(category=FAILED, cadence="weekly", weekday="4", at="17:30", also=["weekdays", "recent"])
    assert done is not None
    told = text_of(done.blocks)
    assert "subscribed to *Orders / Failed orders*: weekly on Fridays at 17:30, not at weekends (Europe/Lisbon)" in told
    assert "full cards, new articles only." in told
    assert "The last 3 articles are on the way." in told
    assert labels(done) == ["Preview", "Change", "Unsubscribe"]


def test_everything_that_was_filled_in_is_kept(people: People, kept: KnowledgeBase) -> None:
    people.form()
    people.fill_in(
        category=FAILED,
        cadence="daily",
        at="08:15",
        style="compact",
        also=["updates"],
        quiet_from="20:00",
        quiet_until="07:00",
        timezone="berlin",
        without='trial,  free  mail , "a, b"',
    )
    [made] = kept.subscriptions.of(Place(TEAM.id, GENERAL))
    assert made.category == ("Orders", "Failed orders")
    assert made.timetable == Timetable(
        Cadence.DAILY, at=time(8, 15), quiet=Quiet(time(20), time(7)), timezone="Europe/Berlin"
    )
    assert made.style == Style(compact=True, updates=True, without=("trial", "free mail", "a, b"))


@pytest.mark.parametrize(
    ("given", "block", "told"),
    [
        ({"timezone": "Atlantis"}, "timezone", "I know no time zone “Atlantis”"),
        ({"quiet_from": "20:00"}, "quiet_until", "Say when quiet hours begin and when they end"),
        ({"quiet_until": "20:00"}, "quiet_from", "Say when quiet hours begin and when they end"),
        ({"quiet_from": "20:00", "quiet_until": "20:00"}, "quiet_until", "end at another time"),
        ({"without": ",".join(map(str, range(11)))}, "without", "up to 10 phrases"),
        ({"without": "x" * 61}, "without", "60 characters at most"),
    ],
)
def test_what_is_wrong_is_said_at_its_field_and_nothing_is_made(
    people: People, kept: KnowledgeBase, given: dict[str, object], block: str, told: str
) -> None:
    people.form()
    view = people.fill_in(category="all", **given)
    assert view is not None
    assert told in view.errors.get(block, "")
    assert kept.subscriptions.everyone() == []


def test_a_form_is_filled_in_with_what_is_to_be_changed(people: People, kept: KnowledgeBase) -> None:
    made = people.type('subscribe orders weekly fri 5pm compact only new weekdays quiet 20-7 tz Berlin -"a, b" -trial')
    [change] = [part for part in buttons_of(made) if part["text"]["text"] == "Change"]
    people.slack.press(made, change["action_id"], person=ANA, value=change["value"])
    view = people.opened()
    assert view.title == "Change subscription"
    assert "What is told here of *Orders*:" in text_of(view.blocks)

    before = kept.subscriptions.everyone()
    done = people.fill_in()
    assert "like that already" in text_of(done and done.blocks)
    assert kept.subscriptions.everyone() == before


def test_changing_in_the_form_may_empty_fields(people: People, kept: KnowledgeBase) -> None:
    made = people.type("subscribe orders daily quiet 20-7 -trial")
    people.slack.press(made, "change_subscription", person=ANA)
    people.opened()
    done = people.fill_in(cadence="now", quiet_from=None, quiet_until=None, without=None, timezone=None)
    told = text_of(done and done.blocks)
    assert "now at once (before: daily at 09:00); without quiet hours (before: quiet from 20:00 to 07:00)" in told
    assert "whatever they say (before: without those that say “trial”)" in told
    [found] = kept.subscriptions.everyone()
    assert (found.timetable.quiet, found.timetable.timezone, found.style.without) == (None, "Europe/Lisbon", ())


def test_the_confirmation_in_the_form_does_what_a_message_does(people: People) -> None:
    people.form()
    done = people.fill_in(category="all")
    assert done is not None
    people.slack.press(done, "show_latest", person=ANA)
    people.slack.wait_for(lambda: "The last 3 articles are on the way" in seen(people), seconds=30)
    people.slack.close(ANA)
    people.slack.press(done, "verb:1", person=ANA, value=buttons_of(done)[1]["value"])
    people.slack.wait_for(lambda: "newest" in seen(people), seconds=30)
    people.slack.close(ANA)
    people.slack.press(done, "change_subscription", person=ANA)
    people.slack.wait_for(lambda: "What is told here of *all categories*" in seen(people), seconds=30)


def seen(people: People) -> str:
    view = people.slack.view_of(ANA)
    return text_of(view.blocks) if view else ""


def test_a_form_whose_subscription_is_ended_meanwhile_says_so(people: People) -> None:
    made = people.type("subscribe orders")
    people.slack.press(made, "change_subscription", person=ANA)
    people.opened()
    people.type("unsubscribe orders", person=BEN)
    done = people.fill_in(cadence="daily")
    assert "This subscription has been ended." in text_of(done and done.blocks)


def test_a_locked_database_leaves_the_form_as_it_was_filled_in(people: People, synced_url: str) -> None:
    form = people.form()
    locked = sqlite3.connect(synced_url.removeprefix("sqlite:///"), isolation_level=None)
    locked.execute("BEGIN IMMEDIATE")
    told = people.fill_in(category="all", cadence="daily")
    locked.execute("ROLLBACK")
    locked.close()
    assert "I can't reach my database just now." in text_of(told and told.blocks)

    people.slack.close(ANA)
    again = people.opened()
    assert again.id == form.id
    assert "*all categories*: daily at 09:00" in text_of((done := people.fill_in()) and done.blocks)


def test_who_subscribes_where_the_bot_is_not_is_told_in_the_channel(people: People) -> None:
    people.slack.workspace.put(Channel("C1", "own", "private", frozenset({ANA})))
    people.form(channel="C1")
    people.fill_in(category="all")
    people.slack.wait_for(lambda: people.slack.ephemerals("C1", ANA))
    assert people.last("C1").startswith("I'm not in this channel")


def test_a_form_that_slack_does_not_open_in_time_is_told_of(people: People) -> None:
    people.slack.misbehave(Slow(5), method="views.open")
    assert people.slack.slash("/kb", "subscribe", channel=GENERAL, person=ANA).message is None
    people.slack.wait_for(lambda: people.slack.ephemerals(GENERAL, ANA), seconds=30)
    assert "Slack did not open the window" in people.last()


def test_outsiders_open_no_form(people: People) -> None:
    made = people.type("subscribe orders", channel=PARTNERS)
    seen_by_all = people.slack.workspace.say(PARTNERS, "U0BOT", text=made.text, blocks=made.blocks)
    assert "Only people of the organisation that runs me" in people.press(seen_by_all, "Change", person=ZOE)
    assert people.slack.view_of(ZOE) is None


def a_form(*categories: tuple[str, ...]) -> dict[str, object]:
    return form_view(Form(sorted(categories), Timetable(), Style(), memory={}))


def blocks_of(form: dict[str, object]) -> dict[str, dict[str, object]]:
    return {block["block_id"]: block for block in form["blocks"]}  # type: ignore[attr-defined]


def test_more_categories_than_a_menu_holds_can_be_typed() -> None:
    few = a_form(*((f"Top {top}", *([f"Low {low}"] if low else [])) for top in range(9) for low in range(11)))
    assert "typed" not in blocks_of(few)
    deep = a_form(*((f"Top {top}", *([f"Low {low}"] if low else [])) for top in range(9) for low in range(12)))
    assert len(options_of(blocks_of(deep)["category"]["element"])) == 1 + 9
    assert blocks_of(deep)["typed"]["optional"] is True
    flat = a_form(*((f"Top {top:03}",) for top in range(300)))
    assert len(options_of(blocks_of(flat)["category"]["element"])) == 100


@pytest.mark.parametrize("phrases", [[], ["a"], ["a", "b c"], ["a, b", '"q"', 'x "y"', "it's"], ['"' * 60] * 10])
def test_phrases_are_written_as_they_are_read(phrases: list[str]) -> None:
    assert phrases_in(separated(phrases)) == phrases
