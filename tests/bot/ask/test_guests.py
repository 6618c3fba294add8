"""Guests of the workspace are answered from public articles, wherever they ask; so is whom Slack does not know."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from bot.playground import FakeSlack
from bot.playground.faults import Refuse
from bot.playground.model import Message
from bot.playground.town import ANA, BOT_ID, GENERAL, GIA
from knowledge.base import KnowledgeBase
from tests.bot.conftest import text_of
from tests.knowledge.given import NobodyWatches, jsonl_source

GOODWILL = "who may grant goodwill credits"
INTERNAL = "goodwill-credits-who-may-grant"


def privately(slack: FakeSlack, person: str) -> str:
    answer = slack.slash("/kb", GOODWILL, channel=GENERAL, person=person).message
    assert answer is not None
    return text_of(answer.blocks)


def directly(slack: FakeSlack, person: str) -> str:
    slack.direct_message(GOODWILL, person=person)
    channel = slack.workspace.direct_channel(person).id
    return text_of(slack.wait_for(lambda: said_by_the_bot(slack, channel), seconds=10)[-1].blocks)


def said_by_the_bot(slack: FakeSlack, channel: str) -> list[Message]:
    return [message for message in slack.messages(channel) if message.user == BOT_ID]


@pytest.mark.parametrize("ask", [privately, directly])
def test_a_guest_is_answered_from_public_articles_where_a_member_sees_what_is_internal(
    slack_over_http: FakeSlack, ask: Callable[[FakeSlack, str], str]
) -> None:
    general = slack_over_http.workspace.channel(GENERAL)
    slack_over_http.workspace.put(replace(general, members=general.members | {GIA}))
    slack_over_http.mention("resubmit a failed order", channel=GENERAL, person=ANA)  # so that the channel is known
    slack_over_http.wait_for(lambda: said_by_the_bot(slack_over_http, GENERAL), seconds=10)

    assert INTERNAL in ask(slack_over_http, ANA)
    assert INTERNAL not in ask(slack_over_http, GIA)


def test_whom_slack_does_not_know_is_answered_from_public_articles(slack_over_http: FakeSlack) -> None:
    slack_over_http.misbehave(Refuse("user_not_found"), "users.info")

    assert INTERNAL not in directly(slack_over_http, ANA)


def test_slack_is_not_asked_who_somebody_is_where_every_article_is_public(
    slack: FakeSlack,
    sqlite_url: str,
    start_http: Callable[[str], str],
    open_knowledge: Callable[..., KnowledgeBase],
    tmp_path: Path,
) -> None:
    knowledge = open_knowledge(sqlite_url)
    knowledge.upgrade_schema()
    knowledge.syncs.sync(
        [jsonl_source(tmp_path / "help.jsonl", [{"id": "a", "title": "Grant credits"}])], NobodyWatches()
    )
    slack.connect_http(start_http(sqlite_url))
    directly(slack, ANA)
    privately(slack, ANA)

    assert "users.info" not in [call.method for call in slack.calls]
