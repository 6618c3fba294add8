"""Tidying: what nobody asks for again goes, what still guards against telling twice stays, and jumped clocks heal."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import create_engine, text

from knowledge.base import KnowledgeBase
from knowledge.posts import Post, Question
from knowledge.subscriptions import Cadence
from tests.knowledge.announcing import SUPPORT, HelpCentre
from tests.knowledge.given import GivenClock


@pytest.fixture
def centre(database_url: str, tmp_path: Path, open_knowledge: Callable[..., KnowledgeBase]) -> HelpCentre:
    clock = GivenClock()
    return HelpCentre(open_knowledge(database_url, clock=clock), clock, tmp_path, database_url)


def counts(url: str) -> dict[str, int]:
    """How many rows the tables hold that are tidied."""
    engine = create_engine(url)
    with engine.connect() as connection:
        tables = ("outbox", "announcements", "changes", "inbox", "audit", "paces", "leases")
        found = {name: connection.execute(text(f"SELECT count(*) FROM {name}")).scalar_one() for name in tables}
    engine.dispose()
    return found


def go_on() -> bool:
    return False


def test_what_is_old_goes_and_what_is_not_stays(centre: HelpCentre, database_url: str) -> None:
    centre.subscribe()
    centre.publish("a")
    centre.settle()
    centre.post_as_sent()
    asked = centre.knowledge.inbox.receive(Question("Ev1", "T1", "C1", "U1", "1.0", "?"))
    assert asked is not None
    centre.knowledge.inbox.answer(asked, Post("T1", "C1", "answer:1", "Here."))
    centre.post_as_sent()

    centre.clock.passes(timedelta(days=6))
    assert centre.knowledge.tidying.tidy(go_on) == 0
    centre.clock.passes(timedelta(days=26))
    assert centre.knowledge.tidying.tidy(go_on) == 3
    left = counts(database_url)
    assert (left["outbox"], left["announcements"], left["inbox"], left["paces"]) == (0, 0, 0, 0)
    assert left["changes"] == 2
    centre.clock.passes(timedelta(days=400))
    centre.knowledge.tidying.tidy(go_on)
    assert counts(database_url)["changes"] == counts(database_url)["audit"] == 0


def test_a_post_stays_while_a_paused_subscription_would_tell_its_change_again(
    centre: HelpCentre, database_url: str
) -> None:
    everything = centre.subscribe("", cadence=Cadence.WEEKLY)
    centre.subscribe("Billing")
    centre.knowledge.subscriptions.pause(SUPPORT, person="U1", until=None, only=everything.id)
    centre.publish("a")
    centre.settle()
    centre.post_as_sent()
    centre.knowledge.subscriptions.unsubscribe(SUPPORT, ("Billing",), person="U1")
    centre.clock.passes(timedelta(days=100))
    centre.knowledge.tidying.tidy(go_on)

    assert counts(database_url)["outbox"] == 1
    centre.knowledge.subscriptions.resume(SUPPORT, person="U1")
    assert centre.passes() == 0


def test_what_waits_or_is_parked_stays(centre: HelpCentre, database_url: str) -> None:
    centre.subscribe()
    centre.publish("a", "b")
    centre.settle()
    claimed = centre.knowledge.outbox.claim_due()
    assert claimed is not None
    assert centre.knowledge.outbox.park(claimed, "Slack refused it.")
    centre.clock.passes(timedelta(days=500))
    centre.knowledge.tidying.tidy(go_on)
    assert counts(database_url)["outbox"] == 2


def test_nothing_is_tidied_while_the_process_stops(centre: HelpCentre) -> None:
    centre.subscribe()
    centre.publish("a")
    centre.settle()
    centre.post_as_sent()
    centre.clock.passes(timedelta(days=50))
    assert centre.knowledge.tidying.tidy(lambda: True) == 0


def test_a_clock_that_jumped_a_year_ahead_and_came_back_holds_nothing_up(centre: HelpCentre) -> None:
    centre.subscribe(cadence=Cadence.DAILY)
    centre.publish("a")
    now = centre.clock.at
    centre.at(now + timedelta(days=365))
    assert len(centre.posts()) == 1
    centre.clock.at = now + timedelta(hours=1)
    assert centre.knowledge.outbox.claim_due() is None

    assert centre.knowledge.tidying.heal() == 2
    assert centre.knowledge.outbox.claim_due() is not None
    centre.publish("b")
    centre.at(datetime(2026, 11, 3, 9, tzinfo=UTC))
    assert centre.posts() == [("digest", ["b"])]


def test_changes_that_a_clock_has_put_into_the_future_are_told_after_their_grace_period(centre: HelpCentre) -> None:
    centre.subscribe()
    centre.clock.passes(timedelta(days=30_000))
    centre.publish("a")
    centre.clock.passes(timedelta(days=-30_000))
    assert centre.settle() == 0
    assert centre.knowledge.tidying.heal() == 1
    assert centre.settle() == 1
