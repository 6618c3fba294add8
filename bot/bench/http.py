"""What a signed `/kb` costs over HTTP, beside two empty Bolt apps in the same run."""

import json
import shutil
import socket
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from statistics import median, quantiles
from tempfile import TemporaryDirectory

from bot.bench.load import Answered, Commands, Target, flood, pace
from bot.playground import FakeSlack
from bot.playground.town import ANA, GENERAL, TEAM
from bot.server.http import EVENTS_PATH
from knowledge.errors import KnowledgeError

CONNECTIONS, PER_SECOND = 32, 50.0

_ROUNDS = 3

# So many articles change before each of the syncs that run beside the questions.
_CHANGED = 20

_SECONDS_TO_START = 120

OURS, DEFAULT, BEFORE = "quickjump", "empty app, Bolt's defaults", "empty app, process_before_response"


class CannotMeasure(KnowledgeError):
    """A run that could not be made, with the reason."""


@dataclass(frozen=True, slots=True)
class Server:
    """One of the servers that are compared, and what every good answer of it holds."""

    name: str
    target: Target
    expected: bytes


@dataclass(frozen=True, slots=True)
class Figures:
    """What one server did: requests a second at 32 connections, and milliseconds at 50 a second."""

    per_second: float
    p50_ms: float
    p99_ms: float
    bad: int

    def as_dict(self) -> dict[str, float]:
        return {
            "per_second": round(self.per_second, 1),
            "p50_ms": round(self.p50_ms, 2),
            "p99_ms": round(self.p99_ms, 2),
            "bad": self.bad,
        }


def measure(
    folder: Path, *, seconds: float, env: Mapping[str, str], said: Callable[[str], None]
) -> dict[str, dict[str, dict[str, float]]]:
    """Measure quietly and while a sync runs: for each, every server's figures by its name.

    `folder` holds articles.jsonl and queries.jsonl; each figure is taken for so many seconds in each of three rounds,
    the servers in turn. `env` is the environment of the processes; `said` is told what goes on.
    """
    questions = [json.loads(line)["text"] for line in (folder / "queries.jsonl").read_text().splitlines()]
    with ExitStack() as stack:
        slack = stack.enter_context(FakeSlack())
        work = Path(stack.enter_context(TemporaryDirectory()))
        ours = {**env} | _settings(slack, folder, work)
        said("reading the articles")
        _sync(ours, work)
        servers = _start(stack, slack, ours, work)
        said("measuring while nothing else runs")
        quiet = _compare(servers, questions, seconds)
        said("measuring while syncs run")
        with _syncing(ours, work) as syncs:
            syncing = _compare(servers, questions, seconds)
        said(f"{syncs[0]} syncs of {_CHANGED} changed articles each ran meanwhile")
        return {"quiet": quiet, "syncing": syncing}


def _settings(slack: FakeSlack, folder: Path, work: Path) -> dict[str, str]:
    shutil.copy(folder / "articles.jsonl", work / "articles.jsonl")
    (work / "articles.jsonl").chmod(0o644)
    (work / "sources.toml").write_text('[[source]]\nname = "bench"\nkind = "jsonl"\npath = "articles.jsonl"\n')
    return {
        "DATABASE_URL": f"sqlite:///{work}/quickjump.db",
        "KNOWLEDGE_SOURCES": f"{work}/sources.toml",
        "SLACK_API_URL": slack.api_url,
        "SLACK_BOT_TOKEN": slack.bot_token,
        "SLACK_SIGNING_SECRET": slack.signing_secret,
        "PYTHONPATH": str(Path(__file__).parents[2]),
    }


def _start(stack: ExitStack, slack: FakeSlack, env: Mapping[str, str], work: Path) -> list[Server]:
    secret = slack.signing_secret
    servers = []
    for name, arguments, expected in (
        (OURS, ["-m", "bot", "web"], b'"blocks"'),
        (DEFAULT, ["-m", "bot.bench.empty", "{port}", "after", secret, slack.api_url], b"ok"),
        (BEFORE, ["-m", "bot.bench.empty", "{port}", "before", secret, slack.api_url], b"ok"),
    ):
        port = _free_port()
        command = [sys.executable, *(argument.format(port=port) for argument in arguments)]
        stack.enter_context(_process(command, {**env, "PORT": str(port)}, work / f"{port}.log"))
        _wait_until_served(port, work / f"{port}.log")
        servers.append(Server(name, Target(port, EVENTS_PATH, secret), expected))
    return servers


