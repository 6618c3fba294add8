"""Models: which one gives words and sentences their vectors, and how far the articles have theirs."""

from dataclasses import dataclass
from enum import StrEnum


class EncoderKind(StrEnum):
    """How meaning is compared: by static vectors of words, by a transformer's of whole sentences too, or not at all."""

    STATIC = "static"
    TRANSFORMER = "transformer"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class EncoderChoice:
    """A kind of encoder and its model: a name at a hub of models, a folder, or nothing for the default of the kind."""

    kind: EncoderKind = EncoderKind.STATIC
    model: str = ""


@dataclass(frozen=True, slots=True)
class Coverage:
    """How far articles have vectors of the model in use: `done` of `articles`; `damaged` can't be read."""

    articles: int
    done: int
    damaged: int = 0
