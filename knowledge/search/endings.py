"""Endings: what folding takes from the ends of words that a Snowball stemmer goes by, and what it leaves apart.

Snowball reads `faturação` and `facturée` by their accents. Words come here without them, as people type them, so each
language has a few rules for its folded words. A rule need not be right of every word: it is applied to articles and to
questions alike, so it only must not bring together words that mean different things.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

Rule = tuple[re.Pattern[str], str]


def _rules(*rules: tuple[str, str]) -> tuple[Rule, ...]:
    return tuple((re.compile(pattern), written) for pattern, written in rules)


@dataclass(frozen=True, slots=True)
class Endings:
    """Rules for the words of one language before they are stemmed, and for the stems: of each the first that fits."""

    words: Sequence[Rule]
    stems: Sequence[Rule]

    def before(self, word: str) -> str:
        """The folded word as the stemmer should read it."""
        return _first_applied(self.words, word)

    def after(self, stem: str) -> str:
        """The stem that stands for all forms of the word."""
        return _first_applied(self.stems, stem)


def _first_applied(rules: Sequence[Rule], text: str) -> str:
    for pattern, written in rules:
        changed, times = pattern.subn(written, text)
        if times:
            return changed
    return text


NO_ENDINGS = Endings((), ())

# Verbs with a separable part have their `ge` in the middle: zurücksetzen, zurückgesetzt.
_APART = "ab|an|auf|aus|bei|ein|fest|frei|her|hin|hinzu|los|mit|nach|um|vor|weg|weiter|zu|zurue?ck|zusammen"

ENDINGS = {
    "french": Endings(
        words=_rules(
            (r"(?<=..)ees?$", "e"),  # facturée, facturées -> facturé
            (r"(?<=..)ions$", "ion"),  # connexions
        ),
        stems=_rules(
            (r"(?<=..)y$", "i"),  # paye, payer
            (r"(?<=...)i$", ""),  # oublie, oublier; modifié, modification
        ),
    ),
    "german": Endings(
        words=_rules(
            (rf"^((?:{_APART})?)ge(\w{{3,}}?)e?t$", r"\1\2en"),  # gelöscht -> löschen, angemeldet -> anmelden
            (r"(?<=..)er(?:t|ung|ungen)$", "ern"),  # verlängert, Verlängerung -> verlängern
            (r"(?<=..)os$", "o"),  # Kontos
        ),
        stems=_rules(
            (r"(?<=...[^aeiouts])t$", ""),  # löscht, löschen
            (r"(?<=...)o$", ""),  # Konto, Konten
        ),
    ),
    "spanish": Endings(
        words=_rules((r"(?<=.....)encias?$", "ir")),  # transferencia, transferir
        stems=_rules((r"(?<=..)gu$", "g")),  # pagué, pago
    ),
    "portuguese": Endings(
        words=_rules(
            (r"(?<=..)(?:cao|coes)$", "ção"),
            (r"(?<=..)(?:ao|oes)$", "ão"),
            (r"(?<=..)ais$", "al"),
            (r"(?<=..)eis$", "el"),
            (r"(?<=..)ens$", "em"),
            (r"(?<=...)ancas?$", "ar"),  # cobrança, cobrar
            (r"(?<=.....)encias?$", "ir"),  # transferência, transferir
        ),
        stems=_rules(
            (r"(?<=..)ament$", ""),  # pagamento, pagar
            (r"(?<=..)gu$", "g"),  # paguei
        ),
    ),
}
