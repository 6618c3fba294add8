"""An open article: its pages, and what can be done with it from its modal."""

import json
import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, example, given, settings
from hypothesis import strategies as st

from bot.gestures import home_memory
from bot.opening.blocks import Opened, article_modal
from bot.opening.body.blocks import pages_of
from bot.playground import FakeSlack
from bot.playground.faults import DropAfter
from bot.playground.model import Message, View
from bot.playground.town import ANA, BEN, BOT_ID, GENERAL, OPS, PARTNERS, SUPPORT, ZOE
from bot.playground.view_limits import checked_view
from bot.sharing import shared as shared_message
from knowledge.articles import Article, Excerpt, Match
from knowledge.base import KnowledgeBase
from knowledge.document import Code, Heading, Items, Paragraph, Part, parts_of
from tests.bot.conftest import SlacksSchema, text_of
from tests.drawn import TEXTS, articles, check_message, check_view
from tests.knowledge.given import NobodyWatches, jsonl_source

few = settings(
    derandomize=True,
    database=None,
    max_examples=12,
    deadline=None,
    phases=(Phase.explicit, Phase.generate),
    suppress_health_check=list(HealthCheck),
)

LONG = "\n\n".join(f"## Step {number}\n\n" + f"Word{number} " * 300 for number in range(60))
QUESTION = "resubmit a failed order"

# Bodies made of what Markdown is made of, some of it long.
MARKS = st.sampled_from(
    ("# ", "- ", "7. ", "  - ", "> ", "**", "`", "\n", "\n\n", "```\n", "| a | b |\n|---|---|\n| c | d |\n")
)
LONG_WORDS = st.sampled_from(
    ("word " * 900, "x" * 7000, "[a](https://help.example.com/" + "l" * 2000 + ") ", "é🎉 " * 1200)
)
BODIES = st.lists(MARKS | TEXTS | LONG_WORDS | st.just("line\n"), max_size=25).map("".join)


def words_of(parts: list[Part]) -> Iterator[str]:
    """All texts of a document, in reading order."""
    for part in parts:
        match part:
            case Heading(text) | Code(text):
                yield text
            case Paragraph(runs):
                yield from (run.text for run in runs)
            case Items(items):
                yield from (run.text for runs in items for run in runs)


def drawn_words(drawn: Any) -> Iterator[str]:
    """All texts of drawn blocks, in reading order."""
    if isinstance(drawn, dict):
        if isinstance(drawn.get("text"), str):
            yield drawn["text"]
        drawn = list(drawn.values())
    for each in drawn if isinstance(drawn, list) else ():
        yield from drawn_words(each)


def squeezed(texts: Iterator[str]) -> str:
    """Texts without blanks, and without the numbers that lists are written out with."""
    return re.sub(r"\s", "", "".join(text for text in texts if not re.fullmatch(r"\d+\. ", text)))


def long_one(body: str) -> Article:
    return Article("help", "a", "T", body=body)


@given(article=articles(BODIES), question=TEXTS)
@example(article=long_one(f"- **one** of `two`\n- {'word ' * 3000}\n- three"), question="q")
@example(article=long_one(f"7. one\n8. {'x' * 7000}\n9. three\n" + "10. more\n" * 120), question="")
@example(article=long_one("# " + "word " * 900 + "\n\n" + "**a** b " * 900 + "\n\n> " + "y" * 7000), question="q")
@example(article=long_one("```\n" + "line\n" * 3000 + "```\n[" + "t" * 7000 + "](https://a.example)"), question="q")
@few
def test_the_pages_of_any_article_are_views_that_slack_takes_and_say_all_that_it_says(
    slacks_schema: SlacksSchema, article: Article, question: str
) -> None:
    pages = pages_of(article)
    opened = Opened(question, "1.1", {"channel": "C1", "response_url": "https://x.example/" + "y" * 1400})
    for page in range(len(pages)):
        checked_view(article_modal(article, opened, page=page, said="Said."))
    if len(pages[-1]) < 20:  # the schema takes its time over more
        check_view(article_modal(article, opened, page=len(pages)), slacks_schema)
    drawn = squeezed(word for page in pages for block in page for word in drawn_words(block.to_dict()))
    parts = parts_of(article.body)
    assert drawn == squeezed(words_of(parts) if parts else iter([article.summary]))
    passage = article.summary[:280]
    message = shared_message(Match(article, 1.0, lambda: Excerpt(passage)), ANA)
    check_message(message.text, message.blocks, slacks_schema)


