"""Recording what was searched for, beside what was asked."""

from bot.gestures import Command
from bot.parts import Parts
from knowledge.articles import Audience
from knowledge.posts import Way
from knowledge.questions import Asker
from knowledge.searches import Found, answered_by_search


def record(parts: Parts, command: Command, audience: Audience, found: Found) -> None:
    """Note that somebody searched, and what was found for them."""
    asker = Asker(command.workspace, command.channel, command.person, audience)
    parts.knowledge.recording.add(asker, answered_by_search(found), Way.SEARCH)