@contextmanager
def _process(command: Sequence[str], env: Mapping[str, str], log: Path) -> Iterator[None]:
    with log.open("w") as out:
        process = subprocess.Popen(command, cwd=log.parent, env=dict(env), stdout=out, stderr=out)  # noqa: S603
        try:
            yield
        finally:
            process.terminate()
            process.wait()


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def _wait_until_served(port: int, log: Path) -> None:
    for _ in range(_SECONDS_TO_START * 4):
        try:
            urllib.request.urlopen(f"http://127.0.0.1:{port}/livez", timeout=20).close()
        except urllib.error.HTTPError:
            return  # an empty app serves one path alone
        except OSError:
            time.sleep(0.25)
        else:
            return
    raise CannotMeasure(f"A server did not start: {log.read_text()[-500:]}")


def _compare(servers: Sequence[Server], questions: Sequence[str], seconds: float) -> dict[str, dict[str, float]]:
    rates: dict[str, list[float]] = {server.name: [] for server in servers}
    paced: dict[str, list[Answered]] = {server.name: [] for server in servers}
    bad: dict[str, int] = {server.name: 0 for server in servers}
    for server in servers:
        _flood(server, questions, seconds / 4)  # warms up
    for _ in range(_ROUNDS):
        for server in servers:
            flooded = _flood(server, questions, seconds)
            rates[server.name].append(sum(each.is_good for each in flooded) / seconds)
            commands = _commands(server, questions)
            some = pace(server.target, commands, per_second=PER_SECOND, seconds=seconds, expected=server.expected)
            paced[server.name] += some
            bad[server.name] += sum(not each.is_good for each in [*flooded, *some])
    return {name: _figures(rates[name], paced[name], bad[name]).as_dict() for name in rates}


def _flood(server: Server, questions: Sequence[str], seconds: float) -> list[Answered]:
    commands = _commands(server, questions)
    return flood(server.target, commands, connections=CONNECTIONS, seconds=seconds, expected=server.expected)


def _figures(rates: Sequence[float], paced: Sequence[Answered], bad: int) -> Figures:
    times = quantiles([each.seconds * 1000 for each in paced], n=100)
    return Figures(median(rates), p50_ms=times[49], p99_ms=times[98], bad=bad)


def _commands(server: Server, questions: Sequence[str]) -> Commands:
    fields = {"command": "/kb", "team_id": TEAM.id, "channel_id": GENERAL, "user_id": ANA, "trigger_id": "1.1"}
    return Commands(server.target, questions, fields)


@contextmanager
def _syncing(env: Mapping[str, str], work: Path) -> Iterator[list[int]]:
    """Change articles and sync, again and again, for as long as it lasts; counts the syncs."""
    stopped, done = threading.Event(), [0]

    def go_on() -> None:
        while not stopped.is_set():
            _change(work / "articles.jsonl", turn=done[0])
            _sync(env, work)
            done[0] += 1

    thread = threading.Thread(target=go_on)
    thread.start()
    try:
        yield done
    finally:
        stopped.set()
        thread.join()


def _change(file: Path, *, turn: int) -> None:
    lines = file.read_text().splitlines()
    for number in range(_CHANGED):
        place = (turn * _CHANGED + number) * 37 % len(lines)
        article = json.loads(lines[place])
        lines[place] = json.dumps(article | {"summary": f"{article.get('summary', '')} Changed in turn {turn}."})
    file.write_text("\n".join(lines) + "\n")


def _sync(env: Mapping[str, str], work: Path) -> None:
    for arguments in (["db", "upgrade"], ["sync"]):
        command = [sys.executable, "-m", "bot", *arguments]
        ended = subprocess.run(command, cwd=work, env=dict(env), capture_output=True, text=True, check=False)  # noqa: S603
        if ended.returncode not in (0, 1):
            raise CannotMeasure(f"The articles can't be synced: {ended.stderr.strip()}")
