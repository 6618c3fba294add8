"""Sharing in a thread: an article of the modal, posted once below the message that it answers."""

from hashlib import sha256

from bot.cards import LONGEST_ECHO, shorten
from bot.errors import sentence
from bot.find import blocks
from bot.find.blocks import Place
from bot.gestures import Press
from bot.outbox.outcomes import NotPosted, Outcome, Refused, Sent, TooFast, Unclear
from bot.parts import Parts
from bot.sharing import shareable, shared
from knowledge.articles import Article
from knowledge.errors import KnowledgeError
from knowledge.posts import Post

# What Slack says where the bot can't post because nobody has invited it.
_DIRECT = "D"
_NOT_INVITED = ("not_in_channel", "channel_not_found")


def share_in_thread(parts: Parts, press: Press) -> None:
    """Post the pressed article in the thread, and say in the modal what became of it."""
    if press.view is None:
        return
    place = Place.remembered(press.view.memory)
    question = str(press.view.memory.get("question", ""))
    try:
        said = _share(parts, press, place, question)
    except KnowledgeError as problem:
        said = sentence(problem)
    found = parts.knowledge.ask(question, parts.channels.audience_for(press), limit=blocks.CHOICES)
    parts.modals.update(press.view.id, blocks.found_modal(found, place, said=said))


def _share(parts: Parts, press: Press, place: Place, question: str) -> str:
    match = shareable(
        parts.knowledge,
        parts.channels,
        press,
        channel=place.channel,
        article=press.text("article"),
        question=question,
    )
    message = shared(match, press.person)
    post = Post(
        workspace=press.workspace,
        channel=place.channel,
        subject=_subject(place, match.article),
        text=message.text,
        blocks=message.blocks,
        thread_ts=place.thread_ts,
    )
    return _told(parts.sender.send_now(post), place, match.article)


def _told(outcome: Outcome | None, place: Place, article: Article) -> str:
    title = shorten(article.title, LONGEST_ECHO)
    match outcome:
        case None:
            return "That article has been shared in this thread already."
        case Refused(_, word) if word in _NOT_INVITED:
            return _NOT_HERE if place.channel.startswith(_DIRECT) else _INVITE
        case Refused(problem):
            return f"{problem}, so it was not posted."
        case NotPosted() | TooFast():
            return f"Slack is busy. “{title}” will stand in the thread shortly."
        case Unclear():
            return f"Slack did not say whether it posted “{title}”. I look in a minute, and post it if it is not there."
        case Sent():
            return f"Shared “{title}” in the thread."


_NOT_HERE = (
    "I'm not in this conversation and can't be invited to it, so I can't post here. Send the article's link instead."
)

_INVITE = (
    "I'm not in this conversation, so I can't post here. "
    "Type /invite @Quickjump in the channel, then press Share again."
)


def _subject(place: Place, article: Article) -> str:
    """What names this share, so that a second press posts nothing; keys can be longer than a subject may be."""
    return f"share:{place.thread_ts}:{sha256(article.key.encode()).hexdigest()[:32]}"
