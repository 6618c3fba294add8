"""users.info and users.conversations."""

from collections.abc import Mapping

from bot.playground.desk import FAMILY, Desk, Reader, flag, words
from bot.playground.limits import SlackRefused
from bot.playground.model import Json, Kind
from bot.playground.paging import PAGE, page
from bot.playground.wire import bot_user_json, conversation_json, person_json

USER: Mapping[str, Reader] = {"user": words}
USER_OPTIONAL: Mapping[str, Reader] = {"include_locale": flag}
CONVERSATIONS_OPTIONAL: Mapping[str, Reader] = {
    **PAGE,
    "user": words,
    "types": words,
    "exclude_archived": flag,
}

TYPES: Mapping[str, Kind] = {"public_channel": "public", "private_channel": "private", "im": "im"}


def info(desk: Desk, given: Json) -> Json:
    workspace = desk.workspace
    if given["user"] == workspace.bot.user_id:
        return {"ok": True, "user": bot_user_json(workspace)}
    person = workspace.find_person(given["user"])
    if person is None:
        raise SlackRefused("user_not_found")
    locale = {"locale": person.locale} if given.get("include_locale") else {}
    return {"ok": True, "user": person_json(workspace, person) | locale}


def conversations(desk: Desk, given: Json) -> Json:
    """The conversations that the bot, or a person, is in, of the types that were asked for, in pages.

    Of those that are not public, the bot is told only when it is in them itself.
    """
    kinds = _kinds(desk, given.get("types") or "public_channel")
    who = given.get("user", desk.workspace.bot.user_id)
    if who != desk.workspace.bot.user_id and desk.workspace.find_person(who) is None:
        raise SlackRefused("user_not_found")
    archived_too = not given.get("exclude_archived", False)
    found = [
        channel
        for channel in desk.workspace.channels
        if channel.kind in kinds and who in channel.members and (archived_too or not channel.is_archived)
    ]
    shown, metadata = page(filter(desk.sees, found), key=lambda channel: channel.id, given=given)
    return {"ok": True, "channels": [conversation_json(desk.workspace, channel) for channel in shown], **metadata}


def _kinds(desk: Desk, types: str) -> set[Kind]:
    """The kinds of these types, of which the bot must have the scope of each. Nobody here writes in an mpim."""
    asked = [each.strip() for each in types.split(",")]
    if not {*asked} <= {*TYPES, "mpim"}:
        raise SlackRefused("invalid_types")
    for each in asked:
        desk.require("mpim:read" if each == "mpim" else f"{FAMILY[TYPES[each]]}:read")
    return {TYPES[each] for each in asked if each in TYPES}
