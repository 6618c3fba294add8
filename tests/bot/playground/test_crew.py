"""The bot's processes beside a fake Slack, at the ends of their life."""

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.playground import FakeSlack
from bot.playground.crew import Crew, Plan


@pytest.fixture
def slack() -> Iterator[FakeSlack]:
    with FakeSlack() as fake:
        yield fake


def test_nothing_is_started_again_once_it_was_stopped(slack: FakeSlack, tmp_path: Path) -> None:
    crew = Crew(slack, Plan({}, tmp_path))
    crew.stop()
    crew.restart()
    assert [*tmp_path.iterdir()] == []


def test_who_ends_the_playground_does_not_wait_for_the_bot_to_start(slack: FakeSlack, tmp_path: Path) -> None:
    ended = threading.Event()
    ended.set()
    assert Crew(slack, Plan({}, tmp_path)).wait_until_answering(60, unless=ended).state == "starting"


@pytest.mark.parametrize("name", ["web.log", "worker.log", "started"])
def test_a_folder_that_can_not_be_written_is_told_as_a_crash(slack: FakeSlack, tmp_path: Path, name: str) -> None:
    (tmp_path / name).mkdir()
    crew = Crew(slack, Plan({}, tmp_path))
    crew.restart()
    assert crew.status.state == "crashed"
    assert crew.status.told == f"The bot can't be started: {tmp_path / name}: Is a directory."
