"""Asking people: a question goes to the channel where somebody answers, once."""

from collections.abc import Sequence
from functools import partial
from hashlib import sha256

from bot.gestures import Press
from bot.handoff import blocks
from bot.handoff.threads import thread_link
from bot.membership import Standing
from bot.parts import Parts
from bot.pressed import NotKnown
from knowledge.articles import Article
from knowledge.errors import KnowledgeError
from knowledge.help_requests import HelpRequest
from knowledge.posts import Post

# So many articles are named to those who are asked.
_NEAREST = 3


class NobodyToAsk(KnowledgeError):
    """There is no channel in which people could be asked."""

    def __init__(self) -> None:
        super().__init__(
            "Nobody has said yet where people are to be asked. An admin chooses a channel with /kb settings, "
            "or whoever runs me sets HELP_CHANNEL."
        )


class NotThere(KnowledgeError):
    """We can't post where people are to be asked."""

    def __init__(self) -> None:
        super().__init__(
            "I can't post where people would be asked, so I have asked nobody. "
            "Somebody there types /invite @Quickjump; then press again."
        )


def ask_a_person(parts: Parts, press: Press) -> None:
    """Put the pressed question to people, once, and tell the asker where.

    `NotKnown` where there is no question, `NobodyToAsk`, `NotThere`, `DatabaseUnavailable`, `NotOpened`,
    `NotResponded`.
    """
    if not press.text("question").strip():
        raise NotKnown
    channel = parts.help_channel(press.place)
    if not channel:
        raise NobodyToAsk
    if parts.membership.enter(channel) in (Standing.OUT, Standing.ARCHIVED):
        raise NotThere
    found = _nearest(parts, press, channel)
    request = _request(press, channel, found)
    asked = partial(_asked, found=found, thread=thread_link(parts.settings, request))
    step = parts.knowledge.help_requests.ask(request, asked)
    for row in step.posts:
        parts.sender.send(row)
    parts.replies.show(press, blocks.asking_done(step.request) if step.is_news else blocks.asked_before(step.request))


def _nearest(parts: Parts, press: Press, channel: str) -> list[Article]:
    """What comes near the question, of what everybody may read where people are asked."""
    audience = parts.channels.audience_looked_up(press.workspace, channel)
    found = parts.knowledge.ask(press.text("question"), audience, limit=_NEAREST)
    return [match.article for match in found.matches or found.hints]


def _request(press: Press, channel: str, found: Sequence[Article]) -> HelpRequest:
    return HelpRequest(
        workspace=press.workspace,
        channel=press.channel,
        thread_ts=press.thread_ts,
        person=press.person,
        origin=_origin(press),
        question=press.text("question"),
        articles=tuple(article.key for article in found),
        posted_in=channel,
    )


def _origin(press: Press) -> str:
    """The message or the window in which the question was answered, and the question, since a window shows several."""
    shown_in = press.text("answer") or press.message_ts or (press.view.id if press.view else "")
    return f"{shown_in[:30]}:{sha256(press.text('question').encode()).hexdigest()[:32]}"


def _asked(request: HelpRequest, *, found: Sequence[Article], thread: str) -> list[Post]:
    message = blocks.asked(request, found, thread=thread)
    subject = f"request:{request.id}"
    return [Post(request.workspace, request.posted_in, subject, message.text, message.blocks)]
