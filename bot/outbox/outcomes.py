"""What an answer from Slack, or none, says about a post: that it arrived, did not, or may have."""

import http.client
import math
import re
import socket
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from urllib.error import URLError

from slack_sdk.errors import SlackApiError, SlackClientError

# Slack may have accepted the message before it said one of these (SLACK.md, "Posting").
_MAYBE_POSTED = ("internal_error", "fatal_error", "service_unavailable", "request_timeout")
_TOO_FAST = ("ratelimited", "rate_limited", "message_limit_exceeded")

# What Slack says when it is not the channel that is at fault, but that we may not post at all (SLACK.md, "Posting").
EVERYWHERE = (
    "invalid_auth",
    "not_authed",
    "account_inactive",
    "token_revoked",
    "token_expired",
    "missing_scope",
    "team_access_not_granted",
)

# How Slack says why it does not do something. Other answers are cut off, or of somebody on the way.
_WORD = re.compile("[a-z][a-z0-9_]*")

# Everything that a request to Slack may end in, other than an answer that says ok.
FAILURES = (SlackClientError, OSError, http.client.HTTPException)

_FIRST_WAIT, _LONGEST_WAIT = timedelta(seconds=2), timedelta(minutes=10)

# Slack is believed when it says to wait, but not for longer.
_LONGEST_RETRY_AFTER = timedelta(hours=1)

# A number from 0 up to, but not, 1, drawn anew with each call.
Chance = Callable[[], float]


@dataclass(frozen=True, slots=True)
class NotPosted:
    """It certainly did not arrive: try again after `wait`."""

    problem: str
    wait: timedelta


@dataclass(frozen=True, slots=True)
class TooFast:
    """It did not arrive, since Slack has had too many posts: send none to its channel before `wait` is over."""

    problem: str
    wait: timedelta


@dataclass(frozen=True, slots=True)
class Refused:
    """It did not arrive, and trying again would not help; `word` is Slack's for why."""

    problem: str
    word: str


@dataclass(frozen=True, slots=True)
class Unclear:
    """It may have arrived, so trying again could post it twice: it is looked up first."""

    problem: str


@dataclass(frozen=True, slots=True)
class Sent:
    """It arrived."""


Failure = NotPosted | TooFast | Refused | Unclear
Outcome = Sent | Failure


def outcome_of(error: Exception, *, attempts: int, chance: Chance) -> Failure:
    """What to do about one of `FAILURES`, at the `attempts`th attempt."""
    if isinstance(error, SlackApiError):
        return _of_answer(error, attempts=attempts, chance=chance)
    if was_refused_at_the_door(error):
        return NotPosted(f"Slack could not be reached: {reason(error)}", backoff(attempts, chance))
    return Unclear(f"No answer came from Slack, so it may have been posted: {type(error).__name__}")


def outcome_of_harmless(error: Exception, *, attempts: int, chance: Chance) -> NotPosted | TooFast | Refused:
    """The same for a request that posts nothing and may be repeated: nothing of it needs to be looked up."""
    outcome = outcome_of(error, attempts=attempts, chance=chance)
    if isinstance(outcome, Unclear):
        return NotPosted(f"Slack gave no good answer: {reason(error)}", backoff(attempts, chance))
    return outcome


def was_refused_at_the_door(error: Exception) -> bool:
    """Whether one of `FAILURES` says that nothing was sent at all."""
    cause = error.reason if isinstance(error, URLError) else error
    return isinstance(cause, ConnectionRefusedError | socket.gaierror)


def reason(error: Exception) -> str:
    """What one of `FAILURES` says, in Slack's word for it where it has one."""
    if isinstance(error, SlackApiError):
        return str(error.response.get("error") or f"HTTP {error.response.status_code}")
    return str(error) or type(error).__name__


def slacks_word(error: Exception) -> str:
    """What Slack said in one of `FAILURES`, fit for a sentence to a person; or that it said nothing."""
    said = error.response.get("error") if isinstance(error, SlackApiError) else ""
    return str(said or "no answer came")


def backoff(attempts: int, chance: Chance) -> timedelta:
    """How long to wait after so many attempts: about 2 s, then twice as long each time, up to 10 minutes.

    Half of it is left to chance, so that what failed together does not come again together.
    """
    doublings = min(max(attempts - 1, 0), 20)
    longest = min(_FIRST_WAIT * (1 << doublings), _LONGEST_WAIT)
    return longest / 2 + longest / 2 * chance()


def pause_after(lasted: timedelta, chance: Chance) -> timedelta:
    """How long to wait with what has failed for so long: as long again, from 2 s to 10 minutes, half of it chance."""
    longest = min(max(lasted, _FIRST_WAIT), _LONGEST_WAIT)
    return longest / 2 + longest / 2 * chance()


def _of_answer(error: SlackApiError, *, attempts: int, chance: Chance) -> Failure:
    status = error.response.status_code
    problem = reason(error)
    if status == 429 or problem in _TOO_FAST:
        return TooFast(f"Slack said {problem}", retry_after(error) or backoff(attempts, chance))
    if status >= 500 or problem in _MAYBE_POSTED:
        return Unclear(f"Slack said {problem}, so it may have been posted")
    if not _WORD.fullmatch(problem):
        return Unclear("The answer was none of Slack's, so it may have been posted")
    return Refused(f"Slack refused it: {problem}", problem)


def retry_after(error: SlackApiError) -> timedelta | None:
    """How long Slack says to wait, an hour at most; None where it says nothing that makes sense."""
    headers = {name.lower(): value for name, value in (error.response.headers or {}).items()}
    try:
        seconds = float(str(headers.get("retry-after", "")))
    except ValueError:
        return None
    if math.isnan(seconds) or seconds <= 0:
        return None
    return timedelta(seconds=min(seconds, _LONGEST_RETRY_AFTER.total_seconds()))
