"""Text as search reads it: folded words, and sentences."""

import pytest

from knowledge.search.text import fold, sentences, words


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
        (
            "Ouvrez « Factures ». « Créer » est en haut. Voilà !",
            ["Ouvrez « Factures ».", "« Créer » est en haut.", "Voilà !"],
        ),
        ("Öffnen Sie „Rechnungen“. „Neu“ steht oben.", ["Öffnen Sie „Rechnungen“.", "„Neu“ steht oben."]),
        (
            "¿No llega el correo? ¡Espere! ¿Y después? Llame.",
            ["¿No llega el correo?", "¡Espere!", "¿Y después?", "Llame."],
        ),
        (
            "Das geht z. B. mit Karte, d. h. sofort. Danach nicht.",
            ["Das geht z. B. mit Karte, d. h. sofort.", "Danach nicht."],
        ),
        ("Fale com o Sr. Silva. Ele ajuda.", ["Fale com o Sr. Silva.", "Ele ajuda."]),
        ("Il dit : « Payez ! » Puis il part.", ["Il dit : « Payez ! »", "Puis il part."]),
        ("", []),
        (" \n ", []),
    ],
)
def test_sentences_end_where_a_reader_would_end_them(text: str, expected: list[str]) -> None:
    assert list(sentences(text)) == expected
