"""What somebody can let go wrong by hand, from when it is switched on until it is switched off."""

import threading
from collections.abc import Mapping
from dataclasses import dataclass

from bot.playground.deliveries import Deliveries
from bot.playground.faults import DropAfter, Faults, ServerError, Slow, Standing, TooFast

# It hurts, and works all the same: the bot waits two seconds for the calls that somebody waits for.
SLOW_SECONDS = 1.5

POSTS = frozenset({"chat.postMessage", "chat.postEphemeral"})


@dataclass(frozen=True)
class Switch:
    """What it is called and does; the fault that stands, or how often each event is delivered, while it is on."""

    name: str
    label: str
    told: str
    standing: Standing | None = None
    deliveries: int = 1


SWITCHES = (
    Switch(
        "slow",
        "Slow Slack",
        f"Each of the bot's requests is answered {SLOW_SECONDS:g} seconds later.",
        Standing(Slow(SLOW_SECONDS)),
    ),
    Switch(
        "errors",
        "Server errors (500)",
        "Each of the bot's requests is answered with status 500, and nothing is done.",
        Standing(ServerError()),
    ),
    Switch(
        "too_many",
        "Too many requests (429)",
        "Each of the bot's requests is refused, and the bot is told to wait a second.",
        Standing(TooFast(retry_after=1)),
    ),
    Switch(
        "drop",
        "Drop after accepting",
        "What the bot posts appears, and the connection is closed before the bot hears of it.",
        Standing(DropAfter(), POSTS),
    ),
    Switch(
        "four",
        "Deliver each event four times",
        "The bot gets each mention, message and visit four times at once.",
        deliveries=4,
    ),
)
_BY_NAME: Mapping[str, Switch] = {switch.name: switch for switch in SWITCHES}


class Switches:
    """Which of them are on."""

    def __init__(self, changed: threading.Condition, faults: Faults, deliveries: Deliveries) -> None:
        self._changed = changed
        self._faults = faults
        self._deliveries = deliveries
        self._on: frozenset[str] = frozenset()

    @property
    def on(self) -> frozenset[str]:
        """The names of those that are on."""
        with self._changed:
            return self._on

    def turn_on(self, name: str) -> None:
        """From now on this goes wrong. Raises LookupError when there is no such switch."""
        with self._changed:
            self._set(self._on | {_known(name).name})

    def turn_off(self, name: str) -> None:
        """This goes wrong no more. Raises LookupError when there is no such switch."""
        with self._changed:
            self._set(self._on - {_known(name).name})

    def turn_all_off(self) -> None:
        """None of them is on."""
        self._set(frozenset())

    def _set(self, wanted: frozenset[str]) -> None:
        with self._changed:
            self._on = wanted
            # In the order of the table: of two that are on, the first of them is what goes wrong.
            for switch in SWITCHES:
                self._faults.take_down(switch.name)
                if switch.name in wanted and switch.standing:
                    self._faults.put_up(switch.name, switch.standing)
            times = max((switch.deliveries for switch in SWITCHES if switch.name in wanted), default=1)
            self._deliveries.deliver_each_event(times)
            self._changed.notify_all()


def _known(name: str) -> Switch:
    if name not in _BY_NAME:
        raise LookupError(f"no switch {name!r} here; there are {', '.join(_BY_NAME)}")
    return _BY_NAME[name]
