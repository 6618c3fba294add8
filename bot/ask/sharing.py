"""Sharing: an article of a private answer, shown to the whole channel once."""

from bot.ask import blocks
from bot.parts import Parts
from bot.payloads import Press
from bot.responding import NotResponded, respond
from knowledge.articles import Audience, Match
from knowledge.errors import KnowledgeError


class CannotShare(KnowledgeError):
    """An article that can't be shown to the channel, with the reason."""


def share(parts: Parts, press: Press) -> None:
    """Show the pressed article to the channel, naming who shared it, and say so in place of the private answer."""
    match = _shareable(parts, press)
    where = {"workspace": press.workspace, "channel": press.channel, "answer_ts": press.message_ts}
    if not parts.knowledge.claim_share(**where, article=match.article.key, person=press.person):
        raise CannotShare("That article has been shared from here already.")
    try:
        respond(press, blocks.shared(match, press.person).as_reply(response_type="in_channel", replace_original=False))
    except NotResponded as failed:
        if failed.certain:
            parts.knowledge.release_share(**where, article=match.article.key)
        raise CannotShare(_why(failed)) from failed
    respond(press, blocks.sharing_done(match).as_reply(replace_original=True))


def _shareable(parts: Parts, press: Press) -> Match:
    key, question = str(press.value.get("article", "")), str(press.value.get("question", ""))
    audience = parts.channels.audience_looked_up(press.workspace, press.channel)
    match = parts.knowledge.match(key, question, audience)
    if match:
        return match
    if audience is Audience.PUBLIC and parts.knowledge.article(key, Audience.INTERNAL):
        raise CannotShare(
            "That article is internal. People of another organisation may read this channel, so I did not post it."
        )
    raise CannotShare("That article is no longer in the knowledge base, so I did not post it. Ask again.")


def _why(failed: NotResponded) -> str:
    if failed.certain:
        return (
            f"Slack did not take the article ({failed.reason}), so it was not posted. Ask again and share from there."
        )
    return (
        f"Slack did not say whether it posted the article ({failed.reason}). "
        "Look in the channel before you share it again."
    )
