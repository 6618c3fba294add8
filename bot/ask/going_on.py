"""Going on: what is said to whoever wants more of an answer, or one of its articles."""

from collections.abc import Sequence
from dataclasses import replace

from bot.ask import blocks
from bot.ask.blocks import FURTHEST, Page
from bot.ask.follow_ups import FollowUp, Last, More, Numbered, follow_up_in
from bot.cards import Message, note, plain
from bot.parts import Verb
from knowledge.articles import Answer, Audience, Band, CategoryPath
from knowledge.base import KnowledgeBase
from knowledge.listings import Listing
from knowledge.questions import Answered, answered_by

_GONE = "That article is no longer there for me to show. Ask again, and I look for what is."
_NO_MORE = "There are no more results. Other words may find more."
NOT_KEPT = "I don't remember what was asked here, so I can't go on with it. Please ask again."
_NOTHING = "I have shown no article here to go on with. Please ask again in other words."

_ALONE = (
    "I go on with an answer in threads and direct messages. Here, *More results* below an answer shows more, and "
    "`/kb open 2` opens an article of the last list."
)

GoneOn = tuple[Message, Listing | None]


def go_on(
    knowledge: KnowledgeBase,
    said: FollowUp,
    before: Listing,
    audience: Audience,
    *,
    page: Page,
    favoured: Sequence[CategoryPath] = (),
) -> GoneOn:
    """What is said, and what is listed now if that is something else than before."""
    match said:
        case More():
            return _more(knowledge, before, audience, page=page, favoured=favoured)
        case Numbered(number):
            return _picked(knowledge, before, audience, number), None
        case Last():
            return _picked(knowledge, before, audience, before.last), None
        case _:
            return _that(knowledge, before, audience), None


def only_goes_on(found: Answer) -> bool:
    """Whether what was asked could but go on with an answer before, and asks nothing of its own."""
    return found.band is Band.NONE and not found.talk and follow_up_in(found.question) is not None


def answer_alone(found: Answer, page: Page, *, offered: Verb | None) -> tuple[Message, Answered | None]:
    """What is said where nothing is gone on with, and what is recorded of it."""
    if only_goes_on(found):
        return plain(_ALONE), None
    return blocks.answer(found, page, offered=offered), answered_by(found)


def _more(
    knowledge: KnowledgeBase, before: Listing, audience: Audience, *, page: Page, favoured: Sequence[CategoryPath]
) -> GoneOn:
    if not before.question:
        return note(NOT_KEPT), None
    page = replace(page, offset=before.last)
    found = knowledge.ask(before.question, audience, limit=blocks.CHOICES, offset=page.offset, favoured=favoured)
    if not found.matches or page.offset >= FURTHEST or found.band is Band.NONE:
        return note(_NO_MORE), None
    keys = [match.article.key for match in blocks.shown_of(found, page)]
    return blocks.answer(found, page), replace(before, articles=(*before.articles, *keys))


def _picked(knowledge: KnowledgeBase, before: Listing, audience: Audience, number: int) -> Message:
    if not before.articles:
        return note(_NOTHING)
    key = before.article(number)
    if key is None:
        return note(_which(before, f"I have shown no article with the number {number}."))
    match = knowledge.match(key, before.question, audience)
    return blocks.picked(match, before.question) if match else note(_GONE)


def _that(knowledge: KnowledgeBase, before: Listing, audience: Audience) -> Message:
    is_one = len(before.articles) == 1 or (
        before.question and knowledge.ask(before.question, audience, limit=1).band is Band.CONFIDENT
    )
    if before.articles and not is_one:
        return note(_which(before, "I have shown several."))
    return _picked(knowledge, before, audience, before.first)


def _which(before: Listing, said: str) -> str:
    if len(before.articles) == 1:
        return f"{said} Type {before.first} for the one that I have shown."
    return f"{said} Type the number of the one that you want, from {before.first} to {before.last}."
