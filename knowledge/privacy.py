"""Privacy: what is kept of questions and of who asked them, and for how long."""

import hmac
from dataclasses import dataclass
from datetime import timedelta
from secrets import token_hex
from unicodedata import normalize

# What may stand around a word without making it another; the rest matters, as in C++.
_MARKS = ".,;:!?¿¡…\"'“”„‘’«»()[]"

_LONGEST = 500


@dataclass(frozen=True, slots=True)
class Privacy:
    """What may be kept: whether the words of questions are, and for how long anything about them is.

    `secret` makes pseudonyms: without it nobody can tell whom, or which words, one stands for. Processes that share a
    database share it.
    """

    secret: str
    keeps_text: bool = True
    retention: timedelta = timedelta(days=90)

    def person(self, workspace: str, person: str) -> str:
        """The pseudonym of a person: 64 hexadecimal digits, the same for ever while the secret is."""
        return self._pseudonym("person", workspace, person)

    def digest(self, question: str) -> str:
        """The pseudonym of a question's words, whatever their case, the blanks between them and the marks around them.

        Of a long one the beginning, which the value of a button always has room for.
        """
        words = (word.strip(_MARKS) or word for word in normalize("NFKC", question).casefold().split())
        return self._pseudonym("question", " ".join(words)[:_LONGEST])

    def __repr__(self) -> str:
        return "Privacy(…)"

    def _pseudonym(self, *parts: str) -> str:
        return hmac.digest(self.secret.encode(), "\0".join(parts).encode(errors="replace"), "sha256").hex()


def unshared() -> Privacy:
    """The privacy of a process that shares no pseudonyms with others, as of a command line."""
    return Privacy(token_hex(32))
