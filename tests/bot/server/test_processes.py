"""The real processes: how they begin, answer and end."""

import os
import signal
import socket
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from multiprocessing.process import BaseProcess
from pathlib import Path

import pytest
from sqlalchemy import Connection

from bot.playground import FakeSlack
from bot.playground.faults import ServerError, Slow
from bot.playground.town import ANA, BOT_ID, GENERAL, OPS, SUPPORT
from bot.playground.workspace import Message
from bot.settings import Settings
from knowledge.base import KnowledgeBase
from knowledge.posts import Question

ROOT = Path(__file__).parents[3]

RunBot = Callable[..., subprocess.CompletedProcess[str]]
Start = Callable[..., BaseProcess]
Launch = Callable[..., subprocess.Popen[str]]

# Slack takes a message a second a channel, so in several of them nobody waits for long.
CHANNELS = (GENERAL, OPS, SUPPORT)


class AnHourAgo:
    """The clock of a process that was last alive an hour ago."""

    def now(self, connection: Connection) -> datetime:
        return datetime.now(UTC) - timedelta(hours=1)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def wait_until_ready(port: int, *, host: str = "127.0.0.1") -> None:
    """Ask /readyz, over connections that wait for an answer, until the process serves."""
    for _ in range(600):
        try:
            with urllib.request.urlopen(f"http://{host}:{port}/readyz", timeout=20) as answer:
                assert answer.status == 200
                return
        except (urllib.error.URLError, ConnectionError):
            time.sleep(0.1)
    pytest.fail("the process did not get ready")


def ended(process: BaseProcess) -> int | None:
    """What a process ended with, None when it did not end within 25 s."""
    process.join(25)
    return process.exitcode


def answers(slack: FakeSlack) -> list[Message]:
    found = [message for channel in CHANNELS for message in slack.messages(channel)]
    return [message for message in found if message.user == BOT_ID]


def test_web_answers_a_signed_command_and_a_mention_delivered_four_times_once(
    slack: FakeSlack, filled_url: str, launch: Launch
) -> None:
    port = free_port()
    web = launch("web", database=filled_url, port=port)
    wait_until_ready(port)
    slack.connect_http(f"http://127.0.0.1:{port}/slack/events")

    receipt = slack.slash("/kb", "resubmit a failed ordr", channel=GENERAL, person=ANA)
    assert "resubmit-a-failed-order" in receipt.body
    slack.mention("mailbox is full", channel=GENERAL, person=ANA, deliveries=4)
    slack.mention("reset a password", channel=GENERAL, person=ANA, deliveries=4)
    slack.wait_for(lambda: len(answers(slack)) >= 2)
    assert len(answers(slack)) == 2
    web.send_signal(signal.SIGTERM)
    assert web.wait(timeout=25) == 0


def test_run_answers_over_socket_mode_and_ends_when_told_to(slack: FakeSlack, synced_url: str, launch: Launch) -> None:
    bot = launch("run", database=synced_url)
    slack.workspace.wait_for(lambda: any(call.method == "apps.connections.open" for call in slack.calls), 30)
    slack.connect_socket()

    receipt = slack.slash("/kb", "resubmit a failed ordr", channel=GENERAL, person=ANA)
    assert "resubmit-a-failed-order" in receipt.body
    slack.mention("mailbox is full", channel=GENERAL, person=ANA, deliveries=4)
    slack.wait_for(lambda: answers(slack))
    assert len(answers(slack)) == 1
    bot.send_signal(signal.SIGTERM)
    assert bot.wait(timeout=25) == 0


def test_a_worker_answers_what_a_dead_process_left_waiting(
    slack: FakeSlack, synced_url: str, start: Start, open_knowledge: Callable[..., KnowledgeBase]
) -> None:
    said = slack.workspace.say(GENERAL, ANA, text="mailbox is full")
    dead = open_knowledge(synced_url, clock=AnHourAgo())
    assert dead.inbox.receive(Question("Ev1", "T0QUICK", GENERAL, ANA, said.ts, said.text, said.ts)) is not None
    worker = start("worker", database=synced_url)

    slack.workspace.wait_for(lambda: answers(slack), 30)
    [answer] = answers(slack)
    assert answer.thread_ts == said.ts
    worker.terminate()
    assert ended(worker) == 0


