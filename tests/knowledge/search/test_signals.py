"""What speaks for an article as the answer to a question: each signal by itself."""

import numpy as np
import pytest

from knowledge.articles import Article, Audience
from knowledge.search.encoder import default_encoder
from knowledge.search.index import build_index
from knowledge.search.ranking import look_at_best
from knowledge.search.reading import Reader
from knowledge.search.signals import SIGNALS
from tests.knowledge.given import article, ids, snapshot

ARTICLES = (
    article("cards", "Change the card that is charged", phrases=("pay with another card", "new credit card")),
    article("invoice", "Download an invoice", summary="Every invoice of the last ten years is kept."),
    article("mailbox", "Create a mailbox", summary="An address, and storage for what is sent to it."),
    article("transfer", "Transfer a domain name", summary="Unlock the domain name, then ask for its code."),
)


def said(signal: str, question: str, *articles: Article) -> dict[str, float]:
    """What a signal says of each article, by its id."""
    index = build_index(articles or ARTICLES, language="en", encoder=default_encoder())
    look = look_at_best(Reader(index).read(question), index, count=10)
    values = SIGNALS[signal].says(look)
    return {index.articles[row].id: float(value) for row, value in zip(look.rows, values, strict=True)}


@pytest.mark.parametrize("signal", SIGNALS)
@pytest.mark.parametrize("question", ["download an invoice", "dwnload invoces", "the of", "x", "zzzz qqqq", "7"])
def test_every_signal_says_a_number_of_at_most_1(signal: str, question: str) -> None:
    values = np.array(list(said(signal, question).values()))

    assert np.isfinite(values).all()
    assert (values <= 1 + 1e-5).all()
    assert (values >= -1 - 1e-5).all()


def test_weights_add_up_to_1_without_the_sentences() -> None:
    assert sum(signal.weight for name, signal in SIGNALS.items() if name != "sentences") == pytest.approx(1)


def test_a_heading_that_is_said_whole_says_1_and_a_search_phrase_is_a_heading() -> None:
    assert said("heading", "how do I download an invoice")["invoice"] == pytest.approx(1, abs=1e-5)
    assert said("heading", "pay with another card")["cards"] == pytest.approx(1, abs=1e-5)
    assert said("heading", "card")["cards"] < 0.9


def test_a_word_of_the_question_is_near_to_one_of_the_same_meaning() -> None:
    near = said("nearest", "bill")

    assert near["invoice"] == max(near.values()) > 0.2


def test_words_in_the_order_of_the_question_count_and_not_over_the_end_of_a_heading() -> None:
    assert said("order", "domain name")["transfer"] == 1
    assert said("order", "name domain")["transfer"] == 0
    assert said("order", "charged pay")["cards"] == 0


def test_a_phrase_is_all_telling_words_in_one_piece_of_a_heading() -> None:
    assert said("phrase", "how can I transfer a domain name")["transfer"] == 1
    assert said("phrase", "transfer the name")["transfer"] == 0
    assert said("phrase", "transfer")["transfer"] == 0


def test_a_title_of_one_letter_is_near_to_nothing_but_itself() -> None:
    letters = (article("j", "J"), article("r", "R"), article("jobs", "Apply for open jobs"))

    assert ids(snapshot(*letters, language="en").answer("apply jos", Audience.PUBLIC))[0] == "jobs"
    assert said("heading", "apply jos", *letters)["j"] == 0
    assert said("heading", "r", *letters)["r"] == pytest.approx(1)


def test_a_word_that_people_know_is_no_slip_of_one_that_articles_hold() -> None:
    articles = (
        article("check", "Find out whether a notification was sent", summary="Look it up in the log."),
        article("rain", "Rain and sunshine", summary="What the sky will be like tomorrow."),
    )

    assert said("nearest", "weather", *articles)["rain"] > said("nearest", "weather", *articles)["check"]
