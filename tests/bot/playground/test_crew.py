"""The bot's processes beside a fake Slack, at the ends of their life."""

import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from slack_bolt import App

from bot.playground import FakeSlack
from bot.playground.crew import Crew, Plan
from bot.playground.redelivering import Redelivering
from bot.playground.town import ANA, GENERAL
from tests.bot.playground.conftest import Clock


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


def test_what_a_slow_bot_did_not_acknowledge_comes_again_after_a_minute(
    slack: FakeSlack, app: App, reach: Callable[[App], None], clock: Clock
) -> None:
    app.event("app_mention")(lambda: None)
    redelivering = Redelivering(slack.redeliver, clock=clock)
    slack.connect_http("http://127.0.0.1:9/slack/events")
    slack.mention("help", channel=GENERAL, person=ANA)
    reach(app)
    clock.now += 59
    redelivering.in_time()
    assert len(slack.undelivered) == 1
    clock.now += 1
    redelivering.in_time()
    slack.wait_for(lambda: slack.undelivered == ())
