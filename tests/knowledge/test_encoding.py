"""Vectors of articles: made once, of what has changed, kept in the store, and nothing lost where one can't be read."""

import logging
import signal
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import create_engine, text

from knowledge.articles import Audience
from knowledge.base import KnowledgeBase
from knowledge.failpoints import after_commit, before_commit
from knowledge.models import Coverage
from knowledge.search.sentences import BATCH
from tests import forked
from tests.knowledge.given import GivenClock, NobodyWatches, jsonl_source
from tests.knowledge.toys import TRANSFORMER, Toy, loading, make_vectors, unloadable

Open = Callable[..., KnowledgeBase]

ROWS: tuple[dict[str, Any], ...] = (
    {"id": "refund", "title": "Refund", "summary": "Ten days."},
    {"id": "password", "title": "Password", "summary": "Press the button."},
    {"id": "domain", "title": "Domain", "summary": "Point it here."},
    *({"id": f"{number:02}", "title": f"Article {number}"} for number in range(27)),
)
ALL = len(ROWS)


@pytest.fixture
def opened(database_url: str, open_knowledge: Open) -> Callable[[Toy], KnowledgeBase]:
    """Opens a process's knowledge base with a toy for its model, all on one database."""

    def open_one(toy: Toy) -> KnowledgeBase:
        return open_knowledge(database_url, encoder=TRANSFORMER, load=loading(toy), clock=GivenClock())

    return open_one


def sync(knowledge: KnowledgeBase, folder: Path, rows: Sequence[dict[str, Any]] = ROWS) -> None:
    knowledge.syncs.sync([jsonl_source(folder / "articles.jsonl", rows)], NobodyWatches())


def first(knowledge: KnowledgeBase, question: str) -> str:
    return knowledge.ask(question, Audience.PUBLIC).matches[0].article.id


def run_sql(url: str, statement: str) -> int:
    """Do something to the database behind everybody's back; how many rows it touched or found."""
    engine = create_engine(url.replace("postgresql://", "postgresql+psycopg://"))
    with engine.begin() as connection:
        found = connection.execute(text(statement))
        number: int = found.scalar_one() if found.returns_rows else found.rowcount
    engine.dispose()
    return number


def vectors_in(url: str) -> int:
    return run_sql(url, "SELECT count(*) FROM vectors")


def test_an_article_is_found_by_what_its_sentences_mean(opened: Callable[[Toy], KnowledgeBase], tmp_path: Path) -> None:
    knowledge = opened(Toy())
    sync(knowledge, tmp_path)
    assert knowledge.encoding.catch_up() == ALL

    knowledge.refresh()
    assert first(knowledge, "cash") == "refund"
    assert first(knowledge, "kennwort") == "password"


def test_another_process_reads_the_vectors_that_are_new(opened: Callable[[Toy], KnowledgeBase], tmp_path: Path) -> None:
    writing, reading = opened(Toy()), opened(toy := Toy())
    sync(writing, tmp_path)
    reading.refresh()
    edition = reading.edition

    writing.encoding.catch_up()
    assert reading.refresh()
    assert reading.edition > edition
    assert first(reading, "cash") == "refund"
    assert toy.given == 0


def test_only_articles_whose_texts_changed_are_encoded_again(
    opened: Callable[[Toy], KnowledgeBase], tmp_path: Path
) -> None:
    knowledge = opened(toy := Toy())
    sync(knowledge, tmp_path)
    knowledge.encoding.catch_up()
    assert knowledge.encoding.catch_up() == 0
    knowledge.refresh()
    toy.given = 0

    other_body = ROWS[0] | {"body": "Elsewhere it is five."}
    other_title = ROWS[1] | {"title": "Sign in"}
    sync(knowledge, tmp_path, [other_body, other_title, *ROWS[2:]])
    knowledge.refresh()
    assert first(knowledge, "cash") == "refund"

    assert knowledge.encoding.catch_up() == 1
    assert toy.given == 2
    assert knowledge.encoding.catch_up() == 0
    knowledge.refresh()
    assert first(knowledge, "cash") == "refund"


