"""Processes of the bot as an operator starts them: on a port, with a log, ended politely or killed."""

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path

from bot.bench.cannot import CannotMeasure
from bot.bench.memory import resident_mb
from bot.playground import FakeSlack

_SECONDS_TO_START, _SECONDS_TO_STOP = 120, 30
_LOOK_SECONDS = 0.25


class Process:
    """`python …` with a log of its own, and whatever it starts; usable as a context manager that ends it."""

    def __init__(self, arguments: Sequence[str], env: Mapping[str, str], log: Path) -> None:
        self._command, self._env, self.log = [sys.executable, *arguments], dict(env), log
        self._popen = self._start()

    def __enter__(self) -> "Process":
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()

    def stop(self) -> None:
        """End it politely, or by force when it does not go."""
        self._popen.terminate()
        try:
            self._popen.wait(_SECONDS_TO_STOP)
        except subprocess.TimeoutExpired:
            self.kill()

    def kill(self) -> None:
        """End it and all that it started at once, without a chance to tidy up."""
        with suppress(ProcessLookupError):
            os.killpg(self._popen.pid, signal.SIGKILL)  # it leads a group of its own, see _start
        self._popen.wait()

    def restart(self) -> None:
        """Start it again, its log going on."""
        self._popen = self._start()

    def memory_mb(self) -> float:
        """What its processes hold in memory together, in MB."""
        return sum(map(resident_mb, _family(self._popen.pid)))

    def _start(self) -> "subprocess.Popen[bytes]":
        with self.log.open("ab") as out:
            return subprocess.Popen(  # noqa: S603 - our own commands
                self._command, cwd=self.log.parent, env=self._env, stdout=out, stderr=out, start_new_session=True
            )


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


def free_port() -> int:
    """A port that nobody listens on just now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


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
