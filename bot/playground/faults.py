"""How the fake Slack misbehaves when a test says so, and what the bot then sees."""

import threading
from collections import defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from math import fsum
from random import Random

from bot.playground.model import Json
from bot.playground.pace import Pace


@dataclass(frozen=True)
class TooFast:
    """429 with Retry-After, in seconds; nothing is done."""

    retry_after: int = 30


@dataclass(frozen=True)
class ServerError:
    """A plain text error of this status; nothing is done."""

    status: int = 500


@dataclass(frozen=True)
class Refuse:
    """Slack says no with this error; nothing is done."""

    error: str


@dataclass(frozen=True)
class DropBefore:
    """The connection is closed without an answer; nothing is done."""


@dataclass(frozen=True)
class DropAfter:
    """What was asked is done, and then the connection is closed without an answer."""


@dataclass(frozen=True)
class InternalErrorAfterAccepting:
    """What was asked is done, and then the answer is `internal_error`."""


@dataclass(frozen=True)
class Slow:
    """What was asked is done at once, unless something else goes wrong `then`, and answered so many seconds later."""

    seconds: float
    then: "Fault | None" = None


Fault = TooFast | ServerError | Refuse | DropBefore | DropAfter | InternalErrorAfterAccepting | Slow


@dataclass(frozen=True)
class Answer:
    """What the bot sees; a `text` is sent as it is, in place of the body."""

    body: Json
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)
    text: str = ""


def in_words(fault: Fault | None) -> str:
    """What is made to go wrong, as a list of requests names it; nothing when nothing is."""
    match fault:
        case None:
            return ""
        case Slow(seconds, then):
            return " and ".join(filter(None, [f"{seconds:g} s late", in_words(then)]))
        case TooFast():
            return "too many requests"
        case ServerError(status):
            return f"server error {status}"
        case Refuse(error):
            return f"refused with {error}"
        case DropBefore():
            return "connection closed, nothing done"
        case DropAfter():
            return "carried out, then the connection was closed"
        case InternalErrorAfterAccepting():
            return "carried out, then internal_error"


def is_carried_out(fault: Fault | None) -> bool:
    """Whether what was asked is done for all that."""
    if isinstance(fault, Slow):
        return is_carried_out(fault.then)
    return fault is None or isinstance(fault, DropAfter | InternalErrorAfterAccepting)


def seen_through(fault: Fault | None, answer: Answer) -> Answer | None:
    """What the bot sees in place of the answer; None when it sees the connection close."""
    match fault:
        case TooFast(retry_after):
            return Answer(_refused("ratelimited"), 429, {"Retry-After": str(retry_after)})
        case ServerError(status):
            return Answer({}, status, text="Internal Server Error")
        case Refuse(error):
            return Answer(_refused(error))
        case InternalErrorAfterAccepting():
            return Answer(_refused("internal_error"))
        case DropBefore() | DropAfter():
            return None
        case Slow(then=then):
            return seen_through(then, answer)
        case None:
            return answer


def _refused(error: str) -> Json:
    return {"ok": False, "error": error}


@dataclass(frozen=True)
class Luck:
    """The chances of each fault, and whoever throws the dice."""

    chances: Mapping[Fault, float]
    random: Random

    def draw(self) -> Fault | None:
        """A fault, or none where the chances leave room for it."""
        thrown = self.random.random()
        for fault, chance in self.chances.items():
            if thrown < chance:
                return fault
            thrown -= chance
        return None


@dataclass(frozen=True)
class Standing:
    """A fault of every call of these methods, or of all calls where none is named, for as long as it stands."""

    fault: Fault
    methods: frozenset[str] = frozenset()

    def concerns(self, method: str) -> bool:
        return not self.methods or method in self.methods


class Faults:
    """What is to go wrong, method by method: what was asked for, in its order, what chance brings, and what stands."""

    def __init__(
        self, changed: threading.Condition, *, clock: Callable[[], float], place: Callable[[str], str]
    ) -> None:
        self._changed = changed
        self._place = place
        self._pace = Pace(clock=clock)
        self._wanted: dict[str, list[tuple[Fault, int | None]]] = defaultdict(list)
        self._luck: dict[str, Luck] = {}
        self._standing: dict[str, Standing] = {}

    def misbehave(self, fault: Fault, method: str = "chat.postMessage", *, times: int | None = 1) -> None:
        """Let the next so many calls of a method go wrong, or all (None) until `behave`.

        The method may be `response_url` too. Faults of one method come one after the other.
        """
        with self._changed:
            self._wanted[method].append((fault, times))

    def misbehave_at_random(
        self, chances: Mapping[Fault, float], method: str = "chat.postMessage", *, random: Random
    ) -> None:
        """Until `behave`, let each call of a method go wrong by chance: `{DropAfter(): 0.1}` is one in ten.

        What `misbehave` asks for goes first. Raises ValueError when the chances are more than 1 together.
        """
        if fsum(chances.values()) > 1 or min(chances.values(), default=0) < 0:
            raise ValueError(f"chances lie between 0 and 1 together: {dict(chances)}")
        with self._changed:
            self._luck[method] = Luck(dict(chances), random)

    def put_up(self, name: str, standing: Standing) -> None:
        """Let a fault stand under a name, until it is taken down or `behave`.

        What `misbehave` asks for goes first, then what was put up first; a `Slow` one is added to whatever goes wrong.
        """
        with self._changed:
            self._standing[name] = standing

    def take_down(self, name: str) -> None:
        """What stands under a name, if anything does, goes wrong no more."""
        with self._changed:
            self._standing.pop(name, None)

    def limit_posts(self, *, per_second: int | None = 1, per_minute: int | None = None) -> None:
        """From now on refuse faster posts, by the fake's clock, as Slack does: a second in a place, a minute in all.

        A direct channel and the id of its person are one place. Whoever is told to wait is refused until then.
        """
        with self._changed:
            self._pace.limit(per_second=per_second, per_minute=per_minute)

    def behave(self) -> None:
        """Nothing goes wrong any more."""
        with self._changed:
            self._wanted.clear()
            self._luck.clear()
            self._standing.clear()
            self._pace.limit(per_second=None, per_minute=None)

    def take(self, method: str, given: Json) -> Fault | None:
        """What goes wrong with this call. A post that comes too fast never gets so far that more can go wrong."""
        with self._changed:
            standing = [each.fault for each in self._standing.values() if each.concerns(method)]
            slow = next((fault for fault in standing if isinstance(fault, Slow)), None)
            others = (fault for fault in standing if not isinstance(fault, Slow))
            fault = self._asked_for(method, given) or next(others, None)
            return replace(slow, then=fault) if slow else fault

    def _asked_for(self, method: str, given: Json) -> Fault | None:
        wait = self._wait(method, given)
        if wait:
            return TooFast(retry_after=wait)
        if self._wanted[method]:
            return self._next(self._wanted[method])
        return self._luck[method].draw() if method in self._luck else None

    def _wait(self, method: str, given: Json) -> int:
        if method != "chat.postMessage":
            return 0
        return self._pace.wait(self._place(str(given.get("channel"))))

    def _next(self, wanted: list[tuple[Fault, int | None]]) -> Fault:
        fault, times = wanted[0]
        if times is not None:
            wanted[:1] = [(fault, times - 1)] if times > 1 else []
        return fault
