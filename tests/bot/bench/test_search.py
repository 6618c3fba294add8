"""The benches of search: small and from the command line, and what they are made of."""

import json
import os
import subprocess
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import psycopg
import pytest

from bot.bench.search.made import known_items, made, vocabulary_size
from bot.bench.search.sets import originals
from knowledge.articles import Article
from knowledge.search.judged import JudgedQuestion
from knowledge.search.text import words
from tests import forked

ROOT = Path(__file__).parents[3]
SAMPLES = originals(None)

# Those that load in a moment.
LIGHT = ("Quickjump", "RapidFuzz", "SQLite", "PostgreSQL", "bm25s", "tantivy")


def bench(*arguments: str) -> subprocess.CompletedProcess[str]:
    """`python -m bot bench …` as a process, since it starts others."""
    return forked.run(["bench", *arguments], folder=ROOT, env=os.environ, stdin="", seconds=240)


def write_lines(path: Path, rows: Sequence[dict[str, Any]]) -> None:
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")


def write_set(folder: Path, articles: Sequence[Article], questions: dict[str, Sequence[JudgedQuestion]]) -> None:
    folder.mkdir()
    write_lines(
        folder / "articles.jsonl",
        [{"id": article.id, "title": article.title, "summary": article.summary} for article in articles],
    )
    for name, asked in questions.items():
        write_lines(
            folder / name,
            [{"id": str(at), "text": one.text, "relevant": [*one.relevant]} for at, one in enumerate(asked)],
        )


@pytest.fixture
def sets(tmp_path: Path) -> Path:
    """Two sets of some hundred made articles, one of them with misspelt questions too."""
    folder = tmp_path / "sets"
    folder.mkdir()
    for name, count in (("larger", 300), ("smaller", 100)):
        given = made(SAMPLES, count=count, questions=8)
        clean = list(known_items(given.articles, slips=0, seed=1))[:30]
        asked: dict[str, Sequence[JudgedQuestion]] = {"queries.jsonl": clean}
        write_set(
            folder / name, given.articles, asked | ({"queries_typo.jsonl": given.questions} if count == 300 else {})
        )
    return folder


def extensions(url: str) -> list[Any]:
    with psycopg.connect(url) as connection:
        return connection.execute("SELECT extname FROM pg_extension ORDER BY 1").fetchall()


def test_this_product_and_its_peers_are_asked_the_same_questions(sets: Path, tmp_path: Path) -> None:
    url = os.environ.get("TEST_DATABASE_URL", "")
    before = extensions(url) if url else []
    engines = [part for name in LIGHT for part in ("--engine", name)]

    done = bench(
        "search", "--sets", str(sets), "--questions", "20", "--database", url, "--json",
        "--plot", str(tmp_path / "plot.png"), *engines,
    )  # fmt: skip

    assert done.returncode == 0, done.stderr
    found = [json.loads(line) for line in done.stdout.splitlines()]
    here = {(each["set"], each["engine"]): each for each in found}
    assert {each["questions"] for each in found if each["set"] == "larger"} == {28}
    assert {each["questions"] for each in found if each["set"] == "smaller"} == {20}
    ours, recipe = here["larger", "Quickjump"], here["larger", "RapidFuzz WRatio, titles"]
    assert ours["misspelt"]["mrr"] >= recipe["misspelt"]["mrr"]
    assert all(each["clean"]["s1"] <= each["clean"]["s3"] for each in found)
    assert all(each["p50_ms"] <= each["p99_ms"] and each["build_s"] > 0 for each in found)
    assert (tmp_path / "plot.png").read_bytes().startswith(b"\x89PNG")
    if url:
        assert here["larger", "PostgreSQL full text + pg_trgm"]["memory_mb"] is None
        assert extensions(url) == before, "a database that is compared with is left as it was"


def test_what_is_missing_is_skipped_with_a_sentence_and_the_rest_is_compared(sets: Path) -> None:
    done = bench("search", "--sets", str(sets), "--engine", "postgres", "--engine", "sqlite", "--questions", "5")

    assert done.returncode == 0, done.stderr
    assert "PostgreSQL full text + pg_trgm is skipped: it needs a database" in done.stderr
    assert "| SQLite FTS5 |" in done.stdout


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        pytest.param(["search", "--engine", "altavista"], "No engine is called that.", id="an engine nobody knows"),
        pytest.param(["search", "--sets", "."], "holds no sets", id="a folder without sets"),
        pytest.param(["scale", "--sets", "nowhere", "--articles", "20"], "nowhere", id="a folder that is not there"),
    ],
)
def test_what_can_not_be_measured_is_said_in_a_sentence(arguments: list[str], said: str) -> None:
    done = bench(*arguments)

    assert done.returncode != 0
    assert said in done.stderr
    assert "Traceback" not in done.stderr


def test_scale_is_measured_with_misspelt_questions() -> None:
    done = bench("scale", "--articles", "200", "--articles", "400", "--questions", "20", "--json")

    assert done.returncode == 0, done.stderr
    found = [json.loads(line) for line in done.stdout.splitlines()]
    assert [each["articles"] for each in found] == [200, 400]
    for each in found:
        assert each["mrr"] > 0.4
        assert 0 < each["p50_ms"] <= each["p99_ms"]
        assert min(each["build_s"], each["update_s"], each["memory_mb"]) > 0


def test_jumping_is_measured_beside_others_as_somebody_types() -> None:
    done = bench("jump", "--articles", "300", "--keystrokes", "40", "--json")

    assert done.returncode == 0, done.stderr
    found = {each["engine"]: each for each in map(json.loads, done.stdout.splitlines())}
    assert set(found) == {"Quick Jump", "RapidFuzz partial_ratio", "SQLite FTS5, prefix"}
    assert all(0 < each["p50_ms"] <= each["p99_ms"] for each in found.values())
    assert found["Quick Jump"]["found"] > 0.9


def test_made_articles_hold_as_many_words_as_they_are_to_and_are_the_same_each_time() -> None:
    given = made(SAMPLES, count=2000, questions=50)

    held = {word for article in given.articles for word in words(f"{article.title} {article.summary}")}
    assert len(held) == vocabulary_size(2000) == 6000
    assert given == made(SAMPLES, count=2000, questions=50)
    for question in given.questions:
        assert sum(word not in held for word in question.text.split()) == 3


@pytest.mark.parametrize(
    ("count", "size"), [(10_000, 30_000), (55_000, 75_000), (100_000, 120_000), (1_000_000, 500_000)]
)
def test_more_articles_hold_more_words(count: int, size: int) -> None:
    assert vocabulary_size(count) == size
