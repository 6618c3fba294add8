"""Settling: what follows for subscriptions from how Slack says that things are."""

import logging
from dataclasses import replace

from bot.lifecycle.asking import TOKEN_PROBLEMS, Inquiries, Standing
from bot.parts import Parts
from bot.refusals import note_refusal, note_return, pause_workspace
from knowledge.subscriptions import Place

log = logging.getLogger(__name__)

# Problems that are over when Slack describes a place as one that can be posted to and our token as good. Others, such
# as settings that keep us from posting, can't be seen: those end when somebody resumes the subscription.
_SEEN = (
    "is_archived",
    "not_in_channel",
    "channel_not_found",
    "user_disabled",
    "user_not_found",
    "missing_scope",
    *TOKEN_PROBLEMS,
)


def look_at(parts: Parts, slack: Inquiries, place: Place) -> None:
    """Ask how a place is, if it has subscriptions, and let them follow; `Unanswered`, and then nothing has changed."""
    if not parts.knowledge.subscriptions.of(place):
        return
    standing = slack.place(place)
    if standing:
        settle(parts, place, standing)


def settle(parts: Parts, place: Place, standing: Standing) -> None:
    """Let the subscriptions of a place follow how it is: they pause, resume, or move to its new id."""
    if standing.id != place.channel:
        follow(parts, place, standing.id)
        place = replace(place, channel=standing.id)
    if standing.is_shared is not None:
        parts.channels.note(place.workspace, place.channel, shared=standing.is_shared)
    if standing.problem:
        note_refusal(parts.knowledge, place, standing.problem)
    elif _may_be_over(parts, place):
        note_return(parts.knowledge, place)


def follow(parts: Parts, place: Place, new: str) -> None:
    """Let all that is kept of a channel be that of its new id."""
    parts.knowledge.places.moved(place.workspace, place.channel, new)
    log.info("a channel has a new id, which its subscriptions follow", extra={"channel": place.channel})


def look_at_token(parts: Parts, slack: Inquiries, workspace: str) -> None:
    """Ask whether our token is still good, and pause all of its workspace where it is not; `Unanswered`."""
    if problem := slack.token().problem:
        pause_workspace(parts.knowledge, workspace, problem)


def _may_be_over(parts: Parts, place: Place) -> bool:
    return any(each.problem in _SEEN for each in parts.knowledge.subscriptions.of(place))
