"""What Home shows of asking: questions to try."""

from collections.abc import Sequence

from slack_sdk.models.blocks import Block

from bot.buttons import question_button
from bot.cards import NO_ARTICLES, row_of, section
from bot.parts import Parts, Visitor

_EXAMPLES = 3


def examples(parts: Parts, visitor: Visitor) -> Sequence[Block]:
    """A few questions as buttons, which this knowledge base answers to whoever looks."""
    found = parts.knowledge.examples(visitor.audience, _EXAMPLES)
    if not found:
        return [section(NO_ARTICLES)]
    buttons = [question_button(article.as_question, number=number) for number, article in enumerate(found, start=1)]
    return [section("Type a question above, or press one of these to see how it is answered:"), *row_of(buttons)]
