"""Slack as the doctor asks it: what it answers, or why no answer of its comes."""

import logging
import socket
import ssl
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from typing import Any
from urllib.error import URLError

from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError
from slack_sdk.web import SlackResponse

from bot.outbox.outcomes import FAILURES, Refused, TooFast, outcome_of_harmless, reason
from bot.scopes import granted_in
from bot.spans import span
from knowledge.errors import KnowledgeError

# What the SDK stumbles over when the body of an answer is no JSON object.
_NOT_UNDERSTOOD = (AttributeError, TypeError, ValueError)

_AGAIN = "Run this again in a while; https://slack-status.com says whether Slack knows of a problem."
_THE_WAY = (
    "See whether this machine's network, firewall and proxy let it get there, and whether SLACK_API_URL is right."
)

Request = Callable[[WebClient], SlackResponse]


class NoAnswer(KnowledgeError):
    """No answer of Slack's came; its text is part of a sentence, and `advice` is what to do."""

    def __init__(self, problem: str, advice: str) -> None:
        super().__init__(problem)
        self.advice = advice

    @classmethod
    def of_somebody_else(cls) -> "NoAnswer":
        """Something answers that is not Slack."""
        return cls("what answers there is not Slack", _THE_WAY)


@dataclass(frozen=True, slots=True)
class Answer:
    """What Slack says: its word for why it refuses, or nothing; what it tells; what the token may do.

    `behind` is how far this machine's clock is behind Slack's, to the second; None where Slack does not say.
    """

    refusal: str
    told: Mapping[str, Any]
    scopes: frozenset[str]
    behind: timedelta | None

    def text(self, name: str) -> str:
        """A text among what it tells; nothing where there is none of that name."""
        found = self.told.get(name)
        return found if isinstance(found, str) else ""


class Slack:
    """Asks each question once, and waits so many seconds for its answer."""

    def __init__(self, url: str, *, now: Callable[[], datetime], seconds: int = 5) -> None:
        self._url, self._now, self._seconds = url, now, seconds
        self._logger = logging.getLogger(__name__)
        self._logger.addHandler(logging.NullHandler())  # the SDK complains of answers that we speak of ourselves

    def ask(self, token: str, request: Request) -> Answer:
        """What Slack answers whoever has the token. `NoAnswer`."""
        client = WebClient(token, base_url=self._url, timeout=self._seconds, retry_handlers=[], logger=self._logger)
        try:
            return self._answer("", request(client))
        except SlackApiError as error:
            return self._answer(_refusal_in(error), error.response)
        except FAILURES as error:
            raise _silence(error) from error
        except _NOT_UNDERSTOOD as error:
            raise NoAnswer.of_somebody_else() from error

    def _answer(self, refusal: str, response: SlackResponse) -> Answer:
        told = response.data
        if not isinstance(told, dict):
            raise NoAnswer.of_somebody_else()
        return Answer(refusal, told, granted_in(response), self._behind(response))

    def _behind(self, response: SlackResponse) -> timedelta | None:
        headers = {name.lower(): value for name, value in (response.headers or {}).items()}
        try:
            said = parsedate_to_datetime(str(headers.get("date", "")))
        except ValueError:
            return None
        return (said if said.tzinfo else said.replace(tzinfo=UTC)) - self._now()


def _refusal_in(error: SlackApiError) -> str:
    """Slack's word for why it refuses. `NoAnswer` where another answer may come later, or it is none of Slack's."""
    status, told = error.response.status_code, error.response.data
    if status >= 500:
        raise NoAnswer(f"it answers with HTTP {status}", _AGAIN) from error
    if not isinstance(told, dict) or "ok" not in told:
        raise NoAnswer.of_somebody_else() from error
    match outcome_of_harmless(error, attempts=1, chance=float):
        case Refused(word=word):
            return word
        case TooFast(wait=wait):
            raise NoAnswer(f"it was asked too much, and wants to be left alone for {span(wait)}", _AGAIN) from error
    if reason(error).isidentifier():
        raise NoAnswer(f"it says {reason(error)}", _AGAIN) from error
    raise NoAnswer.of_somebody_else() from error


def _silence(error: Exception) -> NoAnswer:
    """Why no answer came at all."""
    cause = error.reason if isinstance(error, URLError) else error
    match cause:
        case ConnectionRefusedError():
            return NoAnswer("nothing listens there", _THE_WAY)
        case TimeoutError():
            return NoAnswer("no answer came in time", _THE_WAY)
        case socket.gaierror():
            return NoAnswer("its name is not known here", _THE_WAY)
        case ssl.SSLCertVerificationError():
            return NoAnswer(f"its certificate can't be trusted ({cause.verify_message})", _THE_WAY)
    return NoAnswer(f"the connection fails ({reason(error)})", _THE_WAY)
