"""What was filled in: read as what somebody wants, or what is wrong with it, field by field."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager

from bot.gestures import Submission
from bot.subscribe.form import fields
from bot.typed.options import RECENT
from bot.typed.reading import Wanted, left_out
from bot.typed.words import DAYS, read_time
from knowledge.errors import KnowledgeError
from knowledge.subscriptions import Cadence, Quiet
from knowledge.timezones import timezone_named

# Slack shows so much of what is wrong with a field.
_LONGEST_ERROR = 2000

_BOTH_ENDS = "Say when quiet hours begin and when they end, or leave both empty."
_SAME_TIME = "Quiet hours end at another time than they begin."


class BadForm(KnowledgeError):
    """A form that can't be read; says what is wrong with each of its blocks."""

    def __init__(self, problems: Mapping[str, str]) -> None:
        self.problems = {block: problem[:_LONGEST_ERROR] for block, problem in problems.items()}
        super().__init__(" ".join(self.problems.values()))


class Problems:
    """What is wrong with a form, as far as it has been read."""

    def __init__(self) -> None:
        self.found: dict[str, str] = {}

    @contextmanager
    def noted(self, block: str) -> Iterator[None]:
        """Note what is wrong with a block, and read on."""
        try:
            yield
        except KnowledgeError as problem:
            self.found[block] = str(problem)

    def check(self) -> None:
        """Raise `BadForm` where something was wrong."""
        if self.found:
            raise BadForm(self.found)


def read_timing_and_style(form: Submission, problems: Problems) -> Wanted:
    """What was filled in, but for the category; what is wrong is noted."""
    timezone: str | None = None
    phrases: tuple[str, ...] = ()
    with problems.noted(fields.TIMEZONE):
        timezone = timezone_named(form.given(fields.TIMEZONE)) if form.given(fields.TIMEZONE).strip() else None
    with problems.noted(fields.WITHOUT):
        phrases = left_out(fields.phrases_in(form.given(fields.WITHOUT)))
    ticked, at = form.ticked(fields.ALSO), form.given(fields.AT)
    return Wanted(
        cadence=_cadence(form.given(fields.CADENCE)),
        at=read_time(at) if at else None,
        weekday=_weekday(form.given(fields.WEEKDAY)),
        weekdays_only=fields.WEEKDAYS in ticked,
        quiet=_quiet(form, problems) or False,
        timezone=timezone,
        compact=form.given(fields.STYLE) == fields.COMPACT,
        updates=fields.UPDATES in ticked,
        without=phrases,
        recent=RECENT if fields.RECENT in ticked else 0,
    )


def _cadence(value: str) -> Cadence:
    return Cadence(value) if value in [each.value for each in Cadence] else Cadence.AT_ONCE


def _weekday(value: str) -> int | None:
    return int(value) if value in [str(number) for number in range(len(DAYS))] else None


def _quiet(form: Submission, problems: Problems) -> Quiet | None:
    start, end = form.given(fields.QUIET_FROM), form.given(fields.QUIET_UNTIL)
    if not start and not end:
        return None
    if not start or not end:
        problems.found[fields.QUIET_UNTIL if start else fields.QUIET_FROM] = _BOTH_ENDS
    elif start == end:
        problems.found[fields.QUIET_UNTIL] = _SAME_TIME
    else:
        return Quiet(read_time(start), read_time(end))
    return None
