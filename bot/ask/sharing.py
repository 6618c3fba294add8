"""Sharing to the channel: an article of a private answer, shown to everybody once."""

from bot.cards import LONGEST_ECHO, note, shorten
from bot.gestures import Press
from bot.parts import Parts
from bot.posting import Showing, post_once
from bot.sharing import shareable, shared


def share(parts: Parts, press: Press) -> None:
    """Show the pressed article to the channel, naming who shared it, and tell them so beside the private answer.

    `CannotShare` when it was not posted.
    """
    match = shareable(
        parts.knowledge,
        parts.channels,
        press,
        channel=press.channel,
        article=press.text("article"),
        question=press.text("question"),
    )
    showing = Showing(
        workspace=press.workspace,
        channel=press.channel,
        person=press.person,
        origin=press.message_ts,
        subject=match.article.key,
        name=f"“{shorten(match.article.title, LONGEST_ECHO)}”",
        response_url=press.response_url,
    )
    said = post_once(parts, showing, shared(match, press.person))
    parts.replies.show(press, note(said))
