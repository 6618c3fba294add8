"""Words without vectors: few and many articles are answered by their words, and followed as they change."""

import pytest

from knowledge.articles import Article, Audience
from knowledge.models import EncoderChoice, EncoderKind
from knowledge.search.encoder import load_encoders
from knowledge.search.snapshot import Snapshot
from knowledge.search.vectors import MANY
from tests.knowledge.given import article, ids


@pytest.mark.parametrize("count", [0, 3, MANY])
def test_without_vectors_articles_are_found_by_their_words(count: int) -> None:
    others = [Article("help", f"{number:04}", f"Article {number}") for number in range(count)]
    none = load_encoders(EncoderChoice(EncoderKind.NONE))
    snapshot = Snapshot([*others, article("refund", "Ask for a refund")], language="en", encoders=none)

    assert ids(snapshot.answer("how do i get a refnud", Audience.PUBLIC))[0] == "refund"
    newer = snapshot.updated([article("invoice", "Download an invoice")], ["help:refund"])
    assert ids(newer.answer("invoise", Audience.PUBLIC))[0] == "invoice"
