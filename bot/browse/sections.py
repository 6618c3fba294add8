"""What browse hands in to Home."""

from collections.abc import Sequence

from slack_sdk.models.blocks import Block

from bot.browse import blocks
from bot.parts import Parts, Visitor


def categories(parts: Parts, visitor: Visitor) -> Sequence[Block]:
    """The largest categories of the first level, and the way to all; nothing where there is none."""
    there = parts.knowledge.categories(visitor.audience)
    tops = sorted((each for each in there if len(each.path) == 1), key=lambda each: -each.count)
    return blocks.home_section(tops, len(there)) if tops else []
