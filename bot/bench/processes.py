"""The bot's processes put to work: their settings, commands that run to their end, and servers that begin to serve."""

import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Mapping, Sequence
from pathlib import Path

from bot.bench.cannot import CannotMeasure
from bot.bench.memory import resident_mb
from bot.playground import FakeSlack
from bot.processes import Process

_SECONDS_TO_START = 120
_LOOK_SECONDS = 0.25


def family_mb(process: Process) -> float:
    """What a process and its children hold in memory together, in MB."""
    return sum(map(resident_mb, _family(process.pid)))


def settings_for(slack: FakeSlack) -> dict[str, str]:
    """The settings with which a bot takes the fake Slack for Slack, and this checkout for itself."""
    return {
        "SLACK_API_URL": slack.api_url,
        "SLACK_BOT_TOKEN": slack.bot_token,
        "SLACK_APP_TOKEN": slack.app_token,
        "SLACK_SIGNING_SECRET": slack.signing_secret,
        "HOST": "127.0.0.1",
        "CLOCK_AHEAD": "0",
        "PYTHONPATH": str(Path(__file__).parents[2]),
    }


def run_bot(arguments: Sequence[str], env: Mapping[str, str], folder: Path) -> None:
    """Run a command of the bot to its end; `CannotMeasure` when it can't be done, with what it said."""
    command = [sys.executable, "-m", "bot", *arguments]
    ended = subprocess.run(command, cwd=folder, env=dict(env), capture_output=True, text=True, check=False)  # noqa: S603
    if ended.returncode not in (0, 1):
        raise CannotMeasure(f"`bot {' '.join(arguments)}` can't be done: {ended.stderr.strip()}")


def wait_until_served(port: int, log: Path) -> None:
    """Wait until somebody answers on a port; `CannotMeasure` when nobody does, with the end of the log."""
    until = time.monotonic() + _SECONDS_TO_START
    while time.monotonic() < until:
        try:
            urllib.request.urlopen(f"http://127.0.0.1:{port}/livez", timeout=20).close()
        except urllib.error.HTTPError:
            return  # an empty app serves one path alone
        except OSError:
            time.sleep(_LOOK_SECONDS)
        else:
            return
    raise CannotMeasure(f"A server did not start: {log.read_text()[-500:]}")


def _family(leader: int) -> list[int]:
    """A process and its children, as Linux tells them."""
    children = Path(f"/proc/{leader}/task/{leader}/children")
    try:
        return [leader, *map(int, children.read_text().split())]
    except OSError:
        return [leader]
