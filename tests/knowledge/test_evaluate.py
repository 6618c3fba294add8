"""How well search answers the real questions of the shared sets, and which folders can't be measured."""

import multiprocessing
from collections.abc import Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from pathlib import Path

import pytest

from knowledge.errors import BadEvaluation
from knowledge.evaluate import evaluate_folder
from knowledge.search.evaluation import Evaluation

# MRR that search must reach, by set and by file of questions; README.md shows the same figures.
MARKS = {
    ("business_central", "queries.jsonl"): 0.94,
    ("stackfaq", "queries_typo.jsonl"): 0.80,
    ("stackfaq", "queries.jsonl"): 0.86,
    ("banking77", "queries_typo.jsonl"): 0.57,
    ("banking77", "queries.jsonl"): 0.63,
    ("sumo_thunderbird", "queries_typo.jsonl"): 0.195,
    ("sumo_thunderbird", "queries.jsonl"): 0.225,
}


@pytest.fixture(scope="module")
def measured(shared: Path) -> Iterator[dict[tuple[str, str], Future[Evaluation]]]:
    """All sets measured at once, in as many processes as there are processors."""
    with ProcessPoolExecutor(mp_context=multiprocessing.get_context("spawn")) as pool:
        yield {
            (name, questions): pool.submit(
                evaluate_folder,
                shared / "eval" / name,
                questions=shared / "eval" / name / questions,
                language="auto",
            )
            for name, questions in MARKS
        }


@pytest.mark.parametrize(("name", "questions"), MARKS)
def test_search_reaches_its_mark(
    measured: dict[tuple[str, str], Future[Evaluation]], name: str, questions: str
) -> None:
    assert measured[name, questions].result(timeout=120).mrr >= MARKS[name, questions]


def folder(path: Path, articles: str, questions: str = '{"text": "refunds", "relevant": ["a"]}') -> Path:
    (path / "articles.jsonl").write_text(articles, encoding="utf-8")
    (path / "queries.jsonl").write_text(questions, encoding="utf-8")
    return path


def test_a_folder_is_measured_with_its_own_questions_or_with_others(tmp_path: Path) -> None:
    folder(tmp_path, '{"id": "a", "title": "Refunds"}\n{"id": "b", "title": "Invoices"}')
    others = tmp_path / "others.jsonl"
    others.write_text('{"text": "refunds", "relevant": ["b"]}', encoding="utf-8")

    assert evaluate_folder(tmp_path, language="auto").mrr == 1
    assert evaluate_folder(tmp_path, questions=others, language="en").mrr == 0.5


@pytest.mark.parametrize(
    ("articles", "says"),
    [
        ("", "articles.jsonl"),
        ('{"id": "a", "title": "Refunds"}\nnonsense', "articles.jsonl:2"),
        ('{"id": "a", "title": "Refunds"}\n{"id": "a", "title": "Again"}', "articles.jsonl:2"),
    ],
)
def test_a_folder_whose_articles_are_not_all_sound_is_not_measured(tmp_path: Path, articles: str, says: str) -> None:
    with pytest.raises(BadEvaluation, match=says):
        evaluate_folder(folder(tmp_path, articles), language="auto")


def test_a_folder_that_is_missing_is_not_measured(tmp_path: Path) -> None:
    with pytest.raises(BadEvaluation, match="can't be read"):
        evaluate_folder(tmp_path / "nowhere", language="auto")
