"""Messages that do not mention the bot: which are answered is for their channel to settle."""

import sqlite3
from collections.abc import Callable

import pytest

from bot.playground import FakeSlack
from bot.playground.model import Message
from bot.playground.town import ANA, BEN, BOT_ID, GENERAL
from knowledge.channel_settings import Answers, ChangedBy
from tests.bot.conftest import until
from tests.bot.talk.conftest import SURE, UNSURE, Channels, read

Hearing = Callable[..., Channels]


def kept(url: str, query: str) -> list[tuple[object, ...]]:
    with sqlite3.connect(url.removeprefix("sqlite:///")) as connection:
        return connection.execute(query).fetchall()


def test_by_default_only_mentions_are_answered_and_nothing_else_is_kept(hearing: Hearing, synced_url: str) -> None:
    channels = hearing()
    channels.say(SURE)
    channels.say("more")
    channels.have_been_read()

    assert channels.answers() == []
    assert kept(synced_url, "SELECT COUNT(*) FROM inbox WHERE way != 'mention'") == [(0,)]


def test_where_questions_are_answered_a_sure_answer_stands_in_the_thread_and_says_why(hearing: Hearing) -> None:
    channels = hearing(answers=Answers.QUESTIONS)
    question = channels.say(SURE)

    answer = channels.answer()
    assert answer.thread_ts == question.ts
    assert "Resubmit an order that failed" in read(answer)
    assert "I answered because this channel lets me answer questions. `/kb settings` changes that." in read(answer)
    assert {"Not helpful", "Stop in this channel"} < set(labels(answer))

    channels.slack.press(answer, "more", person=BEN)
    channels.slack.wait_for(lambda: "More for" in read(channels.answer()))
    assert {"Back to the first", "Stop in this channel"} < set(labels(channels.answer()))
    assert "because this channel lets me" in read(channels.answer())


def labels(message: Message) -> list[str]:
    """What stands on the buttons below a message."""
    return [
        part["text"]["text"]
        for block in message.blocks
        for part in block.get("elements", [])
        if "value" in part or part.get("action_id") == "stop_answers"
    ]


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("I resubmitted the failed order this morning", id="no question"),
        pytest.param(UNSURE, id="an unsure answer"),
        pytest.param("is there any cake left in the kitchen?", id="nothing to do with us"),
        pytest.param("how are you all doing today?", id="small talk"),
        pytest.param(f"<@{BEN}> {SURE}", id="asked of somebody else"),
        pytest.param("```how do I resubmit a failed order?```", id="code"),
        pytest.param("https://help.example.com/how-do-i-resubmit-a-failed-order?x=1", id="a link"),
    ],
)
def test_where_questions_are_answered_nothing_else_is(hearing: Hearing, synced_url: str, text: str) -> None:
    channels = hearing(answers=Answers.QUESTIONS, several=True)
    channels.say(text)
    channels.have_been_read()

    assert channels.answers() == []
    assert kept(synced_url, "SELECT text FROM inbox WHERE way = 'message' AND text != ''") == []


def test_questions_of_bots_in_threads_and_edited_ones_are_left_alone(hearing: Hearing) -> None:
    channels = hearing(answers=Answers.QUESTIONS)
    root = channels.say("The customer from yesterday is on the line again")
    channels.say(SURE, person=BEN, thread_ts=root.ts)
    channels.slack.say_as_bot(SURE, channel=GENERAL)
    channels.slack.edit(root, SURE)
    channels.have_been_read()

    assert channels.answers() == []


def test_between_two_answers_in_a_channel_there_is_a_pause(hearing: Hearing) -> None:
    channels = hearing(answers=Answers.QUESTIONS, minutes_between=10)
    channels.say(SURE)
    channels.answer()
    channels.say("how do I reset a password?")
    channels.have_been_read()

    assert len(channels.answers()) == 1


def test_without_a_pause_each_question_is_answered_once_however_often_it_comes(hearing: Hearing) -> None:
    channels = hearing(answers=Answers.QUESTIONS, minutes_between=0)
    channels.slack.say(SURE, channel=GENERAL, person=ANA, deliveries=4)
    channels.answer()
    channels.say("how do I reset a password?")

    assert "Reset a customer user's password" in read(channels.answer(2))


@pytest.mark.parametrize("answers", [Answers.QUESTIONS, Answers.EVERYTHING])
def test_a_mention_that_is_heard_as_a_message_too_is_answered_once_as_a_mention(
    hearing: Hearing, answers: Answers
) -> None:
    channels = hearing(answers=answers, minutes_between=0)
    receipts = channels.slack.mention(SURE, channel=GENERAL, person=ANA)
    assert len(receipts) == 2
    answer = channels.answer()
    channels.have_been_read()

    assert "I answered because" not in read(answer)
    assert len(channels.answers()) == 1


