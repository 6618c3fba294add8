"""Editing what was sent and is out of date: once for each change, however often it is tried."""

from collections.abc import Iterator
from datetime import timedelta
from threading import Event

import pytest
from sqlalchemy import select, update

from bot.outbox.author import Later, Nothing
from bot.outbox.editor import Editor
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
from bot.playground.town import ANA, GENERAL, OPS
from knowledge.base import KnowledgeBase
from knowledge.posts import Post
from knowledge.store.engine import Database
from knowledge.store.outbox import LEASE
from knowledge.store.tables import outbox
from tests.bot.outbox.given import GivenAuthor, announce, certainly, says, sender
from tests.knowledge.given import GivenClock

A_SECOND = timedelta(seconds=1)


@pytest.fixture
def database(database_url: str) -> Iterator[Database]:
    opened = Database(database_url)
    yield opened
    opened.close()


def editor(slack: FakeSlack, knowledge: KnowledgeBase, author: GivenAuthor) -> Editor:
    client = write_client(token=slack.bot_token, api_url=slack.api_url)
    return Editor(knowledge, client, author=author, chance=certainly)


def send(slack: FakeSlack, knowledge: KnowledgeBase, *channels: str) -> None:
    """Send an announcement to each of these channels."""
    for channel in channels:
        row = announce(knowledge, channel)
        sender(slack, knowledge, author=GivenAuthor(says("as it was"))).send(row)


def goes_stale(database: Database, clock: GivenClock) -> None:
    """From now on all that was sent is out of date."""
    with database.write() as connection:
        connection.execute(update(outbox).values(stale_at=clock.at))


def stale(database: Database) -> list[tuple[bool, str]]:
    """Whether each row is out of date, and its problem."""
    with database.read() as connection:
        found = connection.execute(select(outbox.c.stale_at, outbox.c.problem).order_by(outbox.c.id)).all()
        return [(row.stale_at is not None, row.problem) for row in found]


def texts(slack: FakeSlack, channel: str = GENERAL) -> list[str]:
    return [message.text for message in slack.messages(channel)]


def test_what_is_out_of_date_is_drawn_anew_in_its_place_and_keeps_its_id(
    slack: FakeSlack, knowledge: KnowledgeBase, clock: GivenClock, database: Database
) -> None:
    send(slack, knowledge, GENERAL)
    [before] = slack.messages(GENERAL)
    goes_stale(database, clock)
    process = editor(slack, knowledge, GivenAuthor(says("as it is")))
    assert process.edit_stale(Event()) == 1
    assert process.edit_stale(Event()) == 0

    [message] = slack.messages(GENERAL)
    assert (message.ts, message.text, message.metadata) == (before.ts, "as it is", before.metadata)
    assert stale(database) == [(False, "")]


def test_what_is_up_to_date_is_left_alone(slack: FakeSlack, knowledge: KnowledgeBase) -> None:
    send(slack, knowledge, GENERAL)
    assert editor(slack, knowledge, GivenAuthor(says("as it is"))).edit_stale(Event()) == 0


def test_what_was_out_of_date_before_it_was_drawn_to_be_sent_is_not_edited(
    slack: FakeSlack, knowledge: KnowledgeBase, clock: GivenClock, database: Database
) -> None:
    row = announce(knowledge, GENERAL)
    goes_stale(database, clock)
    sender(slack, knowledge, author=GivenAuthor(says("as it is"))).send(row)
    assert stale(database) == [(False, "")]


def test_what_goes_out_of_date_while_it_is_edited_is_edited_again(
    slack: FakeSlack, knowledge: KnowledgeBase, clock: GivenClock, database: Database
) -> None:
    class ChangingAuthor(GivenAuthor):
        def draw(self, delivery: object) -> object:
            if not self.asked:
                clock.passes(A_SECOND)
                goes_stale(database, clock)
            return super().draw(delivery)

    send(slack, knowledge, GENERAL)
    goes_stale(database, clock)
    process = editor(slack, knowledge, ChangingAuthor(says("half as it is"), says("as it is")))

    assert process.edit_stale(Event()) == 2
    assert texts(slack) == ["as it is"]
    assert stale(database) == [(False, "")]


@pytest.mark.parametrize(
    "fault", [DropBefore(), DropAfter(), InternalErrorAfterAccepting(), ServerError(502), Refuse("fatal_error")]
)
def test_an_edit_in_doubt_is_made_again(
    slack: FakeSlack, knowledge: KnowledgeBase, clock: GivenClock, database: Database, fault: Fault
) -> None:
    send(slack, knowledge, GENERAL)
    goes_stale(database, clock)
    slack.misbehave(fault, "chat.update")
    process = editor(slack, knowledge, GivenAuthor(says("as it is")))
    assert process.edit_stale(Event()) == 1
    assert stale(database)[0][0]

    clock.passes(A_SECOND * 2)
    assert process.edit_stale(Event()) == 1
    assert texts(slack) == ["as it is"]
    assert stale(database) == [(False, "")]


@pytest.mark.parametrize(
    "word",
    [
        "message_not_found",
        "edit_window_closed",
        "cant_update_message",
        "msg_too_long",
    ],
)
def test_what_can_not_be_edited_stays_as_it_is_with_the_reason(
    slack: FakeSlack, knowledge: KnowledgeBase, clock: GivenClock, database: Database, word: str
) -> None:
    send(slack, knowledge, GENERAL)
    goes_stale(database, clock)
    slack.misbehave(Refuse(word), "chat.update")
    editor(slack, knowledge, GivenAuthor(says("as it is"))).edit_stale(Event())

    assert texts(slack) == ["as it was"]
    assert stale(database) == [(False, f"Slack refused it: {word}")]


