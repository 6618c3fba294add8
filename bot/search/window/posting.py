"""Posting what a search found into the channel where its window was opened."""

from bot.errors import sentence
from bot.gestures import Press
from bot.parts import Parts
from bot.posting import Showing, digest, post_once
from bot.search.blocks import FURTHEST
from bot.search.window import blocks
from bot.search.window.memory import search_in
from bot.search.window.pages import page
from bot.sharing import CannotShare
from knowledge.articles import Audience
from knowledge.errors import KnowledgeError
from knowledge.searches import Found

_NOT_FOR_ALL = "Not everybody in this channel may read all that this search is about, so I posted nothing."
_NOTHING = "Nothing that everybody in this channel may read matches any more, so I posted nothing."
_NO_CHANNEL = "I don't know which channel this is, so I posted nothing. Type /kb search in the channel."


def post(parts: Parts, press: Press) -> None:
    """Post the page that the window shows, once, and say in the window what became of it; `NotOpened`."""
    if press.view is None:
        return
    search, offset = search_in(press.view.memory), _offset(press)
    try:
        said = _posted(parts, press, search, offset)
    except KnowledgeError as problem:
        said = sentence(problem)
    found = page(parts.knowledge, search, parts.channels.audience_for(press), offset=offset)
    parts.modals.update(press.view.id, blocks.results_view(found, press.whence, said=said))


def _posted(parts: Parts, press: Press, search: str, offset: int) -> str:
    if not press.channel or press.at_home or press.view is None:
        raise CannotShare(_NO_CHANNEL)
    found = _for_all(parts, press, search, offset)
    showing = Showing(
        workspace=press.workspace,
        channel=press.channel,
        person=press.person,
        origin=press.view.id,
        subject=digest(f"{offset} {search}"),
        name="these results",
        response_url=press.response_url,
    )
    return post_once(parts, showing, blocks.posted(found, press.person))


def _for_all(parts: Parts, press: Press, search: str, offset: int) -> Found:
    """The page as all who read the channel may see it; `CannotShare` where the search itself says what they may not."""
    shown = parts.channels.audience_for(press)
    everybody = parts.channels.audience_shown(press, press.channel)
    audience = everybody if shown is Audience.INTERNAL else shown
    found = page(parts.knowledge, search, audience, offset=offset)
    if _said_of(found) != _said_of(page(parts.knowledge, search, shown, offset=offset)):
        raise CannotShare(_NOT_FOR_ALL)
    if not found.matches:
        raise CannotShare(_NOTHING)
    return found


def _said_of(found: Found) -> object:
    """What of a search says something to its audience, and what had to be left out: of what is internal, nothing is."""
    return found.left_out, found.problems


def _offset(press: Press) -> int:
    remembered = press.view.memory.get("offset") if press.view else 0
    return remembered if isinstance(remembered, int) and 0 <= remembered <= FURTHEST else 0