def test_the_message_event_of_a_mention_that_comes_first_leaves_it_to_the_mention(hearing: Hearing) -> None:
    channels = hearing(answers=Answers.EVERYTHING)
    said = channels.slack.workspace.say(GENERAL, ANA, text=f"<@{BOT_ID}> {UNSURE}")
    event = {"user": ANA, "text": said.text, "ts": said.ts}
    channels.slack.event({"type": "message", **event}, channel=GENERAL)
    channels.slack.event({"type": "app_mention", **event}, channel=GENERAL)

    assert "I answered because" not in read(channels.answer())


def test_where_every_message_is_answered_no_question_mark_is_needed_and_silence_is_better_than_a_guess(
    hearing: Hearing,
) -> None:
    channels = hearing(answers=Answers.EVERYTHING)
    for text in ("is there any cake left?", "thanks a lot!", UNSURE, "AA-99999"):
        channels.say(text)
    channels.slack.say_as_bot(SURE, channel=GENERAL)
    channels.say("resubmit a failed order")

    assert "Resubmit an order that failed" in read(channels.answer())


def test_where_several_may_be_right_every_message_is_answered_if_the_channel_wants_that(hearing: Hearing) -> None:
    channels = hearing(answers=Answers.EVERYTHING, several=True)
    channels.say(UNSURE)

    answer = channels.answer()
    assert "These may answer" in read(answer)
    assert "1. *<" in read(answer)
    assert "I answered because" in read(answer)


def test_stop_has_only_mentions_answered_from_then_on(hearing: Hearing, audited: Callable[[], object]) -> None:
    channels = hearing(answers=Answers.QUESTIONS, follow_ups=True, minutes_between=0)
    channels.say(SURE)
    slack, answer = channels.slack, channels.answer()
    slack.press(answer, "stop_answers", person=BEN, presses=2)
    slack.wait_for(lambda: len(slack.ephemerals(GENERAL, BEN)) == 2)

    assert "when somebody mentions me" in read(slack.ephemerals(GENERAL, BEN)[0])
    channels.say("how do I reset a password?")
    channels.have_been_read()
    assert len(channels.answers()) == 1
    assert (channels.settled().answers, channels.settled().follow_ups) == ("mentions", False)
    assert audited() == [(ANA, "settings"), (BEN, "settings")]


def test_who_may_not_stop_it_is_told_so(hearing: Hearing) -> None:
    channels = hearing(answers=Answers.QUESTIONS, changed_by=ChangedBy.ADMINS)
    channels.say(SURE)
    slack, answer = channels.slack, channels.answer()
    slack.press(answer, "stop_answers", person=BEN)
    slack.wait_for(lambda: slack.ephemerals(GENERAL, BEN))

    assert "Only admins may change what I answer here." in slack.ephemerals(GENERAL, BEN)[0].text
    assert channels.settled().answers == "questions"


def test_a_private_answer_is_seen_by_the_asker_alone_and_can_be_shared(hearing: Hearing) -> None:
    channels = hearing(privately=True)
    slack = channels.slack
    slack.mention(SURE, channel=GENERAL, person=ANA)
    slack.wait_for(lambda: slack.ephemerals(GENERAL, ANA), seconds=30)

    [answer] = slack.ephemerals(GENERAL, ANA)
    assert "Resubmit an order that failed" in read(answer)
    assert "Share to the channel" in read(answer)
    assert channels.answers() == []
    assert slack.ephemerals(GENERAL, BEN) == ()


def test_what_a_channel_is_subscribed_to_goes_first_where_two_answers_are_about_as_good(
    hearing: Hearing, slack: FakeSlack
) -> None:
    channels = hearing(favours=True)
    ordinary = slack.slash("/kb", UNSURE, channel=GENERAL, person=ANA).message
    slack.slash("/kb", "subscribe licences", channel=GENERAL, person=ANA)
    favoured = "When a vendor's price change reaches you"
    assert read(ordinary).index("Take over a customer") < read(ordinary).index(favoured)

    def first() -> bool:
        shown = read(slack.slash("/kb", UNSURE, channel=GENERAL, person=ANA).message)
        return shown.index(favoured) < shown.index("Take over a customer")

    until(first)
    elsewhere = read(slack.slash("/kb", UNSURE, channel="C0OPS", person=ANA).message)
    assert elsewhere.index("Take over a customer") < elsewhere.index(favoured)
    said = channels.say(UNSURE)
    slack.shortcut(said, "find_articles", person=ANA)
    found = slack.wait_for(lambda: slack.view_of(ANA))
    assert str(found.blocks).index(favoured) < str(found.blocks).index("Take over a customer")
    assert channels.answers() == []
