"""users.info and users.conversations."""

from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Iterable, Mapping

from bot.playground.desk import FAMILY, Desk, Reader, flag, number, words
from bot.playground.limits import SlackRefused
from bot.playground.model import Channel, Json, Kind
from bot.playground.wire import bot_user_json, conversation_json, person_json

USER: Mapping[str, Reader] = {"user": words}
USER_OPTIONAL: Mapping[str, Reader] = {"include_locale": flag}
CONVERSATIONS_OPTIONAL: Mapping[str, Reader] = {
    "types": words,
    "exclude_archived": flag,
    "limit": number,
    "cursor": words,
}

TYPES: Mapping[str, Kind] = {"public_channel": "public", "private_channel": "private", "im": "im"}
USUAL_LIMIT = 100
MOST_AT_ONCE = 999


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
    """The conversations that the bot is in, of the types that were asked for, in pages."""
    kinds = _kinds(desk, given.get("types") or "public_channel")
    archived_too = not given.get("exclude_archived", False)
    found = [
        channel
        for channel in desk.workspace.channels
        if channel.kind in kinds and desk.is_in(channel) and (archived_too or not channel.is_archived)
    ]
    return _page(desk, found, given=given)


def _kinds(desk: Desk, types: str) -> set[Kind]:
    """The kinds of these types, of which the bot must have the scope of each. Nobody here writes in an mpim."""
    asked = [each.strip() for each in types.split(",")]
    if not {*asked} <= {*TYPES, "mpim"}:
        raise SlackRefused("invalid_types")
    for each in asked:
        desk.require("mpim:read" if each == "mpim" else f"{FAMILY[TYPES[each]]}:read")
    return {TYPES[each] for each in asked if each in TYPES}


def _page(desk: Desk, found: Iterable[Channel], *, given: Json) -> Json:
    """By id, so that a channel that comes or goes in between moves no other from page to page."""
    size = given.get("limit") or USUAL_LIMIT
    if size > MOST_AT_ONCE:
        raise SlackRefused("invalid_limit")
    passed = _passed(given.get("cursor", ""))
    rest = sorted((channel for channel in found if channel.id > passed), key=lambda channel: channel.id)
    shown = rest[:size]
    cursor = urlsafe_b64encode(f"id:{shown[-1].id}".encode()).decode() if len(rest) > size else ""
    return {
        "ok": True,
        "channels": [conversation_json(desk.workspace, channel) for channel in shown],
        "response_metadata": {"next_cursor": cursor},
    }


def _passed(cursor: str) -> str:
    if not cursor:
        return ""
    try:
        kind, _, last = urlsafe_b64decode(cursor).decode().partition(":")
    except ValueError:
        raise SlackRefused("invalid_cursor") from None
    if kind != "id":
        raise SlackRefused("invalid_cursor")
    return last
