"""Replying: what is said to a question that came as an event, or that nothing is."""

from dataclasses import dataclass, replace

from bot import errors
from bot.ask import blocks, verbs
from bot.ask.blocks import Page
from bot.ask.follow_ups import follow_up_in
from bot.ask.going_on import NOT_KEPT, go_on, only_goes_on
from bot.cards import Message, note
from bot.gestures import Command, place_of
from bot.parts import Parts
from knowledge.articles import Answer, Audience, Band, Talk
from knowledge.channel_settings import Answers, ChannelSettings
from knowledge.errors import DatabaseUnavailable
from knowledge.listings import Listing, Spot
from knowledge.posts import Question, Way
from knowledge.questions import Answered, answered_by

# The ways in which nobody named us: what is said then, nobody asked us for.
UNASKED = (Way.MESSAGE, Way.FOLLOW_UP)


@dataclass(frozen=True, slots=True)
class Reply:
    """What is said to a question, and which articles that shows, where it shows any that may be gone on with.

    `answered` is what is recorded of it, unless it asked nothing new, and `audience` whom it was answered for.
    """

    message: Message
    listing: Listing | None = None
    answered: Answered | None = None
    audience: Audience = Audience.PUBLIC


def reply_to(parts: Parts, question: Question, settings: ChannelSettings) -> Reply | None:
    """What is said to a question; None where nobody asked us and the channel wants no such answer.

    `DatabaseUnavailable`: that is not this question's fault. All else that goes wrong is said.
    """
    try:
        reply = _reply(parts, question, settings)
    except DatabaseUnavailable:
        raise
    except Exception as error:
        said = errors.sentence(error)
        return Reply(note(said)) if question.way not in UNASKED else None
    if reply and question.way in UNASKED:
        return replace(reply, message=blocks.unasked(reply.message))
    return reply


def spot_of(question: Question, settings: ChannelSettings) -> Spot:
    """Where it is remembered what was shown last: for one person where they alone see it, else for the thread."""
    if question.way is Way.DIRECT or settings.privately:
        return Spot(question.workspace, question.channel, person=question.person)
    return Spot(question.workspace, question.channel, thread_ts=question.thread_ts)


def _reply(parts: Parts, question: Question, settings: ChannelSettings) -> Reply | None:
    if question.way not in UNASKED and question.text.casefold() in ("", verbs.HELP.word):
        command = Command(question.workspace, question.channel, question.person, question.text)
        return Reply(verbs.help_for(parts, command))
    private = settings.privately and question.way is not Way.DIRECT
    people = bool(parts.help_channel(place_of(question)))
    page = Page(private=private, numbered=True, people=people, unasked=question.way in UNASKED)
    return _gone_on(parts, question, settings, page) or _answered(parts, question, settings, page)


def _gone_on(parts: Parts, question: Question, settings: ChannelSettings, page: Page) -> Reply | None:
    """What goes on with the answer before, where there is one and that is what was said."""
    said = follow_up_in(question.text)
    before = parts.knowledge.listings.last(spot_of(question, settings)) if said else None
    if said is None or before is None or (question.way in UNASKED and not settings.hears_messages):
        return None
    favoured = parts.knowledge.channel_settings.favoured(place_of(question))
    audience = parts.channels.audience_now(question)
    return Reply(*go_on(parts.knowledge, said, before, audience, page=page, favoured=favoured))


def _answered(parts: Parts, question: Question, settings: ChannelSettings, page: Page) -> Reply | None:
    audience = parts.channels.audience_now(question)
    favoured = parts.knowledge.channel_settings.favoured(place_of(question))
    found = parts.knowledge.ask(question.text, audience, favoured=favoured)
    if question.way in UNASKED and not _is_wanted(found, question, settings):
        return None
    if only_goes_on(found):
        return Reply(note(NOT_KEPT))
    shown = [match.article.key for match in blocks.shown_of(found, page)]
    listing = None if found.talk else Listing(shown, question=found.question)
    if found.talk is Talk.WANTS_A_PERSON and (before := parts.knowledge.listings.last(spot_of(question, settings))):
        found = replace(found, question=before.question)  # which is what a person is wanted for
    return Reply(blocks.answer(found, page), listing, answered_by(found), audience)


def _is_wanted(found: Answer, question: Question, settings: ChannelSettings) -> bool:
    """Whether a channel wants an answer that nobody asked us for: only one that is right, as far as we can tell."""
    if found.talk or found.band is Band.NONE:
        return False
    if question.way is Way.MESSAGE and settings.answers is not Answers.EVERYTHING:
        return settings.answers is Answers.QUESTIONS and found.band is Band.CONFIDENT
    return settings.hears_messages and (settings.several or found.band is Band.CONFIDENT)
