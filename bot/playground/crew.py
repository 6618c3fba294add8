"""The bot's processes beside a fake Slack: started, watched, and started again."""

import json
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal

from bot.playground import leftovers
from bot.playground.redelivering import Redelivering
from bot.playground.server import FakeSlack
from bot.processes import Process, free_port

Connection = Literal["http", "socket"]
State = Literal["starting", "answering", "crashed"]

# Which of the bot's commands do all that it does, over each kind of connection.
COMMANDS: Mapping[Connection, Sequence[str]] = {"http": ("web", "worker"), "socket": ("run",)}

# Where it is written down which processes run.
_STARTED = "started"

_LOOK_SECONDS = 0.25
_LINES_OF_LOG = 40
# What a line says that tells of ordinary work.
_NO_REASON = '"level": "INFO"'
_SECONDS_TO_STOP = 12

# The bot names commands for those who run it themselves: here the playground does what they do.
_OTHERWISE = "If it does not start again, end the playground and start that: what was said and published is kept."


@dataclass(frozen=True)
class Status:
    """How the bot is: `told` is a sentence for whoever looks at the page."""

    state: State
    told: str


@dataclass(frozen=True)
class Plan:
    """How to run the bot: its settings, where its logs go, and by what Slack reaches it."""

    settings: Mapping[str, str]
    folder: Path
    connection: Connection = "http"
    events_path: str = "/slack/events"


class Crew:
    """The processes of one bot; `status` and the rest may be used from any thread."""

    def __init__(self, slack: FakeSlack, plan: Plan) -> None:
        self._slack, self._plan = slack, plan
        self._changing = threading.Lock()
        self._processes: dict[str, Process] = {}
        self._port = 0
        self._ended = threading.Event()
        self._redelivering = Redelivering(slack.redeliver)
        self._status = Status("starting", "The bot is starting.")
        self._watcher = threading.Thread(target=self._watch, name="crew", daemon=True)

    @property
    def connection(self) -> Connection:
        return self._plan.connection

    @property
    def status(self) -> Status:
        return self._status

    def start(self) -> None:
        """Start the processes, and watch them from now on; what an earlier crew left here is ended first."""
        leftovers.end(self._plan.folder / _STARTED)
        with self._changing:
            self._launch()
        self._watcher.start()

    def restart(self, **settings: str) -> None:
        """End what still runs and start all anew, with these settings in place of what they were.

        Once it was stopped it stays so, whoever asked for this while it went.
        """
        with self._changing:
            if self._ended.is_set():
                return
            self._plan = replace(self._plan, settings={**self._plan.settings, **settings})
            self._become(Status("starting", "The bot is starting again."))
            self._end()
            try:
                self._launch()
            except OSError as error:
                self._end()
                self._become(Status("crashed", _not_started(error)))

    def stop(self) -> None:
        """End the processes, and let what they have under way end first."""
        self._ended.set()
        with self._changing:
            self._end()

    def log_lines(self) -> list[str]:
        """The last lines that the processes wrote, each with the name of its process."""
        return [
            f"{name}: {line}"
            for name in COMMANDS[self._plan.connection]
            for line in _last_lines(self._log(name), _LINES_OF_LOG)
        ]

    def wait_until_answering(self, seconds: float, *, unless: threading.Event) -> Status:
        """The status once the bot answers or has crashed, when so many seconds are over, or once the event is set."""
        deadline = time.monotonic() + seconds
        while self._status.state == "starting" and time.monotonic() < deadline and not unless.is_set():
            unless.wait(_LOOK_SECONDS)
        return self._status

    def _launch(self) -> None:
        self._port = free_port()
        if self._plan.connection == "http":
            self._slack.connect_http(f"http://127.0.0.1:{self._port}{self._plan.events_path}")
        else:
            self._slack.connect_socket(connections=0)
        settings = {**self._plan.settings, **self._slack_settings(), "HOST": "127.0.0.1", "PORT": str(self._port)}
        for name in COMMANDS[self._plan.connection]:
            self._log(name).write_bytes(b"")
            self._processes[name] = Process(["-m", "bot", name], settings, self._log(name))
        leftovers.note(self._plan.folder / _STARTED, (each.pid for each in self._processes.values()))

    def _slack_settings(self) -> dict[str, str]:
        return {
            "SLACK_API_URL": self._slack.api_url,
            "SLACK_BOT_TOKEN": self._slack.bot_token,
            "SLACK_APP_TOKEN": self._slack.app_token,
            "SLACK_SIGNING_SECRET": self._slack.signing_secret,
        }

    def _end(self) -> None:
        ending = [
            threading.Thread(target=process.stop, args=(_SECONDS_TO_STOP,)) for process in self._processes.values()
        ]
        for each in ending:
            each.start()
        for each in ending:
            each.join()
        self._processes.clear()

    def _log(self, name: str) -> Path:
        return self._plan.folder / f"{name}.log"

    def _watch(self) -> None:
        while not self._ended.wait(_LOOK_SECONDS):
            if not self._changing.acquire(blocking=False):
                continue  # somebody starts or ends them just now
            try:
                self._look()
            finally:
                self._changing.release()

    def _look(self) -> None:
        for name, process in self._processes.items():
            if process.exit_code is not None:
                self._become(Status("crashed", self._told_of(name, process.exit_code)))
                return
        if self._status.state == "starting" and self._is_ready():
            self._become(Status("answering", "The bot is answering."))
            self._redelivering.at_once()
        elif self._status.state == "answering":
            self._redelivering.in_time()

    def _is_ready(self) -> bool:
        if self._plan.connection == "socket":
            return self._slack.has_connections
        try:
            urllib.request.urlopen(f"http://127.0.0.1:{self._port}/readyz", timeout=5).close()
        except (urllib.error.URLError, OSError):
            return False
        return True

    def _told_of(self, name: str, exit_code: int) -> str:
        if exit_code < 0:
            return f"The bot's process `{name}` was ended by signal {-exit_code}."
        lines = _last_lines(self._log(name), _LINES_OF_LOG)
        last = next((line for line in reversed(lines) if _NO_REASON not in line), "")
        said = f" It said last: {_message(last)}" if last else ""
        return f"The bot's process `{name}` ended with exit code {exit_code}.{said} {_OTHERWISE}"

    def _become(self, status: Status) -> None:
        if status == self._status:
            return
        with self._slack.workspace.changed:
            self._status = status
            self._slack.workspace.changed.notify_all()


def _not_started(error: OSError) -> str:
    return f"The bot can't be started: {error.filename or 'its folder'}: {error.strerror or error}."


def _message(line: str) -> str:
    """What a line of a log says, without the time and the names that stand around it as JSON."""
    try:
        return str(json.loads(line)["message"])
    except (ValueError, KeyError, TypeError):
        return line


def _last_lines(log: Path, count: int) -> list[str]:
    try:
        return log.read_text(encoding="utf-8", errors="replace").splitlines()[-count:]
    except OSError:
        return []
