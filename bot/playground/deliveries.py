"""Payloads on their way to the app: held back, delivered, delivered again, and given up."""

import asyncio
import threading
from collections.abc import Callable, Coroutine, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from typing import Any

from bot.playground.delivery import Line, Reply, Sort
from bot.playground.model import Json
from bot.playground.receipts import Receipt, receipt
from bot.playground.traffic import Delivered, Traffic

# docs.slack.dev/apis/events-api: at once, after one minute and after five.
MOST_RETRIES = 3


@dataclass(frozen=True)
class Undelivered:
    """An event that was never acknowledged, how often it was retried and what came back last."""

    payload: Json
    retries: int
    last: Reply


@dataclass
class Held:
    """Events held back; the receipts are there once they were handed over."""

    events: list[tuple[Json, int]] = field(default_factory=list)
    receipts: list[Receipt] = field(default_factory=list)


def unheard(sort: Sort, payload: Json, *, times: int) -> list[Reply]:
    """Deliver nothing, with no replies: the app is down, and still is when Slack has given up."""
    return []


class Deliveries:
    """Hands payloads to the app over its line, noting each; `run` runs a coroutine on the server's loop.

    Of the events that are undelivered the newest are remembered, `most` of them; None is all of them.
    """

    def __init__(
        self,
        changed: threading.Condition,
        *,
        traffic: Traffic,
        run: Callable[[Coroutine[Any, Any, Any]], Any],
        most: int | None = None,
    ) -> None:
        self.line: Line | None = None
        self._changed = changed
        self._traffic = traffic
        self._run = run
        self._most = most
        self._each_event = 1
        self._held: Held | None = None
        self._undelivered: tuple[Undelivered, ...] = ()

    @property
    def undelivered(self) -> tuple[Undelivered, ...]:
        """The events that Slack could not deliver so far, those that it has given up too."""
        with self._changed:
            return self._undelivered

    def restore(self, undelivered: Sequence[Undelivered]) -> None:
        """From now on these are the events that could not be delivered so far."""
        with self._changed:
            self._undelivered = self._newest(undelivered)
            self._changed.notify_all()

    def deliver(self, sort: Sort, payload: Json, *, times: int) -> list[Reply]:
        """Deliver so many times at once; an event that is not acknowledged is retried at once, one time.

        The replies are those of all deliveries, the retry's last. More deliveries of an event are made where
        `deliver_each_event` has asked for them.
        """
        if sort != "events_api":
            return self._send(sort, payload, attempts=[0] * times)
        with self._changed:
            if self._held is not None:
                self._held.events.append((payload, times))
                return [Reply(None, "", 0, failure="held back")] * times
        # What is sent besides uses up none of the retries that the event has when all of them fail.
        replies = self._send(sort, payload, attempts=range(max(times, self._each_event)))
        if any(reply.is_acknowledged for reply in replies):
            return replies
        return [*replies, self._retry(Undelivered(payload, times - 1, replies[-1]))]

    def deliver_each_event(self, times: int) -> None:
        """From now on deliver each event so many times at once, or more where a gesture asks for more."""
        with self._changed:
            self._each_event = times

    @contextmanager
    def held(self, order: Sequence[int] | None = None) -> Iterator[Held]:
        """Hold events back until the end, then hand them over in another order: reversed, or as numbered here.

        Commands, presses and the like go through meanwhile. Gestures that are held back give a receipt that says so.
        """
        held = self._begin_holding()
        try:
            yield held
        finally:
            with self._changed:
                self._held = None
        numbers = order if order is not None else reversed(range(len(held.events)))
        for payload, times in [held.events[number] for number in numbers]:
            held.receipts += [receipt(reply) for reply in self.deliver("events_api", payload, times=times)]

    def redeliver(self) -> tuple[Receipt, ...]:
        """Retry what is undelivered, as Slack does after one and after five minutes."""
        due = [each for each in self.undelivered if each.retries < MOST_RETRIES]
        return tuple(receipt(self._retry(each)) for each in due)

    def _begin_holding(self) -> Held:
        with self._changed:
            if self._held is not None:
                raise RuntimeError("events are held back already")
            self._held = Held()
            return self._held

    def _retry(self, event: Undelivered) -> Reply:
        attempt = event.retries + 1
        [reply] = self._send("events_api", event.payload, attempts=[attempt], reason=event.last.retry_reason)
        with self._changed:
            others = [each for each in self._undelivered if each.payload is not event.payload]
            failed = [] if reply.is_acknowledged else [replace(event, retries=attempt, last=reply)]
            self._undelivered = self._newest([*others, *failed])
            self._changed.notify_all()
        return reply

    def _newest(self, events: Sequence[Undelivered]) -> tuple[Undelivered, ...]:
        return tuple(events if self._most is None else events[max(0, len(events) - self._most) :])

    def _send(self, sort: Sort, payload: Json, *, attempts: Sequence[int], reason: str = "http_timeout") -> list[Reply]:
        line = self.line
        if line is None:
            raise RuntimeError("no app to tell: connect_http or connect_socket first")

        async def one(attempt: int) -> Reply:
            reply = await line.deliver(sort, payload, attempt=attempt, reason=reason)
            delivered = Delivered(line.kind, attempt, reply, is_repeated=attempt > attempts[0])
            return replace(reply, number=self._traffic.to_bot(sort, payload, delivered))

        async def all_at_once() -> list[Reply]:
            return await asyncio.gather(*map(one, attempts))

        replies: list[Reply] = self._run(all_at_once())
        return replies
