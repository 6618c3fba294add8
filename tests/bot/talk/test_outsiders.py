"""People of another organisation: answered from public articles, or not at all; and they change nothing."""

import sqlite3
from collections.abc import Callable
from dataclasses import replace

import pytest

from bot.playground import FakeSlack
from bot.playground.town import ANA, PARTNERS, ZOE
from bot.settings import Settings
from knowledge.channel_settings import Answers
from tests.bot.talk.conftest import SURE, Channels, read

Hearing = Callable[..., Channels]

INTERNAL = "who may grant goodwill credits?"


class TestIgnored:
    """With EXTERNAL_PEOPLE=ignore."""

    @pytest.fixture
    def settings(self, slack: FakeSlack, settings: Settings) -> Settings:
        return replace(settings, external_people="ignore")

    def test_nothing_that_outsiders_write_is_answered_or_kept(self, hearing: Hearing, synced_url: str) -> None:
        channels = hearing(PARTNERS, answers=Answers.EVERYTHING)
        channels.slack.mention(SURE, channel=PARTNERS, person=ZOE)
        channels.say(SURE, channel=PARTNERS, person=ZOE)
        channels.say(SURE, channel=PARTNERS, person=ANA)
        channels.have_been_read()

        assert len(channels.answers(PARTNERS)) == 1
        with sqlite3.connect(synced_url.removeprefix("sqlite:///")) as connection:
            assert connection.execute("SELECT DISTINCT person FROM inbox").fetchall() == [(ANA,)]

    def test_an_outsider_who_presses_a_button_is_told_a_sentence(self, hearing: Hearing) -> None:
        channels = hearing(PARTNERS)
        slack = channels.slack
        slack.mention(SURE, channel=PARTNERS, person=ANA)
        slack.press(channels.answer(1, PARTNERS), "more", person=ZOE)
        slack.wait_for(lambda: slack.ephemerals(PARTNERS, ZOE))

        [told] = slack.ephemerals(PARTNERS, ZOE)
        assert told.text.startswith("I only answer people of the organisation that runs me.")


def test_outsiders_are_answered_from_public_articles_alone_and_may_not_stop_it(hearing: Hearing) -> None:
    channels = hearing(PARTNERS, answers=Answers.QUESTIONS, minutes_between=0)
    slack = channels.slack
    channels.say(INTERNAL, channel=PARTNERS, person=ZOE)
    channels.have_been_read()
    assert channels.answers(PARTNERS) == []
    channels.say(SURE, channel=PARTNERS, person=ZOE)
    answer = channels.answer(1, PARTNERS)
    slack.press(answer, "stop_answers", person=ZOE)
    slack.wait_for(lambda: slack.ephemerals(PARTNERS, ZOE))

    assert "Resubmit an order that failed" in read(answer)
    told = slack.ephemerals(PARTNERS, ZOE)[0].text
    assert told == "Only people of the organisation that runs me may change what I answer here. Ask one."
    assert channels.settled(PARTNERS).answers is Answers.QUESTIONS
