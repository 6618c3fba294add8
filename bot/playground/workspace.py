"""What a Slack workspace holds: people, channels and what was said in them."""

import threading
import time
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from typing import TypeVar

from bot.playground.clock import SlackClock, checked_ahead
from bot.playground.homes import Homes
from bot.playground.installation import Installation
from bot.playground.links import KeptLinks, Links
from bot.playground.modals import Modals
from bot.playground.model import Bot, Channel, Message, Person, Prompts, Team, View
from bot.playground.numbers import KeptNumbers, Numbers
from bot.playground.offers import Offers
from bot.playground.transcripts import Transcripts, micros
from bot.playground.triggers import Triggers

T = TypeVar("T")


@dataclass(frozen=True)
class KeptWorkspace:
    """All that people see in a workspace, as it outlasts a restart.

    `direct` is the direct channel of each person, `prompts` what is offered above each of these.
    """

    people: tuple[Person, ...]
    channels: tuple[Channel, ...]
    direct: Mapping[str, str]
    prompts: Mapping[str, Prompts]
    messages: tuple[Message, ...]
    homes: tuple[View, ...]
    links: KeptLinks
    numbers: KeptNumbers
    ahead: float

    def check(self) -> None:
        """Raise ValueError when no workspace can be so."""
        checked_ahead(self.ahead)
        for message in self.messages:
            micros(message.ts)