@pytest.mark.parametrize("word", ["not_in_channel", "channel_not_found", "is_archived", "is_inactive", "token_revoked"])
def test_what_can_not_be_edited_for_now_is_edited_when_the_channel_or_the_token_is_back(
    slack: FakeSlack, knowledge: KnowledgeBase, clock: GivenClock, database: Database, word: str
) -> None:
    send(slack, knowledge, GENERAL)
    goes_stale(database, clock)
    slack.misbehave(Refuse(word), "chat.update", times=None)
    process = editor(slack, knowledge, GivenAuthor(says("as it is")))
    for _ in range(3):
        assert process.edit_stale(Event()) == 1
        clock.passes(timedelta(hours=1))
    slack.behave()
    assert process.edit_stale(Event()) == 1

    assert texts(slack) == ["as it is"]
    assert stale(database) == [(False, "")]


def test_what_the_author_has_nothing_new_to_say_of_stays_as_it_is(
    slack: FakeSlack, knowledge: KnowledgeBase, clock: GivenClock, database: Database
) -> None:
    send(slack, knowledge, GENERAL)
    goes_stale(database, clock)
    editor(slack, knowledge, GivenAuthor(Nothing("The article is gone."))).edit_stale(Event())

    assert texts(slack) == ["as it was"]
    assert stale(database) == [(False, "The article is gone.")]


@pytest.mark.parametrize("first", [Later(timedelta(minutes=1), "Not yet."), ZeroDivisionError()])
def test_what_can_not_be_drawn_now_is_drawn_later(
    slack: FakeSlack, knowledge: KnowledgeBase, clock: GivenClock, database: Database, first: Later | Exception
) -> None:
    send(slack, knowledge, GENERAL)
    goes_stale(database, clock)
    process = editor(slack, knowledge, GivenAuthor(first, says("as it is")))
    process.edit_stale(Event())
    clock.passes(timedelta(minutes=1))
    process.edit_stale(Event())
    assert texts(slack) == ["as it is"]


def test_a_workspace_is_edited_in_fifty_times_a_minute_however_seldom_somebody_looks(
    knowledge: KnowledgeBase, clock: GivenClock, database: Database
) -> None:
    for number in range(70):
        delivery = knowledge.outbox.claim_due(only=announce(knowledge, f"C{number}"))
        assert delivery is not None
        knowledge.outbox.sent(delivery, "1.0")
        clock.passes(A_SECOND)
    goes_stale(database, clock)

    edited = []
    for _ in range(12):
        edited.append(0)
        while edit := knowledge.edits.claim():
            knowledge.edits.edited(edit)
            edited[-1] += 1
        clock.passes(A_SECOND * 5)
    assert 46 <= sum(edited) <= 51
    assert max(edited) <= 5


def test_when_slack_has_had_too_many_edits_none_is_made_for_as_long_as_it_says(
    slack: FakeSlack, knowledge: KnowledgeBase, clock: GivenClock, database: Database
) -> None:
    send(slack, knowledge, GENERAL, OPS)
    goes_stale(database, clock)
    slack.misbehave(TooFast(retry_after=30), "chat.update")
    process = editor(slack, knowledge, GivenAuthor(says("as it is")))
    assert process.edit_stale(Event()) == 1

    clock.passes(A_SECOND * 29)
    assert process.edit_stale(Event()) == 0
    clock.passes(A_SECOND)
    process.edit_stale(Event())
    clock.passes(A_SECOND * 2)
    process.edit_stale(Event())
    assert texts(slack) + texts(slack, OPS) == ["as it is"] * 2


def test_what_a_dead_process_was_editing_is_edited_by_another(
    slack: FakeSlack, knowledge: KnowledgeBase, clock: GivenClock, database: Database, database_url: str
) -> None:
    send(slack, knowledge, GENERAL)
    goes_stale(database, clock)
    dead = KnowledgeBase(database_url, clock=clock)
    claimed = dead.edits.claim()
    assert claimed is not None
    clock.passes(LEASE)
    process = editor(slack, knowledge, GivenAuthor(says("as it is")))
    assert process.edit_stale(Event()) == 0

    clock.passes(A_SECOND)
    assert process.edit_stale(Event()) == 1
    assert not dead.edits.edited(claimed)
    dead.close()


def test_a_direct_message_is_edited_where_it_stands(
    slack: FakeSlack, knowledge: KnowledgeBase, clock: GivenClock, database: Database
) -> None:
    slack.grant("im:write")
    send(slack, knowledge, ANA)
    goes_stale(database, clock)
    editor(slack, knowledge, GivenAuthor(says("as it is"))).edit_stale(Event())

    assert texts(slack, slack.workspace.direct_channel(ANA).id) == ["as it is"]


def test_a_post_that_said_what_it_says_from_the_start_is_never_drawn(
    slack: FakeSlack, knowledge: KnowledgeBase, clock: GivenClock, database: Database
) -> None:
    assert knowledge.outbox.put(Post("T1", GENERAL, "answer:1", "An answer.")) is not None
    sender(slack, knowledge).send_due(Event())
    goes_stale(database, clock)
    author = GivenAuthor(says("as it is"))
    editor(slack, knowledge, author).edit_stale(Event())

    assert (author.asked, texts(slack)) == ([], ["An answer."])
    assert stale(database)[0][0] is False
