"""Checks: who is in charge of one, and when the next is due."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from knowledge.base import KnowledgeBase
from knowledge.store.checks import Checks
from tests.knowledge.given import GivenClock

DAY = 86_400


@pytest.fixture
def clock() -> GivenClock:
    return GivenClock()


@pytest.fixture
def start(database_url: str, clock: GivenClock, open_knowledge: Callable[..., KnowledgeBase]) -> Callable[[], Checks]:
    """Starts a process."""
    return lambda: open_knowledge(database_url, clock=clock).checks


def test_one_process_at_a_time_checks_and_none_again_for_a_day(start: Callable[[], Checks], clock: GivenClock) -> None:
    first, second = start(), start()
    assert first.begin(DAY)
    assert not second.begin(DAY)
    first.end(DAY)
    assert not first.begin(DAY)
    clock.passes(timedelta(seconds=DAY))
    assert first.begin(DAY)


def test_each_process_checks_when_it_starts(start: Callable[[], Checks]) -> None:
    for _ in range(3):
        checks = start()
        assert checks.begin(DAY)
        checks.end(DAY)
        assert not checks.begin(DAY)


def test_a_check_that_broke_off_is_begun_again_by_whoever_looks_next(start: Callable[[], Checks]) -> None:
    checks = start()
    assert checks.begin(DAY)
    checks.break_off()
    assert checks.begin(DAY)


def test_who_says_nothing_for_minutes_is_taken_for_dead(start: Callable[[], Checks], clock: GivenClock) -> None:
    alive, other = start(), start()
    assert alive.begin(DAY)
    for _ in range(3):
        clock.passes(timedelta(minutes=4))
        alive.go_on()
        assert not other.begin(DAY)
    clock.passes(timedelta(minutes=5))
    assert other.begin(DAY)
    alive.break_off()
    assert not start().begin(DAY)


def test_a_clock_that_jumped_back_holds_up_no_check(start: Callable[[], Checks], clock: GivenClock) -> None:
    checks = start()
    assert checks.begin(DAY)
    checks.end(DAY)
    clock.passes(timedelta(days=-30))
    assert checks.begin(DAY)
