"""What was said in a conversation, found by its time, whatever was said and taken away before."""

from itertools import product
from random import Random
from typing import Any

import pytest

from bot.playground import FakeSlack
from bot.playground.model import Message
from bot.playground.town import ANA, GENERAL, OPS
from bot.playground.transcripts import Transcript, micros


def message(moment: int, **more: Any) -> Message:
    return Message("C1", f"{moment // 1_000_000}.{moment % 1_000_000:06d}", ANA, str(moment), **more)


@pytest.mark.parametrize("seed", range(5))
def test_any_span_of_time_is_found_newest_first(seed: int) -> None:
    random = Random(seed)
    transcript, moments = Transcript(), random.sample(range(2_000_000), 40)
    for moment in moments:
        transcript.keep(message(moment))
    for moment in moments[:10]:
        transcript.remove(message(moment))
    left = sorted(moments[10:], reverse=True)

    for first, last in product([0, *left, 3_000_000], repeat=2):
        found = [micros(each.ts) for each in transcript.newest_first(first, last)]
        assert found == [moment for moment in left if first <= moment <= last]


def test_a_thread_is_found_by_its_parent_and_forgets_what_was_taken_away() -> None:
    transcript, parent = Transcript(), message(1)
    answers = [message(moment, thread_ts=parent.ts) for moment in (2, 3, 4)]
    for each in (parent, *answers):
        transcript.keep(each)
    transcript.remove(answers[1])
    transcript.remove(answers[1])

    assert transcript.answers(parent.ts) == [answers[0], answers[2]]
    assert transcript.answers(answers[0].ts) == []


def test_a_conversation_that_moves_takes_all_that_was_said_with_it(slack: FakeSlack) -> None:
    parent = slack.workspace.say(GENERAL, ANA, text="parent")
    answer = slack.workspace.say(GENERAL, ANA, text="answer", thread_ts=parent.ts)
    slack.workspace.transcripts.move(GENERAL, OPS)

    assert slack.messages(GENERAL) == ()
    assert [(each.channel, each.ts) for each in slack.messages(OPS)] == [(OPS, parent.ts), (OPS, answer.ts)]
    assert slack.workspace.transcripts.answers(OPS, parent.ts) == [slack.messages(OPS)[1]]
