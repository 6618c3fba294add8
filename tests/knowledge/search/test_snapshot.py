"""Answers of a snapshot: audiences, references, categories, pages and questions of every kind."""

import pytest

from knowledge.articles import Answer, Article, Audience, Band, Category, Visibility
from knowledge.search.snapshot import LONGEST_QUESTION, Snapshot
from knowledge.searches import Search
from tests.knowledge.given import article, ids, snapshot

PUBLIC, INTERNAL = Audience.PUBLIC, Audience.INTERNAL


@pytest.fixture(scope="module")
def help_centre() -> Snapshot:
    return snapshot(
        article("refunds", "Refunds", reference="AA-05179", category=("Billing", "Money"), summary="Ten days."),
        article("invoices", "Invoices", reference="AA-00017", category=("Billing",), summary="Monthly."),
        article("margins", "Secret margins", reference="ZZ-00001", visibility=Visibility.INTERNAL, category=("Staff",)),
        article("credits", "Secret refunds", visibility=Visibility.INTERNAL, category=("Billing", "Money")),
        article("ports", "Open ports", reference="KB-2026-07", category=("TCP/IP",)),
        article("bare", "Odds and ends", reference="00042"),
    )


def everything(answer: Answer) -> set[str]:
    """All ids and category names that an answer shows."""
    return set(ids(answer)) | {name for category in answer.nearest for name in category.path}


@pytest.mark.parametrize(
    ("question", "id"),
    [
        ("AA-05179", "refunds"),
        ("aa5179", "refunds"),
        ("aa 05179", "refunds"),
        ("AA–05179", "refunds"),
        ("(aa_05179).", "refunds"),
        ("what does AA-05179 say about invoices?", "refunds"),
        ("invoices aa5179 invoices", "refunds"),
        ("KB-2026-07", "ports"),
        ("see kb 2026 7 please", "ports"),
        ("00042", "bare"),
        ("42", "bare"),
    ],
)
def test_a_reference_finds_its_article_however_it_is_written(help_centre: Snapshot, question: str, id: str) -> None:
    answer = help_centre.answer(question, PUBLIC)

    assert ids(answer)[0] == id
    assert answer.band is Band.CONFIDENT
    assert answer.matches[0].score == 1.0
    assert ids(answer).count(id) == 1


@pytest.mark.parametrize("question", ["AA-05178", "AA-051790", "AB-05179", "invoice 42", "order 5179", "AA"])
def test_what_is_nearly_a_reference_is_none(help_centre: Snapshot, question: str) -> None:
    assert all(match.score < 1 for match in help_centre.answer(question, PUBLIC).matches)


def test_a_question_that_names_two_references_gets_both(help_centre: Snapshot) -> None:
    assert set(ids(help_centre.answer("AA-05179 or AA-00017", PUBLIC))[:2]) == {"refunds", "invoices"}


def test_a_reference_that_is_a_whole_text_names_nothing() -> None:
    wordy = "see also the other one " * 80
    answer = snapshot(article("a", "Refunds", reference=wordy), article("b", "Cards")).answer(wordy, PUBLIC)

    assert all(match.score < 1 for match in answer.matches)


@pytest.mark.parametrize(
    "question", ["secret margins", "secret refunds", "ZZ-00001", "what is in ZZ-1?", "staff", "", "zzzz", "margns"]
)
def test_the_public_is_never_shown_what_is_internal(help_centre: Snapshot, question: str) -> None:
    answer = help_centre.answer(question, PUBLIC, limit=50)

    assert not everything(answer) & {"margins", "credits", "Staff"}
    assert answer.searched == 4
    assert help_centre.match("help:margins", question, PUBLIC) is None


def test_internal_readers_are_shown_everything(help_centre: Snapshot) -> None:
    assert ids(help_centre.answer("ZZ-00001", INTERNAL))[0] == "margins"
    assert help_centre.answer("zzzz", INTERNAL).searched == help_centre.count(INTERNAL) == 6
    found = help_centre.article("help:margins", INTERNAL)
    assert found is not None
    assert found.title == "Secret margins"


def test_the_public_neither_reads_nor_counts_what_is_internal(help_centre: Snapshot) -> None:
    assert help_centre.count(PUBLIC) == 4
    assert help_centre.article("help:margins", PUBLIC) is None
    assert help_centre.article("help:refunds", PUBLIC) is not None
    assert help_centre.article("help:nowhere", INTERNAL) is None
    assert help_centre.match("help:nowhere", "refunds", INTERNAL) is None
    assert "margins" not in [example.id for example in help_centre.examples(PUBLIC, 10)]
    assert help_centre.category_named("Staff", PUBLIC) is None


