"""Opening an article that somebody names: by its number in the list that they saw last, its link, reference or key."""

from bot.browse.reading import read_number
from bot.gestures import Command
from bot.opening.article import open_article
from bot.parts import Parts
from bot.shelves.showing import spot_of
from knowledge.errors import KnowledgeError, UnknownArticle
from knowledge.listings import Listing


class NothingNamed(KnowledgeError):
    """No article was named."""

    def __init__(self) -> None:
        super().__init__("Which article? Type its reference, or its number in the last list that you saw: /kb open 3.")


class NoSuchNumber(KnowledgeError):
    """A number that no article had in the last list that the person saw here, if there was one."""

    def __init__(self, number: int, last: Listing | None) -> None:
        if last is None:
            said = (
                f"You saw no list here lately that {number} could stand in. Type /kb browse or /kb recent to see one."
            )
        else:
            shown = f"{last.first} to {last.last}" if last.last > last.first else f"{last.first} alone"
            said = f"There is no {number} in the last list that you saw here: it showed {shown}."
        super().__init__(said)


def open_named(parts: Parts, command: Command, named: str) -> None:
    """Open the named article; `NothingNamed`, `NoSuchNumber`, `UnknownArticle`, `NoArticle`, `NotOpened`."""
    if not named:
        raise NothingNamed
    open_article(parts, command, _key(parts, command, named))


def _key(parts: Parts, command: Command, named: str) -> str:
    number = read_number(named)
    last = parts.knowledge.listings.last(spot_of(command)) if number else None
    key = last.article(number) if last and number else None
    if key:
        return key
    audience = parts.channels.audience_for(command)
    if linked := parts.knowledge.article_at(named, audience):
        return linked.key
    try:
        return parts.knowledge.article_named(named, audience).key
    except UnknownArticle:
        if number is None:
            raise
        raise NoSuchNumber(number, last) from None
