"""Measuring search on a folder of articles and judged questions, without a database."""

from pathlib import Path

from knowledge.errors import BadEvaluation, SourceFailed
from knowledge.search.evaluation import Evaluation, evaluate, read_questions
from knowledge.sources.collect import collect
from knowledge.sources.jsonl import JsonLines
from knowledge.sources.source import Defaults

ARTICLES, QUESTIONS = "articles.jsonl", "queries.jsonl"


def evaluate_folder(folder: Path, *, questions: Path | None = None, language: str) -> Evaluation:
    """Measure `articles.jsonl` of a folder with its `queries.jsonl`, or with another file of questions.

    `BadEvaluation` when either can't be read whole: a figure from half a set would mislead.
    """
    try:
        found = collect(JsonLines(folder / ARTICLES, Defaults(source="evaluation")), lambda: None)
    except SourceFailed as failed:
        raise BadEvaluation(str(failed)) from failed
    if found.faults:
        raise BadEvaluation(f"{found.faults[0].place}: {found.faults[0].problem}.")
    if not found.articles:
        raise BadEvaluation(f"{folder / ARTICLES} holds no articles.")
    return evaluate(found.articles, read_questions(questions or folder / QUESTIONS), language=language)
