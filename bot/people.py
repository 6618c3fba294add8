"""People: what is known of somebody in Slack, which decides what they may do and which clocks they live by."""

import logging
import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from slack_sdk import WebClient

from bot.outbox.outcomes import FAILURES, reason
from knowledge.timezones import is_timezone

# Somebody waits for the answer: what Slack does not say within this is not known.
SECONDS_TO_ANSWER = 2

_REMEMBERED_SECONDS, _ASK_AGAIN_SECONDS, _MOST_REMEMBERED = 3600.0, 5.0, 10_000

_NO_MEMBER = ("deleted", "is_bot", "is_restricted", "is_ultra_restricted", "is_stranger")

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody in Slack: their time zone, by its name in the tz database, and what they are in the workspace.

    `is_admin` says that they are an admin or an owner, `is_member` that they are a full member: no guest, nobody of
    another organisation, no bot, and not gone.
    """

    timezone: str
    is_admin: bool
    is_member: bool


@dataclass(frozen=True, slots=True)
class _Known:
    """What Slack said, or None where it did not, and until when that is not asked again."""

    person: Person | None
    until: float


class People:
    """Asks Slack who people are (scope `users:read`), and remembers it for an hour in this process."""

    def __init__(self, client: WebClient, *, clock: Callable[[], float] = time.monotonic) -> None:
        """Take a client for its token and address; `clock` gives seconds."""
        self._client = WebClient(
            token=client.token, base_url=client.base_url, timeout=SECONDS_TO_ANSWER, retry_handlers=[]
        )
        self._clock, self._known = clock, dict[tuple[str, str], _Known]()
        self._remembering = threading.Lock()

    def of(self, workspace: str, person: str) -> Person | None:
        """What is known of a person, from memory or from Slack; None where Slack does not say.

        It is not asked again before some seconds have passed.
        """
        known = self._known.get((workspace, person))
        if known is None or self._clock() >= known.until:
            known = self._look_up(workspace, person)
            self._remember((workspace, person), known)
        return known.person

    def is_member(self, workspace: str, person: str) -> bool:
        """Whether a person is a full member of the workspace; not where Slack does not say who they are."""
        known = self.of(workspace, person)
        return known is not None and known.is_member

    def _look_up(self, workspace: str, person: str) -> _Known:
        try:
            found = person_from(self._client.users_info(user=person).get("user"), workspace)
        except FAILURES as error:
            log.info("Slack does not say who somebody is: %s", reason(error), extra={"person": person})
            found = None
        return _Known(found, self._clock() + (_REMEMBERED_SECONDS if found else _ASK_AGAIN_SECONDS))

    def _remember(self, who: tuple[str, str], known: _Known) -> None:
        with self._remembering:
            if len(self._known) >= _MOST_REMEMBERED:
                self._known.clear()
            self._known[who] = known


def person_from(user: object, workspace: str) -> Person | None:
    """The person as users.info gives them, as a workspace sees them; None when it is no person that was given."""
    if not isinstance(user, Mapping):
        return None
    timezone = user.get("tz")
    return Person(
        timezone=timezone if isinstance(timezone, str) and is_timezone(timezone) else "UTC",
        is_admin=bool(user.get("is_admin") or user.get("is_owner")),
        is_member=_belongs(user, workspace) and not any(user.get(fact) for fact in _NO_MEMBER),
    )


def _belongs(user: Mapping[str, Any], workspace: str) -> bool:
    """Whether the workspace is theirs, or in a grid one of theirs."""
    grid = user.get("enterprise_user")
    teams = grid.get("teams") if isinstance(grid, Mapping) else None
    return workspace == user.get("team_id") or (isinstance(teams, list) and workspace in teams)
