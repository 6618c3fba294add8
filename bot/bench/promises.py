"""What holds whatever comes in: each function yields a sentence for every promise that an outcome breaks."""

import json
import re
from collections.abc import Collection, Iterator
from html import unescape
from typing import Any

from bot.bench.hostile import CANARY
from bot.cards import Message
from bot.playground.limits import SlackRefused, checked
from knowledge.articles import Answer, Visibility

# What stands in angle brackets is live in Slack: a link, a mention or a call to everybody.
_LIVE = re.compile(r"<([^<>]*)>|[<>]")
_LINK = re.compile(r"(https?://[^|]+)\|.+", re.DOTALL | re.IGNORECASE)
_PERSON = re.compile("@[UW][A-Z0-9]+")  # whoever shares an article is named
_BARE_AMPERSAND = re.compile(r"&(?!amp;|lt;|gt;)")


def of_answer(answer: Answer) -> Iterator[str]:
    """What an answer for the public must keep to."""
    for match in answer.matches:
        if match.article.visibility is not Visibility.PUBLIC:
            yield "an internal article is among the matches of a public answer"
        yield from _of_hits(match.excerpt.text, match.excerpt.hits)
        if CANARY in repr(match.article):
            yield "an article that says that it is internal was taken for a public one"
    if any(CANARY in name.casefold() for category in answer.nearest for name in category.path):
        yield "a public answer names a category of internal articles alone"


def _of_hits(text: str, hits: Collection[tuple[int, int]]) -> Iterator[str]:
    places = [place for hit in hits for place in hit]
    if places != sorted(places) or not all(0 <= place <= len(text) for place in places):
        yield "an excerpt's hits do not stand in it one after the other"


def of_message(message: Message, links: Collection[str], *, typed: str = "", secret: bool = True) -> Iterator[str]:
    """What a message must keep to. `links` are those of the articles, `typed` is all that people and articles say, and
    `secret` that the public reads it."""
    yield from of_drawn(message.text, list(message.blocks), links, typed=typed, secret=secret)


def of_drawn(text: Any, blocks: Any, links: Collection[str], *, typed: str = "", secret: bool = True) -> Iterator[str]:
    """The same for a text and blocks as a request carries them."""
    try:
        checked(text, blocks)
    except SlackRefused as refused:
        yield f"Slack refuses a message: {refused}"
        return
    try:
        json.dumps([text, blocks], ensure_ascii=False).encode()
    except UnicodeEncodeError:
        yield "a message holds half of a character"
    for shown in [text, *_mrkdwn(blocks or [])]:
        yield from _of_mrkdwn(shown, links, typed)
        if secret and CANARY in shown.casefold():
            yield "a message for the public shows what is internal"


def _mrkdwn(drawn: Any) -> Iterator[str]:
    """All texts in blocks that Slack reads as mrkdwn."""
    if isinstance(drawn, dict):
        if drawn.get("type") == "mrkdwn":
            yield drawn["text"]
        drawn = [*drawn.values()]
    for each in drawn if isinstance(drawn, list | tuple) else ():
        yield from _mrkdwn(each)


def _of_mrkdwn(text: str, links: Collection[str], typed: str) -> Iterator[str]:
    for live in _LIVE.finditer(text):
        link = _LINK.fullmatch(live.group(1) or "")
        if link and unescape(link.group(1)) in links:
            continue
        if not _PERSON.fullmatch(live.group(1) or ""):
            yield "a text holds angle brackets that Slack would obey"
    if _BARE_AMPERSAND.search(text):
        yield "a text holds an ampersand that is not escaped"
    if "&amp;amp;" in text and "&amp;" not in typed:
        yield "a text is escaped twice"