def test_an_updated_snapshot_answers_like_one_that_is_made_anew(
    opened: Callable[[Toy], KnowledgeBase], tmp_path: Path
) -> None:
    knowledge = opened(Toy())
    knowledge.refresh()
    nine = ROWS[0] | {"summary": "Nine."}
    for rows in ROWS[:2], [*ROWS, {"id": "card", "title": "Card"}], [nine, *ROWS[2:]], [*ROWS[:20], *ROWS[22:]], ROWS:
        sync(knowledge, tmp_path, rows)
        knowledge.refresh()
        knowledge.encoding.catch_up()
        knowledge.refresh()
    anew = opened(Toy())

    for question in ("cash", "kennwort", "point my domain", "nine days", "press"):
        told = [
            [(m.article.id, m.score) for m in each.ask(question, Audience.PUBLIC).matches] for each in (knowledge, anew)
        ]
        assert [id for id, _ in told[0]] == [id for id, _ in told[1]]
        assert [score for _, score in told[0]] == pytest.approx([score for _, score in told[1]], abs=1e-3)


def test_while_few_articles_have_a_vector_all_are_compared_without(
    opened: Callable[[Toy], KnowledgeBase], tmp_path: Path
) -> None:
    knowledge = opened(Toy())
    rows = [{"id": f"{number:03}", "title": f"Cash {number}"} for number in range(BATCH)]
    sync(knowledge, tmp_path, [*rows, {"id": "refund", "title": "Money money refund"}])
    stops = iter([False, True])
    knowledge.encoding.catch_up(stopped=lambda: next(stops))
    knowledge.refresh()

    assert first(knowledge, "money") == "refund"


def test_making_vectors_goes_on_where_it_was_stopped(
    opened: Callable[[Toy], KnowledgeBase], database_url: str, tmp_path: Path
) -> None:
    knowledge = opened(toy := Toy())
    sync(knowledge, tmp_path, [{"id": f"{number:03}", "title": f"Article {number}"} for number in range(3 * BATCH)])
    stops = iter([False, True])

    assert knowledge.encoding.catch_up(stopped=lambda: next(stops)) == BATCH
    assert vectors_in(database_url) == BATCH
    assert knowledge.encoding.catch_up() == 2 * BATCH
    assert toy.given == 3 * BATCH


@pytest.mark.parametrize(
    ("point", "lost"),
    [
        (before_commit("vectors"), 3 * BATCH),
        (after_commit("vectors"), 2 * BATCH),
        (before_commit("forget vectors"), 0),
        (after_commit("forget vectors"), 0),
    ],
)
def test_what_a_process_has_made_before_it_died_is_kept_and_the_next_one_goes_on(
    opened: Callable[[Toy], KnowledgeBase], database_url: str, tmp_path: Path, point: str, lost: int
) -> None:
    knowledge = opened(Toy())
    sync(knowledge, tmp_path, [{"id": f"{number:03}", "title": f"Article {number}"} for number in range(3 * BATCH)])
    process = forked.context().Process(target=make_vectors, args=(database_url, point))
    process.start()
    process.join(60)

    assert process.exitcode == -signal.SIGKILL
    assert vectors_in(database_url) == 3 * BATCH - lost
    assert knowledge.encoding.catch_up() == lost
    assert vectors_in(database_url) == 3 * BATCH


def test_one_process_at_a_time_makes_vectors_in_the_background(
    opened: Callable[[Toy], KnowledgeBase], tmp_path: Path
) -> None:
    one, other = opened(Toy()), opened(Toy())
    sync(one, tmp_path)
    met: list[int] = []

    def meet() -> bool:
        met.append(other.encoding.catch_up_in_turn(lambda: False))
        return False

    assert one.encoding.catch_up_in_turn(meet) == ALL
    assert met == [0]
    assert other.encoding.catch_up_in_turn(lambda: False) == 0


def test_another_model_makes_all_vectors_anew_and_those_before_are_dropped_when_it_is_done(
    opened: Callable[[Toy], KnowledgeBase], database_url: str, tmp_path: Path
) -> None:
    sync(before := opened(Toy(model="one")), tmp_path)
    before.encoding.catch_up()
    knowledge = opened(Toy(model="two"))

    assert knowledge.encoding.catch_up(stopped=lambda: True) == 0
    assert vectors_in(database_url) == ALL
    assert first(knowledge, "refund") == "refund"
    assert knowledge.encoding.catch_up() == ALL
    assert vectors_in(database_url) == ALL
    knowledge.refresh()
    assert first(knowledge, "cash") == "refund"


