"""Follow-ups: how people go on with an answer, and what is a question of its own."""

import pytest

from bot.ask.follow_ups import FollowUp, Last, More, Numbered, That, follow_up_in


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        *((text, More()) for text in ("more", "More please!", "show me more", "any more?", "next", "what else?")),
        *((text, More()) for text in ("the others", "mehr", "d'autres ?", "¿más?", "mais")),
        *((text, Numbered(2)) for text in ("2", "#2", "2.", "no. 2", "number 2 please", "show me 2", "(2)"[1:])),
        *((text, Numbered(2)) for text in ("the second one", "second", "2nd", "open the second article", "das zweite")),
        *((text, Numbered(3)) for text in ("show me 3", "the third", "le troisième", "el tercero")),
        *((text, Last()) for text in ("the last one", "last", "show me the last")[::2]),
        *((text, That()) for text in ("that one?", "this one", "show it", "open that", "which one?")),
    ],
)
def test_people_go_on_in_few_words(text: str, meant: FollowUp) -> None:
    assert follow_up_in(text) == meant


@pytest.mark.parametrize(
    "text",
    ["", "more licences", "how do I add 2 users?", "AA-02004", "2 orders failed", "show me my invoices", "that failed"],
)
def test_a_question_of_its_own_is_none(text: str) -> None:
    assert follow_up_in(text) is None
