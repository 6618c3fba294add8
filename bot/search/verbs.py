"""The verb of searches."""

from bot.cards import Message
from bot.gestures import Command
from bot.parts import Parts, Verb
from bot.search import blocks
from bot.search.form.opening import open_form
from bot.search.recording import keep_shown, record


def search(parts: Parts, command: Command, arguments: str) -> Message | None:
    """What matches a search; the form to fill one in where nothing was typed."""
    if not arguments:
        open_form(parts, command)
        return None
    audience = parts.channels.audience_for(command)
    with parts.admission.enter():
        found = parts.knowledge.search(arguments, audience, limit=blocks.SHOWN)
    record(parts, command, audience, found)
    keep_shown(parts, command, found)
    return blocks.results(found)


SEARCH = Verb(
    word="search",
    usage='search refund category:"{category}" sort:newest',
    purpose="searches with filters; without more it opens a form with all of them",
    label="Search with filters",
    parses=lambda _rest: True,
    answer=search,
)
