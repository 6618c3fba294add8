"""The vectors of words, computed once a process: most tests open a knowledge base of the same few articles."""

from collections.abc import Sequence
from functools import cache

from knowledge.models import EncoderChoice
from knowledge.search.encoder import Encoder, Encoders, load_encoders
from knowledge.search.fields import Floats


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
