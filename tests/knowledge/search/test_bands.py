"""How sure an answer is, and what is said when it is not."""

from pathlib import Path

import pytest

from knowledge.articles import Audience, Band, Category
from knowledge.search.bands import CONFIDENT, SOMETHING, band_of
from knowledge.search.snapshot import Snapshot
from knowledge.sources.collect import collect
from knowledge.sources.markdown import MarkdownFolder
from knowledge.sources.source import Defaults
from tests.knowledge.given import article, snapshot

SAMPLES = Path(__file__).parents[3] / "knowledge" / "samples"


@pytest.fixture(scope="module")
def samples() -> Snapshot:
    return Snapshot(collect(MarkdownFolder(SAMPLES, Defaults("samples")), lambda: None).articles)


@pytest.mark.parametrize(
    ("scores", "there", "band"),
    [
        ([], 1.0, Band.NONE),
        ([CONFIDENT], SOMETHING - 0.01, Band.NONE),
        ([0.1, 0.0], SOMETHING, Band.SEVERAL),
        ([CONFIDENT - 0.01, 0.0], 1.0, Band.SEVERAL),
        ([CONFIDENT], 1.0, Band.CONFIDENT),
        ([1.0, 1.0], 1.0, Band.CONFIDENT),
    ],
)
def test_the_chances_decide_the_band(scores: list[float], there: float, band: Band) -> None:
    assert band_of(scores, there) is band


@pytest.mark.parametrize(
    ("question", "id"),
    [
        ("how do i resubmit an order that failed", "orders/resubmit-a-failed-order"),
        ("reset customr users pasword", "control-panels/reset-a-customer-users-password"),
        ("card payment declined", "payments/card-payment-declined"),
    ],
)
def test_a_clear_question_is_answered_with_confidence(samples: Snapshot, question: str, id: str) -> None:
    answer = samples.answer(question, Audience.PUBLIC)

    assert answer.band is Band.CONFIDENT
    assert answer.matches[0].article.id == id
    assert answer.nearest == ()


@pytest.mark.parametrize(
    "question",
    [
        "asdfgh qwertz yxcvb",
        "how tall is mount everest",
        "best recipe for apple pie",
        "zzzz",
        "",
        "the of and to",
    ],
)
def test_nonsense_is_answered_with_the_nearest_categories(samples: Snapshot, question: str) -> None:
    answer = samples.answer(question, Audience.PUBLIC)

    assert answer.band is Band.NONE
    assert 1 <= len(answer.nearest) <= 3
    assert set(answer.nearest) <= set(samples.categories(Audience.PUBLIC))


def test_what_several_articles_answer_alike_is_several(samples: Snapshot) -> None:
    answer = samples.answer("dns", Audience.PUBLIC)

    assert answer.band is Band.SEVERAL
    assert len(answer.matches) > 1


@pytest.mark.parametrize(
    "question", ["resubmit a failed order", "card", "tax number on invoice", "football", "dkim spf"]
)
def test_scores_lie_between_0_and_1_and_never_rise_with_rank(samples: Snapshot, question: str) -> None:
    scores = [match.score for match in samples.answer(question, Audience.PUBLIC, limit=20).matches]

    assert scores == sorted(scores, reverse=True)
    assert 0 <= scores[-1] <= scores[0] <= 1


def test_categories_near_to_nothing_are_none_where_articles_stand_on_none() -> None:
    assert snapshot(article("a", "Refunds")).answer("zzzz", Audience.PUBLIC).nearest == ()
    shelved = snapshot(article("a", "Refunds", category=("Billing", "Money")))
    assert shelved.answer("zzzz", Audience.PUBLIC).nearest == (Category(("Billing", "Money"), 1),)


def test_what_may_help_all_the_same_is_named_where_nothing_answers(samples: Snapshot) -> None:
    answer = samples.answer("epp code", Audience.PUBLIC)

    assert answer.band is Band.NONE
    assert [hint.article.id for hint in answer.hints] == [match.article.id for match in answer.matches[:2]]
    assert samples.answer("best recipe for apple pie", Audience.PUBLIC).hints == ()
    assert samples.answer("how do i resubmit an order that failed", Audience.PUBLIC).hints == ()
