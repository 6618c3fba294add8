"""Settling: people take a request for help and bring it to its end, and whoever asked is told."""

from collections.abc import Callable
from functools import partial

from bot.cards import Message
from bot.gestures import Press
from bot.handoff import blocks
from bot.handoff.threads import thread_link
from bot.parts import Parts
from bot.responding import respond
from knowledge.articles import Article
from knowledge.errors import KnowledgeError
from knowledge.help_requests import HelpRequest, RequestState, Step
from knowledge.posts import Post


class NoRequest(KnowledgeError):
    """A request for help that is no more."""

    def __init__(self) -> None:
        super().__init__("This request is too old: nothing of it is kept any more.")


class NotYours(KnowledgeError):
    """Somebody of another organisation can't take requests."""

    def __init__(self) -> None:
        super().__init__("Only people of the organisation that runs me can do that.")


class TakenAlready(KnowledgeError):
    """A request that has been taken, or settled."""


def claim(parts: Parts, press: Press) -> None:
    """Let whoever pressed take a request; `NotYours`, `NoRequest`, or `TakenAlready` where somebody else has it."""
    _check_ours(press)
    notify = partial(_told, what="claimed", draw=blocks.claimed)
    step = parts.knowledge.help_requests.claim(
        press.workspace, press.number("request"), person=press.person, notify=notify
    )
    _show(parts, press, step)
    if step and step.request.state is RequestState.RESOLVED:
        raise TakenAlready("It is settled already: the message above shows by whom.")
    if step and not step.is_news and step.request.claimed_by != press.person:
        raise TakenAlready("Somebody else has taken it already: the message above shows who.")


def resolve(parts: Parts, press: Press) -> None:
    """Let whoever pressed say that a request is settled; errors as above."""
    _check_ours(press)
    notify = partial(_told, what="resolved", draw=blocks.resolved)
    step = parts.knowledge.help_requests.resolve(
        press.workspace, press.number("request"), person=press.person, notify=notify
    )
    _show(parts, press, step)
    if step and not step.is_news and step.request.resolved_by != press.person:
        raise TakenAlready("Somebody else has settled it already: the message above shows who.")


def request_of(parts: Parts, workspace: str, id: int) -> HelpRequest:
    """The request of that number; `NoRequest`."""
    found = parts.knowledge.help_requests.of(workspace, id)
    if found is None:
        raise NoRequest
    return found


def _check_ours(press: Press) -> None:
    if press.is_outsider:
        raise NotYours


def _show(parts: Parts, press: Press, step: Step | None) -> None:
    """Tell the asker, and put the request as it is now in the place of that which was pressed."""
    if step is None:
        raise NoRequest
    for row in step.posts:
        parts.sender.send(row)
    request = step.request
    shown = blocks.asked(request, _articles(parts, request), thread=thread_link(parts.settings, request))
    respond(press.response_url, shown.as_reply(replace_original=True))


def _articles(parts: Parts, request: HelpRequest) -> list[Article]:
    """What was found, of what everybody may read where people are asked, as it is now."""
    audience = parts.channels.audience_looked_up(request.workspace, request.posted_in)
    found = (parts.knowledge.article(key, audience) for key in request.articles)
    return [article for article in found if article]


def _told(request: HelpRequest, *, what: str, draw: Callable[[HelpRequest], Message]) -> list[Post]:
    """What the asker is told of a step that somebody else took: in the thread, or directly where they asked alone."""
    if request.person == (request.resolved_by or request.claimed_by):
        return []
    message = draw(request)
    where = request.channel if request.thread_ts else request.person
    subject = f"{what}:{request.id}"
    return [Post(request.workspace, where, subject, message.text, message.blocks, thread_ts=request.thread_ts)]
