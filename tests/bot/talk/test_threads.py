"""Going on in a thread, or in a direct message: “more”, a number, “that one?”, or another question."""

import json
from collections.abc import Callable

from bot.playground.town import ANA, BEN, GENERAL
from knowledge.listings import Listing, Spot
from tests.bot.talk.conftest import SURE, UNSURE, Channels, read

Hearing = Callable[..., Channels]


def test_a_mention_in_a_thread_goes_on_with_its_last_question(hearing: Hearing) -> None:
    channels = hearing()
    root = channels.slack.mention(UNSURE, channel=GENERAL, person=ANA)[0].said
    assert root is not None
    several = read(channels.answer(1))
    second = several.split("2. *")[1].split("|")[1].split(">")[0]

    said = iter(range(2, 9))
    for text, told in [
        ("the second one", second),
        ("2", second),
        ("that one?", "Type the number of the one that you want, from 1 to 5."),
        ("9", "I have shown no article with the number 9."),
        ("more", "6. *<"),
        ("show me 6", "Open article"),
        (SURE, "Resubmit an order that failed"),
    ]:
        channels.slack.mention(text, channel=GENERAL, person=BEN, thread_ts=root.ts)
        answer = channels.answer(next(said))
        assert told in read(answer) + json.dumps(answer.blocks, ensure_ascii=False)
        assert answer.thread_ts == root.ts


def test_what_only_goes_on_says_so_where_there_is_nothing_to_go_on_with(hearing: Hearing) -> None:
    channels = hearing()
    channels.slack.mention("more", channel=GENERAL, person=ANA)

    assert "I don't remember what was asked here" in read(channels.answer())
    assert "`/kb open 2` opens an article" in read(
        channels.slack.slash("/kb", "2", channel=GENERAL, person=ANA).message
    )


def test_an_article_that_is_gone_since_it_was_listed_is_said_to_be(hearing: Hearing) -> None:
    channels = hearing()
    root = channels.say("The list from last week")
    listed = Listing(["help-centre:gone"], question="what was there?")
    channels.knowledge.listings.keep(Spot("T0QUICK", GENERAL, thread_ts=root.ts), listed)
    channels.slack.mention("1", channel=GENERAL, person=BEN, thread_ts=root.ts)

    assert "That article is no longer there for me to show." in read(channels.answer())


def test_without_a_mention_people_go_on_only_where_the_channel_wants_it_and_we_have_answered(hearing: Hearing) -> None:
    channels = hearing(follow_ups=True)
    asked = channels.slack.mention(SURE, channel=GENERAL, person=ANA)[0].said
    assert asked is not None
    channels.answer(1)
    theirs = channels.say("Does anybody remember how we did that last year?", person=BEN)
    for thread in (theirs.ts, None):
        channels.say("2", thread_ts=thread)
        channels.say(SURE, thread_ts=thread)
    channels.say("I will try that, thanks", thread_ts=asked.ts)
    channels.say(f"<@{BEN}> how do I reset a password?", thread_ts=asked.ts)
    channels.say("that one?", thread_ts=asked.ts)

    assert "Resubmit an order that failed" in read(channels.answer(2))
    channels.say("and how do I reset a password?", thread_ts=asked.ts)
    answer = channels.answer(3)
    assert "Reset a customer user's password" in read(answer)
    assert "I answered because" in read(answer)
    channels.say("what about the coffee machine?", thread_ts=asked.ts)
    channels.have_been_read()
    assert len(channels.answers()) == 3


def test_by_default_a_thread_is_not_gone_on_with_without_a_mention(hearing: Hearing) -> None:
    channels = hearing()
    asked = channels.slack.mention(SURE, channel=GENERAL, person=ANA)[0].said
    assert asked is not None
    channels.answer(1)
    channels.say("more", thread_ts=asked.ts)
    channels.have_been_read()

    assert len(channels.answers()) == 1


def test_a_direct_message_goes_on_too(hearing: Hearing) -> None:
    channels = hearing()
    direct = channels.slack.workspace.direct_channel(BEN).id
    channels.slack.direct_message("2", person=BEN)
    assert "Take over" not in read(channels.answer(1, direct))
    channels.slack.direct_message(UNSURE, person=BEN)
    channels.answer(2, direct)
    channels.slack.direct_message("the first", person=BEN)
    assert "Take over a customer" in read(channels.answer(3, direct))
