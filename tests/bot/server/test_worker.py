"""How the jobs of a process end."""

import logging
import threading
from dataclasses import replace
from pathlib import Path

import pytest

from bot.app import create_parts
from bot.parts import Parts
from bot.server.heartbeat import CannotBeat, beat
from bot.server.jobs import Job
from bot.server.worker import end, start_jobs
from bot.settings import Settings
from knowledge.base import KnowledgeBase


def test_a_process_that_ends_waits_for_the_job_under_way_and_begins_none_meanwhile(
    settings: Settings, synced_url: str, caplog: pytest.LogCaptureFixture
) -> None:
    begun, let_go, done = threading.Event(), threading.Event(), threading.Event()

    def long(parts: Parts) -> None:
        begun.set()
        let_go.wait(10)
        done.set()

    knowledge = KnowledgeBase(synced_url)
    parts = create_parts(settings, knowledge)
    jobs = [Job("long", lambda _: 60.0, long), Job("often", lambda _: 0.05, lambda _: None)]
    scheduler = start_jobs(parts, jobs)
    assert begun.wait(10)
    ending = threading.Thread(target=end, args=(parts, scheduler, 10))
    ending.start()
    assert parts.stopping.wait(10)
    threading.Timer(0.3, let_go.set).start()  # six times "often" would have been due by then
    ending.join(15)

    assert done.is_set()
    assert [record.getMessage() for record in caplog.records if record.levelno >= logging.ERROR] == []
    knowledge.close()


def test_a_heartbeat_that_cant_be_written_is_told(settings: Settings, synced_url: str, tmp_path: Path) -> None:
    nowhere = replace(settings, heartbeat_file=tmp_path / "nowhere" / "heartbeat")
    knowledge = KnowledgeBase(synced_url)
    with pytest.raises(CannotBeat, match=r"^HEARTBEAT_FILE can't be written: .*: No such file or directory\.$"):
        beat(create_parts(nowhere, knowledge))
    knowledge.close()
