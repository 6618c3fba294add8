"""Subscriptions as people are told of them, and as they would type them."""

from dataclasses import replace
from datetime import UTC, datetime, time
from zoneinfo import available_timezones

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.typed.reading import LONGEST_CATEGORY, Wanted, could_be_wanted, read_wanted
from bot.typed.spelling import retyped, spelt, typed
from knowledge.articles import CategoryPath, category_path, category_text
from knowledge.characters import storable
from knowledge.subscriptions import Cadence, Place, Quiet, Style, Subscription, Timetable

NIGHT = Quiet(time(20), time(8))
ON_MONDAYS = Timetable(Cadence.WEEKLY, weekdays_only=True, quiet=NIGHT, timezone="Europe/Lisbon")
DIGESTS = (Cadence.DAILY, Cadence.WEEKLY)


def subscription(category: CategoryPath, timetable: Timetable, style: Style) -> Subscription:
    return Subscription(
        id=1,
        place=Place("T1", "C1"),
        category=category,
        timetable=timetable,
        style=style,
        made_by="U1",
        made_at=datetime(2026, 11, 2, tzinfo=UTC),
    )


@pytest.mark.parametrize(
    ("timetable", "words"),
    [
        (Timetable(), "at once"),
        (Timetable(timezone="Europe/Lisbon"), "at once"),
        (Timetable(weekdays_only=True), "at once, not at weekends (UTC)"),
        (Timetable(quiet=NIGHT), "at once, quiet from 20:00 to 08:00 (UTC)"),
        (Timetable(quiet=Quiet(time(8), time(8))), "at once"),
        (Timetable(Cadence.DAILY), "daily at 09:00 (UTC)"),
        (Timetable(Cadence.WEEKLY, weekday=6, at=time(17, 5)), "weekly on Sundays at 17:05 (UTC)"),
        (ON_MONDAYS, "weekly on Mondays at 09:00, not at weekends, quiet from 20:00 to 08:00 (Europe/Lisbon)"),
        (replace(ON_MONDAYS, cadence=Cadence.MUTED), "muted"),
    ],
)
def test_a_timetable_is_told_in_words(timetable: Timetable, words: str) -> None:
    assert spelt(timetable) == words


@pytest.mark.parametrize(
    ("category", "timetable", "style", "words"),
    [
        (("Billing",), Timetable(), Style(), "Billing now"),
        ((), Timetable(Cadence.MUTED), Style(), "all muted"),
        (("All",), Timetable(), Style(), '"All" now'),
        (("Billing", "Invoices"), Timetable(), Style(compact=True), "Billing / Invoices now compact"),
        (("How to pay",), Timetable(), Style(), '"How to pay" now'),
        (("Now and then",), Timetable(), Style(), '"Now and then" now'),
        (("What a customer sees in the shop",), Timetable(), Style(), '"What a customer sees in the shop" now'),
        (
            ("Billing",),
            replace(ON_MONDAYS, timezone="UTC", weekdays_only=False, quiet=None),
            Style(compact=True, updates=False, without=("trial",)),
            'Billing weekly mon 09:00 tz UTC compact no updates -"trial"',
        ),
        (
            ("Billing",),
            ON_MONDAYS,
            Style(),
            "Billing weekly mon 09:00 weekdays quiet 20:00-08:00 tz Europe/Lisbon",
        ),
    ],
)
def test_a_subscription_is_typed_in_few_words(
    category: CategoryPath, timetable: Timetable, style: Style, words: str
) -> None:
    assert typed(subscription(category, timetable, style)) == words


def plain(text: str) -> str:
    return " ".join(storable(text).split())


ours = st.sampled_from(
    ["all", "now", "Daily news", "the", 'The "new" one', "“x”", "9am", "-", "tz", "-x", "a,", "why?"]
)
names = (ours | st.text(max_size=30)).map(plain).filter(category_path)
categories = st.lists(names, max_size=4).map(lambda parts: category_path(" / ".join(parts)))
times = st.builds(time, st.integers(0, 23), st.integers(0, 59))
timetables = st.builds(
    Timetable,
    st.sampled_from(Cadence),
    at=times,
    weekday=st.integers(0, 6),
    weekdays_only=st.booleans(),
    quiet=st.none() | st.builds(Quiet, times, times),
    timezone=st.sampled_from(sorted(available_timezones() - {"Factory", "localtime"})),
)
phrases = (ours | st.text(max_size=60)).map(plain).filter(bool)
styles = st.builds(Style, st.booleans(), st.booleans(), without=st.lists(phrases, max_size=10, unique=True).map(tuple))


@given(categories.filter(lambda path: len(category_text(path)) <= LONGEST_CATEGORY), timetables, styles)
def test_what_is_typed_for_a_subscription_is_read_as_that_subscription(
    category: CategoryPath, timetable: Timetable, style: Style
) -> None:
    words = typed(subscription(category, timetable, style))
    quiet = timetable.quiet if timetable.quiet and timetable.quiet.start != timetable.quiet.end else None
    timed = timetable.cadence in DIGESTS or timetable.weekdays_only or quiet

    assert could_be_wanted(words)
    assert read_wanted(words) == Wanted(
        category=category_text(category),
        everything=not category,
        cadence=timetable.cadence,
        at=timetable.at if timetable.cadence in DIGESTS else None,
        weekday=timetable.weekday if timetable.cadence is Cadence.WEEKLY else None,
        weekdays_only=timetable.weekdays_only or None,
        quiet=quiet,
        timezone=timetable.timezone if timed else None,
        compact=style.compact or None,
        updates=None if style.updates else False,
        without=style.without or None,
    )


wishes = st.builds(
    Wanted,
    cadence=st.just(Cadence.WEEKLY) | st.just(Cadence.DAILY),
    at=st.none() | times,
    weekdays_only=st.none() | st.booleans(),
    quiet=st.none() | st.just(False) | st.just(NIGHT),
    timezone=st.none() | st.just("Asia/Kolkata"),
    compact=st.none() | st.booleans(),
    updates=st.none() | st.booleans(),
    without=st.none() | st.just(("trial", "a b")),
    recent=st.sampled_from([0, 3]),
)


# "weekdays only new" says weekdays only, and then a word.
@given(wishes, categories.filter(lambda path: 0 < len(category_text(path)) <= LONGEST_CATEGORY))
def test_what_was_typed_is_typed_again_for_another_category(wanted: Wanted, category: CategoryPath) -> None:
    words = retyped(replace(wanted, category="Bilings"), category)
    assert could_be_wanted(words)
    assert read_wanted(words) == replace(wanted, category=category_text(category))


@given(timetables)
def test_what_people_are_told_of_a_timetable_can_be_typed_too(timetable: Timetable) -> None:
    wanted = read_wanted(spelt(timetable))

    assert (wanted.category, wanted.cadence) == ("", timetable.cadence)
    assert wanted.at == (timetable.at if timetable.cadence in DIGESTS else None)
