"""A question as it was meant: misspelt words are put right where they stand, and nothing else is touched."""

import pytest

from knowledge.search.correction import as_meant
from knowledge.search.encoder import default_encoder
from knowledge.search.index import build_index
from knowledge.search.reading import Reader
from tests.knowledge.given import article

ARTICLES = [
    article("a", "Reset a password online", summary="The café's invoices."),
    article("b", "Resubmit an order E1024 that failed"),
]

MEANT = {
    "How do I reset a pasword?": "How do I reset a password?",
    "  RESUBMITT: the faild,order!": "  resubmit: the failed,order!",
    "reset it offline": "reset it offline",  # a word of its own, though no article has it
    "code E1025, ordr 7": "code E1025, order 7",  # no code is a slip of another one
    "teh pasword": "teh password",  # short words are like too many others
    "don't resett the Café's invoicess": "don't reset the Café's invoices",
    "xqzvw 🎉": "xqzvw 🎉",
    "": "",
}


@pytest.mark.parametrize("typed", MEANT)
def test_misspelt_words_are_put_right_in_their_places(typed: str) -> None:
    query = Reader(build_index(ARTICLES, language="en", encoder=default_encoder())).read(typed)

    assert as_meant(query, {"offline"}.__contains__) == MEANT[typed]
