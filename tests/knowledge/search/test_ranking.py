"""Which article comes first, and why: words, spelling, fields and meaning."""

import pytest

from knowledge.articles import Article, Audience, Band
from knowledge.search.candidates import bm25f
from knowledge.search.encoder import default_encoder
from knowledge.search.index import build_index
from knowledge.search.reading import Reader
from tests.knowledge.given import article, ids, snapshot

HELP = (
    article("refunds", "Refunds for cancelled orders", summary="Money goes back to the card within ten days."),
    article("invoices", "Download an invoice", summary="Invoices are issued on the first of each month."),
    article("password", "Reset a customer's password", summary="Send the person a link to choose a new one."),
    article("domains", "Transfer a domain name", summary="Unlock it and ask for the authorisation code."),
    article("mailbox", "Create a mailbox", summary="Give a user an address and storage for messages."),
    article("licences", "Buy more licences", summary="Add seats to a subscription that a customer has."),
)

GERMAN = (
    article("rechnung", "Rechnungen herunterladen", summary="Die Rechnungen werden am Anfang des Monats ausgestellt."),
    article("groesse", "Größe des Postfachs ändern", summary="Wie Sie den Speicherplatz eines Kontos vergrößern."),
    article("kennwort", "Kennwort zurücksetzen", summary="Was zu tun ist, wenn jemand sein Kennwort vergessen hat."),
    article("karte", "Die Kreditkarte wechseln", summary="So hinterlegen Sie eine neue Karte für Zahlungen."),
)
FRENCH = (
    article("facture", "Télécharger une facture", summary="Les factures sont émises au début de chaque mois."),
    article("boite", "Créer une boîte aux lettres", summary="Donner une adresse à un utilisateur de votre client."),
    article("motdepasse", "Réinitialiser un mot de passe", summary="Que faire quand un client a oublié le sien."),
    article("carte", "Changer de carte bancaire", summary="Pour enregistrer une nouvelle carte de crédit."),
)


def first(articles: tuple[Article, ...], question: str, language: str = "auto") -> str:
    return ids(snapshot(*articles, language=language).answer(question, Audience.PUBLIC))[0]


@pytest.mark.parametrize(
    ("question", "id"),
    [
        pytest.param("how do I download my invoices", "invoices", id="other forms of its words"),
        pytest.param("DOMAIN TRANSFERS!!!", "domains", id="capitals and punctuation"),
        pytest.param("pasword resett for a custmer", "password", id="slips"),
        pytest.param("how can I get my money back", "refunds", id="words of its summary"),
        pytest.param("my credentials are forgotten, I cannot sign in", "password", id="no word of it at all"),
        pytest.param("purchase additional seats", "licences", id="a paraphrase"),
        pytest.param("the the the the mailbox the the the", "mailbox", id="one word among stop words"),
        pytest.param("invoices " + "x" * 200, "invoices", id="beside a word of 200 letters"),
    ],
)
def test_the_right_article_comes_first(question: str, id: str) -> None:
    assert first(HELP, question) == id


@pytest.mark.parametrize(
    ("articles", "question", "id"),
    [
        pytest.param(GERMAN, "Wie kann ich die GROESSE oder Größe meines Postfaches ändern?", "groesse", id="umlauts"),
        pytest.param(GERMAN, "grosse postfach andern", "groesse", id="umlauts left out"),
        pytest.param(GERMAN, "wo sind meine rechnugen", "rechnung", id="German with a slip"),
        pytest.param(GERMAN, "ich habe das kenwort vergesen", "kennwort", id="German with two slips"),
        pytest.param(FRENCH, "comment telecharger mes factures", "facture", id="accents left out"),
        pytest.param(FRENCH, "J'ai oublié le mot de passe d'un client", "motdepasse", id="elisions"),
        pytest.param(FRENCH, "crer une boite au lettre", "boite", id="French with slips"),
    ],
)
@pytest.mark.parametrize("language", ["auto", "own"])
def test_other_languages_are_searched_as_well(
    articles: tuple[Article, ...], question: str, id: str, language: str
) -> None:
    own = "de" if articles is GERMAN else "fr"
    assert first(articles, question, own if language == "own" else language) == id


def test_the_language_of_the_articles_is_found_unless_it_is_given() -> None:
    assert snapshot(*GERMAN, language="auto").languages == ("german",)
    assert snapshot(*FRENCH, language="auto").languages == ("french",)
    assert snapshot(*HELP, language="auto").languages == ("english",)
    assert snapshot(*GERMAN, language="fr").languages == ("french",)


def test_stop_words_are_those_of_the_language() -> None:
    articles = (
        article("die", "Die", summary="Die die die."),
        article("karte", "Karte", summary="Karten für Zahlungen."),
    )

    assert first(articles, "die Karte", "de") == "karte"


def test_a_word_tells_most_in_the_title_then_in_phrases_then_in_the_summary_then_in_the_text() -> None:
    articles = (
        article("text", "Another", text="Refunds."),
        article("title", "Refunds", text="Another."),
        article("summary", "Another", summary="Refunds."),
        article("nowhere", "Another"),
        article("phrases", "Another", phrases=("Refunds",)),
    )
    index = build_index(articles, language="en", encoder=default_encoder())

    scores = bm25f(Reader(index).read("refunds"), index)

    ranked = sorted(range(len(articles)), key=lambda row: -scores[row])
    assert [index.articles[row].id for row in ranked] == ["title", "phrases", "summary", "text", "nowhere"]
    assert [score > 0 for score in sorted(scores)] == [False, True, True, True, True]


@pytest.mark.parametrize("question", ["my plastic got declined", "plastic declined", "my plasitc was declind"])
def test_a_search_phrase_leads_to_its_article(question: str) -> None:
    phrased = article("cards", "Payment methods", summary="Add or change one.", phrases=("my plastic got declined",))
    answer = snapshot(*HELP, phrased).answer(question, Audience.PUBLIC)

    assert ids(answer)[0] == "cards"
    assert answer.band is not Band.NONE


def test_of_articles_alike_the_one_that_says_it_in_fewer_words_comes_first() -> None:
    long = article("long", "Refunds", summary="Refunds. " + "Many other things are told here as well. " * 20)
    short = article("short", "Refunds", summary="Refunds and credits.")

    assert first((long, short), "refunds", "en") == "short"


def test_favoured_categories_settle_what_is_nearly_even_and_make_nothing_more_certain() -> None:
    shelved = snapshot(
        article("a", "Change the address on an invoice", category=("Invoices",)),
        article("b", "Change the address of a customer", category=("Customers", "Details")),
        article("c", "Reset a password", category=("Passwords",)),
    )

    def answered(*favoured: tuple[str, ...], question: str = "change the address") -> tuple[list[str], float]:
        found = shelved.answer(question, Audience.PUBLIC, favoured=favoured)
        return ids(found), found.matches[0].score

    assert {answered(("invoices",))[0][0], answered(("CUSTOMERS",))[0][0]} == {"a", "b"}
    assert max(answered(("invoices",))[1], answered(("customers",))[1]) <= answered()[1]
    assert answered(("Passwords",))[0] == answered()[0]
    assert answered(("Customers",), question="reset a password") == answered(question="reset a password")


@pytest.mark.parametrize("asked", ["r", "resubmit an order", "a", "the"])
def test_articles_of_stop_words_alone_are_ranked_like_any(asked: str) -> None:
    assert (
        snapshot(article("a", "A"), article("b", "The", summary="Of the")).answer(asked, Audience.PUBLIC).searched == 2
    )
