"""Sending what the outbox holds: once, again only where it certainly did not arrive, and never in silence."""

import socket
import threading
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from threading import Event

import pytest
from sqlalchemy import create_engine, text

from bot.outbox.outcomes import NotPosted, Sent
from bot.playground import FakeSlack
from bot.playground.faults import TooFast
from bot.playground.town import ANA, BOT_ID, GENERAL, OPS
from knowledge.base import KnowledgeBase
from knowledge.posts import Post, Question
from knowledge.store.outbox import LEASE
from tests.bot.outbox.given import sender
from tests.knowledge.given import GivenClock


def put(knowledge: KnowledgeBase, channel: str, number: int = 1) -> int:
    """A post in the outbox, as the answer to a question."""
    asked = knowledge.inbox.receive(Question(f"Ev{number}", "T1", channel, ANA, f"{number}.0", "?"))
    assert asked is not None
    row = knowledge.inbox.answer(asked, Post("T1", channel, f"answer:{asked.id}", f"answer {number}"))
    assert row is not None
    return row


def states(url: str) -> list[tuple[str, str]]:
    """State and problem of every row of the outbox."""
    engine = create_engine(url)
    with engine.connect() as connection:
        rows = connection.execute(text("SELECT state, problem FROM outbox ORDER BY id")).all()
    engine.dispose()
    return [(row.state, row.problem) for row in rows]


def test_a_post_is_sent_once_with_an_opaque_id(slack: FakeSlack, knowledge: KnowledgeBase, database_url: str) -> None:
    row = put(knowledge, GENERAL)
    sender(slack, knowledge).send(row)
    sender(slack, knowledge).send(row)
    assert sender(slack, knowledge).send_due(Event()) == 0

    [message] = slack.messages(GENERAL)
    assert (message.user, message.text) == (BOT_ID, "answer 1")
    assert message.metadata is not None
    assert len(message.metadata["event_payload"]["id"]) == 32
    [call] = slack.calls
    assert call.arguments["unfurl_links"] is call.arguments["link_names"] is False
    assert states(database_url) == [("sent", "")]


def test_a_post_that_slack_refuses_is_parked_and_holds_nothing_up(
    slack: FakeSlack, knowledge: KnowledgeBase, database_url: str
) -> None:
    slack.workspace.put(replace(slack.workspace.channel(OPS), is_archived=True))
    put(knowledge, OPS, 1)
    put(knowledge, GENERAL, 2)
    assert sender(slack, knowledge).send_due(Event()) == 2

    assert [message.text for message in slack.messages(GENERAL)] == ["answer 2"]
    assert states(database_url) == [("parked", "Slack refused it: is_archived"), ("sent", "")]


def test_a_post_that_never_left_is_sent_when_slack_is_back(
    slack: FakeSlack, knowledge: KnowledgeBase, clock: GivenClock, database_url: str
) -> None:
    put(knowledge, GENERAL)
    with socket.create_server(("127.0.0.1", 0)) as closed:
        nobody = f"http://127.0.0.1:{closed.getsockname()[1]}/api/"
    assert sender(slack, knowledge, api_url=nobody).send_due(Event()) == 1
    assert states(database_url)[0][0] == "pending"

    assert sender(slack, knowledge).send_due(Event()) == 0
    clock.passes(timedelta(seconds=3))
    assert sender(slack, knowledge).send_due(Event()) == 1
    assert [message.text for message in slack.messages(GENERAL)] == ["answer 1"]


@pytest.fixture
def deaf_url() -> Iterator[str]:
    """A server that takes a request and hangs up without an answer."""
    server = socket.create_server(("127.0.0.1", 0))

    def hang_up() -> None:
        while True:
            try:
                connection, _ = server.accept()
            except OSError:
                return
            connection.recv(65536)
            connection.close()

    thread = threading.Thread(target=hang_up)
    thread.start()
    yield f"http://127.0.0.1:{server.getsockname()[1]}/api/"
    server.shutdown(socket.SHUT_RDWR)
    server.close()
    thread.join()


def test_a_post_that_may_have_arrived_is_not_sent_again_but_left_to_be_looked_up(
    slack: FakeSlack, knowledge: KnowledgeBase, clock: GivenClock, database_url: str, deaf_url: str
) -> None:
    put(knowledge, GENERAL)
    sender(slack, knowledge, api_url=deaf_url).send_due(Event())
    clock.passes(timedelta(hours=1))

    assert sender(slack, knowledge).send_due(Event()) == 0
    [(state, problem)] = states(database_url)
    assert state == "unclear"
    assert "may have been posted" in problem


def test_a_post_whose_process_died_while_sending_is_left_to_be_looked_up(
    slack: FakeSlack, knowledge: KnowledgeBase, clock: GivenClock, database_url: str
) -> None:
    put(knowledge, GENERAL)
    assert knowledge.outbox.claim_due() is not None
    assert sender(slack, knowledge).send_due(Event()) == 0
    clock.passes(LEASE + timedelta(seconds=1))
    assert sender(slack, knowledge).send_due(Event()) == 0

    [(state, problem)] = states(database_url)
    assert state == "unclear"
    assert "died" in problem


def test_one_channel_of_which_slack_wants_less_holds_up_no_other(
    slack: FakeSlack, knowledge: KnowledgeBase, clock: GivenClock, database_url: str
) -> None:
    for number in (1, 2):
        put(knowledge, GENERAL, number)
    put(knowledge, OPS, 3)
    slack.misbehave(TooFast(retry_after=30))
    process = sender(slack, knowledge)
    assert process.send_due(Event()) == 2
    assert [message.text for message in slack.messages(OPS)] == ["answer 3"]

    clock.passes(timedelta(seconds=29))
    assert process.send_due(Event()) == 0
    clock.passes(timedelta(seconds=1))
    assert process.send_due(Event()) == 1
    clock.passes(timedelta(seconds=1))
    assert process.send_due(Event()) == 1
    assert {message.text for message in slack.messages(GENERAL)} == {"answer 1", "answer 2"}
    assert states(database_url) == [("sent", "")] * 3


def test_what_somebody_waits_for_says_that_it_comes_when_another_post_goes_first(
    slack: FakeSlack, knowledge: KnowledgeBase, clock: GivenClock
) -> None:
    process = sender(slack, knowledge)
    first, second = (Post("T1", GENERAL, f"share:{number}", f"shared {number}") for number in (1, 2))

    assert process.send_now(first) == Sent()
    assert isinstance(process.send_now(second), NotPosted)
    assert process.send_now(second) is None
    clock.passes(timedelta(seconds=1))
    assert process.send_answers(Event()) == 1
    assert [message.text for message in slack.messages(GENERAL)] == ["shared 1", "shared 2"]
