"""Measuring search: what the figures say, and which files of questions are refused."""

from pathlib import Path

import pytest

from knowledge.articles import Audience
from knowledge.errors import BadEvaluation
from knowledge.search.evaluation import evaluate
from knowledge.search.judged import JudgedQuestion, read_questions
from tests.knowledge.given import article, ids, snapshot

HELP = [article(id, f"{id} explained") for id in ("refunds", "invoices", "passwords", "domains", "mailboxes")]


def judged(text: str, *relevant: str) -> JudgedQuestion:
    return JudgedQuestion(text, frozenset(relevant))


def test_figures_are_shares_of_the_questions() -> None:
    questions = [
        judged("refunds", "refunds"),
        judged("invoices", "invoices", "nowhere"),
        judged("domains", "nowhere"),
        judged("mailboxes", "refunds", "invoices", "passwords", "domains"),
    ]

    found = evaluate(HELP, questions, language="auto")

    assert (found.articles, found.queries, found.s1, found.s3) == (5, 4, 0.5, 0.75)
    assert found.mrr == pytest.approx((1 + 1 + 0 + 1 / 2) / 4)
    assert 0 < found.p50_ms <= found.p99_ms
    assert found.build_s > 0
    assert found.rss_mb > 10


def test_each_question_counts_for_the_band_of_its_answer() -> None:
    asked = {
        "refunds explained": "refunds",
        "domains explained": "invoices",
        "explained": "domains",
        "xyzzy": "refunds",
    }
    questions = [judged(text, right) for text, right in asked.items()]

    found = evaluate(HELP, questions, language="en")

    assert (found.confident, found.several, found.none) == (0.5, 0.25, 0.25)
    assert found.precision == 0.5, "of the two that are answered confidently, one is answered rightly"


def test_where_no_answer_is_confident_there_is_no_share_of_right_ones() -> None:
    found = evaluate(HELP, [judged("xyzzy", "refunds")], language="en")

    assert (found.none, found.precision) == (1, None)


def test_what_stands_among_three_and_is_not_shown_is_told() -> None:
    first = ids(snapshot(*HELP).answer("xyzzy", Audience.PUBLIC))[0]

    assert evaluate(HELP, [judged("xyzzy", first), judged("refunds", "refunds")], language="en").none_of_found == 0.5
    assert evaluate(HELP, [judged("xyzzy", "nowhere")], language="en").none_of_found is None


def test_a_right_article_beyond_the_tenth_counts_for_nothing() -> None:
    crowd = [article(f"a{number:02}", "Refunds", summary="Refunds.") for number in range(12)]

    tenth = evaluate(crowd, [judged("refunds", "a09")], language="en")
    eleventh = evaluate(crowd, [judged("refunds", "a10")], language="en")

    assert tenth.mrr == pytest.approx(1 / 10)
    assert eleventh.mrr == 0


def test_figures_are_named_as_the_command_line_prints_them() -> None:
    names = evaluate(HELP, [judged("refunds", "refunds")], language="en").as_dict()

    assert list(names) == [
        "articles", "queries", "s1", "s3", "mrr", "confident", "several", "none", "precision", "none_of_found",
        "p50_ms", "p99_ms", "build_s", "rss_mb",
    ]  # fmt: skip


def test_questions_are_read_with_the_articles_that_answer_them(tmp_path: Path) -> None:
    file = tmp_path / "queries.jsonl"
    file.write_text(
        '\ufeff{"id": "q1", "text": "how?", "relevant": ["a", 7]}\n\n{"text": "a\u2028b\x85c", "relevant": []}\r\n',
        encoding="utf-8",
    )

    assert read_questions(file) == [judged("how?", "a", "7"), judged("a\u2028b\x85c")]


@pytest.mark.parametrize(
    ("content", "line"),
    [
        pytest.param('{"text": "a"}', 1, id="nothing relevant"),
        pytest.param('{"text": "a", "relevant": ["a"]}\nnonsense', 2, id="no JSON"),
        pytest.param('["a"]', 1, id="a list"),
        pytest.param('{"text": "a", "relevant": "abc"}', 1, id="one id that is not in a list"),
        pytest.param('{"text": "a", "relevant": 7}', 1, id="a number"),
        pytest.param('{"text": ["a"], "relevant": ["a"]}', 1, id="a text that is a list"),
        pytest.param('{"text": ' + "[" * 100_000, 1, id="lists 100,000 deep"),
        pytest.param(b'{"text": "caf\xe9", "relevant": ["a"]}', 1, id="Latin-1"),
    ],
)
def test_a_broken_question_is_named_with_file_and_line(tmp_path: Path, content: str | bytes, line: int) -> None:
    file = tmp_path / "queries.jsonl"
    file.write_bytes(content.encode() if isinstance(content, str) else content)

    with pytest.raises(BadEvaluation, match=rf"queries\.jsonl:{line}\b"):
        read_questions(file)


def test_a_question_whose_right_article_there_is_none_of_is_named_with_file_line_and_id(tmp_path: Path) -> None:
    file = tmp_path / "queries.jsonl"
    file.write_text('{"text": "a", "relevant": ["a"]}\n\n{"text": "b", "relevant": ["a", "zeta"]}\n', encoding="utf-8")

    with pytest.raises(BadEvaluation, match=r"queries\.jsonl:3\b.*'zeta'.*no article"):
        read_questions(file, among={"a", "b"})
    assert len(read_questions(file, among={"a", "zeta"})) == 2


def test_a_file_that_is_missing_a_folder_or_empty_is_refused(tmp_path: Path) -> None:
    (tmp_path / "empty.jsonl").touch()
    for name in ("nowhere.jsonl", ".", "empty.jsonl"):
        with pytest.raises(BadEvaluation, match=r"questions|can't read"):
            read_questions(tmp_path / name)
