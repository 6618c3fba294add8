"""Static vectors: each word's is the sum of its tokens', looked up in a table; no torch, some microseconds a word."""

import logging
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np

from knowledge.errors import ModelUnavailable
from knowledge.search.fields import Floats

# Words encoded at a time: enough to keep the tokenizer busy, few enough that their token vectors stay small.
_BATCH = 4096

# A question's words are encoded one by one: waking the tokenizer's threads takes longer than that.
_FEW = 64

# As much of what a library says is repeated.
_LONGEST_REASON = 200


class TokenVectors:
    """A table of tokens' vectors and the tokenizer that goes with it."""

    def __init__(self, embedding: Floats, tokenizer: Any) -> None:
        """Take a table with a row for each number that the tokenizer (of Hugging Face's tokenizers) gives."""
        self._embedding = embedding
        self._tokenizer = tokenizer
        self._tokenizer.no_padding()

    @property
    def dimensions(self) -> int:
        return int(self._embedding.shape[1])

    def knows(self, word: str) -> bool:
        """Whether the word is a token of its own, as usual words are and slips are not."""
        return len(self._tokenizer.encode(word, add_special_tokens=False).ids) == 1

    def word_vectors(self, words: Sequence[str]) -> Floats:
        """A word's vector is the sum of its tokens', so that a long unknown word weighs as its parts would."""
        vectors = np.zeros((len(words), self.dimensions), dtype=np.float32)
        for start in range(0, len(words), _BATCH):
            batch = words[start : start + _BATCH]
            add = self._add_one_by_one if len(batch) <= _FEW else self._add_together
            add(batch, vectors[start : start + _BATCH])
        return vectors

    def _add_one_by_one(self, words: Sequence[str], vectors: Floats) -> None:
        for word, vector in zip(words, vectors, strict=True):
            tokens = self._tokenizer.encode(word, add_special_tokens=False).ids
            self._embedding.take(tokens, axis=0, mode="clip").sum(axis=0, out=vector)

    def _add_together(self, words: Sequence[str], vectors: Floats) -> None:
        batch = [found.ids for found in self._tokenizer.encode_batch(list(words), add_special_tokens=False)]
        tokens = np.fromiter((token for ids in batch for token in ids), dtype=np.int64)
        owners = np.repeat(np.arange(len(batch)), [len(ids) for ids in batch])
        filled, starts = np.unique(owners, return_index=True)
        if len(filled):
            known = self._embedding.take(tokens, axis=0, mode="clip")
            vectors[filled] = np.add.reduceat(known, starts, axis=0)


class NoVectors:
    """Words without vectors: search goes by the words themselves."""

    dimensions = 0

    def knows(self, word: str) -> bool:
        return False

    def word_vectors(self, words: Sequence[str]) -> Floats:
        return np.zeros((len(words), 0), dtype=np.float32)


def wordllama_vectors() -> TokenVectors:
    """WordLlama's: 16 MB that come inside its wheel, no download."""
    # WordLlama calls logging.basicConfig when it is imported; a root logger that has a handler is left alone.
    root = logging.getLogger()
    placeholder = logging.NullHandler()
    root.addHandler(placeholder)
    import wordllama

    # DESIGN.md section 4: this path and flag load the weights from the wheel and reach for no network.
    model = wordllama.WordLlama.load(cache_dir=Path(wordllama.__file__).parent, disable_download=True)
    root.removeHandler(placeholder)
    return TokenVectors(model.embedding, model.tokenizer)


def model2vec_vectors(model: str) -> TokenVectors:
    """Those of a model2vec model, by its folder or its name at the Hugging Face hub; `ModelUnavailable`."""
    from model2vec import StaticModel

    try:
        loaded = StaticModel.from_pretrained(place_of(model))
        embedding = _of_each_token(loaded)
    except Exception as error:  # its libraries fail in many ways at a missing folder, another file, a hub out of reach
        raise ModelUnavailable(unavailable(model, "a model2vec model", error)) from error
    return TokenVectors(embedding, loaded.tokenizer)


def _of_each_token(model: Any) -> Floats:
    """The vector of each token as the model weighs it; one that stands for what is unknown says nothing."""
    embedding = np.asarray(model.embedding, dtype=np.float32)
    if model.token_mapping is not None:
        embedding = embedding[model.token_mapping]
    if model.weights is not None:
        embedding = embedding * np.asarray(model.weights, dtype=np.float32)[:, None]
    if model.unk_token_id is not None:
        embedding = embedding.copy()
        embedding[model.unk_token_id] = 0
    return np.ascontiguousarray(embedding)


def place_of(model: str) -> str:
    """The folder that a model is named by, or else its name at the hub. `FileNotFoundError` for a folder that is not.

    What is written as a path (`./minilm`, `/srv/minilm`, `~/minilm`) is none of the hub's names.
    """
    folder = Path(model).expanduser()
    if folder.is_dir():
        return str(folder)
    if folder.exists() or model.startswith((".", "/", "~", "\\")) or folder.is_absolute():
        raise FileNotFoundError(f"there is no folder {folder}")
    return model


def unavailable(model: str, kind: str, error: Exception) -> str:
    """Why a model can't be loaded, and what to do, in a sentence."""
    said = " ".join(str(error).split())[:_LONGEST_REASON].rstrip(".") or type(error).__name__
    return (
        f"ENCODER_MODEL={model} can't be loaded as {kind}: {said}. "
        "Give a folder that holds one, or a name at the Hugging Face hub that this machine can reach."
    )
