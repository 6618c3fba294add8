"""What a sync changes is answered from in every process; `bench http` measures how soon."""

import time
from collections.abc import Callable
from multiprocessing.process import BaseProcess
from pathlib import Path

import pytest

from bot.app import create_parts
from bot.playground import FakeSlack
from bot.playground.model import Message
from bot.playground.town import ANA, GENERAL
from bot.server.jobs import REFRESH
from bot.server.worker import Attempts
from bot.settings import Settings
from knowledge.articles import Audience
from knowledge.base import KnowledgeBase
from knowledge.sources.config import read_sources
from knowledge.sync import SyncProgress
from tests.bot.server.test_processes import free_port, wait_until_ready

Start = Callable[..., BaseProcess]


def write(folder: Path, word: str) -> Path:
    """A source with one article that only this word finds."""
    (folder / "fresh").mkdir(exist_ok=True)
    (folder / "fresh" / "a.md").write_text(f"---\ntitle: Moor a {word}\nreference: {word}-1\n---\nUse the tall mast.\n")
    listed = folder / "fresh.toml"
    listed.write_text('[[source]]\nname = "fresh"\nkind = "markdown"\npath = "fresh"\n')
    return listed


def test_every_process_answers_from_what_changed_without_a_restart(
    slack: FakeSlack,
    filled_url: str,
    start: Start,
    tmp_path: Path,
    open_knowledge: Callable[..., KnowledgeBase],
    unwatched: SyncProgress,
    shown: Callable[[Message | None], str],
) -> None:
    ports = [free_port(), free_port()]
    for port in ports:
        start("web", database=filled_url, port=port)
        wait_until_ready(port)
    operator = open_knowledge(filled_url)
    for word in ("zeppelin", "gondola", "dirigible"):
        operator.syncs.sync(read_sources(write(tmp_path, word)), unwatched, only="fresh")
        synced = time.monotonic()
        for port in ports:
            slack.connect_http(f"http://127.0.0.1:{port}/slack/events")
            fresh = 0
            while fresh < 8:  # gunicorn hands requests to either of its two processes
                answer = shown(slack.slash("/kb", f"moor the {word}", channel=GENERAL, person=ANA).message)
                fresh = fresh + 1 if f"Moor a {word}" in answer else 0
                assert time.monotonic() - synced < 60


def test_a_failed_update_keeps_the_articles_says_so_once_and_says_when_it_works_again(
    synced_url: str, tmp_path: Path, caplog: pytest.LogCaptureFixture, settings: Settings
) -> None:
    knowledge = KnowledgeBase(synced_url)
    knowledge.refresh()
    parts = create_parts(settings, knowledge)
    refresh = Attempts(REFRESH, parts)
    file, aside = tmp_path / "quickjump.db", tmp_path / "aside.db"
    knowledge.close()
    file.rename(aside)
    file.mkdir()
    caplog.set_level("INFO", "bot")
    for _ in range(3):
        refresh()
    assert knowledge.ask("reset a password", Audience.PUBLIC).matches
    assert [record.levelname for record in caplog.records] == ["WARNING"]
    assert "refresh: The database can't be used just now" in caplog.text

    file.rmdir()
    aside.rename(file)
    refresh()
    refresh()
    assert [record.getMessage() for record in caplog.records][1:] == ["refresh works again"]
