"""What most tests would compute again: vectors of words, and what a process answers from over the same few articles."""

from collections.abc import Iterable, Sequence
from functools import cache, lru_cache
from typing import Any

from knowledge.articles import Article
from knowledge.models import EncoderChoice
from knowledge.search.encoder import Encoder, Encoders, load_encoders
from knowledge.search.fields import Floats
from knowledge.search.snapshot import Snapshot
from knowledge.tuning import NO_TUNING


class Remembering:
    """An encoder that knows again what it was asked before."""

    def __init__(self, encoder: Encoder) -> None:
        self._encoder = encoder
        self._known: dict[tuple[str, ...], Floats] = {}

    @property
    def dimensions(self) -> int:
        return self._encoder.dimensions

    def knows(self, word: str) -> bool:
        return self._encoder.knows(word)

    def word_vectors(self, words: Sequence[str]) -> Floats:
        asked = tuple(words)
        if asked not in self._known:
            self._known[asked] = self._encoder.word_vectors(words)
        return self._known[asked].copy()


@cache
def load_remembering(choice: EncoderChoice) -> Encoders:
    """The encoders that were chosen; that of words remembers."""
    chosen = load_encoders(choice)
    return Encoders(Remembering(chosen.words), chosen.sentences)


def index_remembering(articles: Iterable[Article], **how: Any) -> Snapshot:
    """What answers from articles: the one of before, which nobody can change, where they are the same."""
    given = tuple(articles)
    if how["encoded"] or how["tuning"] != NO_TUNING:
        return Snapshot(given, **how)
    return _indexed(given, tuple(each.sync for each in given), how["language"], how["encoders"])


@lru_cache(maxsize=16)
def _indexed(articles: tuple[Article, ...], _syncs: tuple[int, ...], language: str, encoders: Encoders) -> Snapshot:
    return Snapshot(articles, language=language, encoders=encoders)
