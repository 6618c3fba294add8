"""Answering questions that came as events: from the inbox, through the outbox, once."""

import logging

from bot.ask.replying import Reply, reply_to, spot_of
from bot.correlation import working_on
from bot.gestures import place_of
from bot.parts import Parts
from knowledge.channel_settings import Answers, ChannelSettings
from knowledge.posts import Asked, Post, Question, Way
from knowledge.questions import Asker

log = logging.getLogger(__name__)


def answer_asked(parts: Parts, asked: Asked) -> None:
    """Answer one question of the inbox that this process has claimed, and post the answer."""
    question = asked.question
    if parts.stopping.is_set():
        return  # it is given back, and another process answers it
    with working_on(event=question.event, workspace=question.workspace, channel=question.channel):
        _answer(parts, asked)


def _answer(parts: Parts, asked: Asked) -> None:
    question = asked.question
    settings = parts.knowledge.channel_settings.remembered(place_of(question))
    reply = reply_to(parts, question, settings)
    if reply is None:
        parts.knowledge.inbox.leave(asked)
        return
    row = _put(parts, asked, _post(asked, reply, settings), settings)
    if row is not None:
        if reply.listing:
            parts.knowledge.listings.keep(spot_of(question, settings), reply.listing)
        asker = Asker(question.workspace, question.channel, question.person, reply.audience, question.thread_ts)
        parts.knowledge.recording.add(asker, reply.answered, question.way)
        parts.sender.send(row)


def _put(parts: Parts, asked: Asked, post: Post, settings: ChannelSettings) -> int | None:
    """Close the question with its answer in the outbox; None where that may not be posted, or another has done it."""
    is_volunteered = asked.question.way is Way.MESSAGE and settings.answers is Answers.QUESTIONS
    inbox = parts.knowledge.inbox
    return inbox.volunteer(asked, post) if is_volunteered else inbox.answer(asked, post)


def _post(asked: Asked, reply: Reply, settings: ChannelSettings) -> Post:
    question = asked.question
    seen_by = question.person if settings.privately and question.way is not Way.DIRECT else ""
    return Post(
        workspace=question.workspace,
        channel=question.channel,
        subject=f"answer:{asked.id}",
        text=reply.message.text,
        blocks=reply.message.blocks,
        thread_ts=_seen_in(question) if seen_by else question.thread_ts,
        seen_by=seen_by,
    )


def _seen_in(question: Question) -> str:
    """The thread in which one person alone is answered: where a question would start one they would not see it."""
    return question.thread_ts if question.thread_ts != question.ts else ""


def answer_waiting(parts: Parts) -> None:
    """Answer the questions whose process did not, because it died or its database was gone."""
    while not parts.stopping.is_set() and (asked := parts.knowledge.inbox.claim_waiting()):
        answer_asked(parts, asked)


def postpone(reason: str) -> None:
    """Note that a question stays in the inbox; a worker answers it later."""
    log.warning("a question waits in the inbox: %s", reason)
