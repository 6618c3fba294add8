"""What the form and the window of a search remember: whence they were opened, and what is shown."""

import json
from collections.abc import Mapping

from bot.modals import LONGEST_MEMORY
from bot.shapes import Payload, text_at
from knowledge.errors import KnowledgeError


class TooLong(KnowledgeError):
    """A search that is longer than Slack lets a window remember."""

    def __init__(self) -> None:
        super().__init__("That is more than I can keep in a window. Search for fewer words, or type it: /kb search …")


def memory(whence: Mapping[str, object], **shown: object) -> str:
    """What a modal is told to remember, as JSON; `TooLong`."""
    kept = json.dumps({**whence, **shown}, ensure_ascii=False)
    if len(kept) > LONGEST_MEMORY:
        raise TooLong
    return kept


def search_in(remembered: Payload) -> str:
    """The search that a window shows, as typed."""
    return text_at(remembered, "search")
