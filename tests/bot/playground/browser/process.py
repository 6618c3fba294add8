"""The playground as somebody starts it, in a folder of its own."""

import os
import re
import signal
import time
from pathlib import Path

from tests import forked

ROOT = Path(__file__).parents[4]

# Two processes of the bot start from nothing while others do their own work.
SECONDS_TO_START = 60
SECONDS_TO_END = 40


class Playground:
    """`python -m bot playground` and the bot that it starts; it is there once it has said where."""

    def __init__(self, folder: Path, *arguments: str) -> None:
        self.folder = folder
        self._log = folder / "printed.log"
        env = {"PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT), "COLUMNS": "200"}
        command = ["playground", "--port", "0", "--no-browser", *arguments]
        self._process = forked.start(command, folder=folder, env=env, log=self._log)

    @property
    def printed(self) -> str:
        """All that it said in the terminal so far."""
        return self._log.read_text(encoding="utf-8")

    @property
    def address(self) -> str:
        """Where its page is; waits until it says so."""
        deadline = time.monotonic() + SECONDS_TO_START
        while (found := re.search(r"http://127\.0\.0\.1:\d+", self.printed)) is None:
            assert self._process.is_alive(), self.printed
            assert time.monotonic() < deadline, self.printed
            time.sleep(0.05)
        return found.group()

    def kill(self, command: str) -> None:
        """Kill the bot's process of this name, such as `web`, as a crash would end it."""
        for child in self._children():
            if Path(f"/proc/{child}/cmdline").read_bytes().split(b"\0")[3:4] == [command.encode()]:
                os.kill(child, signal.SIGKILL)
                return
        raise AssertionError(f"no process {command} runs")

    def end(self) -> int | None:
        """End it as Ctrl-C does; what it ended with."""
        self._process.terminate()
        self._process.join(SECONDS_TO_END)
        return self._process.exitcode

    def destroy(self) -> None:
        """End it and its bot, however it goes: they lead groups of their own."""
        children = self._children() if self._process.is_alive() else []
        if self._process.is_alive():
            self.end()
        for leader in (self._process.pid, *children):
            if leader:
                forked.end(leader)
        self._process.join()

    def _children(self) -> list[int]:
        tasks = Path(f"/proc/{self._process.pid}/task").glob("*/children")
        return [int(child) for task in tasks for child in task.read_text().split()]