def test_vectors_of_articles_that_are_gone_are_dropped(
    opened: Callable[[Toy], KnowledgeBase], database_url: str, tmp_path: Path
) -> None:
    knowledge = opened(Toy())
    sync(knowledge, tmp_path)
    knowledge.encoding.catch_up()
    sync(knowledge, tmp_path, ROWS[:-1])
    knowledge.refresh()

    assert knowledge.encoding.catch_up() == 0
    assert vectors_in(database_url) == ALL - 1
    assert first(knowledge, "cash") == "refund"


DAMAGES = {
    "another width": "UPDATE vectors SET width = 7 WHERE article = 'refund'",
    "numbers cut short": "UPDATE vectors SET numbers = substr(numbers, 1, 9) WHERE article = 'refund'",
    "other numbers": "UPDATE vectors SET numbers = (SELECT numbers FROM vectors WHERE article = 'domain') "
    "WHERE article = 'refund'",
    "another checksum": "UPDATE vectors SET checksum = checksum + 1 WHERE article = 'refund'",
}


@pytest.mark.parametrize("damage", DAMAGES)
def test_an_article_with_a_damaged_vector_is_answered_by_the_other_signals_until_it_has_a_new_one(
    opened: Callable[[Toy], KnowledgeBase],
    database_url: str,
    tmp_path: Path,
    caplog: pytest.LogCaptureFixture,
    damage: str,
) -> None:
    sync(before := opened(Toy()), tmp_path)
    before.encoding.catch_up()
    assert run_sql(database_url, DAMAGES[damage]) == 1
    knowledge = opened(Toy())

    assert first(knowledge, "refund") == "refund"
    assert first(knowledge, "kennwort") == "password"
    knowledge.refresh()
    warned = [each.getMessage() for each in caplog.records if each.levelno == logging.WARNING]
    assert [line for line in warned if "1 articles" in line and "damaged" in line] == warned
    assert len(warned) == 1
    coverage = knowledge.encoding.coverage()
    assert coverage is not None
    assert (coverage.articles, coverage.damaged) == (ALL, 1)

    assert knowledge.encoding.catch_up() == 1
    knowledge.refresh()
    assert first(knowledge, "cash") == "refund"
    assert knowledge.encoding.coverage() == Coverage(ALL, ALL)


def test_vectors_of_the_same_model_in_another_width_are_made_anew(
    opened: Callable[[Toy], KnowledgeBase], tmp_path: Path
) -> None:
    sync(before := opened(Toy()), tmp_path)
    before.encoding.catch_up()
    knowledge = opened(Toy(dimensions=256))

    assert first(knowledge, "refund") == "refund"
    assert knowledge.encoding.catch_up() == ALL
    knowledge.refresh()
    assert first(knowledge, "cash") == "refund"


def test_a_model_that_can_not_be_loaded_is_named_once_and_answers_go_on(
    database_url: str, open_knowledge: Open, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    knowledge = open_knowledge(database_url, encoder=TRANSFORMER, load=unloadable, clock=GivenClock())
    sync(knowledge, tmp_path)

    assert first(knowledge, "refund") == "refund"
    knowledge.refresh()
    assert knowledge.encoding.catch_up_in_turn(lambda: False) == 0
    warned = [each.getMessage() for each in caplog.records if each.levelno == logging.WARNING]
    assert len(warned) == 1
    assert warned[0].startswith("ENCODER_MODEL=toy can't be loaded.")


def test_an_article_that_changes_while_its_vector_is_made_gets_it_in_the_next_round(
    opened: Callable[[Toy], KnowledgeBase], tmp_path: Path
) -> None:
    class Meanwhile(Toy):
        def text_vectors(self, texts: Sequence[str]) -> Any:
            if not self.given:
                sync(other, tmp_path, [ROWS[0] | {"title": "Money back"}, *ROWS[1:]])
            return super().text_vectors(texts)

    other, knowledge = opened(Toy()), opened(Meanwhile())
    sync(other, tmp_path)

    knowledge.encoding.catch_up()
    coverage = knowledge.encoding.coverage()
    assert coverage is not None
    assert coverage.done == ALL - 1
    assert knowledge.encoding.catch_up() == 1
