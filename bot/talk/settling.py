"""Settling: the form opened, what was filled in kept, and Stop."""

from dataclasses import replace
from functools import partial
from typing import Any

from bot.correlation import carried
from bot.gestures import Command, Press, Submission
from bot.membership import Standing
from bot.parts import Parts
from bot.permissions import NotAllowed
from bot.responding import respond, tell_at
from bot.talk import blocks, fields
from bot.talk.ears import Ears, Listening
from bot.talk.reading import BadForm, read_form
from knowledge.channel_settings import Answers, ChangedBy, ChannelSettings
from knowledge.errors import KnowledgeError


class ChangedMeanwhile(KnowledgeError):
    """Somebody has changed meanwhile who may change a channel's settings."""

    def __init__(self) -> None:
        super().__init__("Somebody has just changed who may change this. Type /kb settings again.")


def open_form(parts: Parts, command: Command) -> None:
    """Open the form filled in with what is set; whoever may not change it is told what that is.

    `Outsider`, `NotOpened`, `NotResponded`.
    """
    settings = parts.knowledge.channel_settings.of(command.place)
    try:
        parts.permissions.check_settling(command, settings.changed_by)
    except NotAllowed as refused:
        told = blocks.refused(str(refused), settings)
        respond(command.response_url, told.as_reply(response_type="ephemeral", replace_original=False))
        return
    is_direct = _is_direct(command)
    ears = Ears() if is_direct else Listening(parts.settings).ears_in(command.channel)
    view = blocks.form_view(blocks.Form(settings, command.whence, is_direct, ears))
    show = parts.modals.push if command.view else parts.modals.open
    show(command.trigger, view)


def submitted(parts: Parts, form: Submission) -> dict[str, Any]:
    """What is answered to a submitted form: what is set now, or what is wrong with which field.

    `NotAllowed`, `Outsider`, `ChangedMeanwhile`, `DatabaseUnavailable`.
    """
    command = form.as_command()
    settings, is_direct = parts.knowledge.channel_settings, _is_direct(command)
    before = settings.of(command.place)
    parts.permissions.check_settling(command, before.changed_by)
    try:
        wanted = read_form(form, before, is_direct=is_direct)
        if not is_direct:
            _check_ears(parts, command, wanted)
    except BadForm as bad:
        return {"response_action": "errors", "errors": bad.problems}
    settle = partial(_settled, wanted=wanted, allowed=before.changed_by)
    after, _ = settings.change(command.place, settle, person=command.person)
    _see_to_help(parts, command, after)
    return {"response_action": "update", "view": blocks.settled_view(after, is_direct=is_direct)}


def stop(parts: Parts, press: Press) -> None:
    """From now on answer in the channel only when somebody mentions us, and say so; `NotAllowed`, `Outsider`."""
    settings = parts.knowledge.channel_settings
    allowed = settings.of(press.place).changed_by
    parts.permissions.check_settling(press, allowed)
    settings.change(press.place, partial(_quiet, allowed=allowed), person=press.person)
    parts.replies.show(press, blocks.stopped())


def _settled(before: ChannelSettings, *, wanted: ChannelSettings, allowed: ChangedBy) -> ChannelSettings:
    if before.changed_by is not allowed:
        raise ChangedMeanwhile
    return wanted


def _quiet(before: ChannelSettings, *, allowed: ChangedBy) -> ChannelSettings:
    return _settled(before, wanted=replace(before, answers=Answers.MENTIONS, follow_ups=False), allowed=allowed)


def _check_ears(parts: Parts, command: Command, wanted: ChannelSettings) -> None:
    """Raise `BadForm` where a channel wants to be heard and can't be."""
    if not wanted.hears_messages:
        return
    if problem := Listening(parts.settings).ears_in(command.channel).problem:
        block = fields.ANSWERS if wanted.answers is not Answers.MENTIONS else fields.ALSO
        raise BadForm({block: problem})


def _see_to_help(parts: Parts, command: Command, settings: ChannelSettings) -> None:
    """In the background, join the channel in which people are asked where we may, or say what to do."""
    if settings.help_channel:
        parts.pool.offer(carried(partial(_tell_unless_in, parts, command, settings.help_channel)))


def _tell_unless_in(parts: Parts, command: Command, channel: str) -> None:
    if parts.membership.enter(channel) in (Standing.OUT, Standing.ARCHIVED):
        said = "I can't post in the channel where “Ask a person” shall ask. Type /invite @Quickjump there."
        tell_at(command.response_url, said)


def _is_direct(command: Command) -> bool:
    return command.place.channel != command.channel
