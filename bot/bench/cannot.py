"""Why a bench, or a part of one, could not be run."""

from knowledge.errors import KnowledgeError


class CannotMeasure(KnowledgeError):
    """A run that could not be made, with the reason."""
