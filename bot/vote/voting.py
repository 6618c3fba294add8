"""Voting: what somebody pressed is kept, and they alone are told so."""

from bot.buttons import person_button
from bot.gestures import Press, Submission
from bot.parts import Parts
from bot.pressed import NotKnown
from bot.shapes import text_at
from bot.vote import blocks
from knowledge.votes import NothingToVoteOn


def vote(parts: Parts, press: Press, *, helpful: bool) -> None:
    """Keep a vote, in place of the one before of the same person; `NothingToVoteOn`, `NotKnown`,
    `DatabaseUnavailable`."""
    _check_shown(parts, press)
    question, article = press.text("question"), press.text("article")
    parts.knowledge.recording.flush()  # so that the vote finds its question
    parts.knowledge.votes.cast(
        workspace=press.workspace, person=press.person, question=question, article=article, helpful=helpful
    )
    if helpful:
        parts.replies.show(press, blocks.thanks_for_helpful())
        return
    has_people = question and parts.help_channel(press.place)
    people = [person_button(question, answer=press.message_ts)] if has_people else []
    parts.replies.show(press, blocks.thanks_for_not_helpful(question, article, people))


def ask_why(parts: Parts, press: Press) -> None:
    """Open the form for a reason, in the place of our thanks where these are in a modal; `NothingToVoteOn`,
    `NotKnown`, `NotOpened`."""
    _check_shown(parts, press)
    form = blocks.reason_view(press.text("question"), press.text("article"))
    if press.view:
        parts.modals.update(press.view.id, form)
    else:
        parts.modals.open(press.trigger, form)


def keep_reason(parts: Parts, form: Submission) -> None:
    """Keep the reason that somebody gave; the same one twice is one. `NoVote`, `DatabaseUnavailable`."""
    parts.knowledge.votes.say_why(
        workspace=form.workspace,
        person=form.person,
        question=text_at(form.memory, "question"),
        article=text_at(form.memory, "article"),
        reason=form.given(blocks.WHY),
    )


def _check_shown(parts: Parts, press: Press) -> None:
    """Raise `NothingToVoteOn` where the article has gone, or may not be shown any more to whoever pressed.

    `NotKnown` where nothing says what was asked.
    """
    if not press.text("question"):
        raise NotKnown
    key = press.text("article")
    if key and not parts.knowledge.article(key, parts.channels.audience_for(press)):
        raise NothingToVoteOn
