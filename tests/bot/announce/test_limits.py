"""Whatever articles hold, Slack takes what is drawn of them: its limits, its schema, and nothing live in it."""

import json
from collections.abc import Iterator
from typing import Any

import pytest

from bot.announce import blocks
from bot.cards import Message
from bot.playground import FakeSlack
from bot.playground.faults import Refuse
from bot.playground.limits import checked
from bot.playground.town import GENERAL
from knowledge.announcements import Contents, Line, Occasion
from knowledge.articles import Article
from knowledge.changes import ChangeKind
from tests.bot.announce.conftest import Announcing, place
from tests.bot.conftest import SlacksSchema, text_of

HOSTILE = "<!channel> & <https://evil.example|https://bank.example> <@U0ANA> *bold* `code` ~gone~ :tada:"


def line(title: str = "Refunds", kind: ChangeKind | None = ChangeKind.NEW, **fields: Any) -> Line:
    drawn = {name: fields.pop(name) for name in ("compact", "is_gone") if name in fields}
    return Line(Article("help", fields.pop("id", "a"), title, **fields), kind, **{"compact": False} | drawn)


def articles() -> Iterator[Line]:
    """Articles at the edges of what sources may hold."""
    long_url = "https://help.example.com/" + "a" * 1960
    longest_link = "https://help.example.com/" + "a" * 1450
    for form in ({}, {"compact": True}, {"is_gone": True}):
        for kind in (None, ChangeKind.NEW, ChangeKind.UPDATED):
            yield line(kind=kind, **form)
            yield line(HOSTILE, kind, summary=HOSTILE, category=(HOSTILE, HOSTILE), reference=HOSTILE, **form)
            yield line("&" * 5000, kind, summary="&" * 5000, category=("&" * 500,) * 4, reference="&" * 900, **form)
            yield line("&" * 300, kind, summary="&" * 900, url=long_url, category=("B",), **form)
            yield line("R", kind, summary="&" * 900, url=longest_link, category=("&" * 200,), **form)
            yield line("长标题" * 200, kind, summary="摘要" * 900, url="https://例え.example/" + "é" * 300, **form)


def all_messages() -> Iterator[Message]:
    every = tuple(articles())
    for occasion in Occasion:
        for each in every:
            yield blocks.announcement(Contents(occasion, (each,)), post=1)
        yield blocks.announcement(Contents(occasion, every), post=2**53)
        yield blocks.announcement(Contents(occasion, every * 10), post=2**53)
    for category in range(20):
        apart = [line(f"{number}", category=(f"{number} " + "&" * 300,)) for number in range(category + 1)]
        yield blocks.announcement(Contents(Occasion.DIGEST, tuple(apart)), post=1)
    yield blocks.waiting(every)
    yield blocks.example(every, ("&" * 900,))
    yield blocks.withheld()
    for each in every:
        yield blocks.waiting([each])
        yield blocks.example([each], each.article.category)
        yield blocks.example([], each.article.category)


def all_views() -> Iterator[dict[str, Any]]:
    every = tuple(articles())
    yield blocks.everything(Contents(Occasion.DIGEST, ()))
    for times in (1, 10, 50):
        yield blocks.everything(Contents(Occasion.DIGEST, every * times))
    apart = [line(f"{number}", category=(f"Category {number}",)) for number in range(500)]
    yield blocks.everything(Contents(Occasion.DIGEST, tuple(apart)))


def test_slack_takes_every_message(slacks_schema: SlacksSchema) -> None:
    schema = slacks_schema("blocks.message")
    for message in all_messages():
        schema.validate(list(message.blocks))
        assert len(message.blocks) <= 50
        assert 0 < len(message.text) < 4000  # chat.update refuses more
        # Slack refuses more than some 12,000 characters a message (bolt-js 2509), of which the blocks need some.
        assert len(text_of(message.blocks)) < 9000
        checked(message.text, list(message.blocks))


def test_slack_takes_every_modal(slacks_schema: SlacksSchema) -> None:
    schema = slacks_schema("view.modal")
    for view in all_views():
        schema.validate(view)
        assert 0 < len(view["blocks"]) <= 100
        assert len(json.dumps(view)) < 250_000


def test_nothing_from_an_article_is_live() -> None:
    for message in all_messages():
        headers = [block["text"]["text"] for block in message.blocks if block["type"] == "header"]
        drawn = text_of([block for block in message.blocks if block["type"] != "header"]) + message.text
        for live in ("<!", "<@", "<https://evil", "<http://"):
            assert live not in drawn
        assert all(len(header) <= 150 for header in headers)


def test_a_modal_of_five_hundred_articles_names_them_all() -> None:
    many = tuple(
        line(f"Article number {number} about something", url=f"https://help.example.com/articles/{number}")
        for number in range(500)
    )
    assert text_of(blocks.everything(Contents(Occasion.DIGEST, many))).count("• ") == 500


def test_five_hundred_articles_at_once_are_one_digest_once_somebody_accepts_them(
    announcing: Announcing, slack: FakeSlack
) -> None:
    announcing.centre.subscribe("Billing", place(GENERAL))
    report = announcing.centre.publish(*[f"n{number}" for number in range(500)], summary=HOSTILE, title=HOSTILE)
    assert report.held == "500 articles are new at once"
    announcing.settle()
    assert slack.messages(GENERAL) == ()
    announcing.parts.knowledge.syncs.accept()
    announcing.settle()

    [digest] = slack.messages(GENERAL)
    assert text_of(digest.blocks).startswith("500 new articles in Billing")
    assert "480 more are not named here." in text_of(digest.blocks)


@pytest.mark.parametrize("word", ["invalid_blocks", "msg_blocks_too_long", "msg_too_long"])
def test_a_message_that_slack_does_not_take_is_parked_and_pauses_nothing(
    announcing: Announcing, slack: FakeSlack, word: str
) -> None:
    subscription = announcing.centre.subscribe("Billing", place(GENERAL))
    slack.misbehave(Refuse(word))
    announcing.centre.publish("a")
    announcing.settle()
    announcing.centre.publish("b")
    announcing.settle()

    [after] = announcing.parts.knowledge.subscriptions.of(subscription.place)
    assert after.problem == ""
    assert [message.text for message in slack.messages(GENERAL)] == ["New: Article b: About b."]
