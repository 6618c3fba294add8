"""Wording: the words of a question, without what a query language would take for its own signs."""

import re

_WORD = re.compile(r"\w+")


def worded(question: str) -> list[str]:
    """The words of a question in order, in lower case: OR is an operator, or is a word."""
    return _WORD.findall(question.lower())
