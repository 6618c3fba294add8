"""Encoders: what turns words and sentences into vectors, so that a paraphrase which shares no word is still near."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Protocol

from knowledge.models import EncoderChoice, EncoderKind
from knowledge.search.fields import Floats
from knowledge.search.static import NoVectors, model2vec_vectors, wordllama_vectors
from knowledge.search.transformer import load_transformer

Vectors = Floats


class Encoder(Protocol):
    """Gives words their vectors; a text's vector is a weighted mean of its words'."""

    @property
    def dimensions(self) -> int:
        """How many numbers a vector holds; 0 where nothing has one."""
        ...

    def knows(self, word: str) -> bool:
        """Whether it has learnt this folded word as a whole, so that it is hardly a slip."""
        ...

    def word_vectors(self, words: Sequence[str]) -> Vectors:
        """One vector for each word, of shape (words, dimensions), not normalised."""
        ...


class SentenceEncoder(Protocol):
    """Gives whole sentences their directions: vectors of length 1, or of zeros where a text says nothing to it."""

    fingerprint: str  # tells its vectors from those of any other model
    dimensions: int

    def knows(self, word: str) -> bool:
        """Whether it has learnt this folded word as a whole, so that it is no slip."""
        ...

    def question_vector(self, question: str) -> Vectors:
        """The direction of a question, of shape (dimensions,)."""
        ...

    def text_vectors(self, texts: Sequence[str]) -> Vectors:
        """The directions of texts that questions are compared with, of shape (texts, dimensions)."""
        ...


@dataclass(frozen=True, slots=True)
class Encoders:
    """What a process compares meaning with: the vectors of words, and of sentences where it has a model for them."""

    words: Encoder
    sentences: SentenceEncoder | None = None


@cache
def default_encoder() -> Encoder:
    """The encoder of a default installation; loaded once a process, at first use."""
    return wordllama_vectors()


@cache
def load_encoders(choice: EncoderChoice) -> Encoders:
    """The encoders that were chosen, loaded once a process; `ModelUnavailable` says what to do."""
    if choice.kind is EncoderKind.NONE:
        return Encoders(NoVectors())
    if choice.kind is EncoderKind.TRANSFORMER:
        return Encoders(default_encoder(), load_transformer(choice.model))
    return Encoders(model2vec_vectors(choice.model) if choice.model else default_encoder())
