"""The sentence of an article that best answers, with the words that answer it marked."""

import json
from itertools import islice
from pathlib import Path

import pytest

from knowledge.articles import Article, Audience, Excerpt
from knowledge.search.encoder import default_encoder
from knowledge.search.excerpt import LONGEST, Excerpts
from knowledge.search.fields import opening
from knowledge.search.index import build_index
from knowledge.search.reading import Query, Reader
from knowledge.search.text import sentences, words
from knowledge.search.vocabulary import Vocabulary
from tests.knowledge.given import article, snapshot

PAYMENTS = article(
    "payments",
    "Payments",
    summary="How payments are taken.",
    text="Payments are taken on the first of each month.\nA declined card is tried again after three days.\n"
    "Refunds reach the bank within ten days.",
)


def excerpt(one: Article, question: str, language: str = "english") -> Excerpt:
    match = snapshot(one, language=language).match(one.key, question, Audience.PUBLIC)
    assert match is not None
    return match.excerpt


def marked(found: Excerpt) -> list[str]:
    return [found.text[start:end] for start, end in found.hits]


@pytest.mark.parametrize(
    ("question", "text", "hits"),
    [
        ("my card was declined", "A declined card is tried again after three days.", ["declined", "card"]),
        ("when do refnuds reach my bnak", "Refunds reach the bank within ten days.", ["Refunds", "reach", "bank"]),
        ("declining cards", "A declined card is tried again after three days.", ["declined", "card"]),
    ],
)
def test_an_excerpt_is_the_sentence_that_answers_with_its_words_marked(
    question: str, text: str, hits: list[str]
) -> None:
    found = excerpt(PAYMENTS, question)

    assert found.text == text
    assert marked(found) == hits


@pytest.mark.parametrize("question", ["", "zzzz", "the of and"])
def test_where_no_word_is_shared_it_is_the_first_sentence_unmarked(question: str) -> None:
    assert excerpt(PAYMENTS, question) == Excerpt("How payments are taken.")


def test_an_article_without_summary_and_text_has_an_empty_excerpt() -> None:
    assert excerpt(article("bare", "Refunds"), "refunds") == Excerpt("")


def test_stop_words_are_not_marked() -> None:
    assert marked(excerpt(article("a", "A", summary="What to do when the card is lost."), "when is the card lost")) == [
        "card",
        "lost",
    ]


FILLER = "and so on with many a word that says nothing at all "


@pytest.mark.parametrize(
    "summary",
    [
        pytest.param(f"{FILLER * 20}refund {FILLER * 20}", id="a hit in the middle"),
        pytest.param(f"{FILLER * 20}refund", id="a hit at the end"),
        pytest.param(f"Refund {FILLER * 20}", id="a hit at the beginning"),
        pytest.param(f"{FILLER * 20}refund {'x' * 1000}", id="a long word behind the hit"),
        pytest.param(f"{'x' * 1000} refund {FILLER * 20}", id="a long word before the hit"),
        pytest.param(f"{'x' * 270} {'y' * 9} refund", id="a hit just beyond the end"),
        pytest.param("refund, " * 200, id="hits all over"),
    ],
)
def test_a_long_sentence_is_cut_around_its_first_hit(summary: str) -> None:
    found = excerpt(article("a", "A", summary=summary), "refund")

    assert 0 < len(found.text) <= LONGEST
    assert found.text.endswith("…") or found.text.startswith("…")
    assert found.hits
    assert {hit.casefold() for hit in marked(found)} == {"refund"}


@pytest.mark.parametrize("summary", ["x" * 5000, "日本語" * 500, f"refund{'x' * 5000}", " ".join(["🎉"] * 900)])
def test_a_text_without_blanks_or_words_is_cut_all_the_same(summary: str) -> None:
    found = excerpt(article("a", "A", summary=summary), "refund")

    assert 0 < len(found.text) <= LONGEST
    assert found.hits == ()


@pytest.mark.parametrize(
    ("summary", "question", "hits"),
    [
        pytest.param("Ändern Sie die Größe.", "GROSSE andern", ["Ändern", "Größe"], id="accents"),
        pytest.param(
            "Die Straße in Mu\u0308nchen", "munchen strasse", ["Straße", "Mu\u0308nchen"], id="longer and shorter"
        ),
        pytest.param("Die ﬁrma cafe\u0301 zahlt Gebuhren", "gebuhren", ["Gebuhren"], id="a ligature and an accent"),
        pytest.param("🎉🎉 Rechnung 🎉 zahlen", "rechnung zahlen", ["Rechnung", "zahlen"], id="emoji"),
        pytest.param("Das Kunden-Konto (Konten)", "konto konten", ["Konto", "Konten"], id="punctuation"),
    ],
)
def test_hits_are_whole_words_of_the_text_as_it_was_written(summary: str, question: str, hits: list[str]) -> None:
    found = excerpt(article("a", "A", summary=summary), question, language="german")

    assert marked(found) == hits


@pytest.mark.parametrize("summary", ["Refunds" + " " * 60_000 + "end", "refund " * 300_000], ids=["blanks", "words"])
def test_a_summary_of_any_length_gives_a_short_excerpt(summary: str) -> None:
    [match] = snapshot(article("a", "Refunds", summary=summary)).answer("refunds", Audience.PUBLIC).matches

    assert 0 < len(match.excerpt.text) <= LONGEST


def first_rows(file: Path, count: int) -> list[dict[str, str]]:
    with file.open(encoding="utf-8") as lines:
        return [json.loads(line) for line in islice(lines, count)]


def scored_in_full(one: Article, query: Query, vocabulary: Vocabulary) -> str:
    """The best sentence as its rule says it: every sentence read word by word, and all of them compared."""
    weights: dict[str, tuple[int, float]] = {
        word: (term, max(read.terms[term] for read in query.words if term in read.terms))
        for read in query.words
        for term in read.terms
        for word in vocabulary.words_of(term)
    }
    told = {weights[word][0] for word in words(one.title) if word in weights}
    gains = {term: weight * (0.35 if term in told else 1) for term, weight in weights.values()}

    def score(place: int, sentence: str) -> float:
        held = {weights[word][0] for word in words(sentence) if word in weights}
        whole = 1 if len(sentence) >= 25 and not sentence.endswith(":") else 0.6
        head_start = 0.5 * sum(gains.values()) if place == 0 else 0
        return sum(gains[term] for term in held) * (1 - 0.03 * min(place, 20)) * whole + head_start

    all_sentences = [*sentences(opening(one.summary)), *sentences(opening(one.text))]
    ranked = sorted(enumerate(all_sentences), key=lambda each: (-round(score(*each), 9), each[0]))
    return ranked[0][1] if ranked else ""


def test_excerpts_of_real_articles_are_those_of_the_full_computation(shared: Path) -> None:
    folder = shared / "eval" / "business_central"
    rows = first_rows(folder / "articles.jsonl", 60)
    articles = [
        article(row["id"], row["title"], summary=row.get("summary", ""), text=row.get("body", "")) for row in rows
    ]
    index = build_index(articles, language="en", encoder=default_encoder())
    questions = [row["text"] for row in first_rows(folder / "queries.jsonl", 20)]

    for query in map(Reader(index).read, questions):
        excerpts = Excerpts(query, index.vocabulary)
        for one in articles:
            best = scored_in_full(one, query, index.vocabulary)
            assert excerpts.of(one).text.strip("… ")[:100].rstrip(" ,;:") in best
