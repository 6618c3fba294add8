"""What holds whatever comes in: each function yields a sentence for every promise that an outcome breaks."""

import json
import re
from collections.abc import Collection, Iterable, Iterator
from html import unescape
from typing import Any

from bot.bench.hostile import CANARY
from bot.cards import Message
from bot.playground.limits import SlackRefused, checked
from bot.playground.view_limits import find_view_problems
from knowledge.articles import Answer, Audience, Visibility
from knowledge.searches import Found

# What stands in angle brackets is live in Slack: a link, a mention or a call to everybody.
_LIVE = re.compile(r"<([^<>]*)>|[<>]")
_LINK = re.compile(r"(https?://[^|]+)\|.+", re.DOTALL | re.IGNORECASE)
_NAMED = re.compile("@[UW][A-Z0-9]+|#[CGD][A-Z0-9]+")  # whoever shares an article, or where something is told
_BARE_AMPERSAND = re.compile(r"&(?!amp;|lt;|gt;)")


def of_answer(answer: Answer) -> Iterator[str]:
    """What an answer for the public must keep to."""
    for match in (*answer.matches, *answer.hints):
        if match.article.visibility is not Visibility.PUBLIC:
            yield "an internal article is among the matches of a public answer"
        yield from _of_hits(match.excerpt.text, match.excerpt.hits)
        if CANARY in repr(match.article):
            yield "an article that says that it is internal was taken for a public one"
    if any(CANARY in name.casefold() for category in answer.nearest for name in category.path):
        yield "a public answer names a category of internal articles alone"


def of_found(found: Found, audience: Audience) -> Iterator[str]:
    """What the matches of a search must keep to."""
    if len(found.matches) > found.total:
        yield "a search shows more than it counts"
    if not all(audience.may_read(match.article.visibility) for match in found.matches):
        yield "an internal article is among the matches of a public search"
    for match in found.matches:
        yield from _of_hits(match.excerpt.text, match.excerpt.hits)


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
    yield from of_texts([text, blocks], [text, *_mrkdwn(blocks or [])], links, typed=typed, secret=secret)


def of_view(view: Any, links: Collection[str], *, typed: str = "") -> Iterator[str]:
    """What a modal or a Home must keep to."""
    for problem in find_view_problems(view, kind=str(view.get("type"))):
        yield f"Slack refuses a view: {problem}"
    yield from of_texts(view, _mrkdwn(view), links, typed=typed, secret=False)


def of_attachments(attachments: Any, links: Collection[str], *, typed: str = "") -> Iterator[str]:
    """What is shown below links must keep to; Slack has said by itself whether it takes the blocks."""
    yield from of_texts(attachments, _mrkdwn(attachments), links, typed=typed, secret=False)


def of_texts(drawn: Any, texts: Iterable[str], links: Collection[str], *, typed: str, secret: bool) -> Iterator[str]:
    """What all that is drawn must keep to, and those of its texts that Slack reads as mrkdwn."""
    try:
        json.dumps(drawn, ensure_ascii=False).encode()
    except UnicodeEncodeError:
        yield "what is shown holds half of a character"
    for shown in texts:
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
        if not _NAMED.fullmatch(live.group(1) or ""):
            yield "a text holds angle brackets that Slack would obey"
    if _BARE_AMPERSAND.search(text):
        yield "a text holds an ampersand that is not escaped"
    if "&amp;amp;" in text and "&amp;" not in typed:
        yield "a text is escaped twice"
