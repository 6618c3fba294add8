"""What a gesture causes is delivered, and what came back is a receipt."""

from dataclasses import dataclass
from typing import Protocol

from bot.playground.delivery import Reply, Sort
from bot.playground.model import Json, Message


class Deliver(Protocol):
    """Hands a payload to the app so many times at once."""

    def __call__(self, sort: Sort, payload: Json, *, times: int) -> list[Reply]: ...


@dataclass(frozen=True)
class Receipt:
    """What came back from one delivery: no status when no ack came in three seconds.

    `said` is what the person wrote to cause it; `message` what a command's ack showed.
    """

    status: int | None
    body: str
    took_seconds: float
    failure: str = ""
    said: Message | None = None
    message: Message | None = None


def receipt(reply: Reply, *, said: Message | None = None, message: Message | None = None) -> Receipt:
    """The reply as what the gesture gives back."""
    return Receipt(
        reply.status,
        reply.body,
        reply.took_seconds,
        failure=reply.failure,
        said=said,
        message=message,
    )
