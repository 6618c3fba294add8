"""What a Slack workspace holds: people, channels and what was said in them."""

import threading
import time
from collections.abc import Callable, Iterable
from dataclasses import replace
from itertools import count
from typing import TypeVar

from bot.playground.homes import Homes
from bot.playground.links import Links
from bot.playground.modals import Modals
from bot.playground.model import Bot, Channel, Message, Person, Prompts, Team
from bot.playground.offers import Offers
from bot.playground.transcripts import Transcripts
from bot.playground.triggers import Triggers

T = TypeVar("T")

# A manifest holds so many unfurl_domains.
MOST_DOMAINS = 5


class Workspace:
    """The state, read and written from any thread under one lock.

    Hold `changed` to do several things as one; it is notified at every change.
    """

    def __init__(
        self,
        team: Team,
        bot: Bot,
        *,
        people: Iterable[Person],
        channels: Iterable[Channel],
        clock: Callable[[], float] = time.time,
    ) -> None:
        self.team = team
        self.bot = bot
        self.clock = clock
        self.changed = threading.Condition()
        self._people = {person.id: person for person in people}
        self._channels = {channel.id: channel for channel in channels}
        self._direct: dict[str, str] = {}
        self._numbers = count(1)
        self._last_ts = 0
        self.edit_window: float | None = None
        self.triggers = Triggers(self.changed, clock=clock, new_id=self.new_id)
        self.modals = Modals(self.changed, new_id=self.new_id, new_hash=self.new_hash)
        self.homes = Homes(self.changed, new_id=self.new_id, new_hash=self.new_hash)
        self.offers = Offers(self.changed)
        self.links = Links(self.changed, new_id=self.new_id)
        self._prompts: dict[str, Prompts] = {}
        self.transcripts = Transcripts(self.changed, clock=clock, new_id=self.new_id, new_ts=self.new_ts)
        self.say = self.transcripts.say
        self.amend = self.transcripts.amend
        self.remove = self.transcripts.remove
        self.find = self.transcripts.find

    def grant(self, *scopes: str) -> None:
        """The bot may do more from now on."""
        with self.changed:
            self.bot = replace(self.bot, scopes=self.bot.scopes | set(scopes))

    def revoke(self, *scopes: str) -> None:
        """The bot may do less from now on."""
        with self.changed:
            self.bot = replace(self.bot, scopes=self.bot.scopes - set(scopes))

    def subscribe(self, *events: str) -> None:
        """From now on the app asks for these, of message.channels, message.groups and message.im."""
        with self.changed:
            self.bot = replace(self.bot, subscriptions=self.bot.subscriptions | set(events))

    def unsubscribe(self, *events: str) -> None:
        with self.changed:
            self.bot = replace(self.bot, subscriptions=self.bot.subscriptions - set(events))

    def register_domains(self, *domains: str) -> None:
        """From now on the app is told of links to these domains, and to what is below them, alone."""
        if len(domains) > MOST_DOMAINS:
            raise ValueError(f"an app registers {MOST_DOMAINS} domains, not {len(domains)}")
        with self.changed:
            self.bot = replace(self.bot, unfurl_domains=domains)

    def offer(self, channel: Channel, prompts: Prompts) -> None:
        """Show prompts above what is written in a direct channel."""
        with self.changed:
            self._prompts[channel.id] = prompts
            self.changed.notify_all()

    def prompts_of(self, person: str) -> Prompts | None:
        """What the app offers this person to ask, above their messages with it."""
        with self.changed:
            return self._prompts.get(self.direct_channel(person).id)

    def revoke_token(self, error: str = "token_revoked") -> None:
        """From now on the bot's token gets this error, such as invalid_auth or account_inactive."""
        with self.changed:
            self.bot = replace(self.bot, token_error=error)

    def restore_token(self) -> None:
        with self.changed:
            self.bot = replace(self.bot, token_error="")

    def new_id(self, prefix: str) -> str:
        return f"{prefix}{next(self._numbers):08d}"

    def new_ts(self) -> str:
        """A timestamp as Slack writes it, later than every one before it."""
        with self.changed:
            # Whole microseconds: two floats a microsecond apart can print alike.
            self._last_ts = max(int(self.clock() * 1_000_000), self._last_ts + 1)
            seconds, rest = divmod(self._last_ts, 1_000_000)
            return f"{seconds}.{rest:06d}"

    def new_hash(self) -> str:
        """What tells one state of a view from the next."""
        return f"{self.new_ts().partition('.')[0]}.{self.new_id('h')}"

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

    def wait_for(self, predicate: Callable[[], T], seconds: float = 5) -> T:
        """What the predicate gives once it is true; TimeoutError when it stays false."""
        with self.changed:
            found = self.changed.wait_for(predicate, timeout=seconds)
        if not found:
            raise TimeoutError(f"still false after {seconds} s")
        return found
