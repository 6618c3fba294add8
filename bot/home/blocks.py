"""How Home looks around what others hand in."""

import json
from collections.abc import Sequence
from typing import Any

from slack_sdk.models.blocks import Block, ButtonElement

from bot.buttons import jump_field, question_field
from bot.cards import escape, header, row_of, section, small, verb_button
from bot.gestures import home_memory

REFRESH = "refresh_home"

# Slack's limit (SLACK.md, "Posting"), and room for what is said at the end.
_MOST_BLOCKS = 100

_NOT_KNOWN = (
    "Slack does not tell me just now who you are, so I show you what everybody may see. Press Refresh in a minute."
)
_TOO_MUCH = "There is more than fits here. `/kb help` shows how to get at everything."


def home(sections: Sequence[Block], *, channel: str, is_known: bool) -> dict[str, Any]:
    """Home as a view: how to find something, then the sections, as far as they fit.

    `channel` is that of the direct messages beside it.
    """
    blocks = [*_finding(), *([] if is_known else [small(_NOT_KNOWN)]), *sections]
    if len(blocks) > _MOST_BLOCKS:
        blocks = [*blocks[: _MOST_BLOCKS - 1], small(_TOO_MUCH)]
    return {
        "type": "home",
        "private_metadata": json.dumps(home_memory(channel)),
        "blocks": [block.to_dict() for block in blocks],
    }


def failed(said: str) -> Block:
    """What stands in the place of a section that could not be shown."""
    return section(f"A part of this page is missing. {escape(said)}")


def _finding() -> list[Block]:
    buttons = [
        verb_button("Search with filters", "search", number=1),
        verb_button("What I can do", "help", number=2),
        ButtonElement(text="Refresh", action_id=REFRESH, value="{}"),
    ]
    return [header("Find an answer"), question_field(), jump_field(), *row_of(buttons)]
