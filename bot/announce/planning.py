"""Planning: the job that puts what is due into the outbox, and tells operators what it holds back."""

import logging

from bot.cards import escape, plain
from bot.parts import Parts
from knowledge.changes import HeldSource
from knowledge.posts import Post

log = logging.getLogger(__name__)


def plan(parts: Parts) -> None:
    """Put what is due into the outbox, and what has waited for too long into digests."""
    if gathered := parts.knowledge.announcements.gather_old():
        log.info("%d announcements have waited for too long, and are told in digests", gathered)
    if planned := parts.knowledge.announcements.plan():
        log.info("%d announcements are to be posted", planned)


def tell_operators(parts: Parts) -> None:
    """Tell the operators' channel, once each, of sources that are held since too much changed at once."""
    channel = parts.settings.operators_channel
    for held in parts.knowledge.syncs.held() if channel else ():
        message = plain(_told(held))
        subject = f"held:{held.name}:{held.since.timestamp():.0f}"
        parts.knowledge.outbox.put(Post("", channel, subject, message.text, message.blocks))


def _told(held: HeldSource) -> str:
    name = escape(held.name)
    return (
        f"The source *{name}* changed so much at once that I announce nothing of it: {escape(held.why)}. "
        f"If that is right, run `python -m bot sync --accept --source {name}`, and what waits is announced "
        f"(changes: {held.waiting}); with `--silently` it is passed over. "
        "Questions are answered from what the source holds now."
    )