@pytest.mark.parametrize("process", ["web", "run", "worker"])
def test_a_token_that_slack_refuses_is_said_at_the_start(
    slack: FakeSlack, settings: Settings, synced_url: str, run_bot: RunBot, process: str
) -> None:
    env = {
        "DATABASE_URL": synced_url,
        "SLACK_API_URL": settings.slack_api_url,
        "SLACK_BOT_TOKEN": "xoxb-wrong",
        "SLACK_APP_TOKEN": settings.slack_app_token,
        "SLACK_SIGNING_SECRET": settings.slack_signing_secret,
    }
    ended = run_bot(process, env=env)

    assert ended.returncode == 2
    assert "SLACK_BOT_TOKEN is refused by Slack: invalid_auth" in ended.stderr
    assert "xoxb-wrong" not in ended.stderr + ended.stdout


def has_ipv6() -> bool:
    try:
        socket.create_server(("::1", 0), family=socket.AF_INET6).close()
    except OSError:
        return False
    return True


@pytest.mark.skipif(not has_ipv6(), reason="This machine has no ::1.")
def test_web_listens_on_the_interface_that_it_is_told_and_on_no_other(
    slack: FakeSlack, synced_url: str, start: Start
) -> None:
    port = free_port()
    start("web", database=synced_url, port=port, HOST="::1")
    wait_until_ready(port, host="[::1]")
    slack.connect_http(f"http://[::1]:{port}/slack/events")

    assert "password" in slack.slash("/kb", "reset a pasword", channel=GENERAL, person=ANA).body
    with pytest.raises(ConnectionRefusedError), socket.create_connection(("127.0.0.1", port), timeout=5):
        pass


def test_where_web_can_not_listen_it_says_why_and_ends_at_once(
    environment: Callable[..., dict[str, str]], synced_url: str, run_bot: RunBot
) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        in_use = run_bot("web", env=environment(database=synced_url, port=port))
        not_here = run_bot("web", env=environment(database=synced_url, port=port, HOST="192.0.2.1"))

    ends_it = "Something else listens there already: end that, or set PORT to another port."
    assert in_use.stderr == f"I can't listen on 127.0.0.1:{port}: Address already in use. {ends_it}\n"
    assert not_here.stderr.startswith(
        f"I can't listen on 192.0.2.1:{port}: Cannot assign requested address. Set HOST to"
    )
    assert (in_use.returncode, not_here.returncode) == (1, 1)


def connections(slack: FakeSlack) -> int:
    return len([call for call in slack.calls if call.method == "apps.connections.open"])


def test_a_process_whose_line_goes_deaf_ends_so_that_it_is_started_anew(
    slack: FakeSlack, synced_url: str, start: Start, tmp_path: Path
) -> None:
    bot = start("run", database=synced_url, SOCKET_DEAF_AFTER="2")
    slack.workspace.wait_for(lambda: connections(slack), 30)
    slack.connect_socket()
    slack.misbehave(ServerError(503), "apps.connections.open", times=None)
    slack.deafen()

    assert ended(bot) == 1
    told = (tmp_path / "run-0.log").read_text()
    assert "Slack's connection has been silent for" in told
    assert "Traceback" not in told


