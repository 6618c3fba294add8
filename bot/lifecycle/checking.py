"""Checking: the job that compares what is kept of channels, people and our token with what Slack says.

It finds what events did not tell: those that were lost, and what happens without one.
"""

import logging
from collections.abc import Callable
from functools import partial
from typing import TypeVar

from bot.lifecycle.asking import Inquiries, Standing, Unanswered
from bot.lifecycle.settling import settle
from bot.parts import Parts
from bot.refusals import pause_workspace
from knowledge.subscriptions import Place

T = TypeVar("T")

log = logging.getLogger(__name__)

_SECONDS_TO_ANSWER = 10

# So often is waited for what one question wants, and not for longer than this each time: then the check breaks off.
_MOST_WAITS, _LONGEST_WAIT = 5, 120.0


def check_channels(parts: Parts) -> None:
    """Look at all places that have subscriptions, if it is time; `Unanswered` where Slack does not say, and then they
    are looked at again soon."""
    checks, every = parts.knowledge.checks, parts.settings.check_channels_every
    if not checks.begin(every):
        return
    is_whole = False
    try:
        is_whole = Check(parts).run()
    finally:
        if is_whole:
            checks.end(every)
        else:
            checks.break_off()


class Check:
    """One look at everything."""

    def __init__(self, parts: Parts) -> None:
        self._parts, self._slack = parts, Inquiries(parts.settings, seconds=_SECONDS_TO_ANSWER)

    def run(self) -> bool:
        """Look at the token, then at each place; False when the process was told to stop meanwhile."""
        places = self._parts.knowledge.places.all()
        token = self._answered(self._slack.token)
        if token.problem:
            for workspace in {place.workspace for place in places}:
                pause_workspace(self._parts.knowledge, workspace, token.problem)
            return True
        joined = self._joined() if places else {}
        for place in places:
            if self._parts.stopping.is_set():
                return False
            self._look_at(place, joined.get(place.channel))
        log.info("%d channels and people were looked at", len(places))
        return True

    def _joined(self) -> dict[str, Standing]:
        """The channels that we are in, by id."""
        found: dict[str, Standing] = {}
        cursor, is_last = "", False
        while not is_last:
            page, following = self._answered(partial(self._slack.joined, cursor))
            found |= {standing.id: standing for standing in page}
            cursor, is_last = following, not following or following == cursor
        return found

    def _look_at(self, place: Place, listed: Standing | None) -> None:
        """Let a place be as the list has it, or as Slack says of it alone."""
        standing = listed or self._answered(partial(self._slack.place, place))
        if standing:
            settle(self._parts, place, standing)

    def _answered(self, ask: Callable[[], T]) -> T:
        """What Slack answers, asked again when it wants us to wait; `Unanswered`."""
        for _ in range(_MOST_WAITS):
            self._parts.knowledge.checks.go_on()
            try:
                return ask()
            except Unanswered as unanswered:
                if unanswered.wait is None or unanswered.wait.total_seconds() > _LONGEST_WAIT:
                    raise
                if self._parts.stopping.wait(unanswered.wait.total_seconds()):
                    raise
        return ask()