class Workspace:
    """The state, read and written from any thread under one lock.

    Hold `changed` to do several things as one; it is notified at every change. Ids are numbered from `first_number` on.
    """

    def __init__(
        self,
        team: Team,
        bot: Bot,
        *,
        people: Iterable[Person],
        channels: Iterable[Channel],
        clock: Callable[[], float] = time.time,
        first_number: int = 1,
    ) -> None:
        self.team = team
        self.changed = threading.Condition()
        self.clock = SlackClock(clock, self.changed)
        self.installation = Installation(self.changed, bot)
        self._people = {person.id: person for person in people}
        self._channels = {channel.id: channel for channel in channels}
        self._direct: dict[str, str] = {}
        self._prompts: dict[str, Prompts] = {}
        self.edit_window: float | None = None
        self._numbers = Numbers(self.changed, clock=self.clock, first=first_number)
        self.new_id = self._numbers.new_id
        self.new_ts = self._numbers.new_ts
        self.triggers = Triggers(self.changed, clock=self.clock, new_id=self.new_id)
        self.modals = Modals(self.changed, new_id=self.new_id, new_hash=self._numbers.new_hash)
        self.homes = Homes(self.changed, new_id=self.new_id, new_hash=self._numbers.new_hash)
        self.offers = Offers(self.changed)
        self.links = Links(self.changed, new_id=self.new_id)
        self.transcripts = Transcripts(self.changed, clock=self.clock, new_id=self.new_id, new_ts=self.new_ts)
        self.say = self.transcripts.say
        self.amend = self.transcripts.amend
        self.remove = self.transcripts.remove
        self.find = self.transcripts.find

    @property
    def bot(self) -> Bot:
        return self.installation.bot

    def kept(self) -> KeptWorkspace:
        """All that people see by now. Open modals are left out: Slack closes them too when its page is loaded anew."""
        with self.changed:
            return KeptWorkspace(
                people=self.people,
                channels=self.channels,
                direct=dict(self._direct),
                prompts=dict(self._prompts),
                messages=self.transcripts.kept(),
                homes=self.homes.kept(),
                links=self.links.kept(),
                numbers=self._numbers.kept(),
                ahead=self.clock.ahead,
            )

    def restore(self, kept: KeptWorkspace) -> None:
        """Go on from what was kept, in place of what is here; the app stays as it is installed now.

        Raises ValueError when it can't be so, and changes nothing then.
        """
        kept.check()
        with self.changed:
            self._people = {person.id: person for person in kept.people}
            self._channels = {channel.id: channel for channel in kept.channels}
            self._direct = dict(kept.direct)
            self._prompts = dict(kept.prompts)
            self.transcripts.restore(kept.messages)
            self.homes.restore(kept.homes)
            self.links.restore(kept.links)
            self._numbers.restore(kept.numbers)
            self.clock.restore(kept.ahead)

    def offer(self, channel: Channel, prompts: Prompts) -> None:
        """Show prompts above what is written in a direct channel."""
        with self.changed:
            self._prompts[channel.id] = prompts
            self.changed.notify_all()

    def prompts_of(self, person: str) -> Prompts | None:
        """What the app offers this person to ask, above their messages with it."""
        with self.changed:
            return self._prompts.get(self.direct_channel(person).id)

    def find_person(self, person_id: str) -> Person | None:
        with self.changed:
            return self._people.get(person_id)

    def person(self, person_id: str) -> Person:
        found = self.find_person(person_id)
        if found is None:
            known = ", ".join(self._people)
            raise LookupError(f"no person {person_id} here; there are {known}")
        return found

    @property
    def people(self) -> tuple[Person, ...]:
        """Everybody that there is, the bot apart."""
        with self.changed:
            return tuple(self._people.values())

    def team_of(self, user_id: str) -> str:
        """The id of the team of a person or of the bot."""
        return self.team.id if user_id == self.bot.user_id else self.person(user_id).team_id

    def put_person(self, person: Person) -> Person:
        """Add a person, or change one: `put_person(replace(person, is_deleted=True))`."""
        with self.changed:
            self._people[person.id] = person
            self.changed.notify_all()
        return person

    def find_channel(self, channel_id: str) -> Channel | None:
        with self.changed:
            return self._channels.get(channel_id)

    def channel(self, channel_id: str) -> Channel:
        found = self.find_channel(channel_id)
        if found is None:
            known = ", ".join(self._channels)
            raise LookupError(f"no channel {channel_id} here; there are {known}")
        return found

    @property
    def channels(self) -> tuple[Channel, ...]:
        """Every channel that there is."""
        with self.changed:
            return tuple(self._channels.values())

    def put(self, channel: Channel) -> Channel:
        """Add a channel, or change one: `put(replace(channel, is_archived=True))`."""
        with self.changed:
            self._channels[channel.id] = channel
            self.changed.notify_all()
        return channel

    def move(self, channel_id: str, new_id: str) -> Channel:
        """From now on a channel, and what was said in it, is known by another id alone, which must be new."""
        with self.changed:
            if self.find_channel(new_id) is not None:
                raise ValueError(f"there is a channel {new_id} already")
            self.transcripts.move(channel_id, new_id)
            moved = self.put(replace(self.channel(channel_id), id=new_id))
            self.forget(channel_id)
            return moved

    def forget(self, channel_id: str) -> None:
        """There never was such a channel."""
        with self.changed:
            self._channels.pop(channel_id, None)
            self.transcripts.forget(channel_id)
            self.changed.notify_all()

    def place_of(self, address: str) -> str:
        """What the addresses of one place have in common: a direct channel is known by its person's id too."""
        channel = self.find_channel(address)
        if channel is None or channel.kind != "im":
            return address
        return next(iter(channel.members - {self.bot.user_id}), address)

    def find_direct_channel(self, person_id: str) -> Channel | None:
        """The conversation between the bot and this person, if it was ever opened."""
        with self.changed:
            return self._channels.get(self._direct.get(person_id, ""))

    def direct_channel(self, person_id: str) -> Channel:
        """The conversation between the bot and this person, opened when there is none."""
        person = self.person(person_id)
        with self.changed:
            known = self.find_direct_channel(person.id)
            if known is not None:
                return known
            members = frozenset({person.id, self.bot.user_id})
            opened = self.put(Channel(self.new_id("D"), person.name, "im", members))
            self._direct[person.id] = opened.id
            return opened

    def messages(self, channel: str) -> tuple[Message, ...]:
        """What everyone in the channel sees, threads included, oldest first."""
        return self.transcripts.seen_by(self.channel(channel).id, None)

    def ephemerals(self, channel: str, person: str) -> tuple[Message, ...]:
        """What only this person sees in the channel, oldest first."""
        return self.transcripts.seen_by(self.channel(channel).id, person)

    def wait_for(self, predicate: Callable[[], T], seconds: float = 30) -> T:
        """What the predicate gives once it is true; TimeoutError when it stays false."""
        with self.changed:
            found = self.changed.wait_for(predicate, timeout=seconds)
        if not found:
            raise TimeoutError(f"still false after {seconds} s")
        return found
