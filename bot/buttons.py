"""Buttons and fields that several capabilities draw and one answers. Each carries all that the answer needs."""

import json

from slack_sdk.models.blocks import (
    ActionsBlock,
    ButtonElement,
    ExternalDataSelectElement,
    InputBlock,
    PlainTextInputElement,
)
from slack_sdk.models.blocks.basic_components import DispatchActionConfig

from bot.cards import button_value, shorten
from knowledge.articles import Article, CategoryPath, category_text

HELPFUL, NOT_HELPFUL = "helpful", "not_helpful"
ASK_A_PERSON = "ask_a_person"
JUMP = "jump"
STOP_ANSWERS = "stop_answers"
QUESTION = "question"

# Slack's limits (SLACK.md, "Posting"); one takes no longer text in a field than this.
_LONGEST_LABEL, _LONGEST_TYPED = 75, 3000


def vote_buttons(question: str, article: Article) -> list[ButtonElement]:
    """Whether an article was the right answer to a question, to be said with one press (capability vote)."""
    value = button_value(question, {"article": article.key})
    return [
        ButtonElement(text="Helpful", action_id=HELPFUL, value=value),
        ButtonElement(text="Not helpful", action_id=NOT_HELPFUL, value=value),
    ]


def helpful_button(question: str, article: Article) -> ButtonElement:
    """That an article, of several that are shown, was the right answer to a question."""
    return vote_buttons(question, article)[0]


def none_button(question: str) -> ButtonElement:
    """That nothing of all that is shown answers a question."""
    return ButtonElement(text="None of these", action_id=NOT_HELPFUL, value=button_value(question, {"article": ""}))


def person_button(question: str, *, answer: str = "") -> ButtonElement:
    """Hands a question to people (capability handoff); `answer` is the message that did not help, if not this one."""
    fields = {"answer": answer} if answer else {}
    return ButtonElement(text="Ask a person", action_id=ASK_A_PERSON, value=button_value(question, fields))


def stop_button() -> ButtonElement:
    """Has the channel answered from now on only when somebody mentions us (capability talk)."""
    return ButtonElement(text="Stop in this channel", action_id=STOP_ANSWERS)


def jump_field() -> ActionsBlock:
    """Quick Jump: finds categories and articles as somebody types, and opens what they choose (capability jump)."""
    field = ExternalDataSelectElement(
        action_id=JUMP, placeholder="Jump to a category or an article", min_query_length=0
    )
    return ActionsBlock(block_id=JUMP, elements=[field])


def question_field() -> InputBlock:
    """A field for a question, or whatever else stands behind `/kb`, which is answered on Enter (capability ask)."""
    field = PlainTextInputElement(
        action_id=QUESTION,
        placeholder="how do I resubmit a failed order",
        max_length=_LONGEST_TYPED,
        dispatch_action_config=DispatchActionConfig(trigger_actions_on=["on_enter_pressed"]),
    )
    # What is half typed stays when Home is drawn anew, since Slack knows the field again by its block.
    return InputBlock(
        block_id=QUESTION, label="Ask the knowledge base", element=field, dispatch_action=True, optional=True
    )


def question_button(question: str, *, number: int) -> ButtonElement:
    """Asks a question, and shows the answer to whoever presses it alone (capability ask)."""
    value = button_value(question, {})
    return ButtonElement(text=shorten(question, _LONGEST_LABEL), action_id=f"{QUESTION}:{number}", value=value)


def category_value(category: CategoryPath) -> str:
    """What a button carries that needs a category alone."""
    return json.dumps({"category": category_text(category)}, ensure_ascii=False)
