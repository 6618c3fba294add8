"""Posts in doubt: found in Slack they were sent, absent they are sent again, and never is one there twice."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from threading import Event

import pytest

from bot.outbox.reconciler import Reconciler
from bot.outbox.sender import write_client
from bot.playground import FakeSlack
from bot.playground.faults import DropAfter, DropBefore, Fault, InternalErrorAfterAccepting, Refuse, ServerError
from bot.playground.town import ANA, GENERAL
from knowledge.base import KnowledgeBase
from knowledge.posts import Post, Question
from knowledge.store.outbox import LEASE
from tests.bot.outbox.given import sender
from tests.bot.outbox.test_sender import states
from tests.knowledge.given import GivenClock

A_MINUTE = timedelta(seconds=60)


@pytest.fixture
def clock() -> GivenClock:
    clock = GivenClock()
    clock.at = datetime.now(UTC)  # as the fake Slack's
    return clock


class Bot:
    """What one process does with its outbox."""

    def __init__(self, slack: FakeSlack, knowledge: KnowledgeBase) -> None:
        client = write_client(token=slack.bot_token, api_url=slack.api_url)
        self._sender = sender(slack, knowledge)
        self._reconciler = Reconciler(knowledge, client)

    def works(self) -> tuple[int, int]:
        """Look up what is due, then send what is due; how many of each."""
        return self._reconciler.look_up_due(Event()), self._sender.send_due(Event())


@pytest.fixture
def bot(slack: FakeSlack, knowledge: KnowledgeBase) -> Bot:
    slack.grant("channels:history")
    return Bot(slack, knowledge)


def ask(slack: FakeSlack, knowledge: KnowledgeBase, number: int, *, in_thread: bool) -> str:
    """Put the answer to a question into the outbox; gives what it says."""
    said = slack.workspace.say(GENERAL, ANA, text="?")
    asked = knowledge.inbox.receive(Question(f"Ev{number}", "T1", GENERAL, ANA, said.ts, "?"))
    assert asked is not None
    thread = said.ts if in_thread else ""
    text = f"answer {number}"
    assert knowledge.inbox.answer(asked, Post("T1", GENERAL, f"answer:{asked.id}", text, thread_ts=thread)) is not None
    return text


def posted(slack: FakeSlack) -> list[str]:
    return [message.text for message in slack.messages(GENERAL) if message.text.startswith("answer")]


@pytest.mark.parametrize("in_thread", [True, False], ids=["in a thread", "outside threads"])
@pytest.mark.parametrize(
    "fault", [DropBefore(), DropAfter(), InternalErrorAfterAccepting(), ServerError(502), Refuse("service_unavailable")]
)
def test_a_post_in_doubt_stands_there_once_in_the_end(
    slack: FakeSlack,
    knowledge: KnowledgeBase,
    clock: GivenClock,
    database_url: str,
    bot: Bot,
    fault: Fault,
    in_thread: bool,
) -> None:
    text = ask(slack, knowledge, 1, in_thread=in_thread)
    slack.misbehave(fault)
    assert bot.works() == (0, 1)
    clock.passes(A_MINUTE - timedelta(seconds=1))
    assert bot.works() == (0, 0)

    clock.passes(timedelta(seconds=1))
    bot.works()
    assert posted(slack) == [text]
    assert states(database_url) == [("sent", "")]


@pytest.mark.parametrize("accepted", [True, False], ids=["it had been posted", "it had not"])
def test_what_a_process_was_posting_when_it_died_stands_there_once(
    slack: FakeSlack, knowledge: KnowledgeBase, clock: GivenClock, bot: Bot, accepted: bool
) -> None:
    text = ask(slack, knowledge, 1, in_thread=False)
    died = knowledge.outbox.claim_due()
    assert died is not None
    if accepted:
        slack.workspace.say(
            GENERAL,
            slack.workspace.bot.user_id,
            text=text,
            metadata={"event_type": "quickjump_post", "event_payload": {"id": died.token}},
        )
    clock.passes(LEASE + timedelta(seconds=1))
    assert bot.works() == (0, 0)
    clock.passes(A_MINUTE)
    bot.works()
    assert posted(slack) == [text]


def test_history_that_comes_up_to_a_minute_late_doubles_nothing(knowledge: KnowledgeBase, clock: GivenClock) -> None:
    with FakeSlack(clock=lambda: clock.at.timestamp()) as slack:
        slack.grant("channels:history")
        slack.late_history(59)
        bot = Bot(slack, knowledge)
        text = ask(slack, knowledge, 1, in_thread=False)
        slack.misbehave(DropAfter())
        bot.works()
        for _ in range(10):
            clock.passes(timedelta(seconds=20))
            bot.works()
        assert posted(slack) == [text]


def test_a_clock_that_is_a_day_ahead_of_slacks_doubles_nothing(
    slack: FakeSlack, database_url: str, open_knowledge: Callable[..., KnowledgeBase], clock: GivenClock
) -> None:
    slack.grant("channels:history")
    knowledge = open_knowledge(database_url, clock=clock, ahead=timedelta(days=1))
    bot = Bot(slack, knowledge)
    text = ask(slack, knowledge, 1, in_thread=False)
    slack.misbehave(DropAfter())
    bot.works()
    clock.passes(A_MINUTE)
    bot.works()
    assert posted(slack) == [text]


def test_history_that_can_not_be_read_for_a_while_doubles_nothing(
    slack: FakeSlack, knowledge: KnowledgeBase, clock: GivenClock, bot: Bot
) -> None:
    text = ask(slack, knowledge, 1, in_thread=False)
    slack.misbehave(DropAfter())
    bot.works()
    slack.misbehave(ServerError(503), "conversations.history", times=3)
    for _ in range(10):
        clock.passes(timedelta(minutes=10))
        bot.works()
    assert posted(slack) == [text]


def test_without_the_right_to_read_history_a_post_in_doubt_waits_for_the_operator(
    slack: FakeSlack, knowledge: KnowledgeBase, clock: GivenClock, database_url: str
) -> None:
    bot = Bot(slack, knowledge)
    slack.revoke("channels:history")
    ask(slack, knowledge, 1, in_thread=False)
    slack.misbehave(DropAfter())
    bot.works()
    clock.passes(A_MINUTE)
    bot.works()

    [(state, problem)] = states(database_url)
    assert state == "parked"
    assert "missing_scope" in problem
    assert len(posted(slack)) == 1


def test_a_post_that_can_not_be_looked_up_for_a_day_waits_for_the_operator(
    slack: FakeSlack, knowledge: KnowledgeBase, clock: GivenClock, database_url: str, bot: Bot
) -> None:
    ask(slack, knowledge, 1, in_thread=False)
    slack.misbehave(DropAfter())
    bot.works()
    slack.misbehave(ServerError(503), "conversations.history", times=None)
    clock.passes(timedelta(hours=23))
    assert bot.works() == (1, 0)
    assert states(database_url)[0][0] == "unclear"
    clock.passes(timedelta(hours=2))
    assert bot.works() == (1, 0)
    assert states(database_url)[0][0] == "parked"


def test_a_post_is_found_behind_hundreds_of_later_messages(
    slack: FakeSlack, knowledge: KnowledgeBase, clock: GivenClock, bot: Bot
) -> None:
    text = ask(slack, knowledge, 1, in_thread=False)
    slack.misbehave(DropAfter())
    bot.works()
    for number in range(450):
        slack.workspace.say(GENERAL, ANA, text=f"chatter {number}")
    clock.passes(A_MINUTE)
    assert bot.works() == (1, 0)
    assert posted(slack) == [text]
