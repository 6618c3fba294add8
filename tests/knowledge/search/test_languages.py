"""Languages: how each is read, and which of them articles are in."""

import pytest

from knowledge.articles import Article
from knowledge.errors import UnknownLanguage
from knowledge.search.languages import LANGUAGES, Language, language_name, language_names
from knowledge.search.text import fold, words
from tests.knowledge.given import article, snapshot

TEXTS = {
    "english": "How do I change the card that my account is charged with?",
    "french": "Comment puis-je changer la carte avec laquelle mon compte est débité ?",
    "german": "Wie ändere ich die Karte, mit der mein Konto belastet wird?",
    "spanish": "¿Cómo puedo cambiar la tarjeta con la que se cobra en mi cuenta?",
    "portuguese": "Como posso mudar o cartão com que a minha conta é cobrada? Não sei.",
    "italian": "Come posso cambiare la carta con cui viene addebitato il mio conto?",
    "dutch": "Hoe kan ik de kaart wijzigen waarmee mijn rekening wordt belast?",
}


FAMILIES = {
    "english": "invoice invoices invoicing",
    "french": """
        facture factures facturé facturée facturées facturation | payer payé payée paye paiement paiements
        activer activé activée activation | créer créé créée | oublié oublier oubliée | vérifier vérification vérifié
        connexion connexions | canal canaux
    """,
    "german": """
        Rechnung Rechnungen | löschen gelöscht löscht loeschen geloescht | ändern Änderung geändert aendern
        Postfach Postfächer Postfaecher | verlängern Verlängerung verlängert | anmelden Anmeldung angemeldet
        zurücksetzen zurueckgesetzt zurückgesetzt | Konto Konten Kontos | Straße Strasse | kündigen gekündigt Kuendigung
    """,
    "spanish": """
        factura facturas facturación facturado | pagar pago pagos pagué | contraseña contraseñas contrasena
        cancelar cancelación cancelaciones cancelado | transferir transferencia transferencias | sesión sesiones
    """,
    "portuguese": """
        fatura faturas faturação faturado | renovar renovação renovações | opção opções opcao | pagar pagamento paguei
        mensagem mensagens | mensal mensais | cobrar cobrança cobranças | domínio domínios | cartão cartões
        disponível disponíveis | transferir transferências
    """,
    "italian": "fattura fatture",
    "dutch": "rekening rekeningen",
}

BILLS = {
    "english": ("Download an invoice", "The invoices are issued on the first day of each month and can be downloaded."),
    "french": ("Télécharger une facture", "Les factures sont émises au début de chaque mois, dans votre espace."),
    "german": ("Rechnung herunterladen", "Die Rechnungen werden am Anfang des Monats ausgestellt, und nicht später."),
    "spanish": (
        "Descargar una factura",
        "Las facturas se emiten al principio de cada mes y las encuentra en su cuenta.",
    ),
    "portuguese": (
        "Baixar uma fatura",
        "As faturas são emitidas no início de cada mês e estão na sua conta, não no e-mail.",
    ),
}


def bill(language: str, number: int = 0) -> Article:
    title, summary = BILLS[language]
    return article(f"{language}-{number}", title, summary=summary)


@pytest.mark.parametrize(("written", "name"), [("de", "german"), (" French ", "french"), ("EN", "english")])
def test_a_language_is_named_or_coded(written: str, name: str) -> None:
    assert language_name(written) == name


@pytest.mark.parametrize(
    ("setting", "names"),
    [
        ("auto", ()),
        ("AUTO", ()),
        ("fr", ("french",)),
        ("fr,en", ("english", "french")),
        ("German, de , EN,", ("english", "german")),
    ],
)
def test_a_setting_names_one_language_or_several_or_leaves_it_to_the_articles(
    setting: str, names: tuple[str, ...]
) -> None:
    assert language_names(setting) == names


@pytest.mark.parametrize("setting", ["klingon", "en,klingon", "en fr", "auto,klingon"])
def test_a_language_that_cannot_be_read_is_refused_with_those_that_can(setting: str) -> None:
    with pytest.raises(UnknownLanguage, match=r"LANGUAGE is .*auto.*english.*dutch"):
        language_names(setting)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_language_of_a_text_is_found_by_its_stop_words(language: str) -> None:
    assert snapshot(article("a", TEXTS[language]), language="auto").languages == (language,)


@pytest.mark.parametrize("text", ["", "日本語 🎉"])
def test_where_nothing_tells_it_is_english(text: str) -> None:
    assert snapshot(article("a", text), language="auto").languages == ("english",)


@pytest.mark.parametrize("other", ["french", "german", "spanish", "portuguese"])
def test_three_articles_in_two_languages_are_read_in_both(other: str) -> None:
    found = snapshot(bill("english", 0), bill("english", 1), bill(other), language="auto")

    assert found.languages == ("english", other)


def test_one_article_among_many_is_not_enough_for_a_language() -> None:
    crowd = [bill("english", number) for number in range(60)]

    assert snapshot(*crowd, bill("french"), language="auto").languages == ("english",)
    assert snapshot(*crowd, *(bill("french", number) for number in range(6)), language="auto").languages == (
        "english",
        "french",
    )


@pytest.mark.parametrize("language", LANGUAGES)
def test_words_of_one_stem_are_one(language: str) -> None:
    for family in FAMILIES[language].replace("\n", "|").split("|"):
        folded = words(family)
        assert len(set(Language(language).stems(folded))) <= 1, family


def test_a_german_offer_is_no_form_of_a_verb() -> None:
    assert len(set(Language("de").stems(words("Angebot anbieten Gerät Konzert Wert Rechner Rechnung")))) == 7


@pytest.mark.parametrize("language", LANGUAGES)
def test_stop_words_are_folded_as_words_are(language: str) -> None:
    listed = Language(language).stop_words
    assert {word for word in listed if words(word) != [word]} == set()


# What people ask about in a few words must be searched for, in whichever language.
TELLING = {
    "english": "pay paid order open close new change name number price cost work find back up down out help support",
    "french": "payer prix nouveau commande numéro nom ouvrir fermer aide service client jour mois an carte compte",
    "german": "zahlen Preis neu Auftrag Nummer Name öffnen schließen Hilfe Kunde Tag Monat Jahr Karte Konto ändern",
    "spanish": "pagar precio nuevo pedido número nombre abrir cerrar ayuda servicio cliente día mes año tarjeta cuenta",
    "portuguese": "pagar preço novo pedido número nome abrir fechar ajuda serviço cliente dia mês ano cartão conta",
}


@pytest.mark.parametrize("language", TELLING)
def test_words_that_short_questions_are_made_of_are_no_stop_words(language: str) -> None:
    assert set(words(fold(TELLING[language]))) & Language(language).stop_words == set()
