"""Text as search reads it: folded words, stems, languages and sentences."""

from collections import Counter

import pytest

from knowledge.errors import UnknownLanguage
from knowledge.search.text import LANGUAGES, Language, detect_language, fold, language_name, sentences, words

TEXTS = {
    "english": "How do I change the card that my account is charged with?",
    "french": "Comment puis-je changer la carte avec laquelle mon compte est débité ?",
    "german": "Wie ändere ich die Karte, mit der mein Konto belastet wird?",
    "spanish": "¿Cómo puedo cambiar la tarjeta con la que se cobra en mi cuenta?",
    "portuguese": "Como posso mudar o cartão com que a minha conta é cobrada? Não sei.",
    "italian": "Come posso cambiare la carta con cui viene addebitato il mio conto?",
    "dutch": "Hoe kan ik de kaart wijzigen waarmee mijn rekening wordt belast?",
}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Zahlungsmöglichkeit", "zahlungsmoglichkeit"),
        ("GROẞE Straße", "grosse strasse"),
        ("cafe\u0301 naïve Ångström", "cafe naive angstrom"),
        ("ＡＡ－０５", "aa-05"),
        ("ﬁle", "file"),
        ("İstanbul", "istanbul"),
        ("日本語", "日本語"),
    ],
)
def test_text_is_folded_to_letters_without_case_or_accent(text: str, expected: str) -> None:
    assert fold(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("How do I re-submit order #42?", ["how", "do", "i", "re", "submit", "order", "42"]),
        ("don't, can’t & won't", ["dont", "cant", "wont"]),
        ("the customer's invoices’ dates", ["the", "customer", "invoices", "dates"]),
        ("l'eau d’été qu'il", ["eau", "ete", "il"]),
        ("snake_case under_score", ["snake", "case", "under", "score"]),
        ("AA-05179", ["aa", "05179"]),
        ("Backup™ for Word® 365", ["backup", "for", "word", "365"]),
        ("🎉 \0 — … '' '", []),
        ("x" * 200, ["x" * 200]),
    ],
)
def test_words_are_read_as_people_write_them(text: str, expected: list[str]) -> None:
    assert words(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("One. Two! Three? Four… Five", ["One.", "Two!", "Three?", "Four…", "Five"]),
        ("A line\nanother one\n\n\n  a third  ", ["A line", "another one", "a third"]),
        ("Pay by card, e.g. a debit card. It is quick.", ["Pay by card, e.g. a debit card.", "It is quick."]),
        ("Version 2.1 is out.", ["Version 2.1 is out."]),
        ("Really? (Yes) “No.”", ["Really?", "(Yes) “No.”"]),
        ("", []),
        (" \n ", []),
    ],
)
def test_sentences_end_where_a_reader_would_end_them(text: str, expected: list[str]) -> None:
    assert list(sentences(text)) == expected


@pytest.mark.parametrize(("written", "name"), [("de", "german"), (" French ", "french"), ("EN", "english")])
def test_a_language_is_named_or_coded(written: str, name: str) -> None:
    assert language_name(written) == name


def test_a_language_that_cannot_be_read_is_refused_with_those_that_can() -> None:
    with pytest.raises(UnknownLanguage, match=r"'klingon'.*auto.*english.*dutch"):
        Language("klingon")


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_language_of_a_text_is_found_by_its_stop_words(language: str) -> None:
    assert detect_language(Counter(words(TEXTS[language]))) == language


def test_the_language_that_most_texts_are_in_is_the_one() -> None:
    counts = Counter(words(" ".join((TEXTS["german"], TEXTS["french"], TEXTS["german"]))))

    assert detect_language(counts) == "german"


@pytest.mark.parametrize("text", ["", "日本語 🎉"])
def test_where_nothing_tells_it_is_english(text: str) -> None:
    assert detect_language(Counter(words(text))) == "english"


@pytest.mark.parametrize(
    ("language", "word", "other"),
    [
        ("english", "invoices", "invoice"),
        ("german", "rechnungen", "rechnung"),
        ("french", "factures", "facture"),
        ("dutch", "rekeningen", "rekening"),
    ],
)
def test_words_of_one_stem_are_one(language: str, word: str, other: str) -> None:
    first, second = Language(language).stems([word, other])
    assert first == second


@pytest.mark.parametrize("language", LANGUAGES)
def test_stop_words_are_folded_as_words_are(language: str) -> None:
    listed = Language(language).stop_words
    assert {word for word in listed if words(word) != [word]} == set()
