"""What a signed `/kb` costs over HTTP, beside two empty Bolt apps in the same run."""

import itertools
import json
import shutil
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from statistics import median, quantiles
from tempfile import TemporaryDirectory
from typing import Any

from bot.bench.freshness import seconds_until_answered
from bot.bench.load import Answered, Commands, Target, flood, pace
from bot.bench.processes import run_bot, settings_for, wait_until_served
from bot.playground import FakeSlack
from bot.playground.town import ANA, GENERAL, TEAM
from bot.processes import Process, free_port
from bot.server.http import EVENTS_PATH

CONNECTIONS, PER_SECOND = 32, 50.0

_ROUNDS, _WARM_UP_SECONDS = 3, 4.0

# So many articles change before each of the syncs that run beside the questions.
_CHANGED = 20

OURS, NEW = "quickjump", "quickjump, every question new"
DEFAULT, BEFORE = "empty app, Bolt's defaults", "empty app, process_before_response"


@dataclass(frozen=True, slots=True)
class Server:
    """One of the servers that are compared, what it is asked, and what every good answer of it holds."""

    name: str
    commands: Commands
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


Servers = dict[str, dict[str, float]]


@dataclass(frozen=True, slots=True)
class Measured:
    """Every server's figures by its name, quietly and while syncs run; and seconds from a sync to its answers."""

    quiet: Servers
    syncing: Servers
    freshness_s: tuple[float, ...]

    def as_dict(self) -> dict[str, Any]:
        phases = {"quiet": self.quiet, "syncing": self.syncing}
        return {**phases, "ratios": {name: _ratios(phase) for name, phase in phases.items()}} | {
            "freshness_s": [round(seconds, 2) for seconds in self.freshness_s]
        }


def _ratios(servers: Servers) -> dict[str, float]:
    """What is promised of us beside the empty apps: requests a second, and how much later 99 in 100 are answered."""
    ours, new, default, before = (servers[name] for name in (OURS, NEW, DEFAULT, BEFORE))
    return {
        "of the defaults": round(ours["per_second"] / default["per_second"], 2),
        "of process_before_response": round(ours["per_second"] / before["per_second"], 2),
        "every question new, of the defaults": round(new["per_second"] / default["per_second"], 2),
        "every question new, of process_before_response": round(new["per_second"] / before["per_second"], 2),
        "p99_ms more than process_before_response": round(ours["p99_ms"] - before["p99_ms"], 1),
        "p99_ms more, every question new": round(new["p99_ms"] - before["p99_ms"], 1),
    }


def measure(folder: Path, *, seconds: float, env: Mapping[str, str], said: Callable[[str], None]) -> Measured:
    """Measure quietly and while syncs run.

    `folder` holds articles.jsonl and queries.jsonl; each figure is taken for so many seconds in each of three rounds,
    the servers in turn. `env` is the environment of the processes; `said` is told what goes on.
    """
    questions = [json.loads(line)["text"] for line in (folder / "queries.jsonl").read_text().splitlines()]
    with ExitStack() as stack:
        slack = stack.enter_context(FakeSlack())
        work = Path(stack.enter_context(TemporaryDirectory()))
        ours = {**env} | _settings(slack, folder, work)
        said("reading the articles")
        run_bot(["db", "upgrade"], ours, work)
        run_bot(["sync"], ours, work)
        servers = _start(stack, slack, ours, questions)
        said("measuring while nothing else runs")
        quiet = _compare(servers, seconds)
        said("measuring while syncs run")
        with _syncing(ours, work) as syncs:
            syncing = _compare(servers, seconds)
        said(f"{syncs[0]} syncs of {_CHANGED} changed articles each ran meanwhile")
        said("measuring how soon a sync is answered from")
        return Measured(quiet, syncing, tuple(_fresh(servers[0], ours, work, turn) for turn in range(_ROUNDS)))


def _fresh(server: Server, env: Mapping[str, str], work: Path, turn: int) -> float:
    def commands(question: str) -> Commands:
        return _commands(server.target, itertools.repeat(question))

    return seconds_until_answered(server.target, commands, work / "articles.jsonl", env, turn=turn)


