"""Logs: a JSON object a line on stdout, with tokens redacted wherever they stand."""

import json
import logging
import re
import sys
from datetime import UTC, datetime

_TOKEN = re.compile(r"\b(xox[a-z]|xapp)-[A-Za-z0-9-]+")
_OWN_FIELDS = frozenset(logging.makeLogRecord({}).__dict__) | {"message", "asctime", "taskName"}


def redacted(text: str) -> str:
    """A text without the tokens in it."""
    return _TOKEN.sub(r"\1-…", text)


class JsonLines(logging.Formatter):
    """Writes a record as one JSON object: time, level, logger, message, what `extra` added, and the traceback."""

    def format(self, record: logging.LogRecord) -> str:
        fields: dict[str, object] = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "logger": record.name,
            "message": record.getMessage(),
        }
        fields |= {name: value for name, value in record.__dict__.items() if name not in _OWN_FIELDS}
        if record.exc_info:
            fields["traceback"] = self.formatException(record.exc_info)
        return redacted(json.dumps(fields, ensure_ascii=False, default=str))


def configure(level: str) -> None:
    """Log at this level and above; libraries only when something is wrong with them."""
    handler = logging.StreamHandler(sys.stdout)
    handler.setFormatter(JsonLines())
    logging.basicConfig(level=logging.WARNING, handlers=[handler], force=True)
    for ours in ("bot", "knowledge"):
        logging.getLogger(ours).setLevel(level)
    # Bolt reads SLACK_BOT_TOKEN itself, and warns that it does not use it.
    logging.getLogger("slack_bolt").setLevel(logging.ERROR)
    # It warns whenever a job takes longer than its interval, which a refresh of many articles may.
    logging.getLogger("apscheduler").setLevel(logging.ERROR)