@pytest.mark.parametrize("ends", ["politely", "killed"])
def test_of_two_processes_one_may_end_and_come_back_and_nothing_is_lost(
    slack: FakeSlack, filled_url: str, start: Start, ends: str
) -> None:
    slack.grant("channels:history", "groups:history")
    slack.quietly.invite_bot(SUPPORT)
    first = start("run", database=filled_url, RECONCILE_AFTER="2")
    start("run", database=filled_url, RECONCILE_AFTER="2")
    slack.workspace.wait_for(lambda: connections(slack) == 2, 30)
    slack.connect_socket(connections=2)
    questions = 0

    def ask(count: int) -> None:
        nonlocal questions
        for _ in range(count):
            channel, deliveries = CHANNELS[questions % 3], 1 + questions % 4
            slack.mention(f"mailbox {questions} is full", channel=channel, person=ANA, deliveries=deliveries)
            questions += 1

    ask(6)
    if ends == "politely":
        first.terminate()
    else:
        first.kill()
    ask(6)
    assert ended(first) is not None
    ask(3)
    start("run", database=filled_url, RECONCILE_AFTER="2")
    slack.workspace.wait_for(lambda: connections(slack) >= 3, 30)
    ask(6)

    while slack.undelivered:
        slack.redeliver()
    slack.workspace.wait_for(lambda: len(answers(slack)) >= questions, 60)
    threads = [answer.thread_ts for answer in answers(slack)]
    assert len(threads) == len(set(threads)) == questions


@pytest.mark.parametrize("process", ["web", "run"])
def test_a_process_that_is_told_to_stop_ends_what_is_under_way_and_leaves_the_rest_to_others(
    slack: FakeSlack, filled_url: str, start: Start, launch: Launch, process: str, tmp_path: Path
) -> None:
    slack.quietly.invite_bot(SUPPORT)
    port = free_port()
    bot = launch(process, database=filled_url, port=port)
    if process == "web":
        wait_until_ready(port)
        slack.connect_http(f"http://127.0.0.1:{port}/slack/events")
    else:
        slack.workspace.wait_for(lambda: connections(slack), 30)
        slack.connect_socket()
    slack.misbehave(Slow(1.0), times=None)
    for number in range(12):
        slack.mention(f"mailbox {number} is full", channel=CHANNELS[number % 3], person=ANA)
    bot.terminate()
    assert bot.wait(25) == 0
    slack.behave()
    start("worker", database=filled_url)

    slack.workspace.wait_for(lambda: len(answers(slack)) >= 12, 60)
    threads = [answer.thread_ts for answer in answers(slack)]
    assert len(threads) == len(set(threads)) == 12
    log = (tmp_path / f"{process}.log").read_text().splitlines()
    assert [line for line in log if '"level": "ERROR"' in line] == []


def test_a_web_process_that_is_told_to_stop_ends_the_job_that_is_posting(
    slack: FakeSlack, filled_url: str, launch: Launch, tmp_path: Path
) -> None:
    port = free_port()
    web = launch("web", database=filled_url, port=port)
    wait_until_ready(port)
    slack.connect_http(f"http://127.0.0.1:{port}/slack/events")
    slack.misbehave(Slow(3.0), times=None)
    for question in ("mailbox is full", "reset a password"):
        slack.mention(question, channel=GENERAL, person=ANA)
    # Of two answers in a second the other one has to wait, and then a job posts it.
    slack.workspace.wait_for(lambda: len(answers(slack)) >= 2, 30)
    web.terminate()

    assert web.wait(25) == 0
    log = (tmp_path / "web.log").read_text().splitlines()
    assert [line for line in log if '"level": "ERROR"' in line] == []


def test_a_web_process_that_dies_while_the_database_is_gone_is_replaced_and_answers_when_it_is_back(
    slack: FakeSlack, synced_url: str, start: Start, tmp_path: Path
) -> None:
    port = free_port()
    web = start("web", database=synced_url, port=port)
    wait_until_ready(port)
    slack.connect_http(f"http://127.0.0.1:{port}/slack/events")
    file, aside = tmp_path / "quickjump.db", tmp_path / "aside.db"
    file.rename(aside)
    file.symlink_to(tmp_path / "gone" / "quickjump.db")  # nobody can open it now, nor make it anew
    children = Path(f"/proc/{web.pid}/task/{web.pid}/children").read_text().split()
    for child in children:
        os.kill(int(child), signal.SIGKILL)
    web.join(2)
    assert web.is_alive()

    aside.rename(file)
    wait_until_ready(port)
    answered = [slack.slash("/kb", "reset a pasword", channel=GENERAL, person=ANA) for _ in range(5)]
    assert all("password" in receipt.body for receipt in answered)
