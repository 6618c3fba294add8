"""Subscriptions that are settled in one transaction, and ended; the last articles, shown once. On both databases."""

import threading
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import create_engine, text

from knowledge.articles import Audience
from knowledge.base import KnowledgeBase
from knowledge.subscriptions import Cadence, Style, Subscription, Timetable
from tests.knowledge.announcing import SALES, SUPPORT, HelpCentre
from tests.knowledge.given import GivenClock


@pytest.fixture
def centre(database_url: str, tmp_path: Path, open_knowledge: Callable[..., KnowledgeBase]) -> HelpCentre:
    clock = GivenClock()
    return HelpCentre(open_knowledge(database_url, clock=clock), clock, tmp_path, database_url)


def audited(url: str) -> list[tuple[str, str]]:
    engine = create_engine(url)
    with engine.connect() as connection:
        rows = connection.execute(text("SELECT person, action FROM audit ORDER BY id")).all()
    engine.dispose()
    return [(person, action) for person, action in rows]


def test_people_who_change_different_things_at_once_both_have_their_way(centre: HelpCentre) -> None:
    centre.subscribe()

    def compact(_: Sequence[Subscription], before: Subscription | None) -> tuple[Timetable, Style]:
        assert before is not None
        return before.timetable, replace(before.style, compact=True)

    def daily(_: Sequence[Subscription], before: Subscription | None) -> tuple[Timetable, Style]:
        assert before is not None
        return replace(before.timetable, cadence=Cadence.DAILY), before.style

    def change(settle: Callable[..., tuple[Timetable, Style]]) -> None:
        centre.knowledge.subscriptions.settle(SUPPORT, ("Billing",), person="U1", settle=settle)

    threads = [threading.Thread(target=change, args=(settle,)) for settle in (compact, daily)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    [found] = centre.knowledge.subscriptions.of(SUPPORT)
    assert (found.timetable.cadence, found.style.compact) == (Cadence.DAILY, True)


def test_what_is_so_already_is_neither_written_nor_audited(centre: HelpCentre, database_url: str) -> None:
    first = centre.subscribe(cadence=Cadence.DAILY)
    centre.publish("a")
    assert centre.subscribe(cadence=Cadence.DAILY) == first
    assert audited(database_url) == [("U1", "subscribe")]


def test_one_subscription_or_all_of_a_channel_are_ended(centre: HelpCentre, database_url: str) -> None:
    one, _, theirs = centre.subscribe(), centre.subscribe("Orders"), centre.subscribe(place=SALES)
    subscriptions = centre.knowledge.subscriptions
    assert subscriptions.end(SUPPORT, person="U2", only=theirs.id) == []
    assert subscriptions.end(SUPPORT, person="U2", only=one.id) == [one]
    assert subscriptions.end(SUPPORT, person="U2", only=one.id) == []
    centre.subscribe()
    assert [each.category for each in subscriptions.end(SUPPORT, person="U2")] == [("Billing",), ("Orders",)]
    assert subscriptions.everyone() == [theirs]
    assert audited(database_url).count(("U2", "unsubscribe")) == 3


def test_the_same_last_articles_are_shown_once_and_others_again(centre: HelpCentre) -> None:
    show = centre.knowledge.announcements.show_latest
    subscription = centre.subscribe()
    assert show(subscription, Audience.PUBLIC, 3) == 0
    centre.publish("a", "b")
    assert show(subscription, Audience.PUBLIC, 3) == 2
    assert show(subscription, Audience.PUBLIC, 3) == 0
    centre.publish("c")
    assert show(subscription, Audience.PUBLIC, 3) == 3
    assert [occasion for occasion, _ in centre.posts()] == ["recent", "recent"]
