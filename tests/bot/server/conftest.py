"""Real processes against the fake Slack, and a database for them."""

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from multiprocessing.process import BaseProcess
from pathlib import Path
from typing import Any

import pytest

from bot.settings import Settings
from knowledge.base import KnowledgeBase
from knowledge.sources.config import read_sources
from knowledge.sync import SyncProgress
from tests import forked

ROOT = Path(__file__).parents[3]

Start = Callable[..., BaseProcess]
Launch = Callable[..., subprocess.Popen[str]]
Environment = Callable[..., dict[str, str]]


@pytest.fixture
def environment(settings: Settings) -> Environment:
    """Makes the environment of a process that takes the fake Slack for Slack."""

    def make(*, database: str, port: int = 3000, **more: str) -> dict[str, str]:
        return {
            "PATH": os.environ["PATH"],
            "PYTHONPATH": str(ROOT),
            "DATABASE_URL": database,
            "HOST": "127.0.0.1",
            "PORT": str(port),
            "SLACK_API_URL": settings.slack_api_url,
            "SLACK_BOT_TOKEN": settings.slack_bot_token,
            "SLACK_APP_TOKEN": settings.slack_app_token,
            "SLACK_SIGNING_SECRET": settings.slack_signing_secret,
        } | more

    return make


@pytest.fixture
def start(environment: Environment, tmp_path: Path) -> Iterator[Start]:
    """Starts processes of the bot that are warm (see `forked.py`); everything is ended after the test."""
    processes: list[BaseProcess] = []

    def start_one(command: str, **settings: Any) -> BaseProcess:
        log = tmp_path / f"{command}-{len(processes)}.log"
        processes.append(forked.start([command], folder=tmp_path, env=environment(**settings), log=log))
        return processes[-1]

    yield start_one
    for process in processes:
        if process.pid:
            forked.end(process.pid)
        process.join()


@pytest.fixture
def launch(environment: Environment, tmp_path: Path) -> Iterator[Launch]:
    """Starts `python -m bot …` as an operator does, which takes longer; everything is ended after the test."""
    with ExitStack() as stack:

        def launch_one(command: str, **settings: Any) -> subprocess.Popen[str]:
            log = stack.enter_context((tmp_path / f"{command}.log").open("w"))
            run = [sys.executable, "-m", "bot", command]
            env = environment(**settings)
            process = subprocess.Popen(
                run, cwd=tmp_path, env=env, stdout=log, stderr=log, text=True, start_new_session=True
            )
            stack.callback(process.wait)
            stack.callback(forked.end, process.pid)
            return process

        yield launch_one


@pytest.fixture
def filled_url(
    database_url: str, open_knowledge: Callable[..., KnowledgeBase], unwatched: SyncProgress
) -> Iterator[str]:
    """The URL of a database that holds the sample help centre, on SQLite and then on PostgreSQL."""
    knowledge = open_knowledge(database_url)
    knowledge.syncs.sync(read_sources(ROOT / "sources.toml"), unwatched)
    yield database_url
    knowledge.close()
