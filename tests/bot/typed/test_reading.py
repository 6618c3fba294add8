"""What people type behind `/kb subscribe`, `unsubscribe`, `mute` and `preview`, and what is taken for a question."""

import time as stopwatch
from dataclasses import replace
from datetime import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.typed.reading import Wanted, could_be_category, could_be_wanted, read_category, read_wanted
from bot.typed.words import NotUnderstood
from knowledge.characters import storable
from knowledge.subscriptions import Cadence, Quiet

NOW, DAILY, WEEKLY = Cadence.AT_ONCE, Cadence.DAILY, Cadence.WEEKLY
NIGHT = Quiet(time(20), time(8))

UNDERSTOOD = {
    "": Wanted(),
    "billing": Wanted("billing"),
    "to the billing category, please": Wanted("billing"),
    "Billing / Invoices": Wanted("Billing / Invoices"),
    "billing/invoices daily 9": Wanted("billing/invoices", cadence=DAILY, at=time(9)),
    "Orders - Failed orders": Wanted("Orders - Failed orders"),
    "e-mail": Wanted("e-mail"),
    "monthly invoices": Wanted("monthly invoices"),
    "all billing": Wanted("all billing"),
    "Kündigung 🎉 العربية": Wanted("Kündigung 🎉 العربية"),
    '19" rack': Wanted('19" rack'),
    # Names in quotes
    '"Now and then" daily': Wanted("Now and then", cadence=DAILY),
    "“now and then” now": Wanted("now and then", cadence=NOW),
    "„täglich“ daily": Wanted("täglich", cadence=DAILY),
    '"the basics"': Wanted("the basics"),
    '"all"': Wanted("all"),
    '"The ""new"" thing"': Wanted('The "new" thing'),
    '"daily  news" / weekly-letter': Wanted("daily news / weekly-letter"),
    # Everything
    "all": Wanted(everything=True),
    "to everything, weekly": Wanted(everything=True, cadence=WEEKLY),
    "all articles": Wanted(everything=True),
    # When
    "billing now": Wanted("billing", cadence=NOW),
    "at once billing": Wanted("billing", cadence=NOW),
    "immediately": Wanted(cadence=NOW),
    "billing right away": Wanted("billing", cadence=NOW),
    "billing muted": Wanted("billing", cadence=Cadence.MUTED),
    "billing daily": Wanted("billing", cadence=DAILY),
    "billing daily 09:00": Wanted("billing", cadence=DAILY, at=time(9)),
    "billing, daily, at 9.": Wanted("billing", cadence=DAILY, at=time(9)),
    "billing - daily": Wanted("billing", cadence=DAILY),
    "billing and daily": Wanted("billing", cadence=DAILY),
    "every day at 5:30 pm": Wanted(cadence=DAILY, at=time(17, 30)),
    "every day at 5:30 p.m.": Wanted(cadence=DAILY, at=time(17, 30)),
    "daily at noon": Wanted(cadence=DAILY, at=time(12)),
    "daily midnight": Wanted(cadence=DAILY, at=time(0)),
    "daily 12am": Wanted(cadence=DAILY, at=time(0)),
    "daily 12 PM": Wanted(cadence=DAILY, at=time(12)),
    "daily at 7.45": Wanted(cadence=DAILY, at=time(7, 45)),
    "daily at 9 o’clock": Wanted(cadence=DAILY, at=time(9)),
    "billing 9am": Wanted("billing", cadence=DAILY, at=time(9)),
    "at 17:15 billing": Wanted("billing", cadence=DAILY, at=time(17, 15)),
    "every weekday at 8": Wanted(cadence=DAILY, at=time(8), weekdays_only=True),
    "billing weekly": Wanted("billing", cadence=WEEKLY),
    "weekly billing": Wanted("billing", cadence=WEEKLY),
    "billing monday": Wanted("billing", cadence=WEEKLY, weekday=0),
    "weekly mon 9am": Wanted(cadence=WEEKLY, at=time(9), weekday=0),
    "weekly on monday at 9": Wanted(cadence=WEEKLY, at=time(9), weekday=0),
    "weekly -x 7 pm on Fridays": Wanted(cadence=WEEKLY, at=time(19), weekday=4, without=("x",)),
    "every Thursday": Wanted(cadence=WEEKLY, weekday=3),
    "thurs": Wanted(cadence=WEEKLY, weekday=3),
    "once a week": Wanted(cadence=WEEKLY),
    "weekly weekly": Wanted(cadence=WEEKLY),
    # When not
    "weekdays": Wanted(weekdays_only=True),
    "daily on working days only": Wanted(cadence=DAILY, weekdays_only=True),
    "no weekends": Wanted(weekdays_only=True),
    "weekends too": Wanted(weekdays_only=False),
    "quiet 20:00-08:00": Wanted(quiet=NIGHT),
    "quiet 20:00 – 08:00": Wanted(quiet=NIGHT),
    "quiet hours from 8 pm to 8am": Wanted(quiet=NIGHT),
    "quiet between 20 and 8 billing": Wanted("billing", quiet=NIGHT),
    "no quiet": Wanted(quiet=False),
    "quiet hours off": Wanted(quiet=False),
    # Where
    "tz Europe/Berlin": Wanted(timezone="Europe/Berlin"),
    "tz new york daily": Wanted(cadence=DAILY, timezone="America/New_York"),
    'timezone "New York" all': Wanted(everything=True, timezone="America/New_York"),
    "time zone: utc": Wanted(timezone="UTC"),
    "billing 9am Europe/Lisbon": Wanted("billing", cadence=DAILY, at=time(9), timezone="Europe/Lisbon"),
    "billing daily in Berlin time": Wanted("billing", cadence=DAILY, timezone="Europe/Berlin"),
    "billing in good time": Wanted("billing in good time"),
    # How
    "compact": Wanted(compact=True),
    "billing full": Wanted("billing", compact=False),
    "only new": Wanted(updates=False),
    "new only": Wanted(updates=False),
    "without updates": Wanted(updates=False),
    "with updates": Wanted(updates=True),
    'billing -"free trial" -beta': Wanted("billing", without=("free trial", "beta")),
    "billing -“free trial”, –beta, -beta": Wanted("billing", without=("free trial", "beta")),
    "billing with last 3": Wanted("billing", recent=3),
    "billing last three": Wanted("billing", recent=3),
    'billing weekly mon 09:00 compact only new -"trial"': Wanted(
        "billing", cadence=WEEKLY, at=time(9), weekday=0, compact=True, updates=False, without=("trial",)
    ),
    "weekly on Mondays at 09:00, not at weekends, quiet from 20:00 to 08:00 (Europe/Lisbon)": Wanted(
        cadence=WEEKLY, at=time(9), weekday=0, weekdays_only=True, quiet=NIGHT, timezone="Europe/Lisbon"
    ),
}

