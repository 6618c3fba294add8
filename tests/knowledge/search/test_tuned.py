"""Synonyms, phrases, pins and hides as a snapshot applies them, and what is said of those that come to nothing."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from knowledge.articles import ALWAYS, Answer, Article, Asked, Audience, Band, Reach, Visibility
from knowledge.search.snapshot import Snapshot
from knowledge.tuning import Hide, Kept, Origin, Phrase, Pin, Rule, Synonym, Tuning
from tests.knowledge.given import article, ids

OTHERS = [article(f"other-{number}", f"Something else number {number}", summary="Nothing.") for number in range(12)]
PANEL = article("panel", "The reseller control panel", summary="Where you order and bill.", reference="AA-01001")
NOTES = article("notes", "Credit notes explained", summary="A credit note lowers what you owe.", reference="AA-04010")
REFUNDS = article("refunds", "When refunds are paid", summary="They take ten days.", reference="AA-03009")
SECRET = article("secret", "Goodwill refunds", summary="Who may grant them.", visibility=Visibility.INTERNAL)
ARTICLES = [*OTHERS, PANEL, NOTES, REFUNDS, SECRET]


def tuning(*rules: Rule) -> Tuning:
    at = datetime(2026, 11, 2, tzinfo=UTC)
    return Tuning(tuple(Kept(number, rule, Origin.COMMAND, "", at) for number, rule in enumerate(rules, start=1)))


def tuned(*rules: Rule, articles: Sequence[Article] = ARTICLES) -> Snapshot:
    return Snapshot(articles, language="english", tuning=tuning(*rules))


def ask(snapshot: Snapshot, question: str, audience: Audience = Audience.INTERNAL) -> Answer:
    return snapshot.answer(question, audience)


def pin(article: str, question: str, reach: Reach = Reach.EXACT) -> Pin:
    return Pin(article, Asked(question, reach))


def hide(article: str, question: str, reach: Reach = Reach.EXACT) -> Hide:
    return Hide(article, Asked(question, reach))


# Synonyms


@pytest.mark.parametrize("question", ["RCP", "where is the rcp?", "RCPs", "rcp's menu"])
def test_an_abbreviation_that_no_article_has_finds_what_it_stands_for(question: str) -> None:
    assert ids(ask(tuned(Synonym("RCP", "reseller control panel")), question))[0] == "panel"


@pytest.mark.parametrize("question", ["reseller control panel", "reseler contrl panel", "resellers' control panels"])
def test_a_two_way_synonym_is_read_the_other_way_too_be_it_misspelt(question: str) -> None:
    short = article("short", "The RCP", summary="A menu.")
    found = tuned(Synonym("RCP", "reseller control panel"), articles=[*OTHERS, NOTES, short])

    assert ids(ask(found, question))[0] == "short"
    assert ask(found, question).matches[0].score > ask(tuned(articles=found.articles), question).matches[0].score


def test_a_one_way_synonym_is_not_read_the_other_way() -> None:
    short = article("short", "The zyx", summary="A menu.")
    there = tuned(Synonym("zyx", "credit note", two_way=False), articles=[*OTHERS, NOTES, short])
    plain = tuned(articles=[*OTHERS, NOTES, short])

    assert "notes" in ids(ask(there, "zyx"))[:2]
    assert ids(ask(there, "credit note")) == ids(ask(plain, "credit note"))


def test_a_misspelt_synonym_is_taken_for_it() -> None:
    assert ids(ask(tuned(Synonym("kontrollzentrum", "control panel")), "kontrolzentrum"))[0] == "panel"


def test_a_word_that_a_synonym_names_is_not_taken_for_one_that_is_spelt_alike() -> None:
    question = "refunts"  # a slip, unless somebody says that it is a word
    assert ids(ask(tuned(), question, Audience.PUBLIC))[0] == "refunds"
    assert ids(ask(tuned(Synonym(question, "credit note")), question))[0] == "notes"


def test_an_unknown_word_with_unknown_synonyms_is_read_as_it_would_be_without() -> None:
    assert ids(ask(tuned(Synonym("refunts", "qqqq")), "refunts")) == ids(ask(tuned(), "refunts"))


def test_a_synonym_that_articles_spell_otherwise_is_put_right_where_the_word_itself_is_like_nothing() -> None:
    assert ids(ask(tuned(Synonym("zq7", "reselers control panle")), "zq7"))[0] == "panel"


def test_words_of_both_sides_count_once() -> None:
    once = ask(tuned(Synonym("RCP", "reseller control panel")), "reseller control panel")
    plain = ask(tuned(), "reseller control panel")

    assert once.matches[0].score == pytest.approx(plain.matches[0].score, abs=0.05)


def test_of_runs_that_overlap_the_longest_is_read() -> None:
    query = tuned(Synonym("control", "steering"), Synonym("RCP", "reseller control panel"))

    assert ids(ask(query, "reseller control panel"))[0] == "panel"


def test_a_synonym_of_stop_words_alone_changes_nothing() -> None:
    with_it = tuned(Synonym("it", "reseller control panel"))

    assert ids(ask(with_it, "when is it paid")) == ids(ask(tuned(), "when is it paid"))
    assert "Rule 1 is not used for “it”" in with_it.tuning_advice()[0].sentence


words = some.sampled_from(["alpha", "beta", "gamma", "delta", "RCP", "credit note", "control panel", "it", "refund"])


@settings(max_examples=80, deadline=None, derandomize=True)
@given(
    some.lists(some.builds(Synonym, words, words, two_way=some.booleans()), max_size=12), some.lists(words, max_size=6)
)
def test_synonyms_in_circles_end_and_each_word_is_read_as_its_own_meanings_alone(
    synonyms: list[Synonym], asked: list[str]
) -> None:
    snapshot = tuned(*synonyms)
    answer = ask(snapshot, " ".join(asked))

    assert len(answer.matches) <= 5
    assert all(0 <= match.score <= 1 for match in answer.matches)
    assert all(advice.sentence.endswith(".") and advice.rules for advice in snapshot.tuning_advice())
    without = Snapshot(ARTICLES, language="english").updated([], [], tuning=tuning(*synonyms))
    assert ids(ask(without, " ".join(asked))) == ids(answer)


# Phrases


def test_a_phrase_finds_its_article_like_one_of_its_own_until_it_is_taken_away() -> None:
    found = tuned(Phrase("AA-03009", "where does my dosh stay"))
    own = Snapshot([*ARTICLES[:-2], replace(REFUNDS, phrases=("where does my dosh stay",)), SECRET], language="english")

    assert ids(ask(found, "dosh")) == ids(ask(own, "dosh"))
    assert ids(ask(found, "dosh"))[0] == "refunds"
    taken_away = found.updated([], [], tuning=Tuning())
    assert taken_away.article("help:refunds", Audience.PUBLIC) == REFUNDS
    assert ids(ask(taken_away, "dosh")) == ids(ask(tuned(), "dosh"))


def test_an_article_that_changes_keeps_the_phrases_that_were_added_to_it() -> None:
    found = tuned(Phrase("help:refunds", "dosh")).updated([replace(REFUNDS, title="Paid back")], [])

    assert ids(ask(found, "dosh"))[0] == "refunds"
    assert found.article("help:refunds", Audience.PUBLIC) == replace(REFUNDS, title="Paid back", phrases=("dosh",))


def test_a_phrase_waits_for_an_article_that_is_still_to_come_and_for_one_that_comes_back() -> None:
    before = tuned(Phrase("AA-03009", "dosh"), articles=[*OTHERS, PANEL, NOTES])
    there = before.updated([REFUNDS], [])
    gone = there.updated([], ["help:refunds"])

    assert ids(ask(there, "dosh"))[0] == "refunds"
    assert "refunds" not in ids(ask(gone, "dosh"))
    assert ids(ask(gone.updated([REFUNDS], []), "dosh"))[0] == "refunds"


# Pins and hides


@pytest.mark.parametrize("question", ["money back", "Money back?", "  MONEY, back!", "mony back"])
def test_a_pinned_article_comes_first_and_is_certain_whatever_the_case_or_a_slip(question: str) -> None:
    found = tuned(pin("AA-01001", "money back"), articles=[*ARTICLES, article("money", "Money that came back")])
    answer = ask(found, question)

    assert (ids(answer)[0], answer.matches[0].score, answer.band) == ("panel", 1.0, Band.CONFIDENT)
    assert ids(answer).count("panel") == 1


def test_an_exact_pin_is_for_that_question_alone_and_another_for_all_that_hold_its_words_in_a_run() -> None:
    exact, contains = tuned(pin("help:panel", "money back")), tuned(pin("help:panel", "money back", Reach.CONTAINS))

    assert ids(ask(exact, "my money back please"))[0] != "panel"
    assert ids(ask(contains, "my money back please"))[0] == "panel"
    assert ids(ask(contains, "money is back"))[0] != "panel"


def test_of_several_pins_the_exact_comes_first_then_the_longest_then_the_lowest_number() -> None:
    found = tuned(
        pin("help:other-1", "refund", Reach.CONTAINS),
        pin("help:other-2", "refund", Reach.CONTAINS),
        pin("help:other-3", "a refund", Reach.CONTAINS),
        pin("help:other-4", "get a refund"),
    )

    assert ids(ask(found, "get a refund"))[:4] == ["other-4", "other-3", "other-1", "other-2"]


def test_a_pin_is_as_if_it_were_not_there_for_those_who_may_not_read_its_article_or_when_that_is_gone() -> None:
    found = tuned(pin("help:secret", "money back"), pin("AA-99999", "money back"))

    assert ids(ask(found, "money back", Audience.INTERNAL))[0] == "secret"
    public = ask(found, "money back", Audience.PUBLIC)
    assert "secret" not in ids(public)
    assert ids(public) == ids(ask(tuned(), "money back", Audience.PUBLIC))
    assert "secret" not in ids(ask(found.updated([], ["help:secret"]), "money back"))


def test_pins_come_before_synonyms_and_these_do_not_make_a_pin_apply() -> None:
    found = tuned(
        Synonym("RCP", "reseller control panel"), pin("help:notes", "RCP"), pin("help:refunds", "control panel")
    )

    assert ids(ask(found, "rcp"))[0] == "notes"
    assert ids(ask(found, "reseller control panel"))[0] == "panel"


def test_a_pinned_greeting_is_answered_with_its_article() -> None:
    assert ids(ask(tuned(pin("help:panel", "thanks")), "thanks"))[0] == "panel"


def test_an_article_that_is_hidden_is_there_all_the_same_though_it_be_the_only_one() -> None:
    hidden = ask(tuned(Hide("AA-03009", ALWAYS), articles=[REFUNDS]), "refunds")

    assert (ids(hidden), hidden.band, hidden.searched) == ([], Band.NONE, 1)


def test_a_hidden_article_answers_nothing_and_still_opens_by_its_reference() -> None:
    found = tuned(Hide("AA-03009", ALWAYS))

    assert "refunds" not in ids(ask(found, "when are refunds paid"))
    assert ids(ask(found, "AA-03009")) == ["refunds"]
    assert found.article("help:refunds", Audience.PUBLIC) == REFUNDS


def test_an_article_that_is_hidden_from_one_question_answers_others() -> None:
    found = tuned(hide("AA-03009", "refunds"), hide("AA-03009", "late refunds", Reach.CONTAINS))

    assert "refunds" not in ids(ask(found, "Refunds?"))
    assert "refunds" not in ids(ask(found, "why do late refunds come"))
    assert ids(ask(found, "when refunds are paid"))[0] == "refunds"


@pytest.mark.parametrize(
    ("rules", "is_first"),
    [
        pytest.param([pin("help:panel", "money back"), Hide("help:panel")], True, id="exact beats always"),
        pytest.param(
            [pin("help:panel", "money back", Reach.CONTAINS), hide("help:panel", "money back")],
            False,
            id="exact beats contains",
        ),
        pytest.param(
            [pin("help:panel", "money back"), hide("help:panel", "money back")], False, id="a hide beats its like"
        ),
        pytest.param(
            [pin("help:panel", "money back", Reach.CONTAINS), hide("help:panel", "money", Reach.CONTAINS)],
            True,
            id="the longer beats the shorter",
        ),
    ],
)
def test_of_a_pin_and_a_hide_the_more_exact_wins(rules: list[Rule], is_first: bool) -> None:
    answer = ids(ask(tuned(*rules), "money back"))

    assert (answer[0] == "panel") is is_first
    assert is_first or "panel" not in answer


def test_an_article_may_pin_and_hide_itself() -> None:
    own = replace(PANEL, pins=(Asked("money back"),), hides=(Asked("control", Reach.CONTAINS),))
    found = tuned(articles=[*OTHERS, own, NOTES])

    assert ids(ask(found, "money back"))[0] == "panel"
    assert "panel" not in ids(ask(found, "reseller control panel"))
    assert ids(ask(found.updated([PANEL], []), "reseller control panel"))[0] == "panel"


# What is said of rules that do nothing


@pytest.mark.parametrize(
    ("rules", "said"),
    [
        pytest.param([pin("AA-99999", "money")], "Rule 1 is for “AA-99999”, which names no article", id="gone"),
        pytest.param([Synonym("E-mail", "e mail")], "Rule 1 says nothing", id="read alike"),
        pytest.param([Synonym("qqq", "zzz")], "no article has a word of “zzz”", id="neither side known"),
        pytest.param(
            [Synonym("RCP", "control panel"), Synonym("rcp", "Control panels")],
            "Rules 1 and 2 say the same",
            id="twice",
        ),
        pytest.param(
            [Synonym("RCP", "panel", two_way=False), Synonym("panel", "RCP", two_way=False)],
            "Rules 1 and 2 lead back to each other",
            id="there and back",
        ),
        pytest.param(
            [
                Synonym("RCP", "panel", two_way=False),
                Synonym("panel", "note", two_way=False),
                Synonym("note", "RCP", two_way=False),
            ],
            "lead in a circle: a synonym holds for one step, so “RCP” is read as “panel”, but not as “note”",
            id="a circle",
        ),
        pytest.param(
            [Synonym("RCP", f"panel {number}", two_way=False) for number in range(18)],
            "Rules 17 and 18 go beyond the 16 meanings that “rcp” may have",
            id="too many",
        ),
        pytest.param(
            [pin("help:panel", "money"), hide("help:panel", "Money!")],
            "Rules 1 and 2 both pin and hide help:panel for “Money!”: it is hidden",
            id="pin and hide",
        ),
        pytest.param(
            [pin("help:panel", "money"), pin("help:notes", "money")],
            "Rules 1 and 2 put several articles first for “money”, in this order: help:panel, help:notes",
            id="two first ones",
        ),
        pytest.param([Phrase("help:panel", "how is it")], "Rule 1 does nothing", id="stop words alone"),
        pytest.param(
            [Phrase("help:panel", "dosh"), Phrase("AA-01001", "Dosh")],
            "Rules 1 and 2 say the same",
            id="a phrase twice",
        ),
    ],
)
def test_a_rule_that_comes_to_nothing_is_told_in_a_sentence(rules: list[Rule], said: str) -> None:
    assert any(said in advice.sentence for advice in tuned(*rules).tuning_advice())


def test_nothing_is_said_of_rules_that_do_what_they_say() -> None:
    rules = (
        Synonym("RCP", "reseller control panel"),
        Phrase("help:panel", "dosh"),
        pin("help:panel", "money"),
        Hide("AA-03009"),
    )

    assert tuned(*rules).tuning_advice() == []


def test_nothing_is_said_of_several_words_for_one_thing() -> None:
    assert tuned(Synonym("MFA", "control panel"), Synonym("MFA", "credit note")).tuning_advice() == []
