"""Posting what somebody shows to a whole channel: once, by a response_url or through the outbox."""

from dataclasses import dataclass
from hashlib import sha256

from bot.cards import Message
from bot.outbox.outcomes import NotPosted, Outcome, Refused, Sent, TooFast, Unclear
from bot.parts import Parts
from bot.responding import NotResponded, respond
from bot.sharing import CannotShare
from knowledge.posts import Post

# The ids of direct messages begin so; nobody can invite us into one.
_DIRECT = "D"

# What Slack says where the bot can't post because nobody has invited it.
_NOT_INVITED = ("not_in_channel", "channel_not_found")

# A message's ts or a modal's id is never longer in rows.
_LONGEST_ORIGIN = 32

_NOT_HERE = "I'm not in this conversation and can't be invited to it, so I can't post here. Send the link instead."
_INVITE = (
    "I'm not in this channel, so I can't post here. "
    "Type /invite @Quickjump in the channel, then press the button again."
)


@dataclass(frozen=True, slots=True)
class Showing:
    """What a person shows to a channel, as `name` says it: `subject` tells it apart within its `origin`, which is the
    message or the modal that they show it from. From each origin each subject is posted once.

    `response_url` is the one that leads to the channel, or empty.
    """

    workspace: str
    channel: str
    person: str
    origin: str
    subject: str
    name: str
    response_url: str = ""


def post_once(parts: Parts, showing: Showing, message: Message) -> str:
    """Post a message to everybody in a channel; in a sentence, what became of it. `CannotShare` when it was not."""
    if showing.response_url and _answered(parts, showing, message):
        return f"Posted {showing.name} to the channel."
    subject = f"show:{showing.origin[:_LONGEST_ORIGIN]}:{digest(showing.subject)}"
    post = Post(showing.workspace, showing.channel, subject, message.text, message.blocks)
    return _told(parts.sender.send_now(post), showing)


def _answered(parts: Parts, showing: Showing, message: Message) -> bool:
    """Whether the response_url took it; where it certainly did not, the outbox may."""
    where = {"workspace": showing.workspace, "channel": showing.channel, "answer_ts": showing.origin[:_LONGEST_ORIGIN]}
    if not parts.knowledge.shares.claim(**where, article=showing.subject, person=showing.person):
        raise CannotShare(_already(showing))
    try:
        respond(showing.response_url, message.as_reply(response_type="in_channel", replace_original=False))
    except NotResponded as failed:
        if not failed.certain:
            raise CannotShare(_unclear(showing)) from failed
        parts.knowledge.shares.release(**where, article=showing.subject)
        return False
    return True


def _told(outcome: Outcome | None, showing: Showing) -> str:
    match outcome:
        case None:
            raise CannotShare(_already(showing))
        case Refused(_, word) if word in _NOT_INVITED:
            raise CannotShare(_NOT_HERE if showing.channel.startswith(_DIRECT) else _INVITE)
        case Refused(problem):
            raise CannotShare(f"{problem}, so nothing was posted.")
        case NotPosted() | TooFast():
            return f"Slack is busy. I post {showing.name} to the channel shortly."
        case Unclear():
            return f"{_unclear(showing)} I look in a minute, and post it if it is not there."
        case Sent():
            return f"Posted {showing.name} to the channel."


def _already(showing: Showing) -> str:
    return f"I have posted {showing.name} from here already."


def _unclear(showing: Showing) -> str:
    return f"Slack did not say whether it posted {showing.name}."


def digest(subject: str) -> str:
    """A subject as rows have room for it."""
    return sha256(subject.encode()).hexdigest()[:32]
