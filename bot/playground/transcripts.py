"""What was said in each conversation, found by its time."""

import threading
from bisect import bisect_left, bisect_right, insort
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace

from bot.playground.elements import with_ids
from bot.playground.model import Json, Message

# Later than any message, in microseconds.
END_OF_TIME = 10**18


def micros(ts: str) -> int:
    """A timestamp as whole microseconds, since a float cannot tell two neighbours apart."""
    seconds, _, rest = ts.partition(".")
    return int(seconds) * 1_000_000 + int(rest.ljust(6, "0"))


class Transcript:
    """One conversation: its messages, those that one person alone sees among them."""

    def __init__(self) -> None:
        self._said: dict[str, Message] = {}
        self._order: list[tuple[int, str]] = []
        self._answers: dict[str, list[str]] = defaultdict(list)

    def keep(self, message: Message) -> None:
        if message.ts not in self._said:
            insort(self._order, (micros(message.ts), message.ts))
            if message.thread_ts is not None:
                self._answers[message.thread_ts].append(message.ts)
        self._said[message.ts] = message

    def remove(self, message: Message) -> None:
        if self._said.pop(message.ts, None) is None:
            return
        self._order.remove((micros(message.ts), message.ts))
        if message.thread_ts is not None:
            self._answers[message.thread_ts].remove(message.ts)

    def find(self, ts: str) -> Message | None:
        return self._said.get(ts)

    def newest_first(self, first: int, last: int) -> Iterator[Message]:
        """The messages from one moment to another, both of them included."""
        begin = bisect_left(self._order, (first, ""))
        end = bisect_right(self._order, (last, "~"))
        return (self._said[self._order[number][1]] for number in range(end - 1, begin - 1, -1))

    def answers(self, ts: str) -> list[Message]:
        """What was said in a message's thread, oldest first."""
        return [self._said[each] for each in self._answers.get(ts, ())]

    def seen_by(self, only: str | None) -> tuple[Message, ...]:
        """What everyone sees (None), or this person alone, oldest first."""
        return tuple(message for message in self.all() if message.ephemeral_to == only)

    def all(self) -> Iterator[Message]:
        """Every message, whoever sees it, oldest first."""
        return (self._said[ts] for _, ts in self._order)

    def moved(self, channel: str) -> "Transcript":
        """The same messages in a channel of another id."""
        copy = Transcript()
        for message in self.all():
            copy.keep(replace(message, channel=channel))
        return copy


class Transcripts:
    """All conversations, read and written under the workspace's lock.

    History tells of a message only `lag` seconds after it was said.
    """

    def __init__(
        self,
        changed: threading.Condition,
        *,
        clock: Callable[[], float],
        new_id: Callable[[str], str],
        new_ts: Callable[[], str],
    ) -> None:
        self.lag = 0.0
        self._changed = changed
        self._clock = clock
        self._new_id = new_id
        self._new_ts = new_ts
        self._of: dict[str, Transcript] = defaultdict(Transcript)

    def say(
        self,
        channel: str,
        user: str,
        *,
        text: str,
        blocks: Sequence[Json] = (),
        thread_ts: str | None = None,
        metadata: Json | None = None,
        ephemeral_to: str | None = None,
        bot_id: str = "",
    ) -> Message:
        """Let somebody say something now, and give it as it is kept."""
        with self._changed:
            message = Message(
                channel=channel,
                ts=self._new_ts(),
                user=user,
                text=text,
                blocks=with_ids(blocks, self._new_id),
                thread_ts=thread_ts,
                metadata=metadata,
                ephemeral_to=ephemeral_to,
                bot_id=bot_id,
            )
            return self.keep(message)

    def amend(self, message: Message, *, text: str, blocks: Sequence[Json]) -> Message:
        """Put another text and other blocks in the place of a message's."""
        whole = with_ids(blocks, self._new_id)
        return self.keep(replace(message, text=text, blocks=whole, edited=self._new_ts()))

    def remove(self, message: Message) -> None:
        """Take a message away; one that is gone already stays so."""
        with self._changed:
            self._of[message.channel].remove(message)
            self._changed.notify_all()

    def find(self, channel: str, ts: str) -> Message | None:
        with self._changed:
            return self._of[channel].find(ts)

    def seen_by(self, channel: str, only: str | None) -> tuple[Message, ...]:
        """What everyone in the channel sees (None), threads included, or this person alone, oldest first."""
        with self._changed:
            return self._of[channel].seen_by(only)

    def recorded(self, channel: str, first: int, last: int) -> Iterator[Message]:
        """What history tells by now, newest first, between two moments; read it under the lock."""
        told = self._of[channel].newest_first(first, min(last, self._horizon()))
        return (message for message in told if message.ephemeral_to is None)

    def find_recorded(self, channel: str, ts: str) -> Message | None:
        """A message if history tells of it by now."""
        message = self.find(channel, ts)
        return message if message is not None and self._is_recorded(message) else None

    def answers(self, channel: str, ts: str) -> list[Message]:
        """What history tells by now of a message's thread, oldest first."""
        with self._changed:
            return [message for message in self._of[channel].answers(ts) if self._is_recorded(message)]

    def move(self, channel: str, new_channel: str) -> None:
        """From now on all that was said in one channel was said in another, which is new."""
        with self._changed:
            self._of[new_channel] = self._of.pop(channel, Transcript()).moved(new_channel)

    def forget(self, channel: str) -> None:
        """Nothing was ever said there."""
        with self._changed:
            self._of.pop(channel, None)

    def keep(self, message: Message) -> Message:
        """Put a message as it is by now in the place of what it was, if it was there."""
        with self._changed:
            self._of[message.channel].keep(message)
            self._changed.notify_all()
        return message

    def kept(self) -> tuple[Message, ...]:
        """All that was said anywhere and is still there, each conversation oldest first."""
        with self._changed:
            return tuple(message for transcript in self._of.values() for message in transcript.all())

    def restore(self, messages: Iterable[Message]) -> None:
        """From now on this is all that was ever said."""
        with self._changed:
            self._of.clear()
            for message in messages:
                self._of[message.channel].keep(message)
            self._changed.notify_all()

    def _is_recorded(self, message: Message) -> bool:
        return message.ephemeral_to is None and micros(message.ts) <= self._horizon()

    def _horizon(self) -> int:
        return int((self._clock() - self.lag) * 1_000_000) if self.lag else END_OF_TIME
