"""Languages: those that search can read, by name and code, and how each is read."""

import re
import threading
from collections.abc import Sequence
from functools import cache

import Stemmer

from knowledge.errors import UnknownLanguage
from knowledge.search import stopwords
from knowledge.search.endings import ENDINGS, NO_ENDINGS, Endings
from knowledge.search.text import fold

LANGUAGES = tuple(stopwords.BY_LANGUAGE)
DEFAULT_LANGUAGE = "english"

# Stands for the languages that the articles are written in.
AUTO = "auto"

# What two-letter codes (ISO 639-1) people write for the languages above.
_CODES = {
    "en": "english",
    "fr": "french",
    "de": "german",
    "es": "spanish",
    "pt": "portuguese",
    "it": "italian",
    "nl": "dutch",
}


class Language:
    """How one language is read: its stop words, and its Snowball stemmer with the endings that folding spoils."""

    def __init__(self, name: str) -> None:
        """Take a language by name or two-letter code; `UnknownLanguage` when there is none such."""
        self.name = language_name(name)
        self.stop_words = stopwords.BY_LANGUAGE[self.name]
        self._endings: Endings = ENDINGS.get(self.name, NO_ENDINGS)
        self._stemmer = Stemmer.Stemmer(self.name)
        self._stemming = threading.Lock()  # PyStemmer says that an instance is for one thread at a time

    def stems(self, folded: Sequence[str]) -> list[str]:
        """One stem for each folded word, in order."""
        plain = self._endings is NO_ENDINGS
        written = list(folded) if plain else list(map(self._endings.before, folded))
        with self._stemming:
            stems: list[str] = self._stemmer.stemWords(written)
        return stems if plain else [self._endings.after(fold(stem)) for stem in stems]

    def is_stop_word(self, folded: str) -> bool:
        return folded in self.stop_words


@cache
def language_called(name: str) -> Language:
    """The language of a name in `LANGUAGES`, made once a process."""
    return Language(name)


def language_name(name: str) -> str:
    """The language that a name or a two-letter code stands for; `UnknownLanguage` when it is none of `LANGUAGES`."""
    wanted = name.strip().casefold()
    wanted = _CODES.get(wanted, wanted)
    if wanted not in stopwords.BY_LANGUAGE:
        raise UnknownLanguage(name, LANGUAGES)
    return wanted


def language_names(setting: str) -> tuple[str, ...]:
    """The languages that a setting lists, separated by commas, each once and in the order of `LANGUAGES`.

    None for `AUTO`, which leaves it to the articles; `UnknownLanguage` for what is no language.
    """
    if setting.strip().casefold() == AUTO:
        return ()
    named = {language_name(part) for part in re.split(r"\s*,\s*", setting.strip(" ,"))}
    return tuple(name for name in LANGUAGES if name in named)
