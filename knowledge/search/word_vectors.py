"""Word vectors: the direction of each word of the vocabulary, short enough to be compared word by word."""

from collections.abc import Sequence

import numpy as np

from knowledge.search.encoder import Encoder, Vectors
from knowledge.search.vectors import normalised

# The first numbers of a vector say most, since WordLlama is trained so that a beginning can be used alone (Matryoshka;
# model2vec puts its strongest components first). Of 256, the first 128 gave the mean MRR of all of
# them over stackfaq, banking77 and sumo_thunderbird (.604), and the first 64 .601.
WORD_DIMENSIONS = 128

# So many words are encoded at a time: 64 MB while it lasts.
_BATCH = 65536


def word_vectors(words: Sequence[str], encoder: Encoder) -> Vectors:
    """The direction of each word, of shape (words, at most `WORD_DIMENSIONS`)."""
    found = np.zeros((len(words), min(WORD_DIMENSIONS, encoder.dimensions)), dtype=np.float32)
    for start in range(0, len(words), _BATCH):
        batch = encoder.word_vectors(words[start : start + _BATCH])
        found[start : start + _BATCH] = shortened(batch)
    return found


def shortened(vectors: Vectors) -> Vectors:
    """The directions of whole vectors' beginnings."""
    return normalised(vectors[..., :WORD_DIMENSIONS])
