"""When digests come and when nothing may be posted, above all where clocks are changed."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.errors import UnknownTimezone
from knowledge.subscriptions import Cadence, Quiet, Timetable
from knowledge.timetables import moment_of, next_run, opens_at

DAILY = Timetable(Cadence.DAILY)
MINUTE, DAY = timedelta(minutes=1), timedelta(days=1)

# Clock changes at night and at midnight, in both halves of the world, one of half an hour; and a day left out.
ZONES = (
    "Europe/Berlin",
    "America/New_York",
    "Australia/Lord_Howe",
    "America/Santiago",
    "Pacific/Apia",
    "Asia/Beirut",
)

# Around these moments the clocks of a zone are changed.
CHANGES = [
    datetime(2026, 3, 29, tzinfo=UTC),
    datetime(2026, 10, 25, tzinfo=UTC),
    datetime(2026, 3, 8, tzinfo=UTC),
    datetime(2026, 11, 1, tzinfo=UTC),
    datetime(2026, 4, 5, tzinfo=UTC),
    datetime(2026, 10, 4, tzinfo=UTC),
    datetime(2026, 9, 6, tzinfo=UTC),
    datetime(2011, 12, 30, tzinfo=UTC),
]

zones = st.sampled_from(ZONES)
near_changes = st.builds(
    lambda change, seconds: change + timedelta(seconds=seconds),
    st.sampled_from(CHANGES),
    st.integers(-6 * 86_400, 3 * 86_400),
)
moments = near_changes | st.datetimes(datetime(2001, 1, 1), datetime(2036, 1, 1), timezones=st.just(UTC))
at_night = st.builds(time, st.sampled_from((0, 1, 2, 3, 23)), st.integers(0, 59))
times = at_night | st.builds(time, st.integers(0, 23), st.integers(0, 59))
# Not all day: where the only open hour is skipped, the digest of that day comes on the next one, beside its own.
quiets = st.none() | st.builds(
    lambda start, minutes: Quiet(start, (datetime.combine(date.min, start) + minutes * MINUTE).time()),
    times,
    st.integers(0, 20 * 60),
)
timetables = st.builds(
    Timetable,
    st.sampled_from((Cadence.DAILY, Cadence.WEEKLY)),
    at=times,
    weekday=st.integers(0, 6),
    weekdays_only=st.booleans(),
    quiet=quiets,
    timezone=zones,
)


def runs(timetable: Timetable, after: datetime, count: int) -> list[datetime]:
    """So many moments at which digests come, in order."""
    found: list[datetime] = []
    while len(found) < count:
        moment = next_run(timetable, found[-1] if found else after)
        assert moment is not None
        found.append(moment)
    return found


def shown(moment: datetime, timezone: str) -> datetime:
    """What the clocks show there."""
    return moment.astimezone(ZoneInfo(timezone))


def shown_at_runs(timetable: Timetable, after: datetime, count: int) -> list[str]:
    """What the clocks show when digests come."""
    return [shown(run, timetable.timezone).isoformat(" ", "minutes") for run in runs(timetable, after, count)]


def is_open(timetable: Timetable, moment: datetime) -> bool:
    """Whether a post may go out, said in another way than the code does."""
    local = shown(moment, timetable.timezone)
    if timetable.weekdays_only and local.isoweekday() in (6, 7):
        return False
    if timetable.quiet is None or timetable.quiet.start == timetable.quiet.end:
        return True
    minute, start, end = (each.hour * 60 + each.minute for each in (local, timetable.quiet.start, timetable.quiet.end))
    return (minute - start) % 1440 >= (end - start) % 1440


@pytest.mark.parametrize("cadence", [Cadence.AT_ONCE, Cadence.MUTED])
def test_what_is_told_at_once_or_never_has_no_digests(cadence: Cadence) -> None:
    assert next_run(Timetable(cadence), datetime(2026, 11, 2, tzinfo=UTC)) is None


def test_a_daily_digest_comes_strictly_after() -> None:
    at_nine = datetime(2026, 11, 2, 9, tzinfo=UTC)

    assert next_run(DAILY, at_nine - timedelta(microseconds=1)) == at_nine
    assert next_run(DAILY, at_nine) == at_nine + DAY


def test_a_weekly_digest_comes_on_its_day() -> None:
    on_thursdays = Timetable(Cadence.WEEKLY, at=time(17, 30), weekday=3, timezone="Europe/Lisbon")

    assert shown_at_runs(on_thursdays, datetime(2026, 10, 20, tzinfo=UTC), 3) == [
        "2026-10-22 17:30+01:00",
        "2026-10-29 17:30+00:00",
        "2026-11-05 17:30+00:00",
    ]


def test_half_past_one_comes_once_in_new_york_on_the_day_the_clocks_go_back() -> None:
    early = Timetable(Cadence.DAILY, at=time(1, 30), timezone="America/New_York")

    assert shown_at_runs(early, datetime(2026, 10, 31, 12, tzinfo=UTC), 2) == [
        "2026-11-01 01:30-04:00",
        "2026-11-02 01:30-05:00",
    ]


def test_half_past_two_comes_when_the_clocks_of_berlin_skip_it() -> None:
    early = Timetable(Cadence.DAILY, at=time(2, 30), timezone="Europe/Berlin")

    assert shown_at_runs(early, datetime(2026, 3, 28, tzinfo=UTC), 3) == [
        "2026-03-28 02:30+01:00",
        "2026-03-29 03:00+02:00",
        "2026-03-30 02:30+02:00",
    ]


def test_lord_howe_skips_half_an_hour_and_repeats_another() -> None:
    early = Timetable(Cadence.DAILY, at=time(2, 15), timezone="Australia/Lord_Howe")
    earlier = replace(early, at=time(1, 45))

    assert shown_at_runs(early, datetime(2026, 10, 3, 6, tzinfo=UTC), 1) == ["2026-10-04 02:30+11:00"]
    assert shown_at_runs(earlier, datetime(2026, 4, 4, 6, tzinfo=UTC), 2) == [
        "2026-04-05 01:45+11:00",
        "2026-04-06 01:45+10:30",
    ]


def test_a_day_that_samoa_skipped_has_no_digest() -> None:
    in_apia = Timetable(Cadence.DAILY, timezone="Pacific/Apia")

    assert shown_at_runs(in_apia, datetime(2011, 12, 29, 12, tzinfo=UTC), 3) == [
        "2011-12-29 09:00-10:00",
        "2011-12-31 09:00+14:00",
        "2012-01-01 09:00+14:00",
    ]


def test_an_evening_that_greenland_skips_has_its_digest_at_midnight() -> None:
    late = Timetable(Cadence.DAILY, at=time(23, 30), timezone="America/Nuuk")

    assert shown_at_runs(late, datetime(2026, 3, 28, 12, tzinfo=UTC), 2) == [
        "2026-03-29 00:00-01:00",
        "2026-03-29 23:30-01:00",
    ]


def test_a_digest_does_not_come_early_where_clocks_go_back_to_before_its_quiet_hours() -> None:
    quiet_at_midnight = Quiet(time(23, 15), time(0, 10))
    late = Timetable(Cadence.DAILY, at=time(23, 30), quiet=quiet_at_midnight, timezone="Asia/Beirut")

    assert shown_at_runs(late, datetime(2026, 10, 23, 12, tzinfo=UTC), 3) == [
        "2026-10-24 00:10+03:00",
        "2026-10-25 00:10+02:00",
        "2026-10-26 00:10+02:00",
    ]


@pytest.mark.parametrize(
    ("timetable", "comes"),
    [
        (Timetable(Cadence.DAILY, weekdays_only=True), ["Fri 09:00", "Mon 09:00", "Tue 09:00"]),
        (Timetable(Cadence.WEEKLY, weekday=5, weekdays_only=True), ["Mon 09:00", "Mon 09:00"]),
        (Timetable(Cadence.WEEKLY, weekday=6), ["Sun 09:00", "Sun 09:00"]),
        (Timetable(Cadence.DAILY, quiet=Quiet(time(20), time(9))), ["Fri 09:00", "Sat 09:00"]),
        (Timetable(Cadence.DAILY, quiet=Quiet(time(9), time(9, 1))), ["Fri 09:01", "Sat 09:01"]),
        (Timetable(Cadence.DAILY, at=time(23), quiet=Quiet(time(20), time(8))), ["Fri 08:00", "Sat 08:00"]),
        (
            Timetable(Cadence.DAILY, at=time(23), weekdays_only=True, quiet=Quiet(time(20), time(8))),
            ["Fri 08:00", "Mon 08:00", "Tue 08:00"],
        ),
        (Timetable(Cadence.WEEKLY, at=time(23), weekday=4, quiet=Quiet(time(20), time(8))), ["Sat 08:00"]),
        (Timetable(Cadence.DAILY, quiet=Quiet(time(9), time(9))), ["Fri 09:00"]),
    ],
)
def test_digests_keep_out_of_weekends_and_quiet_hours(timetable: Timetable, comes: list[str]) -> None:
    thursday_noon = datetime(2026, 11, 5, 12, tzinfo=UTC)

    assert [run.strftime("%a %H:%M") for run in runs(timetable, thursday_noon, len(comes))] == comes


@pytest.mark.parametrize(
    ("quiet", "moment", "opening"),
    [
        (Quiet(time(20), time(8)), "2026-11-02 19:59:59.999999", "2026-11-02 19:59:59.999999"),
        (Quiet(time(20), time(8)), "2026-11-02 20:00", "2026-11-03 08:00"),
        (Quiet(time(20), time(8)), "2026-11-03 07:59:59.500000", "2026-11-03 08:00"),
        (Quiet(time(20), time(8)), "2026-11-03 08:00", "2026-11-03 08:00"),
        (Quiet(time(12), time(13)), "2026-11-03 12:30", "2026-11-03 13:00"),
        (Quiet(time(12), time(12)), "2026-11-03 12:00", "2026-11-03 12:00"),
    ],
)
def test_quiet_hours_begin_with_their_first_minute_and_end_before_their_last(
    quiet: Quiet, moment: str, opening: str
) -> None:
    asked = datetime.fromisoformat(moment + "+00:00")

    assert opens_at(Timetable(quiet=quiet), asked) == datetime.fromisoformat(opening + "+00:00")


@pytest.mark.parametrize(
    ("timezone", "quiet", "moment", "opening"),
    [
        # The clocks skip the end of the quiet hours.
        ("Europe/Berlin", Quiet(time(22), time(2, 30)), "2026-03-28T23:00+01:00", "2026-03-29T03:00+02:00"),
        # They go back into the quiet hours after these have ended.
        ("Europe/Berlin", Quiet(time(22), time(2, 30)), "2026-10-25T02:10+02:00", "2026-10-25T02:30+02:00"),
        ("Europe/Berlin", Quiet(time(22), time(2, 30)), "2026-10-25T02:10+01:00", "2026-10-25T02:30+01:00"),
        # They go back to before the quiet hours began.
        ("Europe/Berlin", Quiet(time(2, 45), time(7)), "2026-10-25T02:50+02:00", "2026-10-25T02:00+01:00"),
        ("Australia/Lord_Howe", Quiet(time(22), time(2, 15)), "2026-10-04T01:00+10:30", "2026-10-04T02:30+11:00"),
    ],
)
def test_quiet_hours_end_right_where_clocks_are_changed(timezone: str, quiet: Quiet, moment: str, opening: str) -> None:
    found = opens_at(Timetable(quiet=quiet, timezone=timezone), datetime.fromisoformat(moment))

    assert found == datetime.fromisoformat(opening)
    assert found.tzinfo is UTC


def test_nothing_is_posted_at_weekends_where_they_are_left_out() -> None:
    in_new_york = Timetable(weekdays_only=True, timezone="America/New_York")
    friday_night, saturday = datetime(2026, 11, 7, 4, 59, tzinfo=UTC), datetime(2026, 11, 7, 5, tzinfo=UTC)

    assert opens_at(in_new_york, friday_night) == friday_night
    assert opens_at(in_new_york, saturday) == datetime(2026, 11, 9, 5, tzinfo=UTC)


def test_a_zone_that_there_is_none_of_is_said() -> None:
    nowhere = Timetable(Cadence.DAILY, timezone="Mars/Olympus")

    for name in ("Mars/Olympus", "", "../../etc/passwd", "\0"):
        with pytest.raises(UnknownTimezone):
            next_run(replace(nowhere, timezone=name), datetime(2026, 11, 2, tzinfo=UTC))
    with pytest.raises(UnknownTimezone, match="Mars/Olympus"):
        opens_at(nowhere, datetime(2026, 11, 2, tzinfo=UTC))


@given(timetables, moments)
def test_digests_come_one_after_another_and_only_when_posts_may_go_out(timetable: Timetable, after: datetime) -> None:
    found = runs(timetable, after, 6)

    assert all(earlier < later for earlier, later in pairwise([after, *found]))
    assert all(run.tzinfo is UTC and is_open(timetable, run) for run in found)


@given(timetables, moments)
def test_a_local_day_has_one_digest_at_most_and_a_week_one_of_a_weekly_kind(
    timetable: Timetable, after: datetime
) -> None:
    days = [shown(run, timetable.timezone).date() for run in runs(timetable, after, 6)]
    apart = timedelta(days=5) if timetable.cadence is Cadence.WEEKLY else DAY

    assert all(later - earlier >= apart for earlier, later in pairwise(days))


@given(times, zones, moments)
def test_no_day_is_left_out_that_the_zone_has(at: time, timezone: str, after: datetime) -> None:
    days = [shown(run, timezone).date() for run in runs(Timetable(Cadence.DAILY, at=at, timezone=timezone), after, 8)]
    skipped = date(2011, 12, 30)

    for earlier, later in pairwise(days):
        assert later - earlier == DAY or (timezone == "Pacific/Apia" and earlier + DAY == skipped == later - DAY)


@given(times, quiets, zones, moments)
def test_no_weekday_is_left_out(at: time, quiet: Quiet | None, timezone: str, after: datetime) -> None:
    timetable = Timetable(Cadence.DAILY, at=at, weekdays_only=True, quiet=quiet, timezone=timezone)
    days = [shown(run, timezone).date() for run in runs(timetable, after, 8)]
    between = [
        earlier + number * DAY for earlier, later in pairwise(days) for number in range(1, (later - earlier).days)
    ]

    assert all(day.isoweekday() < 6 for day in days)
    assert all(day.isoweekday() >= 6 or day == date(2011, 12, 30) for day in between)


@given(times, zones, moments)
def test_a_digest_comes_at_its_time_unless_the_clocks_skip_it(at: time, timezone: str, after: datetime) -> None:
    timetable = Timetable(Cadence.DAILY, at=at, timezone=timezone)

    for run in runs(timetable, after, 4):
        local = shown(run, timezone)
        before = shown(run - timedelta(microseconds=1), timezone).replace(tzinfo=None)
        assert local.time() == at or before < local.replace(hour=at.hour, minute=at.minute, tzinfo=None)
        assert local.fold == 0


@given(timetables, moments)
def test_the_next_digest_is_the_same_until_it_comes(timetable: Timetable, after: datetime) -> None:
    run = next_run(timetable, after)
    assert run is not None

    assert next_run(timetable, after + (run - after) / 2) == run
    assert next_run(timetable, run - timedelta(microseconds=1)) == run


@given(timetables, moments)
def test_what_is_open_stays_open_and_what_opens_is_open(timetable: Timetable, moment: datetime) -> None:
    opening = opens_at(timetable, moment)

    assert opening >= moment
    assert is_open(timetable, opening)
    assert opens_at(timetable, opening) == opening
    assert (opening == moment) == is_open(timetable, moment)


@given(timetables, near_changes)
def test_nothing_may_be_posted_before_it_opens(timetable: Timetable, moment: datetime) -> None:
    moment = moment.replace(second=0)
    opening = opens_at(timetable, moment)
    minutes = range(int((opening - moment) / MINUTE))

    assert not any(is_open(timetable, moment + number * MINUTE) for number in minutes)


@given(timetables, moments, moments)
def test_openings_keep_the_order_of_what_waits(timetable: Timetable, one: datetime, other: datetime) -> None:
    earlier, later = sorted((one, other))

    assert opens_at(timetable, earlier) <= opens_at(timetable, later)


@given(st.dates(date(2000, 1, 1), date(2035, 1, 1)), times, zones)
def test_a_time_of_a_day_is_the_first_moment_that_shows_it(day: date, at: time, timezone: str) -> None:
    moment = moment_of(day, at, timezone)
    wanted = datetime.combine(day, at)

    assert shown(moment, timezone).replace(tzinfo=None) >= wanted
    assert shown(moment - timedelta(microseconds=1), timezone).replace(tzinfo=None) < wanted
