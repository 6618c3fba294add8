"""What people type behind `/kb pause`."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.typed.pausing import LONGEST_PAUSE, could_be_pause, read_pause
from bot.typed.words import NotUnderstood

# A Monday, half past ten in Lisbon, where the clocks went back the day before last.
NOW = datetime(2026, 11, 2, 10, 30, tzinfo=UTC)

UNDERSTOOD = {
    "3d": "2026-11-05 10:30",
    "3 days": "2026-11-05 10:30",
    "for 3 Days.": "2026-11-05 10:30",
    "2h": "2026-11-02 12:30",
    "90 min": "2026-11-02 12:00",
    "an hour": "2026-11-02 11:30",
    "1 week": "2026-11-09 10:30",
    "2w": "2026-11-16 10:30",
    "for two weeks": "2026-11-16 10:30",
    "366d": "2027-11-03 10:30",
    "until monday": "2026-11-09 00:00",
    "until next monday": "2026-11-09 00:00",
    "until Fri": "2026-11-06 00:00",
    "till friday 9am": "2026-11-06 09:00",
    "until monday 17:00": "2026-11-02 17:00",
    "until monday at 9": "2026-11-09 09:00",
    "until next week": "2026-11-09 00:00",
    "until tomorrow": "2026-11-03 00:00",
    "until tomorrow at noon": "2026-11-03 12:00",
    "until today 18:00": "2026-11-02 18:00",
    "until 15:00": "2026-11-02 15:00",
    "until 9": "2026-11-03 09:00",
    "until 10:30": "2026-11-03 10:30",
    "until 5:30 pm": "2026-11-02 17:30",
    "until 2026-12-01": "2026-12-01 00:00",
    "until 2026-12-1 15:00": "2026-12-01 15:00",
    "until 2026-12-01T15:00": "2026-12-01 15:00",
    "until 1 Dec": "2026-12-01 00:00",
    "until the 1st of December": "2026-12-01 00:00",
    "until December 1": "2026-12-01 00:00",
    "until dec 1st, 9am": "2026-12-01 09:00",
    "until 2 Nov": "2027-11-02 00:00",
    "until 2 Nov 11:00": "2026-11-02 11:00",
    "until 1 March 2027": "2027-03-01 00:00",
    "": None,
    " ": None,
    "until further notice": None,
    "Indefinitely": None,
}

MISTAKEN = {
    "0d": "“0d” is past. Write 3d",
    "0 hours": "is past",
    "until today": "is past",
    "until today at 9": "is past",
    "until 2026-01-01": "is past",
    "until 0001-01-01": "is past",
    "until 1 March 2026": "is past",
    "367d": "for a year at most",
    "53 weeks": "for a year at most",
    "9" * 90 + "d": "for a year at most",
    "until 9999-12-31": "for a year at most",
    "until 29 Feb": "for a year at most",
    "until 31 Feb": "There is no such day as “31 feb”",
    "until 2026-13-01": "There is no such day",
    "until 0000-01-01": "There is no such day",
    "until 25:00": "“25:00” is no time of day",
    "until tomorrow at 25": "“25” is no time of day",
    "3": "I can't read “3” as a time to pause for. Write 3d, 2 weeks",
    "2 months": "I can't read “2 months”",
    "until funday": "I can't read “until funday”",
    "until 3 marmalade": "I can't read",
    "until 01.12.2026": "is no time of day",
    "until": "I can't read",
    "billing": "I can't read “billing”",
    "3d " * 20_000: "I can't read “3d 3d",
}


@pytest.mark.parametrize("typed", UNDERSTOOD)
def test_a_pause_is_read_as_people_type_it(typed: str) -> None:
    end = UNDERSTOOD[typed]

    assert read_pause(typed, now=NOW, timezone="Europe/Lisbon") == (end and datetime.fromisoformat(end + "+00:00"))
    assert could_be_pause(typed)


@pytest.mark.parametrize("typed", MISTAKEN)
def test_a_mistake_is_answered_with_what_would_work(typed: str) -> None:
    with pytest.raises(NotUnderstood) as mistake:
        read_pause(typed, now=NOW, timezone="Europe/Lisbon")
    assert MISTAKEN[typed] in str(mistake.value)
    assert len(str(mistake.value)) < 250


def test_a_day_begins_when_it_does_where_the_person_is() -> None:
    late = datetime(2026, 11, 2, 23, 30, tzinfo=UTC)

    assert read_pause("until tuesday", now=late, timezone="Asia/Tokyo") == datetime(2026, 11, 9, 15, tzinfo=UTC)
    assert read_pause("until tuesday", now=late, timezone="America/New_York") == datetime(2026, 11, 3, 5, tzinfo=UTC)


def test_a_time_that_the_clocks_skip_ends_a_pause_when_they_are_changed() -> None:
    saturday = datetime(2026, 3, 28, 12, tzinfo=UTC)

    assert read_pause("until 2:30", now=saturday, timezone="Europe/Berlin") == datetime(2026, 3, 29, 1, tzinfo=UTC)


@pytest.mark.parametrize(
    "typed",
    [
        "button does not work",
        "for customers",
        "a customer's subscription",
        "until when?",
        "3 days why is it not there",
        "billing",
        "an order of two weeks",
        "until " * 1000,
    ],
)
def test_a_question_that_begins_with_pause_is_one(typed: str) -> None:
    assert not could_be_pause(typed)


@pytest.mark.parametrize("typed", ["3", "2 months", "until funday", "until 25:00", "367d", "for a month"])
def test_a_mistaken_pause_is_not_taken_for_a_question(typed: str) -> None:
    assert could_be_pause(typed)


WORDS = sorted({word for typed in (*UNDERSTOOD, *MISTAKEN) for word in typed.split()[:6]})
like_ours = st.lists(st.sampled_from(WORDS) | st.text(max_size=4), max_size=6).map(" ".join)
moments = st.datetimes(datetime(2025, 1, 1), datetime(2032, 1, 1), timezones=st.just(UTC))


@given(st.text(max_size=200) | like_ours, moments, st.sampled_from(["UTC", "Pacific/Apia", "America/Santiago"]))
def test_any_text_is_a_time_within_a_year_or_none_or_not_understood(typed: str, now: datetime, timezone: str) -> None:
    assert could_be_pause(typed) in (True, False)
    try:
        end = read_pause(typed, now=now, timezone=timezone)
    except NotUnderstood:
        return
    assert end is None or timedelta() < end - now <= LONGEST_PAUSE
