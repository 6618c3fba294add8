"""Real processes against the fake Slack, and a database for them."""

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from bot.settings import Settings
from knowledge.base import KnowledgeBase
from knowledge.sources.config import read_sources
from knowledge.sync import SyncProgress

ROOT = Path(__file__).parents[3]

Start = Callable[..., subprocess.Popen[str]]


@pytest.fixture
def start(settings: Settings, tmp_path: Path) -> Iterator[Start]:
    """Starts `python -m bot …` against the fake Slack; everything is ended after the test."""
    processes: list[subprocess.Popen[str]] = []

    def start_one(*args: str, database: str, port: int = 3000, **more: str) -> subprocess.Popen[str]:
        env = more | {
            "PATH": os.environ["PATH"],
            "PYTHONPATH": str(ROOT),
            "DATABASE_URL": database,
            "PORT": str(port),
            "SLACK_API_URL": settings.slack_api_url,
            "SLACK_BOT_TOKEN": settings.slack_bot_token,
            "SLACK_APP_TOKEN": settings.slack_app_token,
            "SLACK_SIGNING_SECRET": settings.slack_signing_secret,
        }
        command = [sys.executable, "-m", "bot", *args]
        log = (tmp_path / f"{args[0]}-{len(processes)}.log").open("w")
        processes.append(subprocess.Popen(command, cwd=tmp_path, env=env, stdout=log, stderr=log, text=True))
        return processes[-1]

    yield start_one
    for process in processes:
        process.kill()
        process.wait()


@pytest.fixture
def filled_url(
    database_url: str, open_knowledge: Callable[..., KnowledgeBase], unwatched: SyncProgress
) -> Iterator[str]:
    """The URL of a database that holds the sample help centre, on SQLite and then on PostgreSQL."""
    knowledge = open_knowledge(database_url)
    knowledge.syncs.sync(read_sources(ROOT / "sources.toml"), unwatched)
    yield database_url
    knowledge.close()
