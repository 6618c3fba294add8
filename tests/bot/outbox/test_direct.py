"""Posts to a person: their conversation is opened first, and no failure of that leaves a post in doubt."""

from datetime import UTC, datetime, timedelta
from threading import Event

import pytest

from bot.outbox.reconciler import Reconciler
from bot.outbox.sender import write_client
from bot.playground import FakeSlack
from bot.playground.faults import (
    DropAfter,
    DropBefore,
    Fault,
    InternalErrorAfterAccepting,
    Refuse,
    ServerError,
    TooFast,
)
from bot.playground.town import ANA
from knowledge.base import KnowledgeBase
from knowledge.posts import Post
from tests.bot.outbox.given import GivenAuthor, announce, says, sender
from tests.bot.outbox.test_sender import states
from tests.knowledge.given import GivenClock


@pytest.fixture
def clock() -> GivenClock:
    clock = GivenClock()
    clock.at = datetime.now(UTC)  # as the fake Slack's
    return clock


@pytest.fixture(autouse=True)
def allowed(slack: FakeSlack) -> None:
    slack.grant("im:write", "im:history")


def put(knowledge: KnowledgeBase, number: int = 1, person: str = ANA) -> None:
    assert knowledge.outbox.put(Post("T1", person, f"digest:{number}", f"digest {number}")) is not None


def posted(slack: FakeSlack, person: str = ANA) -> list[str]:
    return [message.text for message in slack.messages(slack.workspace.direct_channel(person).id)]


def methods(slack: FakeSlack) -> list[str]:
    return [call.method for call in slack.calls]


def test_a_conversation_is_opened_once_and_posted_in(
    slack: FakeSlack, knowledge: KnowledgeBase, clock: GivenClock, database_url: str
) -> None:
    process = sender(slack, knowledge)
    for number in (1, 2):
        put(knowledge, number)
        process.send_due(Event())
        clock.passes(timedelta(seconds=1))

    assert posted(slack) == ["digest 1", "digest 2"]
    assert methods(slack) == ["conversations.open", "chat.postMessage", "chat.postMessage"]
    assert states(database_url) == [("sent", "")] * 2


@pytest.mark.parametrize(
    "fault", [DropBefore(), DropAfter(), InternalErrorAfterAccepting(), ServerError(502), TooFast(retry_after=2)]
)
def test_a_conversation_that_can_not_be_opened_just_now_is_opened_later(
    slack: FakeSlack, knowledge: KnowledgeBase, clock: GivenClock, database_url: str, fault: Fault
) -> None:
    put(knowledge)
    slack.misbehave(fault, "conversations.open")
    process = sender(slack, knowledge)
    process.send_due(Event())
    assert [state for state, _ in states(database_url)] == ["pending"]

    clock.passes(timedelta(seconds=2))
    process.send_due(Event())
    assert posted(slack) == ["digest 1"]


def test_a_person_who_can_not_be_written_to_is_heard_of_by_the_author(
    slack: FakeSlack, knowledge: KnowledgeBase, database_url: str
) -> None:
    row = announce(knowledge, "U0NOBODY")
    author = GivenAuthor(says("New: Refunds"))
    sender(slack, knowledge, author=author).send_due(Event())

    assert states(database_url) == [("parked", "Slack refused it: user_not_found")]
    assert [(delivery.id, outcome.word) for delivery, outcome in author.told] == [(row, "user_not_found")]


@pytest.mark.parametrize("fault", [DropAfter(), DropBefore()], ids=["it had been posted", "it had not"])
def test_a_post_in_doubt_is_looked_for_in_the_conversation_even_by_another_process(
    slack: FakeSlack, knowledge: KnowledgeBase, clock: GivenClock, database_url: str, fault: Fault
) -> None:
    put(knowledge)
    slack.misbehave(fault)
    sender(slack, knowledge).send_due(Event())
    clock.passes(timedelta(minutes=1))

    client = write_client(token=slack.bot_token, api_url=slack.api_url)
    assert Reconciler(knowledge, client).look_up_due(Event()) == 1
    sender(slack, knowledge).send_due(Event())
    assert posted(slack) == ["digest 1"]
    assert states(database_url) == [("sent", "")]


def test_a_post_in_doubt_whose_conversation_can_not_be_opened_is_looked_up_later(
    slack: FakeSlack, knowledge: KnowledgeBase, clock: GivenClock, database_url: str
) -> None:
    put(knowledge)
    slack.misbehave(DropAfter())
    sender(slack, knowledge).send_due(Event())
    clock.passes(timedelta(minutes=1))

    reconciler = Reconciler(knowledge, write_client(token=slack.bot_token, api_url=slack.api_url))
    slack.misbehave(ServerError(502), "conversations.open")
    reconciler.look_up_due(Event())
    assert [state for state, _ in states(database_url)] == ["unclear"]
    slack.misbehave(Refuse("user_disabled"), "conversations.open")
    clock.passes(timedelta(minutes=10))
    reconciler.look_up_due(Event())
    assert [state for state, _ in states(database_url)] == ["parked"]
