"""What somebody may pick from the menus that Slack itself fills: people, channels and conversations."""

from collections.abc import Callable, Mapping
from typing import Any

from bot.playground.elements import parts_of
from bot.playground.model import Channel, Json, Message, Person, View
from bot.playground.workspace import Workspace


def usable_blocks(workspace: Workspace, shown: Message | View, who: Person) -> list[Json]:
    """The blocks of what is shown, in which each menu carries what this person may choose from it."""
    blocks = [*workspace.offers.within(shown, person=who.id)]
    for part in (part for block in blocks for part in parts_of(block)):
        pick = _PICK.get(part["type"].removeprefix("multi_"))
        if pick:
            part["offered"] = pick(workspace, part, who)
    return blocks


def _people(workspace: Workspace, part: Json, who: Person) -> list[str]:
    return [workspace.bot.user_id, *(person.id for person in workspace.people if not person.is_deleted)]


def _channels(workspace: Workspace, part: Json, who: Person) -> list[str]:
    return [each.id for each in visible_channels(workspace, who) if each.kind == "public"]


def _conversations(workspace: Workspace, part: Json, who: Person) -> list[str]:
    wanted: Mapping[str, Any] = part.get("filter") or {}
    kinds = wanted.get("include") or ("public", "private", "im")
    shared_too = not wanted.get("exclude_external_shared_channels", False)
    return [
        each.id
        for each in visible_channels(workspace, who)
        if each.kind in kinds and (shared_too or not each.is_ext_shared)
    ]


def visible_channels(workspace: Workspace, who: Person) -> list[Channel]:
    """The conversations that are not archived and that the person is in or, if they work here, may enter."""
    may_enter = who.team_id == workspace.team.id and not who.is_restricted
    return [
        channel
        for channel in workspace.channels
        if not channel.is_archived and (who.id in channel.members or (may_enter and channel.kind == "public"))
    ]


_PICK: Mapping[str, Callable[[Workspace, Json, Person], list[str]]] = {
    "users_select": _people,
    "channels_select": _channels,
    "conversations_select": _conversations,
}
