"""`/kb subscribe` and `/kb mute` with words behind them."""

import sqlite3
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import time as clock_time
from pathlib import Path

import pytest

from bot.app import create_app, create_parts
from bot.overload import Pool
from bot.playground import FakeSlack
from bot.playground.model import Channel
from bot.playground.town import ANA, BEN, BOT_ID, GENERAL, GIA, OPS, PARTNERS, SUPPORT, TEAM, ZOE
from bot.server.http import EVENTS_PATH, create_wsgi
from bot.settings import Settings
from knowledge.base import KnowledgeBase
from knowledge.sources.config import read_sources
from knowledge.subscriptions import Cadence, Place, Style, Timetable
from tests.bot.conftest import ROOT, ServeWsgi
from tests.bot.subscribe.conftest import People, labels
from tests.knowledge.given import NobodyWatches, jsonl_source

GENERAL_PLACE = Place(TEAM.id, GENERAL)


def test_a_category_is_subscribed_in_one_line(answering_slack: FakeSlack) -> None:
    people = People(answering_slack)
    told = people.read("subscribe invoices daily 09:00")

    assert "This channel is now subscribed to *Invoices*: daily at 09:00 (Europe/Lisbon); full cards, new and" in told
    assert "The next digest comes on " in told
    assert " at 09:00 (Europe/Lisbon)" in told


def test_what_was_not_said_is_usual_and_stays_when_it_is_said_later(people: People, kept: KnowledgeBase) -> None:
    assert "at once; full cards, new and updated articles." in people.read("subscribe invoices")
    told = people.read('subscribe invoices weekly fri 5pm compact only new -"trial"')
    assert "Changed: *Invoices* now weekly on Fridays at 17:00 (before: at once); one line each (before: full" in told
    assert "daily at 17:00 (before: weekly on Fridays at 17:00)." in people.read("subscribe invoices daily")

    [found] = kept.subscriptions.of(GENERAL_PLACE)
    assert (found.timetable.cadence, found.timetable.at) == (Cadence.DAILY, clock_time(17))
    assert (found.style.compact, found.style.updates, found.style.without) == (True, False, ("trial",))


def test_subscribing_to_what_is_so_already_says_so_and_changes_nothing(
    people: People, audited: Callable[[], list[tuple[str, str]]]
) -> None:
    people.read("subscribe invoices daily")
    assert "subscribed to *Invoices* like that already: daily at 09:00" in people.read("subscribe invoices daily 09:00")
    assert audited() == [(ANA, "subscribe")]


def test_every_change_is_audited(people: People, audited: Callable[[], list[tuple[str, str]]]) -> None:
    for text in ("subscribe invoices", "subscribe invoices daily", "pause 3d", "resume", "mute orders"):
        people.type(text, person=BEN)
    people.type("unsubscribe invoices")
    did = ["subscribe", "change", "pause", "resume", "subscribe"]
    assert audited() == [*((BEN, action) for action in did), (ANA, "unsubscribe")]


def test_an_unknown_category_is_offered_with_the_whole_command_repeated(people: People) -> None:
    asked = people.type('subscribe invoises weekly fri compact -"trial"')
    assert "There is no category “invoises”. Did you mean Invoices" in asked.text
    told = people.press(asked, "Invoices")
    assert "subscribed to *Invoices*: weekly on Fridays at 09:00 (Europe/Lisbon); one line each, new and up" in told
    assert "without those that say “trial”" in told


def test_a_cadence_without_a_category_asks_which(people: People) -> None:
    asked = people.type("subscribe daily 8am")
    assert asked.text == "Which category shall I subscribe to?"
    assert labels(asked)[0] == "All categories"
    assert "*all categories*: daily at 08:00" in people.press(asked, "All categories")


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("orders tz Atlantis", "I know no time zone “Atlantis”"),
        ("orders daily 25:00", "“25:00” is no time of day"),
        ("orders weekly funday", "“funday” is no day of the week"),
        ("orders quiet 9-", "Say from when until when it is quiet"),
        ('"', "A quote is opened and not closed"),
        ("orders daily weekly", "don't go together"),
        ('"<!channel> & <b>"', "There is no category “&lt;!channel&gt; &amp; &lt;b&gt;”"),
        ('"\u202eevil"', "There is no category “evil”"),
    ],
)
def test_what_can_t_be_read_is_answered_with_what_would_work(people: People, typed: str, told: str) -> None:
    # Slack writes & < > so in what people type.
    escaped = typed.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    assert told in people.read(f"subscribe {escaped}")


def test_a_text_of_3000_characters_is_answered(people: People) -> None:
    assert people.read("subscribe " + "x" * 2990)


def test_a_narrower_subscription_says_how_it_goes_with_the_wider_one(people: People) -> None:
    people.type("subscribe all weekly")
    told = people.read("subscribe invoices")
    assert "*All categories* are subscribed here too, weekly on Mondays at 09:00." in told
    assert "What is in *Invoices* comes at once now, and no longer weekly on Mondays at 09:00." in told
    assert "Narrower subscriptions stay as they are: *Invoices* (at once)." in people.read("subscribe all daily")