def _settings(slack: FakeSlack, folder: Path, work: Path) -> dict[str, str]:
    shutil.copy(folder / "articles.jsonl", work / "articles.jsonl")
    (work / "articles.jsonl").chmod(0o644)
    (work / "sources.toml").write_text('[[source]]\nname = "bench"\nkind = "jsonl"\npath = "articles.jsonl"\n')
    own = {"DATABASE_URL": f"sqlite:///{work}/quickjump.db", "KNOWLEDGE_SOURCES": f"{work}/sources.toml"}
    return own | settings_for(slack)


def _start(stack: ExitStack, slack: FakeSlack, env: Mapping[str, str], questions: Sequence[str]) -> list[Server]:
    work = Path(env["KNOWLEDGE_SOURCES"]).parent

    def serve(name: str, arguments: Callable[[int], list[str]], expected: bytes) -> Server:
        port = free_port()
        log = work / f"{port}.log"
        stack.enter_context(Process(arguments(port), {**env, "PORT": str(port)}, log))
        wait_until_served(port, log)
        target = Target(port, EVENTS_PATH, slack.signing_secret)
        return Server(name, _commands(target, itertools.cycle(questions)), target, expected)

    def empty(when: str) -> Callable[[int], list[str]]:
        return lambda port: ["-m", "bot.bench.empty", str(port), when, slack.signing_secret, slack.api_url]

    ours = serve(OURS, lambda _port: ["-m", "bot", "web"], b'"blocks"')
    new = replace(ours, name=NEW, commands=_commands(ours.target, _new_questions(questions)))
    return [ours, new, serve(DEFAULT, empty("after"), b"ok"), serve(BEFORE, empty("before"), b"ok")]


def _new_questions(questions: Sequence[str]) -> Iterator[str]:
    """Questions that nobody has asked before: each of the others with the first word of another one behind it."""
    for step in itertools.count(1):
        for place, question in enumerate(questions):
            yield f"{question} {questions[(place + step) % len(questions)].split()[0]}"


def _compare(servers: Sequence[Server], seconds: float) -> Servers:
    rates: dict[str, list[float]] = {server.name: [] for server in servers}
    paced: dict[str, list[Answered]] = {server.name: [] for server in servers}
    bad: dict[str, int] = {server.name: 0 for server in servers}
    for _ in range(_ROUNDS):
        for server in servers:
            _flood(server, _WARM_UP_SECONDS)  # the questions that nobody asked before have pushed the others out
            flooded = _flood(server, seconds)
            rates[server.name].append(sum(each.is_good for each in flooded) / seconds)
            some = _pace(server, seconds)
            paced[server.name] += some
            bad[server.name] += sum(not each.is_good for each in [*flooded, *some])
    return {name: _figures(rates[name], paced[name], bad[name]).as_dict() for name in rates}


def _flood(server: Server, seconds: float) -> list[Answered]:
    return flood(server.target, server.commands, connections=CONNECTIONS, seconds=seconds, expected=server.expected)


def _pace(server: Server, seconds: float) -> list[Answered]:
    return pace(server.target, server.commands, per_second=PER_SECOND, seconds=seconds, expected=server.expected)


def _figures(rates: Sequence[float], paced: Sequence[Answered], bad: int) -> Figures:
    times = quantiles([each.seconds * 1000 for each in paced], n=100)
    return Figures(median(rates), p50_ms=times[49], p99_ms=times[98], bad=bad)


def _commands(target: Target, questions: Iterator[str]) -> Commands:
    fields = {"command": "/kb", "team_id": TEAM.id, "channel_id": GENERAL, "user_id": ANA, "trigger_id": "1.1"}
    return Commands(target, questions, fields)


@contextmanager
def _syncing(env: Mapping[str, str], work: Path) -> Iterator[list[int]]:
    """Change articles and sync, again and again, for as long as it lasts; counts the syncs."""
    stopped, done = threading.Event(), [0]

    def go_on() -> None:
        while not stopped.is_set():
            _change(work / "articles.jsonl", turn=done[0])
            run_bot(["sync"], env, work)
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
