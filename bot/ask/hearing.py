"""Hearing: which of what people write in Slack is answered, as its channel has settled."""

from dataclasses import replace

from bot.ask.follow_ups import follow_up_in
from bot.ask.form import is_question
from bot.gestures import place_of
from bot.parts import Parts
from bot.payloads import names_somebody_first, question_from
from bot.shapes import Payload
from knowledge.channel_settings import Answers, ChannelSettings
from knowledge.listings import Spot
from knowledge.posts import Question, Way


def heard(parts: Parts, body: Payload) -> Question | None:
    """The question in an event that is to be answered, or None; `DatabaseUnavailable`.

    A message that its channel ignores costs no query: nothing but this process's memory is looked at.
    """
    question = question_from(body)
    if question is None or question.way is not Way.MESSAGE:
        return question
    settings = parts.knowledge.channel_settings.remembered(place_of(question))
    if not settings.hears_messages:
        return None
    if settings.answers is Answers.EVERYTHING:
        return question
    return _asked_of_all(parts, question, settings) if not names_somebody_first(body) else None


def _asked_of_all(parts: Parts, question: Question, settings: ChannelSettings) -> Question | None:
    """A message that is a question by its form and named nobody; None where the channel wants it left alone.

    In threads people talk to each other, so that only those count in which we have answered.
    """
    starts_thread = question.thread_ts == question.ts
    if starts_thread:
        is_wanted = settings.answers is Answers.QUESTIONS and is_question(question.text)
        return question if is_wanted else None
    goes_on = settings.follow_ups and (follow_up_in(question.text) or is_question(question.text))
    return replace(question, way=Way.FOLLOW_UP) if goes_on and _are_in(parts, question) else None


def _are_in(parts: Parts, question: Question) -> bool:
    """Whether we have answered in a question's thread."""
    thread = Spot(question.workspace, question.channel, thread_ts=question.thread_ts)
    return parts.knowledge.listings.last(thread) is not None