class Reading:
    """People who read an article in its modal."""

    def __init__(self, slack: FakeSlack) -> None:
        self.slack = slack

    def open(self, question: str = QUESTION, *, channel: str = GENERAL, person: str = ANA) -> View:
        """The article that answers a question first, opened from the private answer."""
        answer = self.slack.slash("/kb", question, channel=channel, person=person).message
        assert answer is not None
        values = [block["accessory"]["value"] for block in answer.blocks if "accessory" in block]
        self.slack.press(answer, "open", person=person, value=values[0])
        return self.slack.wait_for(lambda: self.slack.view_of(person), seconds=30)

    def press(self, action_id: str, *, person: str = ANA, value: str | None = None) -> View:
        """Press a button of the modal, and give what is seen once that is something else."""
        before = self.slack.view_of(person)
        assert before is not None
        self.slack.press(before, action_id, person=person, value=value)
        return self.slack.wait_for(lambda: (now := self.slack.view_of(person)) != before and now, seconds=30)


def labels(view: View) -> list[str]:
    parts = [part for block in view.blocks for part in block.get("elements", [])]
    return [part["text"]["text"] for part in parts if part.get("type") == "button"]


def posts(slack: FakeSlack, channel: str) -> list[Message]:
    return [message for message in slack.messages(channel) if message.user == BOT_ID]


def become(slack: FakeSlack, channel: str, **changed: Any) -> None:
    """Change a channel without an event that tells of it."""
    slack.workspace.put(replace(slack.workspace.channel(channel), **changed))


@pytest.fixture
def reading(slack_over_http: FakeSlack) -> Reading:
    return Reading(slack_over_http)


@pytest.fixture
def publish(
    synced_url: str, tmp_path: Path, open_knowledge: Callable[..., KnowledgeBase], reading: Reading
) -> Callable[..., None]:
    """Publishes an article, or takes it away, and waits until the bot has heard of it."""
    operator = open_knowledge(synced_url)

    def do(*, expects: str, **fields: str) -> None:
        rows = [{"id": "other", "title": "Numbat"}, *([{"id": "long", **fields}] if fields else [])]
        source = jsonl_source(tmp_path / "more.jsonl", rows, name="more")
        operator.syncs.sync([source], NobodyWatches(), only="more")
        for _ in range(1000):
            message = reading.slack.slash("/kb", "search qxzvw", channel=GENERAL, person=BEN).message
            if expects in text_of(message and message.blocks):
                return
        raise AssertionError(f"the bot never heard of {expects}")

    return do


def test_the_modal_says_what_it_is_and_offers_what_can_be_done(answering_slack: FakeSlack) -> None:
    view = Reading(answering_slack).open()
    assert view.title == "AA-02004"
    said = text_of(view.blocks).split("\n")
    assert "Resubmit an order that failed" in said[0]
    assert said[1] == "Orders / Failed orders · updated 14 September 2026 · AA-02004"
    assert labels(view) == ["Share to the channel", "Helpful", "Not helpful", "Subscribe to Failed orders"]


def test_a_long_body_goes_on_in_place_to_its_end_and_back(reading: Reading, publish: Callable[..., None]) -> None:
    publish(title="Qxzvw", body=LONG, expects="Qxzvw")
    first = view = reading.open("search qxzvw")
    seen = text_of(view.blocks)
    while "Continue" in labels(view):
        view = reading.press("article_next")
        assert view.id == first.id
        seen += text_of(view.blocks)
    assert [f"Word{number} " in seen for number in range(60)] == [True] * 60
    assert "Page 2 of " in seen
    while "Previous" in labels(view):
        view = reading.press("article_previous")
    assert text_of(view.blocks) == text_of(first.blocks)


