"""users.info."""

from collections.abc import Mapping

from bot.playground.desk import Desk, Reader, flag, words
from bot.playground.limits import SlackRefused
from bot.playground.model import Json
from bot.playground.wire import bot_user_json, person_json

USER: Mapping[str, Reader] = {"user": words}
USER_OPTIONAL: Mapping[str, Reader] = {"include_locale": flag}


def info(desk: Desk, given: Json) -> Json:
    workspace = desk.workspace
    if given["user"] == workspace.bot.user_id:
        return {"ok": True, "user": bot_user_json(workspace)}
    try:
        person = workspace.person(given["user"])
    except LookupError:
        raise SlackRefused("user_not_found") from None
    locale = {"locale": person.locale} if given.get("include_locale") else {}
    return {"ok": True, "user": person_json(workspace, person) | locale}
