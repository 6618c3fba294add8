"""Measuring search on folders of articles and judged questions, without a database."""

from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from knowledge.articles import Article
from knowledge.calibrations import Calibration
from knowledge.errors import BadEvaluation, SourceFailed
from knowledge.models import EncoderChoice
from knowledge.search.calibration import TYPED, TriedSet, calibrate
from knowledge.search.encoder import Encoders, load_encoders
from knowledge.search.evaluation import Evaluation, built_index, evaluate
from knowledge.search.fitting import Fit, JudgedSet, fit, seen
from knowledge.search.index import Index
from knowledge.search.judged import JudgedQuestion, read_questions
from knowledge.search.trials import FOREIGN, tried, with_short_ones, without_answers
from knowledge.sources.collect import collect
from knowledge.sources.jsonl import JsonLines
from knowledge.sources.source import Defaults

ARTICLES, QUESTIONS = "articles.jsonl", "queries.jsonl"

# The files of questions that a set may hold: as they were typed, and with slips.
GROUPS = {TYPED: QUESTIONS, "misspelt": "queries_typo.jsonl"}


@dataclass(frozen=True, slots=True)
class ReadSet:
    """A set as it was read: its name, the index of its articles, and its questions by group."""

    name: str
    index: Index
    questions: Mapping[str, Sequence[JudgedQuestion]]


def evaluate_folder(
    folder: Path, *, questions: Path | None = None, language: str, encoder: EncoderChoice | None = None
) -> Evaluation:
    """Measure `articles.jsonl` of a folder with its `queries.jsonl`, or with another file of questions.

    `BadEvaluation` when either can't be read whole, since a figure from half a set would mislead, and
    `ModelUnavailable` when the encoder can't be loaded, since one of another would.
    """
    articles = read_articles(folder)
    return evaluate(
        articles,
        read_questions(questions or folder / QUESTIONS, among=_ids(articles)),
        language=language,
        encoders=load_encoders(encoder or EncoderChoice()),
    )


def read_sets(folders: Sequence[Path], *, language: str, encoder: EncoderChoice | None = None) -> tuple[ReadSet, ...]:
    """The sets in these folders, misspelt questions too where there are some, each indexed once for all that follows.

    `BadEvaluation` when one of them can't be read whole; `ModelUnavailable`.
    """
    encoders = load_encoders(encoder or EncoderChoice())
    return tuple(_read_set(folder, language, encoders) for folder in folders)


def _read_set(folder: Path, language: str, encoders: Encoders) -> ReadSet:
    articles = read_articles(folder)
    questions = _questions(folder, _ids(articles))
    return ReadSet(folder.name, built_index(articles, language=language, encoders=encoders), questions)


def _questions(folder: Path, ids: Container[str]) -> Mapping[str, Sequence[JudgedQuestion]]:
    """A set's questions by group; those as typed must be there."""
    files = {name: folder / file for name, file in GROUPS.items() if file == QUESTIONS or (folder / file).exists()}
    return {name: read_questions(file, among=ids) for name, file in files.items()}


def _ids(articles: Iterable[Article]) -> frozenset[str]:
    return frozenset(article.id for article in articles)


def fit_sets(sets: Sequence[ReadSet]) -> Fit:
    """Fit the weights of the signals on these sets; `BadEvaluation` when there are fewer than two."""
    return fit(
        [
            JudgedSet(one.name, {group: seen(one.index, questions) for group, questions in one.questions.items()})
            for one in sets
        ]
    )


def calibrate_sets(sets: Sequence[ReadSet]) -> Calibration:
    """Fit the chances on all of these sets but one, and check them on that one, for each in turn.

    Of two sets both are fitted on: with either left out no questions would remain that another set has no answer to.
    `BadEvaluation` when there are fewer than two.
    """
    asked = {one.name: {**one.questions, **with_short_ones(one.index, one.questions[TYPED])} for one in sets}
    return calibrate({one.name: _tried(one.index, one.name, asked) for one in sets})


def _tried(index: Index, own: str, asked: Mapping[str, Mapping[str, Sequence[JudgedQuestion]]]) -> TriedSet:
    """All questions put to one set's articles, short ones among them."""
    foreign = {
        name: {group: tried(index, without_answers(questions), most=FOREIGN) for group, questions in groups.items()}
        for name, groups in asked.items()
        if name != own
    }
    return TriedSet({group: tried(index, questions) for group, questions in asked[own].items()}, foreign)


def read_articles(folder: Path) -> tuple[Article, ...]:
    """The articles of a folder's `articles.jsonl`; `BadEvaluation` when not all of them can be read."""
    try:
        found = collect(JsonLines(folder / ARTICLES, Defaults(source="evaluation")), lambda: None)
    except SourceFailed as failed:
        raise BadEvaluation(str(failed)) from failed
    if found.faults:
        raise BadEvaluation(f"{found.faults[0].place}: {found.faults[0].problem}.")
    if not found.articles:
        raise BadEvaluation(f"{folder / ARTICLES} holds no articles.")
    return found.articles
