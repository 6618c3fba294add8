"""Forecasts: what waits, where, and when it comes; and that foretelling it changes nothing."""

from collections.abc import Callable
from datetime import UTC, datetime, time, timedelta
from pathlib import Path

import pytest

from knowledge.base import KnowledgeBase
from knowledge.subscriptions import Cadence, Pause, Quiet
from tests.knowledge.announcing import SALES, SUPPORT, HelpCentre
from tests.knowledge.given import GivenClock


@pytest.fixture
def centre(database_url: str, tmp_path: Path, open_knowledge: Callable[..., KnowledgeBase]) -> HelpCentre:
    clock = GivenClock()
    return HelpCentre(open_knowledge(database_url, clock=clock), clock, tmp_path, database_url)


def foretold(centre: HelpCentre) -> list[tuple[str, datetime | None, list[str]]]:
    return [
        (each.place.channel, each.at, [announcement.article.id for announcement in each.announcements])
        for each in centre.knowledge.announcements.forecast()
    ]


def test_what_has_just_changed_comes_at_once_and_a_digest_in_its_time(centre: HelpCentre) -> None:
    centre.subscribe()
    centre.subscribe(place=SALES, cadence=Cadence.DAILY, at=time(17))
    centre.publish("a", "b")

    at_five = datetime(2026, 11, 2, 17, tzinfo=UTC)
    assert foretold(centre) == [
        ("C1", centre.clock.at, ["a"]),
        ("C1", centre.clock.at, ["b"]),
        ("C2", at_five, ["a", "b"]),
    ]
    assert foretold(centre) == foretold(centre)
    assert centre.settle() == 2
    assert foretold(centre) == [("C2", at_five, ["a", "b"])]
    assert centre.at(at_five) == 1
    assert foretold(centre) == []


def test_what_comes_in_quiet_hours_is_foretold_for_their_end(centre: HelpCentre) -> None:
    centre.subscribe(quiet=Quiet(time(8), time(12)))
    centre.publish("a")
    assert foretold(centre) == [("C1", datetime(2026, 11, 2, 12, tzinfo=UTC), ["a"])]


def test_what_a_pause_holds_back_is_foretold_for_its_end_or_for_no_moment(centre: HelpCentre) -> None:
    centre.subscribe()
    centre.subscribe(place=SALES)
    until = centre.clock.at + timedelta(days=3)
    centre.knowledge.subscriptions.pause(SUPPORT, person="U1", until=until)
    centre.knowledge.places.refused(SALES, "is_archived")
    centre.publish("a")
    assert foretold(centre) == [("C1", until, ["a"]), ("C2", None, ["a"])]
    _, refused = centre.knowledge.announcements.forecast()
    assert (refused.pause, refused.problem) == (Pause.REFUSED, "is_archived")


def test_what_is_held_is_foretold_only_as_if_it_were_released(centre: HelpCentre) -> None:
    centre.subscribe()
    centre.publish("a", announce="hold")
    assert foretold(centre) == []
    [released] = centre.knowledge.announcements.forecast_released()
    assert [each.article.id for each in released.announcements] == ["a"]
    assert foretold(centre) == []
