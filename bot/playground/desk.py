"""What a Web API method works with: the workspace, its arguments, who may do what."""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from bot.playground.limits import Problem, SlackRefused, refusal
from bot.playground.model import Channel, Json, Kind, Person
from bot.playground.workspace import Workspace

FAMILY: Mapping[Kind, str] = {"public": "channels", "private": "groups", "im": "im"}

Reader = Callable[[str, Any], Any]


@dataclass(frozen=True)
class Desk:
    """The workspace, and where the Socket Mode addresses come from."""

    workspace: Workspace
    new_link: Callable[[], str]

    def require(self, scope: str) -> None:
        """Refuse unless the app has the scope; `*:read` is any of that name."""
        family, _, name = scope.partition(":")
        wanted = [scope]
        if family == "*":
            wanted = [f"{each}:{name}" for each in FAMILY.values()]
        held = self.workspace.bot.scopes
        if held.isdisjoint(wanted):
            provided = ",".join(sorted(held))
            raise SlackRefused("missing_scope", needed=",".join(wanted), provided=provided)

    def channel(self, channel_id: str, *, ability: str | None = None) -> Channel:
        """A channel that the bot can see, and of whose kind it has the ability."""
        channel = self.workspace.find_channel(channel_id)
        if channel is None or not self.sees(channel):
            raise SlackRefused("channel_not_found")
        if ability:
            self.require(f"{FAMILY[channel.kind]}:{ability}")
        return channel

    def place(self, address: str) -> Channel:
        """Where a post goes: a channel that the bot can see, or its direct channel with the person of this id."""
        person = self.workspace.find_person(address)
        if person is None:
            return self.channel(address)
        if person.is_deleted or not self.meets(person):
            raise SlackRefused("channel_not_found")
        return self.workspace.direct_channel(person.id)

    def meets(self, person: Person) -> bool:
        """Whether the bot may write to the person alone: a colleague, or somebody of a channel that both are in."""
        if person.team_id == self.workspace.team.id:
            return True
        return any(self.is_in(channel) and person.id in channel.members for channel in self.workspace.channels)

    def sees(self, channel: Channel) -> bool:
        """Whether there is such a channel for the bot: one that is not public must have let it in."""
        return channel.kind == "public" or self.is_in(channel)

    def is_in(self, channel: Channel) -> bool:
        return self.workspace.bot.user_id in channel.members


def words(name: str, value: Any) -> str:
    if not isinstance(value, str):
        raise refusal("invalid_arguments", [Problem("must be a string", f"/{name}")])
    return value


def flag(name: str, value: Any) -> bool:
    """True or false as JSON has it, or as a form does: 1, 0, true, false."""
    spelt = {"1": True, "true": True, "0": False, "false": False}
    if str(value).lower() not in spelt:
        raise refusal("invalid_arguments", [Problem("must be a boolean", f"/{name}")])
    return spelt[str(value).lower()]


def number(name: str, value: Any) -> int:
    if isinstance(value, bool) or not str(value).isdecimal():
        raise refusal("invalid_arguments", [Problem("must be an integer", f"/{name}")])
    return int(value)


def structure(name: str, value: Any) -> Any:
    """A list or an object; a form carries it as a string of JSON."""
    if not isinstance(value, str):
        return value
    try:
        return json.loads(value)
    except (ValueError, RecursionError):
        raise SlackRefused(f"invalid_{name}_format") from None


def read(given: Json, *, required: Mapping[str, Reader], optional: Mapping[str, Reader]) -> Json:
    """The arguments in their own types; refuses what is missing or not known.

    Slack ignores some arguments that it does not know. Refusing them all finds typos.
    """
    readers = {**required, **optional}
    problems = [Problem(f"missing required field: {name}", "") for name in required if given.get(name) in (None, "")]
    problems += [Problem(f"invalid additional property: {name}", f"/{name}") for name in given if name not in readers]
    if problems:
        raise refusal("invalid_arguments", problems)
    return {name: readers[name](name, value) for name, value in given.items()}
