"""Which part of `/kb` is a verb and which a question; and help, the verb of this capability."""

from dataclasses import dataclass

from bot.ask import blocks
from bot.cards import Message
from bot.gestures import Command
from bot.parts import Parts, Verb
from knowledge.articles import Audience

# `/kb ask …` is a question whatever its first word.
ALWAYS_A_QUESTION = "ask"

_EXAMPLES = 3

# Stands in help while there are no articles.
_ANY_CATEGORY = "billing"


@dataclass(frozen=True, slots=True)
class Reading:
    """What a command's text means: a verb with its arguments, or a question, perhaps begun with a verb to offer."""

    verb: Verb | None = None
    arguments: str = ""
    question: str = ""
    offered: Verb | None = None


def read(text: str, parts: Parts) -> Reading:
    """What was typed after `/kb`: a verb only when all that follows its word parses as its arguments."""
    first, _, rest = text.strip().partition(" ")
    word, rest = first.casefold(), rest.strip()
    if word in ("", ALWAYS_A_QUESTION):
        return Reading(question=rest) if rest else Reading(verb=HELP)
    verb = parts.verb(word)
    if verb and verb.parses(rest):
        return Reading(verb=verb, arguments=rest)
    return Reading(question=text.strip(), offered=verb if verb and verb.label else None)


def help_for(parts: Parts, command: Command) -> Message:
    """What the bot can do, with examples from the articles that may be shown there."""
    audience = parts.channels.audience_for(command)
    examples = parts.knowledge.examples(audience, _EXAMPLES)
    return blocks.help_message(parts.verbs, examples, _short_category(parts, audience))


def _short_category(parts: Parts, audience: Audience) -> str:
    """The shortest name of a category, as somebody would type it."""
    tops = [category for category in parts.knowledge.categories(audience) if len(category.path) == 1]
    return min((category.name.casefold() for category in tops), key=len, default=_ANY_CATEGORY)


HELP = Verb(
    word="help",
    usage="help",
    purpose="shows this",
    label="Show help",
    parses=lambda rest: not rest,
    answer=lambda parts, command, _arguments: help_for(parts, command),
)