def test_an_article_that_changes_or_goes_between_two_pages_is_said_to(
    reading: Reading, publish: Callable[..., None]
) -> None:
    publish(title="Qxzvw", body=LONG, summary="Before.", expects="Before.")
    reading.open("search qxzvw")
    publish(title="Qxzvw", body="New " + LONG, summary="After.", expects="After.")
    view = reading.press("article_next")
    assert "This article was changed while you had it open. Here it is from the beginning." in text_of(view.blocks)
    assert "Page 1 of " in text_of(view.blocks)

    publish(expects="I found no article")
    told = reading.press("article_next")
    assert "That article is no longer in the knowledge base" in text_of(told.blocks)
    assert told.previous_view_id == view.id


@pytest.mark.parametrize("channel", [GENERAL, SUPPORT], ids=["in it", "not in it"])
def test_an_open_article_is_shared_once_be_it_from_the_answer_too(reading: Reading, channel: str) -> None:
    slack = reading.slack
    reading.open(channel=channel)
    assert "Posted “Resubmit an order that failed” to the channel." in text_of(reading.press("article_share").blocks)
    assert "already" in text_of(reading.press("article_share").blocks)
    [answer] = slack.ephemerals(channel, ANA)
    slack.press(answer, "share", person=ANA)
    slack.wait_for(lambda: len(slack.ephemerals(channel, ANA)) == 2)

    [post] = posts(slack, channel)
    assert f"Shared by <@{ANA}>" in text_of(post.blocks)


def test_a_share_of_which_slack_says_nothing_is_not_repeated(reading: Reading) -> None:
    reading.open()
    reading.slack.misbehave(DropAfter(), "response_url")
    assert "did not say whether it posted" in text_of(reading.press("article_share").blocks)
    assert "already" in text_of(reading.press("article_share").blocks)
    assert len(posts(reading.slack, GENERAL)) == 1


def test_an_internal_article_is_not_shared_where_others_read(reading: Reading) -> None:
    slack = reading.slack
    slack.mention("hello", channel=OPS, person=ANA)
    slack.wait_for(lambda: posts(slack, OPS))
    view = reading.open("who may grant goodwill credits", channel=OPS)
    assert "oodwill" in text_of(view.blocks)
    become(slack, OPS, is_ext_shared=True)
    before = posts(slack, OPS)
    assert "That article is internal." in text_of(reading.press("article_share").blocks)
    assert posts(slack, OPS) == before
    # Slack has said by now that others read here, so that the open window says no more either.
    assert "no longer in the knowledge base, or not for this channel" in text_of(reading.press("article_share").blocks)


def test_outsiders_open_and_share_what_everybody_may_read_alone(reading: Reading) -> None:
    slack = reading.slack
    slack.mention("who may grant goodwill credits", channel=OPS, person=ANA)
    [_, answer] = slack.wait_for(lambda: len(found := slack.messages(OPS)) == 2 and found)
    become(slack, OPS, members=frozenset({ANA, ZOE, BOT_ID}))
    [internal, *_] = [
        block["accessory"]["value"]
        for block in answer.blocks
        if "goodwill-credits" in json.dumps(block.get("accessory", ""))
    ]
    slack.press(answer, "open", person=ZOE, value=internal)
    [told] = slack.wait_for(lambda: slack.ephemerals(OPS, ZOE))
    assert "not for this channel" in told.text
    assert slack.view_of(ZOE) is None


def test_the_category_is_subscribed_from_the_modal(reading: Reading) -> None:
    view = reading.open()
    [value] = [
        part["value"] for block in view.blocks for part in block.get("elements", []) if part.get("action_id") == "verb"
    ]
    done = reading.press("verb", value=value)
    assert "subscribed to *Orders / Failed orders*" in text_of(done.blocks)
    assert done.previous_view_id == view.id


def test_where_there_is_no_channel_nothing_is_shared() -> None:
    article = Article("help", "a", "Refunds", category=("Billing",))
    for nowhere in ({}, home_memory("D1")):
        assert "Share to the channel" not in json.dumps(article_modal(article, Opened(whence=nowhere)))
    assert "Share to the channel" in json.dumps(article_modal(article, Opened(whence={"channel": PARTNERS})))
