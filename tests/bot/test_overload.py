"""Too much at once, and a database that is gone: a sentence at once, and nothing lost."""

import threading
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from bot.app import create_app, create_parts
from bot.overload import Admission, Busy, Pool
from bot.parts import Parts
from bot.playground import FakeSlack
from bot.playground.model import Message
from bot.playground.town import ANA, BEN, BOT_ID, GENERAL
from bot.server.http import EVENTS_PATH, create_wsgi
from bot.server.jobs import JOBS
from bot.server.worker import start_jobs
from bot.settings import Settings
from knowledge.base import KnowledgeBase

Shown = Callable[[Message | None], str]
Serve = Callable[[Parts], str]


@pytest.fixture
def serve(settings: Settings, serve_wsgi: Callable[..., str]) -> Serve:
    """Serves the bot made of given parts; gives its request URL."""

    def start(parts: Parts) -> str:
        app = create_app(settings, parts)
        wsgi = create_wsgi(app, parts.knowledge, signing_secret=settings.slack_signing_secret)
        return serve_wsgi(wsgi) + EVENTS_PATH

    return start


def answers(slack: FakeSlack) -> list[Message]:
    return [message for message in slack.messages(GENERAL) if message.user == BOT_ID]


def test_a_command_is_told_busy_at_once_when_too_many_ask(
    slack: FakeSlack, settings: Settings, synced_url: str, serve: Serve, shown: Shown
) -> None:
    parts = create_parts(replace(settings, questions_at_once=1), KnowledgeBase(synced_url))
    slack.connect_http(serve(parts))
    with parts.admission.enter():
        told = slack.slash("/kb", "reset password", channel=GENERAL, person=ANA).message
    assert "I'm busy" in shown(told)

    assert "password" in shown(slack.slash("/kb", "reset password", channel=GENERAL, person=ANA).message)
    assert parts.pool.close(30)


def test_when_the_pool_is_full_a_mention_waits_in_the_inbox_and_a_press_is_told(
    slack: FakeSlack, settings: Settings, synced_url: str, serve: Serve, shown: Shown
) -> None:
    let_go = threading.Event()
    knowledge = KnowledgeBase(synced_url)
    parts = create_parts(settings, knowledge, Pool(1, waiting=0))
    slack.connect_http(serve(parts))
    answer = slack.slash("/kb", "reset password", channel=GENERAL, person=ANA).message
    assert answer is not None
    while not parts.pool.offer(let_go.wait):  # the first question had the channel looked up there
        pass
    [receipt] = slack.mention("mailbox is full", channel=GENERAL, person=BEN)
    slack.press(answer, "open", person=ANA)

    assert receipt.status == 200
    assert answers(slack) == []
    assert "I'm busy" in shown(slack.ephemerals(GENERAL, ANA)[1])
    let_go.set()
    assert parts.pool.close(30)
    # Another process answers it as soon as this one has given it back.
    parts.stop(1)
    other = create_parts(settings, KnowledgeBase(synced_url))
    jobs = start_jobs(other, JOBS)
    slack.wait_for(lambda: answers(slack), seconds=20)
    jobs.shutdown(wait=True)
    assert other.pool.close(30)
    assert len(answers(slack)) == 1


def test_a_pool_takes_what_it_has_room_for_and_ends_what_is_under_way() -> None:
    pool = Pool(1, waiting=1)
    begun, let_go = threading.Event(), threading.Event()
    done: list[str] = []

    def first() -> None:
        begun.set()
        let_go.wait()
        done.append("first")

    assert pool.offer(first)
    assert begun.wait(20)
    assert pool.offer(lambda: done.append("waited"))
    assert not pool.offer(lambda: done.append("too many"))
    let_go.set()
    assert pool.close(30)
    assert done == ["first", "waited"]
    assert not pool.offer(lambda: done.append("too late"))


def test_admission_is_given_back_also_by_what_fails() -> None:
    admission = Admission(1)

    def fail() -> None:
        with admission.enter():
            raise RuntimeError

    for _ in range(3):
        with pytest.raises(RuntimeError):
            fail()
    with admission.enter(), pytest.raises(Busy):
        fail()


def test_without_a_database_commands_are_answered_from_memory_and_all_comes_back(
    slack: FakeSlack, settings: Settings, synced_url: str, serve: Serve, shown: Shown, tmp_path: Path
) -> None:
    knowledge = KnowledgeBase(synced_url)
    knowledge.refresh()
    parts = create_parts(settings, knowledge)
    jobs = start_jobs(parts, JOBS)
    slack.connect_http(serve(parts))
    [receipt] = slack.mention("hello", channel=GENERAL, person=ANA)
    slack.wait_for(lambda: answers(slack))

    file, aside = tmp_path / "quickjump.db", tmp_path / "aside.db"
    knowledge.close()
    file.rename(aside)
    file.symlink_to(tmp_path / "gone" / "quickjump.db")  # nobody can open it now, nor make it anew
    assert "password" in shown(slack.slash("/kb", "reset pasword", channel=GENERAL, person=ANA).message)
    receipts = slack.mention("mailbox is full", channel=GENERAL, person=BEN)
    assert {each.status for each in receipts} == {500}

    knowledge.close()
    aside.rename(file)  # at once: nobody finds nothing there, and makes an empty file
    slack.redeliver()
    slack.wait_for(lambda: len(answers(slack)) == 2, seconds=20)
    jobs.shutdown(wait=True)
    assert parts.pool.close(30)
    assert receipt.status == 200
    assert "ailbox" in shown(answers(slack)[1])
