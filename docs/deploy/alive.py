"""The container's health check: exits 0 while the bot's process works, else says what is wrong and exits 1.

`worker` and `run` are alive while they touch HEARTBEAT_FILE; `web` is while it answers /livez. It needs nothing but the
standard library, so that asking costs next to nothing.
"""

import os
import sys
import time
from collections.abc import Mapping
from http.client import HTTPConnection, HTTPException
from pathlib import Path

# The file is touched every 5 seconds.
_SECONDS_SILENT = 60

_SECONDS_TO_ANSWER = 5

_EVERY_INTERFACE = ("", "0.0.0.0", "::")  # noqa: S104 - compared with, and not listened on


def problem(env: Mapping[str, str]) -> str:
    """What is wrong with the process that has this environment, or nothing."""
    file = Path(env.get("HEARTBEAT_FILE") or "no heartbeat")
    try:
        silent = time.time() - file.stat().st_mtime
    except OSError:  # web has none
        return _unanswered(env)
    return f"The last heartbeat was {silent:.0f} s ago." if silent > _SECONDS_SILENT else ""


def _unanswered(env: Mapping[str, str]) -> str:
    host, port = env.get("HOST", ""), int(env.get("PORT") or 3000)
    connection = HTTPConnection("127.0.0.1" if host in _EVERY_INTERFACE else host, port, timeout=_SECONDS_TO_ANSWER)
    try:
        connection.request("GET", "/livez")
        status = connection.getresponse().status
    except (OSError, HTTPException) as error:
        return f"There is no heartbeat, and nothing answers on port {port}: {error}"
    finally:
        connection.close()
    return "" if status == 200 else f"/livez answers with status {status}."


if __name__ == "__main__":
    sys.exit(problem(os.environ) or 0)
