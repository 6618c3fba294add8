"""Asides: small talk and references that nobody bears are known for what they are, and questions are not."""

from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.articles import Audience, Band, Talk, Visibility
from knowledge.search.small_talk import talk_in
from knowledge.search.snapshot import Snapshot
from tests.knowledge.given import article, ids, snapshot

PUBLIC, INTERNAL = Audience.PUBLIC, Audience.INTERNAL


@pytest.fixture(scope="module")
def help_centre() -> Snapshot:
    return snapshot(
        article("refunds", "Refunds", reference="AA-05179", summary="Ten days, and thanks to the bank no fee."),
        article("orders", "Resubmit an order that failed", reference="AA-02004", summary="Press Resubmit."),
        article("test", "Test mode", reference="AA-02005", summary="Test a payment, then stop the test."),
        article("margins", "Margins", reference="AA-09137", visibility=Visibility.INTERNAL, summary="Model 44556."),
        article("staff", "For staff", reference="ZZ-00001", visibility=Visibility.INTERNAL),
    )


SAID = {
    Talk.THANKS: "thanks!|thx|tahnks|thnak you|ty|merci beaucoup|vielen Dank|muchas gracias|obrigado pela ajuda"
    "|ok thanks",
    Talk.GREETING: "hi|Hello there!|godo morning|heyyy|bonjour|Guten Tag|buenos días|bom dia|how are you?",
    Talk.GOODBYE: "bye|see you later|that's all|au revoir|tschüss|adiós",
    Talk.ARE_YOU_A_BOT: "are you a bot?|r u a bot|am I talking to a person|who made you|wer bist du",
    Talk.WANTS_A_PERSON: "I want a human|speak to a humna|talk to a real person|agent please"
    "|hi, can I speak to someone?"
    "|I don't want to talk to a bot|je voudrais parler à une personne|Kann ich mit einem Mitarbeiter sprechen?"
    "|quiero hablar con una persona|quero falar com um atendente",
    Talk.WHAT_CAN_YOU_DO: "what can you do|help me please|how does this work|I have a question|aide|hilfe|ayuda|ajuda",
    Talk.PRAISE: "it worked!|ok great|good bot|you're the best",
    Talk.COMPLAINT: "you are useless|that's wrong|not what I asked",
    Talk.TEST: "test|testing 1 2 3|anybody there?",
    Talk.STOP: "stop|shut up",
    Talk.NOTHING: "lol|hahahaha|ok|🎉🎉|:+1:|?|…|never mind",
}


@pytest.mark.parametrize(("text", "talk"), [(text, talk) for talk in SAID for text in SAID[talk].split("|")])
def test_small_talk_is_known_for_what_it_is(help_centre: Snapshot, text: str, talk: Talk) -> None:
    answer = help_centre.answer(text, PUBLIC)

    assert answer.talk is talk
    assert (answer.band, answer.matches, answer.nearest) == (Band.NONE, (), ())


@pytest.mark.parametrize(
    "text",
    [
        "",
        "thanks, how do I reset a password",
        "human resources policy",
        "hi, my invoice is wrong",
        "can I speak to billing about a refund",
        "transfer a domain to another person",
        "stop a subscription",
        "test mode",
        "help with refunds",
        "bot access token",
        "support",
        "cancel",
        "layer",
        "value",
        "save",
        "text",
        "who may see the margins",
        "the best plan",
        "12",
        "how do I",
    ],
)
def test_questions_are_no_small_talk_however_politely_they_are_put(help_centre: Snapshot, text: str) -> None:
    assert help_centre.answer(text, PUBLIC).talk is None


def test_an_article_about_what_was_said_goes_before_small_talk() -> None:
    help_centre = snapshot(
        article("human", "Speak to a human", summary="Call us from nine to five."),
        article("orders", "Resubmit an order that failed", summary="Press Resubmit."),
        article("resources", "Human resources in Russia", summary="Whom to employ."),
        article("thanks", "Thanks", summary="Who helped to write these pages."),
    )

    for text, id in (("I want a human", "human"), ("can I talk to a person?", "human"), ("thanks!", "thanks")):
        assert ids(help_centre.answer(text, PUBLIC))[0] == id
    assert help_centre.answer("thanks a lot", PUBLIC).talk is Talk.THANKS
    without = help_centre.updated([], ["help:human"])
    assert without.answer("a human please", PUBLIC).talk is Talk.WANTS_A_PERSON


@given(st.text(max_size=200))
def test_no_text_is_too_strange_to_be_read(text: str) -> None:
    assert talk_in(text, is_known=set[str]().__contains__) in (None, *Talk)


WORDS = st.sampled_from(["invoice", "refund", "mailbox", "licence", "domain", "provisioning", "webhook", "spf", "dkim"])
SMALL = st.sampled_from(["thanks", "hi", "please", "bye", "ok", "can", "i", "speak", "to", "a", "human"])


@given(st.lists(SMALL, max_size=9), st.lists(WORDS, min_size=3, max_size=5), st.randoms())
def test_a_text_with_words_of_articles_is_never_small_talk(
    small: list[str], telling: list[str], random: Random
) -> None:
    said = [*small, *telling]
    random.shuffle(said)

    assert talk_in(" ".join(said), is_known=telling.__contains__) is None


@pytest.mark.parametrize(
    ("question", "typed"),
    [
        ("AA-99999", "AA-99999"),
        ("  (aa99999)? ", "aa99999"),
        ("what is AA 99999", "AA 99999"),
        ("KB 123", "KB 123"),
        ("article 77777", "77777"),
        ("XY-1234567", "XY-1234567"),
    ],
)
def test_a_reference_that_nobody_bears_is_named(help_centre: Snapshot, question: str, typed: str) -> None:
    answer = help_centre.answer(question, PUBLIC)

    assert answer.unknown is not None
    assert (answer.unknown.typed, answer.unknown.near) == (typed, ())
    assert (answer.band, answer.matches) == (Band.NONE, ())


@pytest.mark.parametrize(
    "question",
    [
        "AA-05179",
        "refund AA-99999",
        "port 443",
        "error 404",
        "windows 11",
        "AA",
        "2",
        "365 days",
        "pay 1000",
        "PORT 443",
    ],
)
def test_what_is_no_reference_or_is_known_is_a_question(help_centre: Snapshot, question: str) -> None:
    assert help_centre.answer(question, PUBLIC).unknown is None


@pytest.mark.parametrize("question", ["AA-01579", "AA-51790", "AA-5079", "AA-579", "AB-05179", "5179", "KB 05179"])
def test_a_reference_that_is_nearly_one_says_which(help_centre: Snapshot, question: str) -> None:
    unknown = help_centre.answer(question, PUBLIC).unknown

    assert unknown is not None
    assert [near.id for near in unknown.near] == ["refunds"]


@pytest.mark.parametrize("question", ["AA-09137", "AA-09173", "ZZ-00001", "ZZ-00002", "9137", "AA 44556"])
def test_references_of_internal_articles_are_unknown_to_others(help_centre: Snapshot, question: str) -> None:
    unknown = help_centre.answer(question, PUBLIC).unknown

    assert unknown is not None
    assert unknown.near == ()
