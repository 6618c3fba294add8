"""Answering questions that came as events: from the inbox, through the outbox, once."""

import logging

from bot import errors
from bot.ask import blocks, verbs
from bot.cards import Message, note
from bot.correlation import working_on
from bot.gestures import Command
from bot.parts import Parts
from knowledge.errors import DatabaseUnavailable
from knowledge.posts import Asked, Post, Question

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
    message = _message(parts, question)
    post = Post(
        workspace=question.workspace,
        channel=question.channel,
        subject=f"answer:{asked.id}",
        text=message.text,
        blocks=message.blocks,
        thread_ts=question.thread_ts,
    )
    row = parts.knowledge.inbox.answer(asked, post)
    if row is not None:
        parts.sender.send(row)


def answer_waiting(parts: Parts) -> None:
    """Answer the questions whose process did not, because it died or its database was gone."""
    while not parts.stopping.is_set() and (asked := parts.knowledge.inbox.claim_waiting()):
        answer_asked(parts, asked)


def postpone(reason: str) -> None:
    """Note that a question stays in the inbox; a worker answers it later."""
    log.warning("a question waits in the inbox: %s", reason)


def _message(parts: Parts, question: Question) -> Message:
    command = Command(question.workspace, question.channel, question.person, question.text)
    try:
        if question.text.casefold() in ("", verbs.HELP.word):
            return verbs.help_for(parts, command)
        audience = parts.channels.audience_now(question.workspace, question.channel)
        found = parts.knowledge.ask(question.text, audience)
    except DatabaseUnavailable:
        raise  # not this question's fault: it waits in the inbox
    except Exception as error:
        return note(errors.sentence(error))
    return blocks.answer(found, blocks.FIRST_PUBLIC)
