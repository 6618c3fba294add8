"""The trigger_ids: each lets the bot open one modal for one person, within three seconds."""

import threading
from collections.abc import Callable
from dataclasses import dataclass, replace

from bot.playground.limits import SlackRefused

# docs.slack.dev/interactivity/handling-user-interaction: "trigger_ids expire three seconds after they're created".
LIFETIME_SECONDS = 3.0


@dataclass(frozen=True)
class Trigger:
    """Whose gesture it was, when by the workspace's clock, and whether a modal came of it."""

    person: str
    since: float
    is_exchanged: bool = False


class Triggers:
    """Every trigger_id that was handed out."""

    def __init__(
        self, changed: threading.Condition, *, clock: Callable[[], float], new_id: Callable[[str], str]
    ) -> None:
        self._changed = changed
        self._clock = clock
        self._new_id = new_id
        self._given: dict[str, Trigger] = {}

    def new(self, person: str) -> str:
        with self._changed:
            trigger_id = self._new_id("13345224609.738474920.")
            self._given[trigger_id] = Trigger(person, self._clock())
        return trigger_id

    def exchange(self, trigger_id: str) -> str:
        """The person for whom a modal may be opened now, by this trigger_id no more. Raises SlackRefused."""
        with self._changed:
            trigger = self._given.get(trigger_id)
            if trigger is None:
                raise SlackRefused("invalid_trigger_id")
            if trigger.is_exchanged:
                raise SlackRefused("exchanged_trigger_id")
            if self._clock() - trigger.since > LIFETIME_SECONDS:
                raise SlackRefused("expired_trigger_id")
            self._given[trigger_id] = replace(trigger, is_exchanged=True)
            return trigger.person
