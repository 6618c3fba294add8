"""Candidates chosen by coarse vectors: the same first articles as when all are ranked exactly."""

import json
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from knowledge.articles import Article
from knowledge.search.encoder import default_encoder
from knowledge.search.index import Index, build_index
from knowledge.search.ranking import rank
from knowledge.search.reading import Reader
from knowledge.search.vectors import MANY, ArticleVectors


@pytest.fixture(scope="module")
def many(shared: Path) -> Index:
    """Twice as many titles of a real set as it takes for vectors to have coarse ones."""
    with (shared / "eval" / "msdocs_support" / "articles.jsonl").open(encoding="utf-8") as lines:
        read = [json.loads(line) for _, line in zip(range(2 * MANY), lines, strict=False)]
    articles = [Article(source="s", id=each["id"], title=each["title"]) for each in read]
    return build_index(articles, language="en", encoder=default_encoder())


def questions(shared: Path, index: Index) -> list[str]:
    """What was asked about these articles."""
    lines = (shared / "eval" / "msdocs_support" / "queries.jsonl").read_text(encoding="utf-8").splitlines()
    ids = {article.id for article in index.articles}
    asked = map(json.loads, lines)
    return [question["text"] for question in asked if ids.intersection(question["relevant"])]


def test_the_first_articles_are_those_of_the_full_computation(many: Index, shared: Path) -> None:
    full = replace(many, vectors=ArticleVectors(many.vectors.rows, None))
    reader = Reader(many)
    queries = [reader.read(question) for question in questions(shared, many)]

    found = [(rank(query, many, count=20), rank(query, full, count=20)) for query in queries]

    assert many.vectors.coarse is not None
    assert np.mean([quick.rows[0] == exact.rows[0] for quick, exact in found]) >= 0.99
    kept = [len(np.intersect1d(quick.rows, exact.rows)) / 20 for quick, exact in found]
    assert np.mean(kept) >= 0.97
    for quick, exact in found:
        assert quick.rows[0] != exact.rows[0] or quick.ranks[0] == pytest.approx(exact.ranks[0], rel=1e-3)
