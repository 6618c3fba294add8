"""The one error door: a known error is a sentence for the person, an unforeseen one a reference id to quote."""

import json
import logging
import secrets
from collections.abc import Callable, Mapping
from typing import Any

from slack_bolt import App, BoltResponse

from bot.cards import escape
from bot.correlation import carried
from bot.modals import note_modal
from bot.overload import Busy, Pool
from bot.responding import Replies
from knowledge.errors import DatabaseUnavailable, KnowledgeError

log = logging.getLogger(__name__)


def sentence(error: BaseException) -> str:
    """What the person is told. An unforeseen error is logged, with its traceback, under the reference that is told."""
    if isinstance(error, DatabaseUnavailable):
        log.error("told a person that the database is gone: %s", error)
        return "I can't reach my database just now. Try again in a minute."
    if isinstance(error, KnowledgeError):
        log.info("told a person: %s", type(error).__name__)
        return str(error)
    reference = secrets.token_hex(4)
    log.error("unforeseen error %s", reference, exc_info=error, extra={"reference": reference})
    return f"Something went wrong that I did not foresee. Whoever runs me finds it in the log as {reference}."


def install(app: App, replies: Replies) -> None:
    """Answer for every listener that raises: slash commands and modals in the ack, presses where they were made.

    Events get a 500, so that Slack delivers them again: nothing of theirs was kept.
    """

    @app.error
    def answer(error: Exception, body: Mapping[str, Any]) -> BoltResponse:
        text = sentence(error)
        if "command" in body:
            return _as_json({"response_type": "ephemeral", "text": escape(text)})
        if "event" in body:
            return BoltResponse(status=500, body="")
        if body.get("type") == "view_submission":
            # Above the form, so that what was filled in is still there.
            return _as_json({"response_action": "push", "view": note_modal(text)})
        replies.tell(body, text)
        return BoltResponse(status=200, body="")


def _as_json(answer: Mapping[str, Any]) -> BoltResponse:
    return BoltResponse(status=200, body=json.dumps(answer), headers={"Content-Type": "application/json"})


def in_background(pool: Pool, work: Callable[[], None], otherwise: Callable[[str], None]) -> None:
    """Run work that must not hold up an acknowledgement; when it raises, or finds no room, `otherwise` is told why."""

    def run() -> None:
        try:
            work()
        except Exception as error:
            otherwise(sentence(error))

    if not pool.offer(carried(run)):
        otherwise(sentence(Busy()))