def test_categories_are_counted_for_their_audience(help_centre: Snapshot) -> None:
    billing = {audience: help_centre.category_named("billing", audience) for audience in Audience}

    assert billing == {PUBLIC: Category(("Billing",), 2), INTERNAL: Category(("Billing",), 3)}
    assert [category.path for category in help_centre.categories(PUBLIC)] == [
        ("Billing",),
        ("Billing", "Money"),
        ("TCP/IP",),
    ]


def test_examples_come_from_different_categories(help_centre: Snapshot) -> None:
    examples = help_centre.examples(INTERNAL, 2)

    assert len({example.category[0] for example in examples}) == len(examples) == 2
    assert help_centre.examples(PUBLIC, 0) == ()


def test_only_articles_within_the_category_are_searched(help_centre: Snapshot) -> None:
    answer = help_centre.answer("refunds", PUBLIC, category=("billing", "money"))

    assert (ids(answer), answer.searched) == (["refunds"], 1)
    assert set(ids(help_centre.answer("open ports", PUBLIC, category=("Billing",)))) == {"refunds", "invoices"}
    assert ids(help_centre.answer("AA-05179", PUBLIC, category=("TCP/IP",))) == ["ports"]
    assert ids(help_centre.answer("refunds", PUBLIC, category=("Nowhere",))) == []


@pytest.mark.parametrize(
    ("written", "path"),
    [
        ("Billing / Money", ("Billing", "Money")),
        ("billing/money", ("Billing", "Money")),
        (" MONEY ", ("Billing", "Money")),
        ("TCP/IP", ("TCP/IP",)),
        ("tcp/ip", ("TCP/IP",)),
        ("Nowhere", None),
        ("", None),
        (" / ", None),
    ],
)
def test_a_category_is_found_as_people_read_it(
    help_centre: Snapshot, written: str, path: tuple[str, ...] | None
) -> None:
    found = help_centre.category_named(written, PUBLIC)

    assert (found.path if found else None) == path


def test_a_name_that_two_shelves_bear_is_none_alone_and_one_with_its_parent() -> None:
    both = snapshot(
        article("a", "A", category=("Orders", "Failed")), article("b", "B", category=("Payments", "Failed"))
    )

    assert both.category_named("failed", PUBLIC) is None
    assert both.category_named("orders / failed", PUBLIC) == Category(("Orders", "Failed"), 1)


def test_a_category_that_two_sources_write_differently_is_one() -> None:
    both = snapshot(article("a", "A", category=("Billing",)), article("b", "B", category=("billing",)))

    found = both.category_named("Billing", PUBLIC)
    assert found is not None
    assert found.count == 2


MANY = [article(f"{number:04}", ("Same title", "Another", "Same thing")[number % 3]) for number in range(600)]


@pytest.fixture(scope="module")
def many() -> Snapshot:
    return snapshot(*MANY)


@pytest.mark.parametrize("question", ["same title", "another", "", "zzzz"])
@pytest.mark.parametrize("limit", [1, 5, 7])
def test_pages_follow_each_other_without_a_gap_or_an_overlap(many: Snapshot, question: str, limit: int) -> None:
    whole = ids(many.answer(question, PUBLIC, limit=50))
    pages = [many.answer(question, PUBLIC, limit=limit, offset=start) for start in range(0, 42, limit)]

    assert [id for page in pages for id in ids(page)] == whole[: len(pages) * limit]
    assert {page.band for page in pages} == {pages[0].band}


def test_of_articles_alike_they_come_in_the_order_of_their_ids(many: Snapshot) -> None:
    assert ids(many.answer("same title", PUBLIC, limit=10)) == [f"{number:04}" for number in range(0, 30, 3)]


@pytest.mark.parametrize(
    ("limit", "offset", "count", "more"),
    [
        (2, 0, 2, True),
        (3, 0, 3, True),
        (4, 0, 4, False),
        (5, 0, 4, False),
        (2, 2, 2, False),
        (1, 2, 1, True),
        (5, 9, 0, False),
    ],
)
def test_more_says_whether_matches_follow(
    help_centre: Snapshot, limit: int, offset: int, count: int, more: bool
) -> None:
    answer = help_centre.answer("refunds and invoices", PUBLIC, limit=limit, offset=offset)

    assert (len(answer.matches), answer.more) == (count, more)


def test_a_page_goes_on_behind_a_reference(help_centre: Snapshot) -> None:
    question = "odds and ends of AA-05179"
    pages = [ids(help_centre.answer(question, PUBLIC, limit=1, offset=offset))[0] for offset in range(4)]

    assert pages[0] == "refunds"
    assert sorted(pages) == ["bare", "invoices", "ports", "refunds"]


