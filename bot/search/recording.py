"""Recording what was searched for, beside what was asked, and what is shown of what was found."""

from bot.gestures import Command, Press
from bot.parts import Parts
from bot.shelves.showing import keep_listing
from knowledge.articles import Audience
from knowledge.posts import Way
from knowledge.questions import Asker
from knowledge.searches import Found, answered_by_search


def record(parts: Parts, command: Command, audience: Audience, found: Found) -> None:
    """Note that somebody searched, and what was found for them."""
    asker = Asker(command.workspace, command.channel, command.person, audience)
    parts.knowledge.recording.add(asker, answered_by_search(found), Way.SEARCH)


def keep_shown(parts: Parts, gesture: Command | Press, found: Found) -> None:
    """Keep which articles a page shows, so that their numbers are understood."""
    articles = [match.article for match in found.matches]
    keep_listing(parts, gesture, articles, first=found.offset + 1)
