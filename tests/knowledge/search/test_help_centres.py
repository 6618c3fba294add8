"""Small help centres in several languages, alone and side by side, asked as their customers would ask."""

import json
from collections.abc import Callable, Sequence
from pathlib import Path
from subprocess import CompletedProcess

import pytest

from knowledge.articles import Article, Audience
from knowledge.search.snapshot import Snapshot
from tests.knowledge.given import article, ids, snapshot

RunBot = Callable[..., CompletedProcess[str]]
CENTRES = Path(__file__).parent / "help_centres"
LANGUAGES = ("french", "german", "spanish", "portuguese", "english")


def rows(language: str, name: str) -> list[dict[str, str]]:
    return [json.loads(line) for line in (CENTRES / language / name).read_text(encoding="utf-8").splitlines()]


def articles(*languages: str) -> list[Article]:
    return [
        article(row["id"], row["title"], summary=row["summary"])
        for language in languages
        for row in rows(language, "articles.jsonl")
    ]


def found(here: Sequence[Article], question: str) -> list[str]:
    return ids(Snapshot(here).answer(question, Audience.PUBLIC))


@pytest.mark.parametrize("language", LANGUAGES)
def test_nine_of_ten_questions_have_their_article_among_the_first_three(language: str, run_bot: RunBot) -> None:
    figures = json.loads(run_bot("eval", str(CENTRES / language), "--json").stdout)

    assert figures["s3"] > 0.85


@pytest.mark.parametrize("other", LANGUAGES[:-1])
def test_beside_english_articles_others_are_found_in_their_own_language(other: str) -> None:
    both = Snapshot(articles("english", other))
    asked = [row for language in ("english", other) for row in rows(language, "queries.jsonl")]
    right = [both.answer(row["text"], Audience.PUBLIC, limit=3) for row in asked]

    assert both.languages == tuple(sorted(("english", other)))
    assert sum(row["relevant"][0] in ids(answer) for row, answer in zip(asked, right, strict=True)) > 0.85 * len(asked)


@pytest.mark.parametrize(
    ("language", "question", "id"),
    [
        pytest.param("french", "L'abonnement s'arrête-t-il ? j'voudrais résilier", "fr-cancel", id="elisions"),
        pytest.param("french", "activation de la double-authentification", "fr-twofactor", id="a noun for a verb"),
        pytest.param("french", "FACTURES TELECHARGEES", "fr-invoices", id="capitals without accents"),
        pytest.param("french", "qu'est-ce qu'un certificat", "fr-ssl", id="little but stop words"),
        pytest.param("german", "benutzer loeschen", "de-delete", id="oe for ö"),
        pytest.param("german", "wird geloescht", "de-delete", id="a participle with oe for ö"),
        pytest.param("german", "kuendigen", "de-cancel", id="ue for ü"),
        pytest.param("german", "Kennwort zurückgesetzt", "de-password", id="a separable verb"),
        pytest.param("german", "Kreditkartenwechsel", "de-card", id="a compound of what is written apart"),
        pytest.param("german", "domainsperre", "de-transfer", id="another compound"),
        pytest.param("german", "rechnungs adresse", "de-billing-address", id="a compound written apart"),
        pytest.param("german", "kein spam", "de-spam", id="a negation"),
        pytest.param("spanish", "¡¿CONTRASENA olvidada?!", "es-password", id="turned marks and no tilde"),
        pytest.param("spanish", "transferir dominios", "es-transfer", id="other forms"),
        pytest.param("spanish", "cobro a la nueva tarjeta", "es-card", id="words of the summary"),
        pytest.param("portuguese", "renovações", "pt-renewal", id="a plural in -ões"),
        pytest.param("portuguese", "renovacao", "pt-renewal", id="-ao for -ão"),
        pytest.param("portuguese", "cartões de credito", "pt-card", id="cards"),
        pytest.param("portuguese", "configuracao de registos dns", "pt-dns", id="beside an unknown word"),
        pytest.param("english", "controlpanel access", "en-invite", id="two words as one"),
        pytest.param("english", "a mail box for a user", "en-mailbox", id="one word as two"),
        pytest.param("english", "back up of yesterday", "en-backup", id="a known word and an unknown one"),
    ],
)
def test_the_article_is_found(language: str, question: str, id: str) -> None:
    assert found(articles(language), question)[0] == id


@pytest.mark.parametrize(
    ("languages", "question", "id"),
    [
        (("french", "english"), "comment modifier une zone dns", "fr-dns"),
        (("french", "english"), "how do I change a dns zone", "en-dns"),
        (("french", "english"), "mot de passe", "fr-password"),
        (("german", "english"), "die Rechnungen als PDF", "de-invoices"),
        (("german", "english"), "the invoices as PDF", "en-invoices"),
        (("german", "english"), "Lizenzen hinzufuegen", "de-licences"),
        (("french", "german"), "je veux parler à quelqu'un au téléphone", "fr-support"),
        (("french", "german"), "ich will mit jemandem am Telefon sprechen", "de-support"),
        (("spanish", "portuguese"), "olvidé mi contraseña", "es-password"),
        (("spanish", "portuguese"), "esqueci a minha senha", "pt-password"),
    ],
)
def test_a_question_finds_the_article_in_its_own_language(languages: tuple[str, str], question: str, id: str) -> None:
    assert found(articles(*languages), question)[0] == id


def test_a_stop_word_of_one_language_may_be_a_name_in_another() -> None:
    """`die` says nothing among German articles; where English ones speak of a die, it is a word."""
    english = [article("die", "Replace a die", summary="The die of a press wears out with time, and you replace it.")]
    others = [one for one in articles("english") if one.id != "en-support"]

    assert found([*english, *others], "new die")[0] == "die"
    assert found(articles("german"), "die Rechnungen")[0] == "de-invoices"


def test_a_long_word_that_is_no_joining_of_known_ones_is_spelt_right() -> None:
    here = snapshot(*articles("german"), language="de")

    assert ids(here.answer("Verlängrung automatich", Audience.PUBLIC))[0] == "de-renewal"
