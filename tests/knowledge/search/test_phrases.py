"""Phrases in texts, found as a comparison of their words would find them."""

from hypothesis import given, settings
from hypothesis import strategies as st

from knowledge.search.phrases import phrase_of
from knowledge.search.text import words

SPELT = st.lists(st.frozensets(st.sampled_from(["a", "ab", "dont", "eau", "b1"]), min_size=1), min_size=1)
TEXT = st.lists(st.sampled_from(["a", "ab", "don't", "l'eau", "e\u0301", "É", "b1", " ", "-", "_", ".", "B1\n", "日"]))


@settings(derandomize=True, database=None, deadline=None, max_examples=500)
@given(SPELT, st.lists(TEXT.map("".join) | st.text(), max_size=3))
def test_a_phrase_stands_where_its_words_follow_each_other(spelt: list[frozenset[str]], texts: list[str]) -> None:
    read = [words(text)[start:] for text in texts for start in range(len(words(text)))]
    follow = any(len(words) >= len(spelt) and all(map(frozenset.__contains__, spelt, words)) for words in read)
    assert phrase_of(spelt).stands_in(texts) is follow


def test_a_phrase_has_marks_between_its_words_but_no_other_words() -> None:
    phrase = phrase_of([frozenset({"failed", "failing"}), frozenset({"order"})])
    assert phrase.stands_in(["A FAILED – order!"])
    assert phrase.stands_in(["no", "the customer's failing_order"])
    assert not phrase.stands_in(["failed an order, preorder failed orders", "failed", "order"])
