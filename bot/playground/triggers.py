"""The trigger_ids: each lets the bot open one modal for one person, within three seconds."""

import threading
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, replace

from bot.playground.limits import SlackRefused

# docs.slack.dev/interactivity/handling-user-interaction: "trigger_ids expire three seconds after they're created".
LIFETIME_SECONDS = 3.0

# A trigger_id that is older than this is as one that was never given: a fake Slack may run for days.
FORGOTTEN_AFTER_SECONDS = 60 * 60.0


@dataclass(frozen=True)
class Trigger:
    """Whose gesture it was, where if in a conversation, when by the workspace's clock, and if a modal came of it."""

    person: str
    channel: str | None
    since: float
    is_exchanged: bool = False


class Triggers:
    """The trigger_ids that were handed out, for an hour."""

    def __init__(
        self, changed: threading.Condition, *, clock: Callable[[], float], new_id: Callable[[str], str]
    ) -> None:
        self._changed = changed
        self._clock = clock
        self._new_id = new_id
        self._given: OrderedDict[str, Trigger] = OrderedDict()

    def new(self, person: str, channel: str | None = None) -> str:
        with self._changed:
            trigger_id = self._new_id("13345224609.738474920.")
            self._give(trigger_id, Trigger(person, channel, self._clock()))
        return trigger_id

    def renew(self, trigger_id: str, person: str) -> None:
        """Let a trigger_id open a modal for this person from now on, whether it was handed out here or not."""
        with self._changed:
            self._give(trigger_id, Trigger(person, None, self._clock()))

    def exchange(self, trigger_id: str) -> Trigger:
        """Whose modal may be opened now, and where they were; by this trigger_id no more. Raises SlackRefused."""
        with self._changed:
            trigger = self._given.get(trigger_id)
            if trigger is None:
                raise SlackRefused("invalid_trigger_id")
            if trigger.is_exchanged:
                raise SlackRefused("exchanged_trigger_id")
            if self._clock() - trigger.since > LIFETIME_SECONDS:
                raise SlackRefused("expired_trigger_id")
            self._given[trigger_id] = replace(trigger, is_exchanged=True)
            return trigger

    def _give(self, trigger_id: str, trigger: Trigger) -> None:
        self._given[trigger_id] = trigger
        self._given.move_to_end(trigger_id)
        while next(iter(self._given.values())).since < trigger.since - FORGOTTEN_AFTER_SECONDS:
            self._given.popitem(last=False)
