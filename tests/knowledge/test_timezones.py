"""Time zones as people type them."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.errors import UnknownTimezone
from knowledge.timezones import is_timezone, known_timezone, timezone_named


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("Europe/Berlin", "Europe/Berlin"),
        ("europe/berlin", "Europe/Berlin"),
        ("Berlin", "Europe/Berlin"),
        ("new york", "America/New_York"),
        (" America/New York ", "America/New_York"),
        ("NEW_YORK", "America/New_York"),
        ("são paulo", "America/Sao_Paulo"),
        ("utc", "UTC"),
        ("gmt", "GMT"),
        ("lord howe", "Australia/Lord_Howe"),
        ("Istanbul", "Europe/Istanbul"),
        ("Indianapolis", "America/Indianapolis"),
        ("Port-au-Prince", "America/Port-au-Prince"),
    ],
)
def test_a_zone_is_known_however_it_is_typed(typed: str, name: str) -> None:
    assert timezone_named(typed) == name


@pytest.mark.parametrize(
    ("typed", "near"),
    [
        ("berln", "Europe/Berlin"),
        ("europe/berln", "Europe/Berlin"),
        ("Lisboa", "Europe/Lisbon"),
        ("new yrok", "America/New_York"),
        ("West", "Australia/West or Brazil/West"),
    ],
)
def test_one_that_is_misspelt_or_could_be_two_is_asked_about(typed: str, near: str) -> None:
    with pytest.raises(UnknownTimezone, match=rf"no time zone “{typed}”\. Did you mean .*{near}.*\?"):
        timezone_named(typed)


@pytest.mark.parametrize("typed", ["", " ", "qqqqqq", "../../etc/passwd", "localtime", "Factory", "\x1b[31m", "東京"])
def test_what_is_like_no_zone_is_answered_with_an_example(typed: str) -> None:
    with pytest.raises(UnknownTimezone, match="Name a city, such as Europe/Berlin, or UTC") as unknown:
        timezone_named(typed)
    assert "\x1b" not in str(unknown.value)


def test_a_very_long_name_is_refused_at_once_and_cut_in_the_sentence() -> None:
    started = time.process_time()
    with pytest.raises(UnknownTimezone) as unknown:
        timezone_named("Europe/Berlin " * 3000)

    assert time.process_time() - started < 1
    assert len(str(unknown.value)) < 300


def test_whether_there_is_a_zone_can_be_asked() -> None:
    assert (known_timezone("new york"), known_timezone("Mars/Olympus")) == ("America/New_York", None)
    assert [is_timezone(name) for name in ("Europe/Berlin", "UTC", "europe/berlin", "localtime", "")] == [
        True,
        True,
        False,
        False,
        False,
    ]


@given(st.text(max_size=60))
def test_any_text_is_a_zone_or_unknown(typed: str) -> None:
    try:
        name = timezone_named(typed)
    except UnknownTimezone:
        return
    assert timezone_named(name) == name
