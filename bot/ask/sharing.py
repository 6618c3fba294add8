"""Sharing to the channel: an article of a private answer, shown to everybody once."""

from bot.ask import blocks
from bot.gestures import Press
from bot.parts import Parts
from bot.responding import NotResponded, respond
from bot.sharing import CannotShare, shareable


def share(parts: Parts, press: Press) -> None:
    """Show the pressed article to the channel, naming who shared it, and say so in place of the private answer."""
    match = shareable(
        parts.knowledge,
        parts.channels,
        workspace=press.workspace,
        channel=press.channel,
        article=press.text("article"),
        question=press.text("question"),
    )
    where = {"workspace": press.workspace, "channel": press.channel, "answer_ts": press.message_ts}
    if not parts.knowledge.claim_share(**where, article=match.article.key, person=press.person):
        raise CannotShare("That article has been shared from here already.")
    shown = blocks.shared(match, press.person).as_reply(response_type="in_channel", replace_original=False)
    try:
        respond(press.response_url, shown)
    except NotResponded as failed:
        if failed.certain:
            parts.knowledge.release_share(**where, article=match.article.key)
        raise CannotShare(_why(failed)) from failed
    respond(press.response_url, blocks.sharing_done(match).as_reply(replace_original=True))


def _why(failed: NotResponded) -> str:
    if failed.certain:
        return (
            f"Slack did not take the article ({failed.reason}), so it was not posted. Ask again and share from there."
        )
    return (
        f"Slack did not say whether it posted the article ({failed.reason}). "
        "Look in the channel before you share it again."
    )
