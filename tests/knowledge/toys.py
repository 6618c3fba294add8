"""Encoders of sentences that are small enough to be followed by eye."""

import zlib
from collections.abc import Callable, Sequence

import numpy as np

from knowledge.base import KnowledgeBase
from knowledge.errors import ModelUnavailable
from knowledge.models import EncoderChoice, EncoderKind
from knowledge.search.encoder import Encoders, Vectors, default_encoder
from knowledge.search.text import words

TRANSFORMER = EncoderChoice(EncoderKind.TRANSFORMER, "toy")

# Words that share no letter and mean the same to the toy.
_SAME = {"money": "refund", "cash": "refund", "kennwort": "password"}


class Toy:
    """Points along a direction for each word; some words share theirs. Counts the texts that it was given."""

    def __init__(self, *, model: str = "toy", dimensions: int = 512) -> None:
        self.fingerprint, self.dimensions = f"{zlib.crc32(model.encode()):08x}" * 4, dimensions
        self.given = 0

    def knows(self, word: str) -> bool:
        return word in _SAME

    def question_vector(self, question: str) -> Vectors:
        return self._direction(question)

    def text_vectors(self, texts: Sequence[str]) -> Vectors:
        self.given += len(texts)
        return np.stack([self._direction(text) for text in texts])

    def _direction(self, text: str) -> Vectors:
        vector = np.zeros(self.dimensions, dtype=np.float32)
        for word in words(text):
            vector[zlib.crc32(_SAME.get(word, word).encode()) % self.dimensions] += 1
        length = np.linalg.norm(vector)
        return vector / length if length else vector


def loading(toy: Toy) -> Callable[[EncoderChoice], Encoders]:
    """Loads the toy for whoever asks for a transformer."""

    def load(choice: EncoderChoice) -> Encoders:
        return Encoders(default_encoder(), toy if choice.kind is EncoderKind.TRANSFORMER else None)

    return load


def make_vectors(url: str, failpoint: str) -> None:
    """What a process does that makes vectors and dies at a point."""
    KnowledgeBase(url, encoder=TRANSFORMER, load=loading(Toy()), failpoint=failpoint).encoding.catch_up()


def unloadable(choice: EncoderChoice) -> Encoders:
    """Loads nothing but what every installation has."""
    if choice.kind is EncoderKind.TRANSFORMER:
        raise ModelUnavailable("ENCODER_MODEL=toy can't be loaded.")
    return Encoders(default_encoder())
