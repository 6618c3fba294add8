"""What was filled in: read as what a channel settles, or what is wrong with it, field by field."""

import re
from collections.abc import Mapping
from dataclasses import replace
from typing import TypeVar

from bot.gestures import Submission
from bot.talk import fields
from knowledge.channel_settings import MOST_MINUTES, Answers, ChangedBy, ChannelSettings
from knowledge.errors import KnowledgeError

Choice = TypeVar("Choice", Answers, ChangedBy)

_CHANNEL = re.compile("[CG][A-Z0-9]{1,30}")

_NO_NUMBER = f"Type a number of minutes from 0 to {MOST_MINUTES}."


class BadForm(KnowledgeError):
    """A form that can't be kept; says what is wrong with each of its blocks."""

    def __init__(self, problems: Mapping[str, str]) -> None:
        self.problems = dict(problems)
        super().__init__(" ".join(self.problems.values()))


def read_form(form: Submission, before: ChannelSettings, *, is_direct: bool) -> ChannelSettings:
    """What a channel settles by a form; what it does not ask for stays as it was before. `BadForm`."""
    ticked, channel = form.ticked(fields.ALSO), form.given(fields.HELP)
    settings = replace(
        before,
        favours=fields.FAVOURS in ticked,
        help_channel=channel if _CHANNEL.fullmatch(channel) else "",
    )
    if is_direct:
        return settings
    return replace(
        settings,
        answers=_one_of(Answers, form.given(fields.ANSWERS), before.answers),
        several=fields.SEVERAL in ticked,
        follow_ups=fields.FOLLOW_UPS in ticked,
        privately=form.given(fields.SHOWN) == fields.ASKER,
        changed_by=_one_of(ChangedBy, form.given(fields.CHANGED_BY), before.changed_by),
        minutes_between=_minutes(form.given(fields.MINUTES)),
    )


def _one_of(choices: type[Choice], value: str, before: Choice) -> Choice:
    return choices(value) if value in list(choices) else before


def _minutes(text: str) -> int:
    if not text.isascii() or not text.isdecimal() or int(text) > MOST_MINUTES:
        raise BadForm({fields.MINUTES: _NO_NUMBER})
    return int(text)