def test_mute_wins_and_says_how_it_ends(people: People) -> None:
    people.type("subscribe all")
    told = people.read("mute invoices")
    assert "*Invoices* is muted here: nothing of it is told." in told
    assert "`/kb unsubscribe Invoices` ends that; `/kb subscribe Invoices` subscribes to it." in told
    told = people.read("subscribe Monthly invoices")
    assert "*Invoices* is muted here, so nothing of *Invoices / Monthly invoices* is told" in told
    assert "*Invoices* is no longer muted: this channel is subscribed to it, at once" in people.read(
        "subscribe invoices"
    )
    assert "Everything is muted here: nothing is told." in people.read("mute all")


def test_the_last_articles_are_posted_once_however_often_they_are_asked_for(people: People) -> None:
    made = people.type("subscribe invoices")
    assert labels(made) == ["Post the last 3 articles", "Preview", "Change", "Unsubscribe"]
    assert people.press(made, "Post the last 3 articles") == "The last 3 articles are on the way to this channel."
    assert "were posted here already" in people.press(made, "Post the last 3 articles")
    assert "The last 3 articles are on the way." in people.read("subscribe orders last 3")


def test_preview_and_unsubscribe_work_from_the_confirmation(people: People) -> None:
    made = people.type("subscribe invoices")
    assert "newest articles in *Invoices* would look" in people.press(made, "Preview")
    assert people.press(made, "Unsubscribe").startswith("*Invoices* is no longer subscribed here.")
    assert "This subscription has been ended." in people.press(made, "Post the last 3 articles")


def test_the_time_zone_is_the_channel_s_then_the_person_s_then_utc(people: People) -> None:
    assert "(America/New_York)" in people.read("subscribe invoices daily", person=BEN)
    assert "(America/New_York)" in people.read("subscribe orders daily", person=ANA)
    told = people.read("subscribe orders tz Tokyo")
    assert "by the clocks of Asia/Tokyo (before: by the clocks of America/New_York)" in told
    assert "Times of all subscriptions here are those of Asia/Tokyo now" in told

    people.slack.revoke("users:read")
    told = people.read("subscribe orders daily", channel=SUPPORT, person=GIA)
    assert "daily at 09:00 (UTC)" in told
    assert "I don't know your time zone, so this is in UTC. To set it, name a city: `/kb subscribe Orders tz" in told


def test_a_public_channel_is_joined_where_that_is_allowed(people: People) -> None:
    people.slack.grant("channels:join")
    people.type("subscribe orders", channel=SUPPORT)
    people.slack.wait_for(lambda: BOT_ID in people.slack.workspace.channel(SUPPORT).members)


@pytest.mark.parametrize(
    ("channel", "told"),
    [
        (Channel("C1", "open", "public", frozenset({ANA})), "I'm not in this channel, so I can't post here. Type /inv"),
        (Channel("C1", "own", "private", frozenset({ANA})), "I'm not in this channel, so I can't post here. Type /inv"),
        (Channel("C1", "old", "public", frozenset({ANA}), is_archived=True), "The channel is archived."),
    ],
)
def test_where_nothing_can_be_posted_it_is_said_and_the_subscription_stays(
    people: People, kept: KnowledgeBase, channel: Channel, told: str
) -> None:
    people.slack.workspace.put(channel)
    people.type("subscribe orders", channel="C1")
    people.slack.wait_for(lambda: told in people.all("C1"))
    assert len(kept.subscriptions.of(Place(TEAM.id, "C1"))) == 1


def test_a_direct_message_subscribes_the_person_alone(people: People, kept: KnowledgeBase) -> None:
    direct = people.slack.workspace.direct_channel(BEN).id
    told = people.read("subscribe orders daily", channel=direct, person=BEN)
    assert "You are now subscribed to *Orders*" in told
    assert "I'll tell you in our direct messages." in told
    assert [each.category for each in kept.subscriptions.of(Place(TEAM.id, BEN))] == [("Orders",)]
    assert "You have 1 subscription." in people.read("subscriptions", channel=direct, person=BEN)
    assert not [call for call in people.slack.calls if call.method == "conversations.info"]


