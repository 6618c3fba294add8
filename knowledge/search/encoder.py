"""Encoders: what turns words into vectors, so that a paraphrase which shares no word is still near."""

import logging
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

Vectors = NDArray[np.float32]

# Words encoded at a time: enough to keep the tokenizer busy, few enough that their token vectors stay small.
_BATCH = 4096

# A question's words are encoded one by one: waking the tokenizer's threads takes longer than that.
_FEW = 64


class Encoder(Protocol):
    """Gives words their vectors; a text's vector is a weighted mean of its words'."""

    @property
    def dimensions(self) -> int:
        """How many numbers a vector holds."""
        ...

    def word_vectors(self, words: Sequence[str]) -> Vectors:
        """One vector for each word, of shape (words, dimensions), not normalised."""
        ...


class WordLlamaEncoder:
    """WordLlama's static vectors: 16 MB that come inside its wheel, no torch and no download."""

    def __init__(self) -> None:
        # WordLlama calls logging.basicConfig when it is imported; a root logger that has a handler is left alone.
        root = logging.getLogger()
        placeholder = logging.NullHandler()
        root.addHandler(placeholder)
        import wordllama

        # DESIGN.md section 4: this path and flag load the weights from the wheel and reach for no network.
        model = wordllama.WordLlama.load(cache_dir=Path(wordllama.__file__).parent, disable_download=True)
        root.removeHandler(placeholder)
        self._embedding: Vectors = model.embedding
        self._tokenizer = model.tokenizer
        self._tokenizer.no_padding()

    @property
    def dimensions(self) -> int:
        return int(self._embedding.shape[1])

    def word_vectors(self, words: Sequence[str]) -> Vectors:
        """A word's vector is the sum of its tokens', so that a long unknown word weighs as its parts would."""
        vectors = np.zeros((len(words), self.dimensions), dtype=np.float32)
        for start in range(0, len(words), _BATCH):
            batch = words[start : start + _BATCH]
            add = self._add_one_by_one if len(batch) <= _FEW else self._add_together
            add(batch, vectors[start : start + _BATCH])
        return vectors

    def _add_one_by_one(self, words: Sequence[str], vectors: Vectors) -> None:
        for word, vector in zip(words, vectors, strict=True):
            tokens = self._tokenizer.encode(word, add_special_tokens=False).ids
            self._embedding.take(tokens, axis=0, mode="clip").sum(axis=0, out=vector)

    def _add_together(self, words: Sequence[str], vectors: Vectors) -> None:
        batch = [found.ids for found in self._tokenizer.encode_batch(list(words), add_special_tokens=False)]
        tokens = np.fromiter((token for ids in batch for token in ids), dtype=np.int64)
        owners = np.repeat(np.arange(len(batch)), [len(ids) for ids in batch])
        filled, starts = np.unique(owners, return_index=True)
        if len(filled):
            known = self._embedding.take(tokens, axis=0, mode="clip")
            vectors[filled] = np.add.reduceat(known, starts, axis=0)


@cache
def default_encoder() -> Encoder:
    """The encoder of a default installation; loaded once a process, at first use."""
    return WordLlamaEncoder()
