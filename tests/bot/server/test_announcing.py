"""Workers that sync, plan and post: an article that appears in a folder stands in the channel, once."""

import sqlite3
from collections.abc import Callable
from datetime import timedelta
from multiprocessing.process import BaseProcess
from pathlib import Path

import pytest

from bot.playground import FakeSlack
from bot.playground.faults import DropAfter
from bot.playground.town import ANA, GENERAL, OPS, TEAM
from knowledge.base import KnowledgeBase
from knowledge.posts import DeliveryState
from knowledge.sources.config import read_sources
from knowledge.subscriptions import Cadence, Place, Style, Timetable
from knowledge.sync import Unwatched
from tests.bot.conftest import until

SOON = {"SYNC_EVERY": "1", "PLAN_EVERY": "0.2", "SEND_EVERY": "0.2", "ANNOUNCE_AFTER": "0", "RECONCILE_AFTER": "1"}

Start = Callable[..., BaseProcess]


def write(folder: Path, id: str, title: str) -> None:
    (folder / "help").mkdir(exist_ok=True)
    (folder / "help" / f"{id}.md").write_text(f"---\ntitle: {title}\ncategory: Billing\n---\nAbout it.\n")


@pytest.fixture
def subscribed(database_url: str, tmp_path: Path, open_knowledge: Callable[..., KnowledgeBase]) -> KnowledgeBase:
    """A knowledge base with a folder of articles as its source, to which two channels subscribe."""
    write(tmp_path, "first", "The first article")
    (tmp_path / "sources.toml").write_text('[[source]]\nname = "help"\nkind = "markdown"\npath = "help"\n')
    knowledge = open_knowledge(database_url)
    knowledge.syncs.sync(read_sources(tmp_path / "sources.toml"), Unwatched())
    for channel in (GENERAL, OPS):
        place = Place(TEAM.id, channel)
        knowledge.subscriptions.subscribe(place, (), person=ANA, timetable=Timetable(), style=Style(compact=True))
    return knowledge


def told(slack: FakeSlack, channel: str) -> list[str]:
    return [message.text.partition(":")[2].partition(":")[0].strip() for message in slack.messages(channel)]


def test_what_appears_in_a_folder_is_posted_once_however_many_workers_there_are(
    slack: FakeSlack, subscribed: KnowledgeBase, start: Start, database_url: str, tmp_path: Path
) -> None:
    for _ in range(2):
        start("worker", database=database_url, **SOON)
    write(tmp_path, "refunds", "Refunds take ten days")
    slack.wait_for(lambda: told(slack, GENERAL) and told(slack, OPS), seconds=60)
    write(tmp_path, "invoices", "Where the invoices are")
    slack.wait_for(lambda: len(told(slack, GENERAL)) > 1 and len(told(slack, OPS)) > 1, seconds=60)

    for channel in (GENERAL, OPS):
        assert told(slack, channel) == ["Refunds take ten days", "Where the invoices are"]


def test_a_worker_whose_clock_is_ahead_posts_what_is_due_by_then_once(
    slack: FakeSlack, subscribed: KnowledgeBase, start: Start, database_url: str, tmp_path: Path
) -> None:
    slack.grant("channels:history", "groups:history")
    in_twelve_hours = (subscribed.subscriptions.now() + timedelta(hours=12)).time()
    daily = Timetable(Cadence.DAILY, in_twelve_hours)
    subscribed.subscriptions.subscribe(Place(TEAM.id, GENERAL), (), person=ANA, timetable=daily, style=Style())
    write(tmp_path, "refunds", "Refunds take ten days")
    subscribed.syncs.sync(read_sources(tmp_path / "sources.toml"), Unwatched())
    slack.misbehave(DropAfter(), times=2)
    start("worker", database=database_url, **SOON | {"CLOCK_AHEAD": "86400", "LOOK_UP_EVERY": "0.2"})

    until(lambda: subscribed.outbox.counts() == {DeliveryState.SENT: 2})
    assert [len(slack.messages(channel)) for channel in (GENERAL, OPS)] == [1, 1]
    assert "Refunds take ten days" in slack.messages(GENERAL)[0].text


def test_a_worker_goes_on_by_itself_when_its_database_is_back(
    slack: FakeSlack,
    start: Start,
    tmp_path: Path,
    sqlite_url: str,
    open_knowledge: Callable[..., KnowledgeBase],
) -> None:
    knowledge = open_knowledge(sqlite_url)
    knowledge.subscriptions.subscribe(
        Place(TEAM.id, GENERAL), (), person=ANA, timetable=Timetable(), style=Style(compact=True)
    )
    write(tmp_path, "first", "The first article")
    (tmp_path / "sources.toml").write_text('[[source]]\nname = "help"\nkind = "markdown"\npath = "help"\n')
    worker = start("worker", database=sqlite_url, **SOON)
    log = tmp_path / "worker-0.log"
    until(lambda: "synced" in log.read_text())

    gone = sqlite3.connect(tmp_path / "quickjump.db", isolation_level=None)
    gone.execute("BEGIN EXCLUSIVE")
    write(tmp_path, "refunds", "Refunds take ten days")
    until(lambda: "can't be used just now" in log.read_text())
    gone.execute("ROLLBACK")
    gone.close()

    slack.wait_for(lambda: told(slack, GENERAL), seconds=60)
    assert told(slack, GENERAL) == ["Refunds take ten days"]
    assert worker.is_alive()
