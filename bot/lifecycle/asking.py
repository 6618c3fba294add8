"""Asking Slack how things are just now: our token, a channel, a person."""

import logging
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from slack_sdk import WebClient
from slack_sdk.web import SlackResponse

from bot.outbox.outcomes import EVERYWHERE, FAILURES, NotPosted, Refused, TooFast, outcome_of_harmless
from bot.scopes import granted_in
from bot.settings import Settings
from knowledge.errors import KnowledgeError
from knowledge.subscriptions import Place

log = logging.getLogger(__name__)

# What Slack says of a token that opens nothing. That a scope is missing says so of one method only.
TOKEN_PROBLEMS = tuple(word for word in EVERYWHERE if word != "missing_scope")

# What Slack says of a channel or a person that is not there for us.
_ABSENT = ("channel_not_found", "user_not_found")

# How the ids of people begin.
_PEOPLE = ("U", "W")

_A_PAGE = 200


class Unanswered(KnowledgeError):
    """Slack does not say just now how things are; `wait` is how long it wants not to be asked, if it says so."""

    def __init__(self, problem: str, wait: timedelta | None = None) -> None:
        super().__init__(f"Slack does not say how things are: {problem}.")
        self.wait = wait


@dataclass(frozen=True, slots=True)
class Token:
    """Our token: Slack's word for why it opens nothing, if it does not, and whose it is."""

    problem: str = ""
    user: str = ""


@dataclass(frozen=True, slots=True)
class Standing:
    """A place as Slack knows it: its id by now, Slack's word for why nothing can be posted there, or nothing.

    `is_shared` says whether another organisation reads along; None where that is not known.
    """

    id: str
    problem: str = ""
    is_shared: bool | None = None


class Inquiries:
    """Asks, once each, and waits so many seconds for an answer. All of them raise `Unanswered`."""

    def __init__(self, settings: Settings, *, seconds: int) -> None:
        self._client = WebClient(
            settings.slack_bot_token, base_url=settings.slack_api_url, timeout=seconds, retry_handlers=[]
        )

    def token(self) -> Token:
        """Whether our token is good, and whose it is."""
        try:
            answer = self._client.auth_test()
        except FAILURES as error:
            word = _refusal_in(error)
            if word in TOKEN_PROBLEMS:
                return Token(word)
            raise Unanswered(f"it refuses to ({word})") from error
        scopes = granted_in(answer)
        problem = "missing_scope" if scopes and "chat:write" not in scopes else ""
        return Token(problem, str(answer.get("user_id")))

    def place(self, place: Place) -> Standing | None:
        """How a channel is, or the person to whom something is told alone; None where Slack refuses to say."""
        ask = self._person if place.channel.startswith(_PEOPLE) else self._channel
        try:
            return ask(place.channel)
        except FAILURES as error:
            word = _refusal_in(error)
            return Standing(place.channel, word) if word in (*_ABSENT, *TOKEN_PROBLEMS) else None

    def joined(self, cursor: str = "") -> tuple[list[Standing], str]:
        """A page of the channels that we are in, and where the next one begins; nothing where Slack refuses to say."""
        try:
            answer = self._client.users_conversations(
                types="public_channel,private_channel", exclude_archived=True, limit=_A_PAGE, cursor=cursor or None
            )
        except FAILURES as error:
            log.warning("Slack does not list the channels that the bot is in: %s", _refusal_in(error))
            return [], ""
        further = answer.get("response_metadata") or {}
        found = [_standing(each, frozenset()) for each in answer.get("channels") or ()]
        return found, str(further.get("next_cursor") or "")

    def _channel(self, id: str) -> Standing:
        answer = self._client.conversations_info(channel=id)
        return _standing(_described(answer, "channel"), granted_in(answer))

    def _person(self, id: str) -> Standing:
        person = _described(self._client.users_info(user=id), "user")
        return Standing(id, "user_disabled" if person.get("deleted") else "")


def _described(answer: SlackResponse, what: str) -> Mapping[str, Any]:
    found = answer.get(what)
    if not isinstance(found, Mapping) or not isinstance(found.get("id"), str):
        raise Unanswered(f"its answer describes no {what}")
    return found


def _standing(channel: Mapping[str, Any], scopes: frozenset[str]) -> Standing:
    """A channel as Slack describes it; lists leave out whether we are a member, since we are."""
    is_shared = bool(channel.get("is_ext_shared") or channel.get("is_pending_ext_shared"))
    is_open = "chat:write.public" in scopes and not channel.get("is_private")
    problem = ""
    if channel.get("is_archived"):
        problem = "is_archived"
    elif channel.get("is_member") is False and not is_open:
        problem = "not_in_channel"
    return Standing(str(channel.get("id")), problem, is_shared)


def _refusal_in(error: Exception) -> str:
    """Slack's word in one of `FAILURES` that is its answer; `Unanswered` where another may come of asking again."""
    match outcome_of_harmless(error, attempts=1, chance=float):
        case Refused(word=word):
            return word
        case TooFast(problem, wait):
            raise Unanswered(problem, wait) from error
        case NotPosted(problem):
            raise Unanswered(problem) from error