MISTAKEN = {
    "daily 25:00": "“25:00” is no time of day. Write it as 09:00, 9am or 5:30 pm.",
    "daily 9:60": "“9:60” is no time",
    "billing 13pm": "“13pm” is no time",
    "billing 0am": "“0am” is no time",
    "weekly at 25": "“25” is no time",
    "daily 0900": "“0900” is no time",
    "weekly funday": "“funday” is no day of the week. Write weekly mon",
    "weekly on mnday": "“mnday” is no day",
    "weekly on Fri13": "“Fri13” is no day",
    "every funday": "“funday” is no day",
    "every 2 weeks": "I tell at once, daily or weekly, not every 2 weeks",
    "billing monthly": "not monthly",
    "hourly": "not hourly",
    "tz Mars/Olympus": "I know no time zone “Mars/Olympus”. Name a city",
    "tz berln": "Did you mean Europe/Berlin?",
    "billing tz": "Name a city for the time zone",
    "quiet 8": "quiet 20:00-08:00",
    "quiet": "quiet 20:00-08:00",
    "quiet from 8 to funday": "quiet 20:00-08:00",
    "quiet 25:00-08:00": "“25:00” is no time",
    "quiet 8-8": "Quiet hours end at another time than they begin",
    "daily weekly": "“daily” and “weekly” don't go together. Say one of them.",
    "compact full": "“compact” and “full” don't go together",
    "only new with updates": "“only new” and “with updates” don't go together",
    "mon wed": "“mon” and “wed” don't go together",
    "9am 10am": "“9am” and “10am” don't go together",
    "daily monday": "Monday goes with weekly",
    "now monday": "Monday goes with weekly",
    "now 9am": "A time of day goes with daily or weekly",
    "muted at 9": "A time of day goes with daily or weekly",
    "last 5": "I can show the last 3",
    '"now and then': "A quote is opened and not closed",
    'billing -"trial': "A quote is opened and not closed",
    '""': "There is nothing between the quotes",
    "billing -“ ”": "There is nothing between the quotes",
    "b" * 151: "No category has so long a name: “bbbb",
    "-" + "t" * 61: "I leave out up to 10 phrases, each of 60 characters at most",
    " ".join(f"-t{number}" for number in range(11)): "I leave out up to 10 phrases",
    "billing " * 5000: "That is too long for a subscription: “billing billing",
}

