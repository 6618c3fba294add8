"""The words of a vocabulary that a misspelt word was most likely meant to be."""

from collections.abc import Sequence

import numpy as np
import pytest

from knowledge.search.spelling import Spelling, build_spelling

VOCABULARY = ["invoice", "invoices", "invite", "reseller", "subscription", "provision", "card", "größe", "日本語のこと"]


def spelling_of(words: Sequence[str]) -> Spelling:
    return build_spelling(words, np.ones(len(words), dtype=np.int64))


@pytest.fixture(scope="module")
def spelling() -> Spelling:
    return spelling_of(VOCABULARY)


def nearest(spelling: Spelling, word: str, *, least: float = 0.6, vocabulary: Sequence[str] = VOCABULARY) -> list[str]:
    return [vocabulary[near.word] for near in spelling.neighbours(word, limit=8, least=least)]


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        pytest.param("invocie", "invoice", id="two letters swapped"),
        pytest.param("invoice", "invoice", id="spelt right"),
        pytest.param("invoce", "invoice", id="a letter left out"),
        pytest.param("inkvoice", "invoice", id="a letter too many"),
        pytest.param("onvoice", "invoice", id="the first letter wrong"),
        pytest.param("subscripton", "subscription", id="a long word"),
        pytest.param("resseler", "reseller", id="the wrong letter doubled"),
        pytest.param("crad", "card", id="as short as is guessed"),
        pytest.param("grösse", "größe", id="beyond ASCII"),
        pytest.param("日本語こと", "日本語のこと", id="another script"),
    ],
)
def test_a_misspelt_word_is_taken_for_the_word_meant(spelling: Spelling, typed: str, meant: str) -> None:
    assert nearest(spelling, typed)[0] == meant


@pytest.mark.parametrize("typed", ["", "car", "invoice2", "05179", "x" * 200, "🎉🎉🎉🎉", "zzzzzzzz"])
def test_short_words_numbers_and_what_is_like_nothing_have_no_neighbours(spelling: Spelling, typed: str) -> None:
    assert nearest(spelling, typed) == []


def test_neighbours_come_nearest_first_up_to_the_limit_and_down_to_the_least(spelling: Spelling) -> None:
    found = spelling.neighbours("invoic", limit=8, least=0.5)
    similarities = [near.similarity for near in found]

    assert [VOCABULARY[near.word] for near in found] == ["invoice", "invoices", "invite"]
    assert similarities == sorted(similarities, reverse=True)
    assert spelling.neighbours("invoic", limit=1, least=0.5) == found[:1]
    assert nearest(spelling, "invoic", least=0.8) == ["invoice"]


def test_of_words_equally_near_the_more_usual_comes_first() -> None:
    alike = ["card", "cart", "care"]

    assert nearest(build_spelling(alike, np.array([1, 3, 1])), "carx", vocabulary=alike) == ["cart", "card", "care"]


def test_an_empty_vocabulary_has_no_neighbours() -> None:
    assert spelling_of([]).neighbours("invoice", limit=8, least=0.1) == []


def test_the_word_meant_is_found_among_many_thousands() -> None:
    syllables = ["ba", "ke", "li", "mo", "nu", "ra", "se", "ti", "vo", "wu"]
    many = [a + b + c + d for a in syllables for b in syllables for c in syllables for d in syllables]
    place = many.index("keratimo")

    assert spelling_of(many).neighbours("keratmio", limit=1, least=0.6)[0].word == place
