"""How a vote is thanked for, and how somebody is asked for a reason."""

from collections.abc import Sequence
from typing import Any

from slack_sdk.models.blocks import ActionsBlock, ButtonElement, InputBlock, PlainTextInputElement

from bot.cards import Message, button_value, kept_with, plain, section
from bot.modals import LONGEST_MEMORY, modal
from knowledge.votes import LONGEST_REASON

SAY_WHY, REASON = "say_why", "vote_reason"

# The block of the form in which a reason is typed.
WHY = "why"

_HELPED = "Thanks, noted. Should you change your mind, press another button: the last press counts."
_DID_NOT = "Thanks, noted. Should you change your mind, press *Helpful*."
_NONE_DID = "Thanks, noted: none of these. If one does help after all, press *Helpful* below it."


def thanks_for_helpful() -> Message:
    """What is said to somebody whom an article helped."""
    return plain(_HELPED)


def thanks_for_not_helpful(question: str, article: str, people: Sequence[ButtonElement]) -> Message:
    """What is said to somebody whom an article, or nothing of all that was shown, did not help.

    `people` hands the question to somebody, where there is anybody.
    """
    said = _DID_NOT if article else _NONE_DID
    why = ButtonElement(text="Say why", action_id=SAY_WHY, value=button_value(question, {"article": article}))
    return Message.of(said, [section(said), ActionsBlock(elements=[why, *people])])


def reason_view(question: str, article: str) -> dict[str, Any]:
    """The form that asks why an answer did not help."""
    typed = PlainTextInputElement(action_id="given", multiline=True, max_length=LONGEST_REASON)
    asked = InputBlock(
        block_id=WHY,
        label="What was wrong or missing?",
        hint="Whoever looks after the articles reads this, without your name.",
        element=typed,
    )
    memory = kept_with(question, {"article": article}, LONGEST_MEMORY)
    view = modal("Not helpful", Message.of("Not helpful", [asked]), memory=memory)
    submit, cancel = ({"type": "plain_text", "text": text} for text in ("Send", "Cancel"))
    return view | {"callback_id": REASON, "submit": submit, "close": cancel}
