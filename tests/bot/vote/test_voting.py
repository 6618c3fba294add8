"""Helpful and Not helpful: pressed below every kind of answer, changed, and given a reason."""

import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import create_engine, text

from bot.app import create_parts
from bot.playground import FakeSlack
from bot.playground.model import Message, View
from bot.playground.town import ANA, BEN, BOT_ID, GENERAL, OPS, PARTNERS, ZOE
from bot.settings import Settings
from knowledge.articles import Band
from knowledge.base import KnowledgeBase
from knowledge.posts import Way
from knowledge.questions import Answered, Asker
from tests.bot.conftest import text_of
from tests.knowledge.given import NobodyWatches, jsonl_source

Shown = Callable[[Message | None], str]
Buttons = Callable[[Message | None], list[str]]

SURE, UNSURE = "resubmit a failed order", "change payment card"


@pytest.fixture
def kept(synced_url: str, open_knowledge: Callable[..., KnowledgeBase]) -> Callable[[], list[tuple[str, bool, str]]]:
    """What the votes say: of which article, whether it helped, and why not."""
    knowledge = open_knowledge(synced_url)

    def read() -> list[tuple[str, bool, str]]:
        return sorted((vote.article.partition(":")[2], vote.helpful, vote.reason) for vote in knowledge.votes.newest())

    return read


Kept = Callable[[], list[tuple[str, bool, str]]]


def asked(slack: FakeSlack, question: str, *, person: str = ANA) -> Message:
    message = slack.slash("/kb", question, channel=GENERAL, person=person).message
    assert message is not None
    return message


def told(slack: FakeSlack, count: int, *, person: str = ANA, channel: str = GENERAL) -> Message:
    """What a person is told last, of so much that they see alone."""
    slack.wait_for(lambda: len(slack.ephemerals(channel, person)) == count)
    return slack.ephemerals(channel, person)[-1]


def answer_in(slack: FakeSlack, channel: str) -> Message:
    found = slack.wait_for(lambda: [each for each in slack.messages(channel) if each.user == BOT_ID])
    return found[-1]


def values(drawn: tuple[Any, ...], action_id: str) -> list[str]:
    return [
        part["value"] for block in drawn for part in block.get("elements", []) if part.get("action_id") == action_id
    ]


def test_a_vote_is_kept_changed_and_given_a_reason_once(answering_slack: FakeSlack, kept: Kept, shown: Shown) -> None:
    slack = answering_slack
    answer = asked(slack, SURE)
    slack.press(answer, "helpful", person=ANA)
    assert "Thanks, noted." in shown(told(slack, 2))
    slack.press(answer, "not_helpful", person=ANA)
    thanks = told(slack, 3)
    assert [vote[1:] for vote in kept()] == [(False, "")]
    assert answer in slack.ephemerals(GENERAL, ANA)

    slack.press(thanks, "say_why", person=ANA)
    slack.wait_for(lambda: slack.view_of(ANA))
    form = slack.fill(ANA, {"why": {"given": "It shows the old screen."}})
    assert slack.submit(ANA).status == 200
    slack.submit_again(form)
    [(_, helpful, reason)] = kept()
    assert (helpful, reason) == (False, "It shows the old screen.")


def test_of_several_articles_one_helped_or_none_of_them(
    slack_over_http: FakeSlack, kept: Kept, buttons: Buttons
) -> None:
    slack = slack_over_http
    answer = asked(slack, UNSURE)
    assert buttons(answer).count("helpful") >= 2
    assert buttons(answer).count("not_helpful") == 1
    slack.press(answer, "not_helpful", person=ANA)
    assert "none of these" in told(slack, 2).text
    assert kept() == [("", False, "")]
    slack.press(answer, "helpful", person=ANA, value=values(answer.blocks, "helpful")[1])
    told(slack, 3)
    [(article, helpful, _)] = kept()
    assert article
    assert helpful


def test_everybody_votes_on_a_public_answer_outsiders_too(
    slack_over_http: FakeSlack, kept: Kept, buttons: Buttons
) -> None:
    slack = slack_over_http
    slack.mention(SURE, channel=PARTNERS, person=ANA)
    answer = answer_in(slack, PARTNERS)
    assert {"helpful", "not_helpful"} < set(buttons(answer))
    slack.press(answer, "helpful", person=ZOE)
    slack.press(answer, "not_helpful", person=BEN)
    told(slack, 1, person=ZOE, channel=PARTNERS)
    told(slack, 1, person=BEN, channel=PARTNERS)
    assert answer_in(slack, PARTNERS).blocks == answer.blocks
    assert sorted(vote[1] for vote in kept()) == [False, True]


