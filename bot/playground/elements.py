"""The elements within blocks that people press and fill in, and the ids that Slack gives to what has none."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from bot.playground.blockkit import USABLE


def parts_of(block: Mapping[str, Any]) -> list[dict[str, Any]]:
    """The elements of a block that a person can use, in the order they are drawn."""
    nested = [*block.get("elements", ()), block.get("accessory"), block.get("element")]
    return [part for part in nested if part and part.get("type") in USABLE]


def options_of(part: Mapping[str, Any]) -> list[dict[str, Any]]:
    """What an element offers to choose from, in groups or not."""
    grouped = (each for group in part.get("option_groups", ()) for each in group["options"])
    return [*part.get("options", ()), *grouped]


def with_ids(blocks: Sequence[Mapping[str, Any]], new_id: Callable[[str], str]) -> tuple[dict[str, Any], ...]:
    """A copy in which every block, and everything to press, has an id, as in Slack."""
    whole = tuple(copied(block) for block in blocks)
    for block in whole:
        block["block_id"] = block.get("block_id") or new_id("b")
        for part in parts_of(block):
            part["action_id"] = part.get("action_id") or new_id("a")
    return whole


def copied(value: Any) -> Any:
    """A copy that shares no list and no object with the value, whose tuples are lists."""
    if isinstance(value, Mapping):
        return {name: copied(inner) for name, inner in value.items()}
    if isinstance(value, list | tuple):
        return [copied(inner) for inner in value]
    return value
