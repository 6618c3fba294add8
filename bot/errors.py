"""The one error door: a known error is a sentence for the person, an unforeseen one a reference id to quote."""

import json
import logging
import secrets
from collections.abc import Callable, Mapping
from concurrent.futures import Executor
from typing import Any

from slack_bolt import App, BoltResponse

from bot.payloads import press_from
from bot.responding import NotResponded, respond
from knowledge.errors import DatabaseUnavailable, KnowledgeError

log = logging.getLogger(__name__)


def sentence(error: BaseException) -> str:
    """What the person is told. An unforeseen error is logged, with its traceback, under the reference that is told."""
    if isinstance(error, DatabaseUnavailable):
        log.error("told a person that the database is gone: %s", error)
        return "I can't reach my database just now. Try again in a minute."
    if isinstance(error, KnowledgeError):
        log.info("told a person: %s", error)
        return str(error)
    reference = secrets.token_hex(4)
    log.error("unforeseen error %s", reference, exc_info=error, extra={"reference": reference})
    return f"Something went wrong that I did not foresee. Whoever runs me finds it in the log as {reference}."


def install(app: App) -> None:
    """Answer for every listener that raises: slash commands in the ack, presses where they were made.

    Events get a 500, so that Slack delivers them again: nothing of theirs was kept.
    """

    @app.error
    def answer(error: Exception, body: Mapping[str, Any]) -> BoltResponse:
        text = sentence(error)
        if "command" in body:
            ack = json.dumps({"response_type": "ephemeral", "text": text})
            return BoltResponse(status=200, body=ack, headers={"Content-Type": "application/json"})
        if body.get("type") == "block_actions":
            tell_presser(body, text)
            return BoltResponse(status=200, body="")
        return BoltResponse(status=500, body="")


def tell_presser(body: Mapping[str, Any], text: str) -> None:
    """Tell the person who pressed a button, privately."""
    try:
        respond(press_from(body), {"text": text, "replace_original": False})
    except NotResponded as failed:
        log.warning("could not tell a person about an error: %s", failed)


def in_background(pool: Executor, work: Callable[[], None], otherwise: Callable[[str], None]) -> None:
    """Run work that must not hold up an acknowledgement; when it raises, `otherwise` gets the sentence."""

    def run() -> None:
        try:
            work()
        except Exception as error:
            otherwise(sentence(error))

    pool.submit(run)
