"""Posts that one person alone sees: sent once, and where nobody can tell whether they arrived, not again."""

from datetime import timedelta
from threading import Event

import pytest

from bot.outbox.outcomes import NotPosted, Outcome, Refused, Sent, TooFast, Unclear
from bot.outbox.reconciler import Reconciler
from bot.outbox.sender import write_client
from bot.playground import FakeSlack
from bot.playground.faults import DropAfter, DropBefore, Fault, Refuse, ServerError
from bot.playground.faults import TooFast as Slower
from bot.playground.town import ANA, BEN, GENERAL
from knowledge.base import KnowledgeBase
from knowledge.posts import DeliveryState, Post
from knowledge.store.outbox import LEASE
from tests.bot.outbox.given import certainly, sender
from tests.knowledge.given import GivenClock

FOR_ANA = Post("T1", GENERAL, "answer:1", "For you.", seen_by=ANA)


def put(knowledge: KnowledgeBase, post: Post = FOR_ANA) -> int:
    row = knowledge.outbox.put(post)
    assert row is not None
    return row


def test_it_is_seen_by_that_person_alone(slack: FakeSlack, knowledge: KnowledgeBase) -> None:
    assert sender(slack, knowledge).send(put(knowledge)) == Sent()

    assert [message.text for message in slack.ephemerals(GENERAL, ANA)] == ["For you."]
    assert slack.ephemerals(GENERAL, BEN) == slack.messages(GENERAL) == ()
    assert knowledge.outbox.counts() == {DeliveryState.SENT: 1}


@pytest.mark.parametrize(
    ("fault", "outcome", "state"),
    [
        pytest.param(DropAfter(), Unclear, DeliveryState.DROPPED, id="no answer, and it arrived"),
        pytest.param(DropBefore(), Unclear, DeliveryState.DROPPED, id="no answer, and it did not arrive"),
        pytest.param(ServerError(503), Unclear, DeliveryState.DROPPED, id="a server's error"),
        pytest.param(Slower(retry_after=5), TooFast, DeliveryState.PENDING, id="too fast"),
        pytest.param(Refuse("user_not_in_channel"), Refused, DeliveryState.PARKED, id="refused"),
    ],
)
def test_what_is_in_doubt_is_neither_sent_again_nor_looked_up(
    slack: FakeSlack,
    knowledge: KnowledgeBase,
    clock: GivenClock,
    fault: Fault,
    outcome: type[Outcome],
    state: DeliveryState,
) -> None:
    slack.misbehave(fault, "chat.postEphemeral")
    assert isinstance(sender(slack, knowledge).send(put(knowledge)), outcome)
    assert knowledge.outbox.counts() == {state: 1}

    clock.passes(timedelta(hours=1))
    sender(slack, knowledge).send_due(Event())
    client = write_client(token=slack.bot_token, api_url=slack.api_url)
    assert Reconciler(knowledge, client, chance=certainly).look_up_due(Event()) == 0
    assert len(slack.ephemerals(GENERAL, ANA)) <= 1


def test_what_a_dead_process_was_sending_is_dropped_and_what_all_see_is_looked_up(
    slack: FakeSlack, knowledge: KnowledgeBase, clock: GivenClock
) -> None:
    put(knowledge)
    put(knowledge, Post("T1", BEN, "answer:2", "For all."))
    assert [knowledge.outbox.claim_due() is not None for _ in range(2)] == [True, True]
    clock.passes(LEASE + timedelta(seconds=1))

    assert knowledge.outbox.take_over_orphans(timedelta(minutes=1)) == 2
    assert knowledge.outbox.counts() == {DeliveryState.DROPPED: 1, DeliveryState.UNCLEAR: 1}


def test_in_a_thread_it_is_shown_there(slack: FakeSlack, knowledge: KnowledgeBase) -> None:
    root = slack.workspace.say(GENERAL, BEN, text="the thread")
    slack.workspace.say(GENERAL, BEN, text="an answer", thread_ts=root.ts)
    in_thread = Post("T1", GENERAL, "answer:1", "For you.", thread_ts=root.ts, seen_by=ANA)
    outcome = sender(slack, knowledge).send(put(knowledge, in_thread))

    assert not isinstance(outcome, NotPosted)
    assert [message.thread_ts for message in slack.ephemerals(GENERAL, ANA)] == [root.ts]
