"""Searches as people type them: what is understood, what is said of the rest, and that it can be typed again."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from knowledge.search.syntax import LONGEST_WORDS, MOST_PARTS, read_search
from knowledge.search.text import words
from knowledge.searches import QUOTES, Search, Sort, Traits, typed

# What searches are made of, so that text at random often means something.
FILTERS = ("category:", "title:", "updated:", "source:", "sort:", "colour:", "categroy:")
MARKS = ('"', "“", "”", "-", "–", ":", " ", "..", ">", "<=", "\u202e", "\0", "\ud800")
WORDS = ("x", "2025-01-31", "2025", "newest", "refund", "Billing / Refunds", "é", "日本")
PIECES = st.sampled_from((*FILTERS, *MARKS, *WORDS))
TEXTS = st.lists(PIECES | st.text(max_size=4)).map("".join) | st.text()


def read(text: str) -> Search:
    """What is understood of a text in which nothing is wrong."""
    understood = read_search(text)
    assert understood.problems == ()
    return understood.search


def problem(text: str) -> str:
    """The one thing that is said of a text."""
    [said] = read_search(text).problems
    return said


def test_each_kind_of_filter_is_read_beside_words() -> None:
    text = 'failed order category:billing "exact phrase" -trial title:refund source:help sort:newest updated:2025'
    assert read(text) == Search(
        words="failed order",
        having=Traits(("exact phrase",), ("refund",), ("billing",), ("help",)),
        lacking=Traits(("trial",)),
        since=date(2025, 1, 1),
        until=date(2025, 12, 31),
        sort=Sort.NEWEST,
    )


def test_a_minus_turns_words_phrases_and_filters_round() -> None:
    assert read('-e-mail -"free plan" -category:billing -title:trial –source:old').lacking == Traits(
        ("e-mail", "free plan"), ("trial",), ("billing",), ("old",)
    )


@pytest.mark.parametrize("quoted", ['"a b"', "“a b”", "„a b“", "«a b»", "»a b«", '”a  b"'])
def test_quotes_of_any_style_hold_a_phrase(quoted: str) -> None:
    assert read(f"x {quoted} y") == Search(words="x y", having=Traits(("a b",)))
    assert read(f"category:{quoted}").having.categories == ("a b",)


@pytest.mark.parametrize(
    ("written", "since", "until"),
    [
        ("2025-01-31", date(2025, 1, 31), date(2025, 1, 31)),
        ("=2025-1-31", date(2025, 1, 31), date(2025, 1, 31)),
        (">2025-01-31", date(2025, 2, 1), None),
        ("> 2025-01-31", date(2025, 2, 1), None),
        (">=2025-01-31", date(2025, 1, 31), None),
        ("≥2025/01/31", date(2025, 1, 31), None),
        ("<2025-03", None, date(2025, 2, 28)),
        ("<=2024-02", None, date(2024, 2, 29)),
        (">2025", date(2026, 1, 1), None),
        ("2025-02", date(2025, 2, 1), date(2025, 2, 28)),
        ("2025-01-01..2025-02-01", date(2025, 1, 1), date(2025, 2, 1)),
        ("2025-02..2024", date(2024, 1, 1), date(2025, 2, 28)),
        ("2025..", date(2025, 1, 1), None),
        ("…2025", None, date(2025, 12, 31)),
        (">=2025 updated:<2026-02-01", date(2025, 1, 1), date(2026, 1, 31)),
    ],
)
def test_a_day_a_month_a_year_and_what_lies_between_are_read(
    written: str, since: date | None, until: date | None
) -> None:
    assert read(f"updated:{written}") == Search(since=since, until=until)


@pytest.mark.parametrize(
    "written",
    ["2025-13", "2025-02-30", "2025-00", "soon", ">9999-12-31", "<0001-01-01", "0000", "..", "31.01.2025", ">"],
)
def test_what_is_no_date_is_said_with_what_would_be(written: str) -> None:
    understood = read_search(f"refund updated:{written}")
    assert understood.search == Search(words="refund")
    assert understood.problems == (
        f"“{written}” is no date, so I left it out. "
        "Write updated:>2025-01-31, updated:2025-01 or updated:2025-01-01..2025-02-01.",
    )


ADDRESSES = ("http://x.com/a", "mailto:a@b.c", "C:\\temp", "std::sort", "aa:bb:cc", "x:1", "a/b", "<!channel>")
PROSE = (
    "error: 404",
    "Error:404",
    "10:30",
    "AA:",
    "AA:05179",
    "to do:",
    ":smile:",
    "done:tada:",
    "don't",
    '24" screen',
)
DASHES = ("-", "--limit", "- x", "mid-air")


@pytest.mark.parametrize("text", [*ADDRESSES, *PROSE, *DASHES])
def test_ordinary_text_is_no_filter(text: str) -> None:
    assert read(text) == Search(words=text)


def test_a_blank_may_follow_the_colon_of_a_filter() -> None:
    assert read("category: billing refund").having == Traits(categories=("billing",))
    assert read("Title: refund sort: Latest") == Search(having=Traits(titles=("refund",)), sort=Sort.NEWEST)


def test_an_unknown_filter_is_named_with_those_there_are_and_the_rest_is_searched() -> None:
    understood = read_search("colour:red refund sort:oldest")
    assert understood.search == Search(words="refund", sort=Sort.OLDEST)
    assert understood.problems == (
        "I know no filter “colour:”, so I left “colour:red” out. "
        "The filters are category:, title:, updated:, source:, sort:.",
    )
    assert read_search("-colour:red refund").search == Search(words="refund")


def test_a_misspelt_filter_is_named_with_the_one_that_was_meant() -> None:
    for slip in ('categroy:"Order processing"', "cat:billing", "Categories:x y", "-categori:x"):
        assert "Did you mean category:?" in read_search(f"refund {slip.lower()}").problems[0]


def test_unknown_filters_alone_are_searched_as_words() -> None:
    understood = read_search('colour:"dark red" sort:newest -size:10')
    assert understood.search == Search(words="colour dark red", sort=Sort.NEWEST)
    assert understood.problems[-1] == "There is nothing else, so I searched for “colour dark red”."


@pytest.mark.parametrize("text", ["category:", "category: ", "x category: title:refund", 'x category:""', "source:,"])
def test_a_filter_without_a_value_is_said(text: str) -> None:
    assert "Nothing follows" in problem(text)


def test_a_quote_that_is_not_closed_ends_with_the_search_and_that_is_said() -> None:
    understood = read_search('refund "failed order')
    assert understood.search == Search(words="refund", having=Traits(("failed order",)))
    assert "opened and not closed" in understood.problems[0]
    assert read_search('category:"order proc').search.having.categories == ("order proc",)
    assert "opened and not closed" in problem('category:"order proc')
    assert "no words between the quotes" in problem('""')
    assert "no words between the quotes" in problem('x -"')


def test_sorting_by_what_is_no_order_or_by_two_is_said() -> None:
    assert problem("sort:banana") == "I can't sort by “banana”. Write sort:best, sort:newest, sort:oldest, sort:title."
    assert "sort:oldest" in problem("sort:newest sort:old")
    assert read_search("sort:newest sort:old").search.sort is Sort.OLDEST
    assert "takes no minus" in problem("-sort:newest")
    assert "updated:<2025-01-31" in problem("-updated:2025")


def test_words_without_end_are_read_as_far_as_a_question_is_and_filters_behind_them_too() -> None:
    understood = read_search("resubmit " * 10_000 + "category:billing")
    assert len(understood.search.words) <= LONGEST_WORDS
    assert understood.search.having.categories == ("billing",)
    assert "Your search is long" in understood.problems[0]


def test_filters_without_end_are_counted() -> None:
    understood = read_search(" ".join(f"-word{number}" for number in range(10_000)))
    assert len(understood.search.lacking.texts) == MOST_PARTS
    assert understood.problems == (
        f"There are more than {MOST_PARTS} filters and quotes: I read the first {MOST_PARTS}.",
    )


def test_characters_that_nobody_sees_change_nothing() -> None:
    assert read("\u202ecategory:\u200bbilling \ufeff\u2066-trial\u2069\0") == read("category:billing -trial")


@settings(derandomize=True, database=None, deadline=None, max_examples=400)
@given(TEXTS)
def test_anything_is_understood_somehow_and_can_be_typed_again(text: str) -> None:
    search = read_search(text).search
    assert read_search(typed(search)).search == search
    assert typed(search).encode() or search == Search()


SPOKEN = st.text(max_size=20).map(lambda text: " ".join(read_search(text).search.words.split())).filter(words)
NAMES = st.lists(st.text(alphabet=QUOTES + "ab -:/,;.é", max_size=10).map(str.strip).filter(words), max_size=3)
TRAITS = st.builds(
    lambda *listed: Traits(*(tuple(dict.fromkeys(" ".join(name.split()) for name in names)) for names in listed)),
    *[NAMES] * 4,
)
DAYS = st.none() | st.dates()


@settings(derandomize=True, database=None, deadline=None, max_examples=400)
@given(SPOKEN | st.just(""), TRAITS, TRAITS, DAYS, DAYS, st.none() | st.sampled_from(Sort))
def test_whatever_a_form_was_filled_in_with_can_be_typed(
    words: str, having: Traits, lacking: Traits, since: date | None, until: date | None, sort: Sort | None
) -> None:
    if since and until and since > until:
        since, until = until, since
    search = Search(words, having, lacking, since, until, sort)
    understood = read_search(typed(search))
    assert (understood.search, understood.problems) == (search, ())
