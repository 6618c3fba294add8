"""conversations.open: the direct channel between the bot and a person."""

from collections.abc import Mapping

from bot.playground.desk import Desk, Reader, flag, words
from bot.playground.limits import SlackRefused
from bot.playground.model import Channel, Json, Person
from bot.playground.wire import channel_json

OPEN_OPTIONAL: Mapping[str, Reader] = {"users": words, "channel": words, "return_im": flag}
MOST_PEOPLE = 8


def open_channel(desk: Desk, given: Json) -> Json:
    """Open the channel with one person, or say that it is open. Several people need a scope that no bot here has."""
    if given.get("channel"):
        return _opened(desk, _known(desk, given["channel"]), given=given, was_open=True)
    people = list(filter(None, given.get("users", "").split(",")))
    if not people:
        raise SlackRefused("users_list_not_supplied")
    if len(people) > MOST_PEOPLE:
        raise SlackRefused("too_many_users")
    if len(people) > 1:
        desk.require("mpim:write")
        raise SlackRefused("method_not_supported_for_channel_type")
    person = _reachable(desk, people[0])
    was_open = desk.workspace.find_direct_channel(person.id) is not None
    return _opened(desk, desk.workspace.direct_channel(person.id), given=given, was_open=was_open)


def _known(desk: Desk, channel_id: str) -> Channel:
    channel = desk.channel(channel_id)
    if channel.kind != "im":
        raise SlackRefused("method_not_supported_for_channel_type")
    return channel


def _reachable(desk: Desk, user_id: str) -> Person:
    workspace = desk.workspace
    if user_id == workspace.bot.user_id:
        raise SlackRefused("cannot_dm_bot")
    person = workspace.find_person(user_id)
    if person is None:
        raise SlackRefused("user_not_found")
    if person.is_deleted:
        raise SlackRefused("user_disabled")
    if not desk.meets(person):
        raise SlackRefused("invalid_user_combination")
    return person


def _opened(desk: Desk, channel: Channel, *, given: Json, was_open: bool) -> Json:
    written = channel_json(desk.workspace, channel) if given.get("return_im") else {"id": channel.id}
    known = {"no_op": True, "already_open": True} if was_open else {}
    return {"ok": True, "channel": written, **known}