def test_who_votes_in_a_thread_is_thanked_in_that_thread(answering_slack: FakeSlack, kept: Kept) -> None:
    slack = answering_slack
    slack.mention(SURE, channel=GENERAL, person=ANA)
    answer = answer_in(slack, GENERAL)
    slack.press(answer, "helpful", person=BEN)

    assert told(slack, 1, person=BEN).thread_ts == answer.thread_ts


def test_in_a_modal_thanks_stand_on_top_and_the_reason_in_their_place(slack_over_http: FakeSlack, kept: Kept) -> None:
    slack = slack_over_http
    said = slack.workspace.say(GENERAL, BEN, text=SURE)
    slack.shortcut(said, "find_articles", person=ANA)
    found = slack.wait_for(lambda: slack.view_of(ANA))
    slack.press(found, "not_helpful", person=ANA)
    thanks = _next_view(slack, found)
    assert "Thanks, noted" in text_of(thanks.blocks)
    slack.press(thanks, "say_why", person=ANA)
    form = slack.wait_for(lambda: (now := slack.view_of(ANA)) and now.title == "Not helpful" and now)
    assert form.id == thanks.id
    slack.submit(ANA, {"why": {"given": "All about orders."}})
    assert kept() == [("", False, "All about orders.")]
    assert slack.view_of(ANA) == found


def _next_view(slack: FakeSlack, before: View) -> View:
    return slack.wait_for(lambda: (now := slack.view_of(ANA)) and now.id != before.id and now)


def test_an_article_that_has_gone_meanwhile_is_not_voted_on(
    slack_over_http: FakeSlack,
    synced_url: str,
    open_knowledge: Callable[..., KnowledgeBase],
    tmp_path: Path,
    kept: Kept,
) -> None:
    slack = slack_over_http
    answer = asked(slack, SURE)
    source = answer_source(values(answer.blocks, "helpful")[0])
    rows = [{"id": "other", "title": "Something else"}]
    open_knowledge(synced_url).syncs.sync([jsonl_source(tmp_path / "new.jsonl", rows, name=source)], NobodyWatches())
    slack.press(answer, "helpful", person=ANA)
    assert "no longer in the knowledge base" in told(slack, 2).text
    assert kept() == []


def answer_source(value: str) -> str:
    return value.partition('"article": "')[2].partition(":")[0]


def test_every_way_of_asking_is_recorded(answering_slack: FakeSlack, synced_url: str) -> None:
    slack = answering_slack
    asked(slack, SURE)
    slack.slash("/kb", "search refund", channel=GENERAL, person=ANA)
    slack.slash("/kb", "hello there", channel=GENERAL, person=ANA)
    slack.slash("/kb", "quantum gravity picnic zebra", channel=OPS, person=BEN)
    slack.mention(SURE, channel=GENERAL, person=BEN)
    slack.direct_message(SURE, person=BEN)
    slack.shortcut(slack.workspace.say(GENERAL, BEN, text=UNSURE), "find_articles", person=ANA)
    expected = {
        ("command", "confident"),
        ("search", "several"),
        ("command", "none"),
        ("mention", "confident"),
        ("direct", "confident"),
        ("shortcut", "several"),
    }
    rows = once_there(synced_url, count=6)
    assert {(row["way"], row["band"]) for row in rows} == expected


def test_what_was_opened_is_noted_with_the_question_that_it_answered(
    slack_over_http: FakeSlack, synced_url: str
) -> None:
    answer = asked(slack_over_http, SURE)
    once_there(synced_url, count=1)
    slack_over_http.press(answer, "open", person=ANA)
    slack_over_http.wait_for(lambda: slack_over_http.view_of(ANA))
    wait_until(lambda: recorded(synced_url)[0]["opened"])


def test_what_was_asked_last_is_recorded_as_the_process_ends(
    settings: Settings, synced_url: str, open_knowledge: Callable[..., KnowledgeBase]
) -> None:
    knowledge = open_knowledge(synced_url)
    knowledge.recording.add(Asker("T1", GENERAL, ANA), Answered(SURE, Band.SEVERAL), Way.COMMAND)
    create_parts(settings, knowledge).stop(1)
    assert [row["text"] for row in recorded(synced_url)] == [SURE]


def once_there(url: str, *, count: int) -> list[dict[str, Any]]:
    """The questions, once so many are recorded."""
    wait_until(lambda: len(recorded(url)) == count)
    return recorded(url)


def wait_until(predicate: Callable[[], object]) -> None:
    deadline = time.monotonic() + 30
    while not predicate():
        assert time.monotonic() < deadline
        time.sleep(0.05)


def recorded(url: str) -> list[dict[str, Any]]:
    engine = create_engine(url)
    with engine.connect() as connection:
        found = [dict(row._mapping) for row in connection.execute(text("SELECT * FROM questions"))]
    engine.dispose()
    return found
