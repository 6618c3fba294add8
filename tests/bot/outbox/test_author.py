"""Posts that are drawn when they are sent: as things are then, later, or not at all."""

from datetime import timedelta
from threading import Event

import pytest

from bot.outbox.author import Later, Nothing
from bot.playground import FakeSlack
from bot.playground.faults import DropBefore, Refuse, TooFast
from bot.playground.town import GENERAL, OPS
from knowledge.base import KnowledgeBase
from knowledge.errors import DatabaseUnavailable
from knowledge.posts import Post
from tests.bot.outbox.given import GivenAuthor, announce, says, sender
from tests.bot.outbox.test_sender import states
from tests.knowledge.given import GivenClock

A_SECOND = timedelta(seconds=1)


def texts(slack: FakeSlack, channel: str = GENERAL) -> list[str]:
    return [message.text for message in slack.messages(channel)]


def test_what_says_nothing_yet_is_drawn_when_it_is_sent(
    slack: FakeSlack, knowledge: KnowledgeBase, database_url: str
) -> None:
    row = announce(knowledge, GENERAL)
    author = GivenAuthor(says("New: How to reset a password"))
    assert sender(slack, knowledge, author=author).send_due(Event()) == 1

    [message] = slack.messages(GENERAL)
    assert message.text == "New: How to reset a password"
    assert len(message.blocks) == 1
    assert [delivery.id for delivery in author.asked] == [row]
    assert states(database_url) == [("sent", "")]


def test_what_says_something_is_posted_as_it_is(slack: FakeSlack, knowledge: KnowledgeBase) -> None:
    assert knowledge.outbox.put(Post("T1", GENERAL, "answer:1", "An answer.")) is not None
    author = GivenAuthor(Nothing("It is not asked."))
    sender(slack, knowledge, author=author).send_due(Event())

    assert texts(slack) == ["An answer."]
    assert author.asked == []


def test_where_there_is_nothing_to_say_any_more_nothing_is_posted_and_the_next_goes_at_once(
    slack: FakeSlack, knowledge: KnowledgeBase, database_url: str
) -> None:
    announce(knowledge, GENERAL)
    announce(knowledge, GENERAL, "change:2")
    author = GivenAuthor(Nothing("The article is gone."), says("New: Refunds"))
    assert sender(slack, knowledge, author=author).send_due(Event()) == 2

    assert texts(slack) == ["New: Refunds"]
    assert states(database_url) == [("dropped", "The article is gone."), ("sent", "")]


def test_what_is_not_to_be_said_yet_is_drawn_anew_when_it_is_time(
    slack: FakeSlack, knowledge: KnowledgeBase, clock: GivenClock
) -> None:
    announce(knowledge, GENERAL)
    author = GivenAuthor(Later(timedelta(hours=8), "It is night there."), says("New: Refunds"))
    process = sender(slack, knowledge, author=author)
    assert process.send_due(Event()) == 1
    clock.passes(timedelta(hours=8) - A_SECOND)
    assert process.send_due(Event()) == 0

    clock.passes(A_SECOND)
    assert process.send_due(Event()) == 1
    assert texts(slack) == ["New: Refunds"]
    assert [delivery.attempts for delivery in author.asked] == [1, 1]


@pytest.mark.parametrize("error", [DatabaseUnavailable("The database is locked."), ZeroDivisionError()])
def test_what_can_not_be_drawn_is_tried_again_and_holds_nothing_up(
    slack: FakeSlack, knowledge: KnowledgeBase, clock: GivenClock, database_url: str, error: Exception
) -> None:
    announce(knowledge, GENERAL)
    announce(knowledge, OPS, "change:2")
    author = GivenAuthor(error, says("New: Refunds"))
    process = sender(slack, knowledge, author=author)
    assert process.send_due(Event()) == 2
    assert (texts(slack), texts(slack, OPS)) == ([], ["New: Refunds"])
    assert states(database_url)[0][0] == "pending"

    clock.passes(timedelta(seconds=2))
    assert process.send_due(Event()) == 1
    assert texts(slack) == ["New: Refunds"]


def test_an_author_hears_what_slack_refused_for_good_and_of_nothing_else(
    slack: FakeSlack, knowledge: KnowledgeBase, clock: GivenClock, database_url: str
) -> None:
    for number, fault in enumerate([TooFast(), DropBefore(), Refuse("is_archived")]):
        row = announce(knowledge, GENERAL, f"change:{number}")
        slack.misbehave(fault)
        author = GivenAuthor(says("New: Refunds"))
        sender(slack, knowledge, author=author).send(row)
        told = [(delivery.id, outcome.word) for delivery, outcome in author.told]
        assert told == ([(row, "is_archived")] if fault == Refuse("is_archived") else [])
        clock.passes(timedelta(minutes=1))
    assert [state for state, _ in states(database_url)] == ["pending", "unclear", "parked"]


def test_an_author_hears_nothing_of_a_post_that_was_not_theirs(slack: FakeSlack, knowledge: KnowledgeBase) -> None:
    assert knowledge.outbox.put(Post("T1", GENERAL, "answer:1", "An answer.")) is not None
    slack.misbehave(Refuse("is_archived"))
    author = GivenAuthor(says("New: Refunds"))
    sender(slack, knowledge, author=author).send_due(Event())

    assert author.told == []


def test_a_post_that_took_too_long_to_draw_is_not_sent_by_a_claim_that_may_have_run_out(
    slack: FakeSlack, knowledge: KnowledgeBase, clock: GivenClock, database_url: str
) -> None:
    announce(knowledge, GENERAL)
    ticks = iter([0.0, 5.0, 5.0, 6.0])
    process = sender(slack, knowledge, author=GivenAuthor(says("New: Refunds")), ticks=lambda: next(ticks))
    process.send_due(Event())
    assert (texts(slack), states(database_url)) == ([], [("pending", "It took too long to prepare.")])

    clock.passes(A_SECOND * 2)
    process.send_due(Event())
    assert texts(slack) == ["New: Refunds"]
