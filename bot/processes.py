"""Processes of our own: each with a log, ended politely or killed."""

import os
import signal
import socket
import subprocess
import sys
from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path

_SECONDS_TO_STOP = 30

# Each works in the folder of its log, where Python would not find this program unless it is installed.
_OURS = {"PYTHONPATH": str(Path(__file__).parents[1])}


class Process:
    """`python …` with a log of its own, and whatever it starts; usable as a context manager that ends it."""

    def __init__(self, arguments: Sequence[str], env: Mapping[str, str], log: Path) -> None:
        self._command, self._env, self.log = [sys.executable, *arguments], {**_OURS, **env}, log
        self._popen = self._start()

    def __enter__(self) -> "Process":
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()

    @property
    def pid(self) -> int:
        return self._popen.pid

    @property
    def exit_code(self) -> int | None:
        """What it ended with, the signal as a negative number; None while it runs."""
        return self._popen.poll()

    def stop(self, seconds: float = _SECONDS_TO_STOP) -> None:
        """End it politely, or by force when it does not go within so many seconds."""
        self._popen.terminate()
        try:
            self._popen.wait(seconds)
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

    def _start(self) -> "subprocess.Popen[bytes]":
        with self.log.open("ab") as out:
            return subprocess.Popen(  # noqa: S603 - our own commands
                self._command, cwd=self.log.parent, env=self._env, stdout=out, stderr=out, start_new_session=True
            )


def free_port() -> int:
    """A port that nobody listens on just now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port