def test_categories_that_are_internal_alone_are_not_known_where_others_read(
    slack: FakeSlack, kept: KnowledgeBase, synced_url: str, start_http: Callable[[str], str], tmp_path: Path
) -> None:
    rows = [{"id": "1", "title": "What we hide", "body": "Hidden.", "category": "Secrets", "visibility": "internal"}]
    hidden = jsonl_source(tmp_path / "hidden.jsonl", rows, name="hidden")
    kept.syncs.sync([*read_sources(ROOT / "sources.toml"), hidden], NobodyWatches())
    kept.audiences.note(TEAM.id, OPS, shared=False)
    kept.audiences.note(TEAM.id, PARTNERS, shared=True)
    slack.connect_http(start_http(synced_url))
    people = People(slack)

    assert "now subscribed to *Secrets*" in people.read("subscribe secrets", channel=OPS)
    assert "There is no category “secrets”" in people.read("subscribe secrets", channel=PARTNERS)
    kept.subscriptions.subscribe(
        Place(TEAM.id, PARTNERS), ("Secrets",), person=ANA, timetable=Timetable(), style=Style()
    )
    told = people.read("subscriptions", channel=PARTNERS)
    assert "*A category without public articles*" in told
    assert "Secrets" not in told
    assert "Secrets" not in people.read("unsubscribe", channel=PARTNERS)
    assert "There is no subscription to “secrets” here." in people.read("unsubscribe secrets", channel=PARTNERS)
    assert "Secrets" not in people.press(people.type("subscriptions", channel=PARTNERS), "Remove")
    assert kept.subscriptions.of(Place(TEAM.id, PARTNERS)) == []


def test_outsiders_change_nothing_in_a_shared_channel(people: People, kept: KnowledgeBase) -> None:
    made = people.type("subscribe orders", channel=PARTNERS)
    seen = people.slack.workspace.say(PARTNERS, BOT_ID, text=made.text, blocks=made.blocks)
    for label in ("Post the last 3 articles", "Change", "Unsubscribe"):
        assert "Only people of the organisation that runs me may change" in people.press(seen, label, person=ZOE)
    assert len(kept.subscriptions.of(Place(TEAM.id, PARTNERS))) == 1


@contextmanager
def serving(
    settings: Settings, knowledge: KnowledgeBase, slack: FakeSlack, serve_wsgi: ServeWsgi, *, pool: Pool | None = None
) -> Iterator[People]:
    """People in a Slack in which the bot answers with other settings, or with another pool."""
    parts = create_parts(settings, knowledge, pool)
    app = create_wsgi(create_app(settings, parts), knowledge, signing_secret=settings.slack_signing_secret)
    slack.connect_http(serve_wsgi(app) + EVENTS_PATH)
    yield People(slack)
    assert parts.pool.close(30)


def test_where_admins_alone_may_subscribe_others_are_told_so(
    slack: FakeSlack, settings: Settings, kept: KnowledgeBase, serve_wsgi: ServeWsgi
) -> None:
    with serving(replace(settings, subscribe_role="admins"), kept, slack, serve_wsgi) as people:
        for text in ("subscribe orders", "subscribe", "mute orders", "unsubscribe orders", "pause", "resume"):
            assert "Only admins may change what is announced here." in people.read(text, person=BEN)
        assert "subscribed to nothing" in people.read("subscriptions", person=BEN)
        assert "now subscribed to *Orders*" in people.read("subscribe orders", person=ANA)


def test_a_busy_pool_holds_up_no_subscription_and_refuses_what_needs_it(
    slack: FakeSlack, settings: Settings, kept: KnowledgeBase, serve_wsgi: ServeWsgi
) -> None:
    pool, is_free = Pool(1, waiting=0), threading.Event()
    with serving(settings, kept, slack, serve_wsgi, pool=pool) as people:
        people.read("subscriptions", channel=SUPPORT)
        slack.wait_for(lambda: [call for call in slack.calls if call.method == "conversations.info"])
        while not pool.offer(is_free.wait):
            time.sleep(0.01)
        try:
            made = people.type("subscribe orders", channel=SUPPORT)
            assert "now subscribed to *Orders*" in made.text
            assert "I'm busy" in people.press(made, "Change")
            assert slack.slash("/kb", "subscribe", channel=SUPPORT, person=ANA).message is None
            assert "I'm busy" in people.last(SUPPORT)
        finally:
            is_free.set()


def test_a_locked_database_is_answered_with_a_sentence_in_time(people: People, synced_url: str) -> None:
    people.type("subscribe orders")
    locked = sqlite3.connect(synced_url.removeprefix("sqlite:///"), isolation_level=None)
    locked.execute("BEGIN IMMEDIATE")
    try:
        for text in ("subscribe invoices", "mute orders", "unsubscribe orders", "pause"):
            began = time.monotonic()
            assert "I can't reach my database just now." in people.read(text)
            assert time.monotonic() - began < 3
    finally:
        locked.execute("ROLLBACK")
        locked.close()
    assert "now subscribed to *Invoices*" in people.read("subscribe invoices")


def test_two_people_who_change_at_once_both_have_their_way(people: People, kept: KnowledgeBase) -> None:
    people.type("subscribe orders")
    wishes = ["subscribe orders weekly fri", "subscribe orders compact", "subscribe orders only new"]
    threads = [threading.Thread(target=people.type, args=(wish,)) for wish in wishes]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    [found] = kept.subscriptions.of(GENERAL_PLACE)
    assert (found.timetable.cadence, found.timetable.weekday) == (Cadence.WEEKLY, 4)
    assert (found.style.compact, found.style.updates) == (True, False)
