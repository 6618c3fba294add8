"""The Web API as a table: each method's scope, its arguments and what it does."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Literal

from bot.playground import assistant, chat, conversations, direct, unfurls, users, views
from bot.playground.desk import Desk, Reader, read, words
from bot.playground.limits import SlackRefused
from bot.playground.model import Bot, Json
from bot.playground.paging import PAGE


@dataclass(frozen=True)
class Method:
    """A method. Its scope may be `*:read`: channels:, groups: or im:, by the channel.

    It has none here when it needs none, or when its arguments say which.
    """

    scope: str | None
    answer: Callable[[Desk, Json], Json]
    required: Mapping[str, Reader] = field(default_factory=dict)
    optional: Mapping[str, Reader] = field(default_factory=dict)
    token: Literal["bot", "app"] = "bot"


def auth_test(desk: Desk, given: Json) -> Json:
    team, bot = desk.workspace.team, desk.workspace.bot
    return {
        "ok": True,
        "url": f"https://{team.domain}.slack.com/",
        "team": team.name,
        "user": bot.name,
        "team_id": team.id,
        "user_id": bot.user_id,
        "bot_id": bot.bot_id,
        "is_enterprise_install": False,
    }


def connections_open(desk: Desk, given: Json) -> Json:
    return {"ok": True, "url": desk.new_link()}


METHODS: Mapping[str, Method] = {
    "auth.test": Method(None, auth_test),
    "apps.connections.open": Method(None, connections_open, token="app"),
    "chat.postMessage": Method(
        "chat:write",
        chat.post_message,
        required=chat.POST_REQUIRED,
        optional=chat.POST_OPTIONAL,
    ),
    "chat.postEphemeral": Method(
        "chat:write",
        chat.post_ephemeral,
        required=chat.EPHEMERAL_REQUIRED,
        optional=chat.EPHEMERAL_OPTIONAL,
    ),
    "chat.update": Method(
        "chat:write",
        chat.update_message,
        required=chat.UPDATE_REQUIRED,
        optional=chat.UPDATE_OPTIONAL,
    ),
    "chat.delete": Method("chat:write", chat.delete_message, required=chat.DELETE, optional=chat.DELETE_OPTIONAL),
    "chat.getPermalink": Method(None, chat.permalink, required=chat.PERMALINK),
    "chat.unfurl": Method("links:write", unfurls.unfurl, optional=unfurls.OPTIONAL),
    "assistant.threads.setSuggestedPrompts": Method(
        "assistant:write",
        assistant.set_suggested_prompts,
        required=assistant.PROMPTS_REQUIRED,
        optional=assistant.PROMPTS_OPTIONAL,
    ),
    "assistant.threads.setStatus": Method(
        "assistant:write",
        assistant.set_in_thread,
        required=assistant.STATUS,
        optional=assistant.STATUS_OPTIONAL,
    ),
    "assistant.threads.setTitle": Method("assistant:write", assistant.set_in_thread, required=assistant.TITLE),
    "conversations.open": Method("im:write", direct.open_channel, optional=direct.OPEN_OPTIONAL),
    "conversations.join": Method("channels:join", conversations.join, required=conversations.CHANNEL),
    "users.conversations": Method(None, users.conversations, optional=users.CONVERSATIONS_OPTIONAL),
    "users.info": Method("users:read", users.info, required=users.USER, optional=users.USER_OPTIONAL),
    "conversations.info": Method(
        "*:read",
        conversations.info,
        required=conversations.CHANNEL,
        optional=conversations.INFO_OPTIONAL,
    ),
    "conversations.members": Method(
        "*:read",
        conversations.members,
        required=conversations.CHANNEL,
        optional=PAGE,
    ),
    "conversations.history": Method(
        "*:history",
        conversations.history,
        required=conversations.CHANNEL,
        optional=conversations.HISTORY_OPTIONAL,
    ),
    "conversations.replies": Method(
        "*:history",
        conversations.replies,
        required=conversations.THREAD,
        optional=conversations.HISTORY_OPTIONAL,
    ),
    "views.open": Method(None, views.open_view, required=views.VIEW, optional=views.TRIGGER),
    "views.push": Method(None, views.push_view, required=views.VIEW, optional=views.TRIGGER),
    "views.update": Method(None, views.update_view, required=views.VIEW, optional=views.WHICH),
    "views.publish": Method(None, views.publish_view, required=views.HOME, optional=views.HASH),
}

# Bolt gives its listeners a client that sends the workspace's id with every call.
EVERYWHERE: Mapping[str, Reader] = {"team_id": words}


def call(desk: Desk, name: str, *, token: str | None, given: Json) -> Json:
    """What Slack answers to this call, refusals included."""
    try:
        # One call is one change: nobody sees half of it.
        with desk.workspace.changed:
            return _answer(desk, name, token=token, given=given)
    except SlackRefused as refused:
        return refused.answer


def _answer(desk: Desk, name: str, *, token: str | None, given: Json) -> Json:
    method = METHODS.get(name)
    if method is None:
        raise SlackRefused("unknown_method", req_method=name)
    _identify(desk.workspace.bot, token, wanted=method.token)
    if method.scope:
        desk.require(method.scope)
    optional = {**EVERYWHERE, **method.optional}
    arguments = read(given, required=method.required, optional=optional)
    return method.answer(desk, arguments)


def _identify(bot: Bot, token: str | None, *, wanted: str) -> None:
    if not token:
        raise SlackRefused("not_authed")
    held = {bot.bot_token: "bot", bot.app_token: "app"}.get(token)
    if held is None:
        raise SlackRefused("invalid_auth")
    if held == "bot" and bot.token_error:
        raise SlackRefused(bot.token_error)
    if held != wanted:
        raise SlackRefused("not_allowed_token_type")
