"""What is suggested beside people's messages with the bot, and that all else works without it."""

import logging
from datetime import timedelta

import pytest

from bot.playground.faults import Refuse
from bot.playground.town import ANA, BEN, GENERAL, GIA, TEAM
from knowledge.articles import Audience, Band
from knowledge.posts import Way
from knowledge.questions import Answered, Asker
from tests.bot.home.conftest import Company


def suggested(company: Company, person: str = BEN) -> list[str]:
    company.slack.open_home(person, tab="messages", looking_at=GENERAL)
    offered = company.slack.wait_for(lambda: company.slack.prompts_of(person), seconds=30)
    return [prompt["message"] for prompt in offered.prompts]


def test_at_most_four_questions_are_suggested_and_home_is_left_alone(company: Company) -> None:
    for number in range(6):
        company.publish(str(number), category=f"Shelf {number}", phrases=[f"question {number} & <!channel>"])
    questions = suggested(company)

    assert len(questions) == 4
    assert all(question.endswith("& <!channel>") for question in questions)
    assert company.slack.home_of(BEN) is None
    [call] = [call for call in company.slack.calls if call.method == "assistant.threads.setSuggestedPrompts"]
    assert "thread_ts" not in call.arguments


def test_what_ones_channels_ask_most_is_suggested_first(company: Company) -> None:
    company.publish("a", title="How to pay", phrases=["pay a bill"])
    recording = company.parts.knowledge.recording
    for channel, question in ((GENERAL, "when is payday"), (GENERAL, "Pay a bill"), ("C0OTHER", "elsewhere")):
        for person in ("U1", "U2", "U3"):
            asker = Asker(TEAM.id, channel, person, Audience.INTERNAL)
            recording.add(asker, Answered(question, Band.CONFIDENT, "help:a"), Way.MENTION)
    recording.flush()

    assert suggested(company) == ["Pay a bill", "when is payday"]
    assert "when is payday" not in suggested(company, GIA)


def test_what_is_suggested_is_answered_where_it_was_asked(company: Company) -> None:
    company.publish("a", title="How to pay", phrases=["pay a bill"])
    [question, *_] = [each for each in suggested(company) if each == "pay a bill"]
    [receipt] = company.slack.direct_message(question, person=BEN)
    assert receipt.said is not None
    channel, root = receipt.said.channel, receipt.said.ts
    company.slack.wait_for(lambda: company.slack.messages(channel)[1:], seconds=30)
    company.centre.clock.passes(timedelta(seconds=2))
    company.slack.direct_message("how to pay", person=BEN, thread_ts=root)
    answered = company.slack.wait_for(lambda: company.slack.messages(channel)[3:], seconds=30)

    assert "How to pay" in company.slack.messages(channel)[1].text
    assert answered[0].thread_ts == root


@pytest.mark.parametrize("word", ["missing_scope", "unknown_method", "not_allowed_token_type"])
def test_a_workspace_without_the_pane_is_noted_once_and_told_nobody(
    company: Company, word: str, caplog: pytest.LogCaptureFixture
) -> None:
    company.publish("a")
    company.slack.misbehave(Refuse(word), "assistant.threads.setSuggestedPrompts", times=None)
    for person in (ANA, BEN, ANA):
        [receipt] = company.slack.open_home(person, tab="messages")
        assert receipt.status == 200
    tried = "assistant.threads.setSuggestedPrompts"
    company.slack.wait_for(lambda: len([call for call in company.slack.calls if call.method == tried]) == 3)
    assert company.parts.pool.close(30)

    noted = [record for record in caplog.records if record.levelno >= logging.WARNING]
    assert [record.getMessage() for record in noted] == [
        f"Slack suggests nothing to people beside their messages: {word}"
    ]
    assert company.slack.messages(company.slack.workspace.direct_channel(ANA).id) == ()


def test_an_empty_knowledge_base_suggests_nothing(company: Company) -> None:
    company.slack.open_home(BEN, tab="messages")
    assert company.parts.pool.close(30)
    assert company.slack.prompts_of(BEN) is None
