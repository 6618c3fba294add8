"""What one person sees of the workspace, as the page draws it."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from bot.playground.browser.menus import Menus
from bot.playground.model import Channel, Json, Message, Person, View
from bot.playground.picking import visible_channels
from bot.playground.server import FakeSlack
from bot.playground.transcripts import micros

# Older ones are there still, and history tells the bot of them; the page shows no more, so that it stays quick.
MOST_MESSAGES = 300


@dataclass(frozen=True)
class Look:
    """Who looks at which conversation; an empty or unknown one is chosen for them. `drawer`: behind the scenes too."""

    person: str = ""
    channel: str = ""
    drawer: bool = False


def screen_of(slack: FakeSlack, look: Look, menus: Menus) -> Json:
    """All that somebody sees who looks there; read it under the workspace's lock."""
    workspace = slack.workspace
    who = workspace.find_person(look.person) or workspace.people[0]
    channels = [*_channels(slack, who)]
    where = next((each for each in channels if each.id == look.channel), channels[0])
    home = None if _is_outside(slack, who) else slack.home_of(who.id)
    prompts = workspace.prompts_of(who.id) if where.kind == "im" else None
    names = _names(slack, channels)
    return {
        "asked": {"person": look.person, "channel": look.channel},
        "team": {"id": workspace.team.id, "name": workspace.team.name},
        "now": workspace.clock(),
        "app": {"commands": menus.commands, "shortcuts": menus.shortcuts},
        "person": who.id,
        "people": [_person(slack, each) for each in workspace.people],
        "channels": [_channel(slack, each, who) for each in channels],
        "names": names,
        "channel": where.id,
        "messages": [_message(slack, each, names) for each in _messages(slack, where, who)],
        "prompts": {"title": prompts.title, "prompts": prompts.prompts} if prompts else None,
        "modals": [_view(each) for each in workspace.modals.stack(who.id)],
        "home": _view(home) if home else None,
    }


def _channels(slack: FakeSlack, who: Person) -> Iterator[Channel]:
    """What stands in somebody's sidebar: the conversations that they see, and their messages with the bot."""
    yield from (each for each in visible_channels(slack.workspace, who) if each.kind != "im")
    if not _is_outside(slack, who):
        yield slack.workspace.direct_channel(who.id)


def _is_outside(slack: FakeSlack, who: Person) -> bool:
    return who.team_id != slack.workspace.team.id


def _person(slack: FakeSlack, person: Person) -> Json:
    return {
        "id": person.id,
        "name": person.name,
        "real_name": person.real_name,
        "is_admin": person.is_admin,
        "is_outside": _is_outside(slack, person),
        "tz": person.tz,
    }


def _channel(slack: FakeSlack, channel: Channel, who: Person) -> Json:
    said = [*slack.messages(channel.id)[-1:], *slack.ephemerals(channel.id, who.id)[-1:]]
    return {
        "id": channel.id,
        "name": slack.workspace.bot.name if channel.kind == "im" else channel.name,
        "kind": channel.kind,
        "is_ext_shared": channel.is_ext_shared,
        "is_archived": channel.is_archived,
        "is_member": who.id in channel.members,
        "has_bot": slack.workspace.bot.user_id in channel.members,
        "last_ts": max((each.ts for each in said), key=micros, default=None),
    }


def _names(slack: FakeSlack, channels: Iterable[Channel]) -> dict[str, str]:
    """What the ids of people and of these channels are shown as: of others nobody is to know the name."""
    workspace = slack.workspace
    people = {each.id: each.real_name for each in workspace.people}
    places = {each.id: each.name for each in channels if each.kind != "im"}
    return {**people, workspace.bot.user_id: workspace.bot.name, **places}


def _messages(slack: FakeSlack, channel: Channel, who: Person) -> list[Message]:
    said = [*slack.messages(channel.id), *slack.ephemerals(channel.id, who.id)]
    return sorted(said, key=lambda message: micros(message.ts))[-MOST_MESSAGES:]


def _message(slack: FakeSlack, message: Message, names: Mapping[str, str]) -> Json:
    return {
        "channel": message.channel,
        "ts": message.ts,
        "user": message.user,
        "name": names.get(message.user, message.user),
        "is_bot": message.user == slack.workspace.bot.user_id or bool(message.bot_id),
        "text": message.text,
        "blocks": message.blocks,
        "thread_ts": message.thread_ts,
        "is_ephemeral": message.ephemeral_to is not None,
        "edited": message.edited,
        "previews": [{"url": url, **preview} for url, preview in message.unfurls.items()],
    }


def _view(view: View) -> Json:
    given = view.given
    return {
        "id": view.id,
        "hash": view.hash,
        "type": given["type"],
        "title": view.title,
        "submit": given.get("submit", {}).get("text"),
        "close": given.get("close", {}).get("text"),
        "blocks": view.blocks,
        "values": view.state["values"],
        "errors": view.errors,
    }