QUESTIONS = {
    "nothing": "",
    "blanks": " \t\n" * 700,
    "only stop words": "how do I do this with the",
    "10,000 characters": "refund " * 1430,
    "one word of 10,000": "x" * 10_000,
    "300 unknown words": " ".join(f"{'abcdefghij'[n % 10 :]}{'klmno'[n % 5 :]}" for n in range(300)),
    "emoji": "🎉👨‍👩‍👧‍👦🇩🇪",
    "right to left": "كيف يمكنني استرداد الأموال؟",
    "other scripts": "返金について ขอเงินคืน",
    "null bytes": "re\0fund\0",
    "half an emoji": "refund \ud83d",
    "SQL": "'; DROP TABLE articles; -- \" OR 1=1",
    "markup": "<!channel> [bold]*refund*[/] {0} %s ${x}",
    "numbers": "0" * 5000,
    "other digits": "٥١٧٩ ²³ Ⅳ ５１７９",
    "apostrophes": "'" * 100 + " l' d'' 's ’",
    "marks on nothing": "\u0301" * 500,
    "controls": "".join(map(chr, range(32))) + "\u202e\ufeff\u2028",
}


@pytest.mark.parametrize("question", QUESTIONS.values(), ids=QUESTIONS)
@pytest.mark.parametrize("articles", [0, 1, 6])
def test_every_question_gets_an_answer(help_centre: Snapshot, question: str, articles: int) -> None:
    asked = snapshot(*help_centre.articles[:articles])

    answer = asked.answer(question, INTERNAL)

    is_foreign = question in (QUESTIONS["right to left"], QUESTIONS["other scripts"])
    assert len(answer.matches) == (0 if answer.talk or is_foreign else min(articles, 5))
    assert len(answer.question) <= LONGEST_QUESTION
    assert answer.shortened == (len(question.strip()) > LONGEST_QUESTION)
    for one in asked.articles:
        assert asked.match(one.key, question, INTERNAL) is not None


def test_nothing_is_found_where_there_is_nothing() -> None:
    empty = snapshot()

    assert empty.answer("refunds", PUBLIC) == Answer("refunds", Band.NONE, ())
    assert empty.answer("refunds", PUBLIC, category=("Billing",)) == Answer("refunds", Band.NONE, ())
    assert empty.article("help:refunds", PUBLIC) is None
    assert (empty.examples(PUBLIC, 3), empty.categories(PUBLIC)) == ((), ())


@pytest.mark.parametrize(
    "odd",
    [
        article("a", "🎉"),
        article("a", "the of and"),
        article("a", "x" * 5000),
        article("a", "A", text="日本語" * 3000),
        article("a", "A", reference="-", phrases=("", "!")),
        article("a", "A\ud83d", summary="\0"),
    ],
    ids=["an emoji", "stop words", "one long word", "no blanks", "a reference of marks", "half an emoji"],
)
def test_articles_of_every_kind_can_be_searched(odd: Article) -> None:
    both = snapshot(odd, article("refunds", "Refunds"))

    assert ids(both.answer("refunds", PUBLIC))[0] == "refunds"
    assert len(both.answer("🎉 the A x", PUBLIC).matches) == 2


@pytest.mark.parametrize(
    "question", ["如何重置密码", "как сменить пароль", "パスワード", "כיצד 404", "πώς αλλάζω κωδικό"]
)
def test_a_question_in_a_script_that_no_article_is_in_is_offered_nothing(help_centre: Snapshot, question: str) -> None:
    for audience in Audience:
        answer = help_centre.answer(question, audience)
        assert (answer.band, answer.matches, answer.nearest, answer.hints) == (Band.NONE, (), (), ())
        assert help_centre.explain(question, audience).entries == ()
        assert help_centre.search(Search(words=question), audience).total == 0


@pytest.mark.parametrize("question", ["xyzzy", "重置 xyzzy", "как refunds"])
def test_one_that_is_partly_in_another_script_is_offered_what_is_near(help_centre: Snapshot, question: str) -> None:
    answer = help_centre.answer(question, PUBLIC)

    assert answer.nearest or answer.band is not Band.NONE


def test_articles_in_another_script_are_offered_for_questions_in_it() -> None:
    two = [article("a", "Сброс пароля", category=("Доступ",)), article("b", "Счета", category=("Оплата",))]

    assert snapshot(*two).answer("совершенно другое", PUBLIC).nearest
    assert not snapshot(*two).answer("something else", PUBLIC).nearest
    hidden = article("b", "Счета", category=("Оплата",), visibility=Visibility.INTERNAL)
    others = snapshot(article("a", "Refunds", category=("Billing",)), hidden)
    assert not others.answer("другое", PUBLIC).nearest, "or it would tell that somebody writes Cyrillic"
    assert others.answer("другое", INTERNAL).nearest
