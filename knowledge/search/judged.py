"""Judged questions: what people asked, with the articles that answer it, as files keep them."""

import json
from collections.abc import Container
from dataclasses import dataclass
from pathlib import Path

from knowledge.errors import BadEvaluation

# Measures look at the first ten: MRR@10.
DEPTH = 10


@dataclass(frozen=True, slots=True)
class JudgedQuestion:
    """A question with the ids of the articles that answer it."""

    text: str
    relevant: frozenset[str]


def read_questions(path: Path, *, among: Container[str] | None = None) -> list[JudgedQuestion]:
    """The questions of a `queries.jsonl`: a JSON object a line with `text` and `relevant`; `BadEvaluation`.

    `among` are the ids of the articles that there are, where that is known: no question may name another, since that
    would count as one that is never found.
    """
    try:
        lines = path.read_bytes().removeprefix(b"\xef\xbb\xbf").split(b"\n")
    except OSError as error:
        raise BadEvaluation(f"I can't read {path}: {error.strerror}.") from error
    questions = {f"{path}:{number}": line for number, line in enumerate(lines, start=1) if line.strip()}
    if not questions:
        raise BadEvaluation(f"{path} holds no questions: write one JSON object a line, with text and relevant.")
    return [_checked(_question(line, place), place, among) for place, line in questions.items()]


def _checked(question: JudgedQuestion, place: str, among: Container[str] | None) -> JudgedQuestion:
    unknown = [id for id in sorted(question.relevant) if among is not None and id not in among]
    if unknown:
        raise BadEvaluation(
            f"{place} calls {unknown[0]!r} relevant, and no article has that id. Correct it, or take it away."
        )
    return question


def _question(line: bytes, place: str) -> JudgedQuestion:
    try:
        row = json.loads(line)
        text, relevant = row["text"], row["relevant"]
    except (ValueError, KeyError, TypeError, RecursionError):
        text, relevant = None, None
    if not isinstance(text, str) or not isinstance(relevant, list):
        raise BadEvaluation(f"{place} is no judged question: that is a JSON object with text and a list, relevant.")
    return JudgedQuestion(text, frozenset(map(str, relevant)))
