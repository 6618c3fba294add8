"""Points at which a test lets a process die, to see that another one brings what it was doing to its end."""

import signal
from collections.abc import Iterator

# The transactions and requests on a post's way, by the names that the code gives them.
WRITES = (
    "receive",
    "claim question",
    "answer",
    "volunteer",
    "leave unanswered",
    "settle channel",
    "put",
    "claim",
    "sent",
    "postpone",
    "slow down",
    "put off",
    "drop",
    "unclear",
    "park",
    "take over orphans",
    "claim unclear",
    "hold",
    "found",
    "absent",
    "look up again",
    "claim stale",
    "edited",
    "leave",
    "edit later",
    "slow edits down",
    "turns",
    "plan",
    "gather",
    "sync",
    "refused",
    "returned",
    "moved",
    "release",
    "announce now",
    "show latest",
    "accept",
    "subscribe",
    "unsubscribe",
    "end",
    "refused everywhere",
    "pause",
    "resume",
    "lease",
    "tidy",
    "heal",
    "check",
    "vectors",
    "drop vectors",
    "forget vectors",
    "tune",
    "keep listing",
    "ask for help",
    "help",
    "unfurl",
    "record",
    "opened",
    "vote",
    "say why",
    "propose",
    "close miss",
    "close misses",
    "ask misses",
)
REQUESTS = ("open", "post", "look up", "edit")


def _points() -> Iterator[str]:
    for write in WRITES:
        yield before_commit(write)
        yield after_commit(write)
    for request in REQUESTS:
        yield before_request(request)
        yield after_request(request)


def before_commit(write: str) -> str:
    """The point at which all of a transaction has been done but for its end."""
    return f"{write}: before the commit"


def after_commit(write: str) -> str:
    """The point at which a transaction has ended and nothing else has been done."""
    return f"{write}: after the commit"


def before_request(request: str) -> str:
    """The point at which a request is about to be made."""
    return f"{request}: before the request"


def after_request(request: str) -> str:
    """The point at which a request has been answered and nothing has been noted."""
    return f"{request}: after the request"


POINTS = tuple(_points())


class Failpoints:
    """Kills the process when it reaches the point of that name; none is reached where no name is given."""

    def __init__(self, name: str = "") -> None:
        self._name = name

    def reach(self, point: str) -> None:
        """Die at once, as from a power cut, if this is the point."""
        if self._name and point == self._name:
            signal.raise_signal(signal.SIGKILL)