QUESTIONS = [
    "button does not work",
    "a customer to a new plan",
    "how do I",
    "why",
    "customer can’t",
    "my reseller",
    "billing daily?",
    "billing daily at 9?",
    "فوترة؟",
]


@pytest.mark.parametrize("typed", UNDERSTOOD)
def test_a_subscription_is_read_as_people_type_it(typed: str) -> None:
    assert read_wanted(typed) == UNDERSTOOD[typed]
    assert could_be_wanted(typed)


@pytest.mark.parametrize("typed", UNDERSTOOD)
def test_options_may_be_typed_in_capitals(typed: str) -> None:
    quiet, loud = (replace(read_wanted(each), category="", without=None) for each in (typed, typed.upper()))

    assert loud == quiet


@pytest.mark.parametrize("typed", MISTAKEN)
def test_a_mistake_is_answered_with_what_would_work(typed: str) -> None:
    with pytest.raises(NotUnderstood) as mistake:
        read_wanted(typed)
    assert MISTAKEN[typed] in str(mistake.value)
    assert len(str(mistake.value)) < 250


@pytest.mark.parametrize("typed", [typed for typed in MISTAKEN if len(typed) <= 2000])
def test_a_mistaken_subscription_is_not_taken_for_a_question(typed: str) -> None:
    assert could_be_wanted(typed)


@pytest.mark.parametrize("typed", QUESTIONS)
def test_a_question_that_begins_with_a_verb_is_one(typed: str) -> None:
    assert not could_be_wanted(typed)
    assert not could_be_category(typed)


def test_what_stands_in_quotes_is_no_question() -> None:
    for typed in ('"How to pay, and what it costs you"', "the “does not work” category daily"):
        assert could_be_wanted(typed)
        assert could_be_category(typed)


@pytest.mark.parametrize(
    ("typed", "wanted"),
    [
        ("", Wanted()),
        ("billing", Wanted("billing")),
        ("from the billing category", Wanted("billing")),
        ("daily digest", Wanted("daily digest")),
        ("“to do” lists", Wanted("to do lists")),
        ("all", Wanted(everything=True)),
        ("everything.", Wanted(everything=True)),
    ],
)
def test_a_category_alone_is_read_as_it_is_written(typed: str, wanted: Wanted) -> None:
    assert read_category(typed) == wanted
    assert could_be_category(typed)


@pytest.mark.parametrize("typed", ['"open', "b" * 151, "x " * 3000, '""'])
def test_a_category_that_cannot_be_one_is_not_understood(typed: str) -> None:
    with pytest.raises(NotUnderstood):
        read_category(typed)


WORDS = sorted({word for typed in (*UNDERSTOOD, *MISTAKEN) for word in typed.split()[:20]})
like_ours = st.lists(st.sampled_from(WORDS) | st.text(max_size=6), max_size=12).map(" ".join)
anything = st.text(max_size=300) | like_ours | st.text('"“”-,;.! \t\n\x00\x1b\u202e🎉9amonth:/', max_size=60)


@given(anything)
def test_any_text_is_wanted_or_not_understood_in_one_short_sentence(typed: str) -> None:
    for read in (read_wanted, read_category):
        try:
            wanted = read(typed)
        except NotUnderstood as mistake:
            said = str(mistake)
        else:
            said = wanted.category
            assert not (wanted.everything and wanted.category)
        assert len(said) < 300
        assert storable(said) == said


@given(anything)
def test_whether_a_text_could_be_arguments_is_always_answered(typed: str) -> None:
    assert could_be_wanted(typed) in (True, False)
    assert could_be_category(typed) in (True, False)


@pytest.mark.parametrize(
    "piece",
    [
        "now ",
        '"',
        '" "',
        "“a ",
        "a ",
        "-",
        "tz b1 ",
        "quiet 9 ",
        "9 ",
        " ",
        "every ",
        "in a ",
        "at ",
        "x/",
        "()",
        "9:9:",
    ],
)
def test_very_long_text_is_refused_at_once(piece: str) -> None:
    for length in (2000, 40_000):
        typed = (piece * length)[:length]
        started = stopwatch.process_time()
        could_be_wanted(typed)
        could_be_category(typed)
        for read in (read_wanted, read_category):
            try:
                read(typed)
            except NotUnderstood:
                continue
        assert stopwatch.process_time() - started < 3


def test_only_belongs_to_new_where_both_could_have_it() -> None:
    wanted = read_wanted("billing weekdays only new")
    assert (wanted.category, wanted.weekdays_only, wanted.updates) == ("billing", True, False)
