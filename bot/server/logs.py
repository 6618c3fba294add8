"""Logs: a JSON object a line on stdout, with the ids of what it is about, and without secrets."""

import json
import logging
import re
import sys
import threading
from collections.abc import Iterable
from datetime import UTC, datetime

from bot.correlation import current_ids

# Slack's tokens, and the addresses that answer in a person's name.
_TOKEN = re.compile(r"\b(xox[a-z]|xapp)(?:\.xox[a-z])?-[A-Za-z0-9-]+")
_RESPONSE_URL = re.compile(r"(https://hooks\.slack\.com/)[^\s\"']+")

_OWN_FIELDS = frozenset(logging.makeLogRecord({}).__dict__) | {"message", "asctime", "taskName"}

log = logging.getLogger(__name__)


class Redaction:
    """Takes out of a line what nobody may read in a log: these secrets, and whatever looks like one of Slack's."""

    def __init__(self, secrets: Iterable[str] = ()) -> None:
        # Lines are JSON, in which a quote or a backslash of a secret is written otherwise.
        written = {json.dumps(secret, ensure_ascii=False)[1:-1] for secret in secrets}
        # The longest first, since one may be part of another.
        self._secrets = sorted({*written, *secrets}, key=len, reverse=True)

    def __call__(self, line: str) -> str:
        for secret in self._secrets:
            line = line.replace(secret, "…")
        return _RESPONSE_URL.sub(r"\1…", _TOKEN.sub(r"\1-…", line))


class JsonLines(logging.Formatter):
    """Writes a record as one JSON object: time, level, logger, message, ids, what `extra` added, and the traceback."""

    def __init__(self, secrets: Iterable[str] = ()) -> None:
        super().__init__()
        self._redacted = Redaction(tuple(secrets))

    def format(self, record: logging.LogRecord) -> str:
        fields: dict[str, object] = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "logger": record.name,
            "message": record.getMessage(),
        }
        fields |= current_ids()
        fields |= {name: value for name, value in record.__dict__.items() if name not in _OWN_FIELDS}
        if record.exc_info:
            fields["traceback"] = self.formatException(record.exc_info)
        return self._redacted(json.dumps(fields, ensure_ascii=False, default=str))


def configure(level: str, secrets: Iterable[str] = ()) -> None:
    """Log at this level and above, libraries only when something is wrong with them; never any of these secrets."""
    handler = logging.StreamHandler(sys.stdout)
    handler.setFormatter(JsonLines(secrets))
    logging.basicConfig(level=logging.WARNING, handlers=[handler], force=True)
    for ours in ("bot", "knowledge"):
        logging.getLogger(ours).setLevel(level)
    # Bolt reads SLACK_BOT_TOKEN itself, and warns that it does not use it.
    logging.getLogger("slack_bolt").setLevel(logging.ERROR)
    # It logs each request that failed; what became of it is ours to say, and is said.
    logging.getLogger("slack_sdk.web").setLevel(logging.CRITICAL)
    # It warns whenever a job takes longer than its interval, which a refresh of many articles may.
    logging.getLogger("apscheduler").setLevel(logging.ERROR)
    logging.captureWarnings(capture=True)
    threading.excepthook = _of_a_thread


def _of_a_thread(ended: threading.ExceptHookArgs) -> None:
    """A thread that dies of an exception would print it, secrets and all."""
    if ended.exc_value is not None:
        log.error("a thread died", exc_info=ended.exc_value)
