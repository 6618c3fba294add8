"""How announcements look in Slack: cards, lines and digests, as articles are when they are posted."""

from typing import Any

import pytest

from bot.playground import FakeSlack
from bot.playground.model import Message
from bot.playground.town import GENERAL, OPS
from knowledge.subscriptions import Cadence, Style
from tests.bot.announce.conftest import Announcing, place
from tests.bot.conftest import text_of


def posted(slack: FakeSlack, channel: str = GENERAL) -> Message:
    """The one message in a channel."""
    [message] = slack.messages(channel)
    return message


def lines(message: Message) -> list[str]:
    """All that a message shows, a line each, but for the button beside an article."""
    return [line for line in text_of(message.blocks).splitlines() if line != "Open article"]


ARTICLE: dict[str, Any] = {
    "title": "How to refund an order",
    "summary": "Where the button is, and who may press it.",
    "category": "Billing / Refunds",
    "url": "https://help.example.com/refund",
    "reference": "AA-05179",
    "updated": "2026-11-02",
}


def test_a_new_article_is_a_card_with_all_that_is_known_of_it(announcing: Announcing, slack: FakeSlack) -> None:
    announcing.centre.subscribe("Billing", place(GENERAL))
    announcing.centre.publish("refund", **ARTICLE)
    announcing.settle()

    card = posted(slack)
    assert "Open article" in text_of(card.blocks)
    assert card.text == "New: How to refund an order: Where the button is, and who may press it."
    assert lines(card) == [
        "*<https://help.example.com/refund|How to refund an order>*",
        "Where the button is, and who may press it.",
        "New · Billing / Refunds · updated 2 November 2026 · AA-05179",
    ]


def test_an_article_of_which_little_is_known_is_a_small_card(announcing: Announcing, slack: FakeSlack) -> None:
    announcing.centre.subscribe("", place(GENERAL))
    announcing.centre.publish("bare", category="", body="", title="Refunds")
    announcing.settle()

    card = posted(slack)
    assert card.text == "New: Refunds"
    assert lines(card) == ["*Refunds*", "New"]


def test_a_compact_announcement_is_one_line(announcing: Announcing, slack: FakeSlack) -> None:
    announcing.centre.subscribe("Billing", place(GENERAL), style=Style(compact=True))
    announcing.centre.publish("refund", **ARTICLE)
    announcing.settle()
    announcing.centre.publish("refund", **ARTICLE | {"body": "It is another button now."})
    announcing.settle()

    link = "*<https://help.example.com/refund|How to refund an order>* · Billing / Refunds"
    assert [lines(message) for message in slack.messages(GENERAL)] == [[f"New: {link}"], [f"Updated: {link}"]]


def test_an_update_says_so(announcing: Announcing, slack: FakeSlack) -> None:
    announcing.centre.publish("refund", **ARTICLE)
    announcing.settle()
    announcing.centre.subscribe("Billing", place(GENERAL))
    announcing.centre.publish("refund", **ARTICLE | {"summary": "The button has moved."})
    announcing.settle()

    card = posted(slack)
    assert card.text == "Updated: How to refund an order: The button has moved."
    assert lines(card)[-1].startswith("Updated · Billing / Refunds")


def test_a_digest_is_by_category_and_says_what_all_of_it_is_about(announcing: Announcing, slack: FakeSlack) -> None:
    announcing.centre.publish("old", category="Billing / Refunds")
    announcing.settle()
    announcing.centre.subscribe("Billing", place(GENERAL), Cadence.DAILY)
    announcing.centre.publish("old", category="Billing / Refunds", summary="Refunds are quicker now.")
    announcing.centre.publish("b", category="Billing / Invoices", url="https://help.example.com/b")
    announcing.centre.publish("a", category="Billing")
    announcing.settle(days=1)

    digest = posted(slack)
    assert digest.text == ("2 new articles and 1 updated article in Billing: Article a; Article b; Article old")
    assert lines(digest) == [
        "2 new articles and 1 updated article in Billing",
        "• *Article a*",
        "    About a.",
        "*Invoices*",
        "• *<https://help.example.com/b|Article b>*",
        "    About b.",
        "*Refunds*",
        "• *Article old* (updated)",
        "    Refunds are quicker now.",
    ]


def test_a_digest_of_several_categories_names_each(announcing: Announcing, slack: FakeSlack) -> None:
    announcing.centre.subscribe("", place(GENERAL), Cadence.DAILY, style=Style(compact=True))
    announcing.centre.publish("c", category="")
    announcing.centre.publish("b", category="Orders")
    announcing.centre.publish("a", category="Billing / Invoices")
    announcing.settle(days=1)

    assert lines(posted(slack)) == [
        "3 new articles",
        "*Without a category*",
        "• *Article c*",
        "*Billing / Invoices*",
        "• *Article a*",
        "*Orders*",
        "• *Article b*",
    ]


def test_a_digest_of_one_article_is_a_digest_all_the_same(announcing: Announcing, slack: FakeSlack) -> None:
    announcing.centre.subscribe("Billing", place(GENERAL), Cadence.DAILY)
    announcing.centre.publish("a", category="Billing")
    announcing.settle(days=1)
    assert lines(posted(slack))[0] == "1 new article in Billing"


@pytest.mark.parametrize(("count", "more"), [(20, []), (21, ["1 more is not named here.", "Show all 21"])])
def test_a_digest_names_twenty_and_says_how_many_more_there_are(
    announcing: Announcing, slack: FakeSlack, count: int, more: list[str]
) -> None:
    announcing.centre.subscribe("Billing", place(GENERAL))
    announcing.centre.publish(*[f"n{number}" for number in range(count)])
    announcing.settle()

    shown = lines(posted(slack))
    assert sum(line.startswith("• ") for line in shown) == 20
    assert [line for line in shown if "more" in line or "Show" in line] == more


def test_five_articles_at_once_are_told_singly_and_six_in_a_digest(announcing: Announcing, slack: FakeSlack) -> None:
    announcing.centre.subscribe("Billing", place(GENERAL))
    announcing.centre.subscribe("", place(OPS))
    announcing.centre.publish("other", category="Orders")
    announcing.centre.publish(*"abcde")
    announcing.settle()

    assert len(slack.messages(GENERAL)) == 5
    assert lines(posted(slack, OPS))[0] == "6 new articles"


def test_the_last_articles_that_somebody_asked_to_be_shown_are_called_that(
    announcing: Announcing, slack: FakeSlack
) -> None:
    announcing.centre.publish(*"abc", category="Billing / Refunds")
    announcing.settle()
    subscription = announcing.centre.subscribe("Billing", place(GENERAL))
    knowledge = announcing.parts.knowledge
    audience = announcing.parts.channels.audience_looked_up("T0QUICK", GENERAL)
    assert knowledge.announcements.show_latest(subscription, audience, 2) == 2
    announcing.send()

    assert lines(posted(slack))[0] == "The latest 2 articles in Billing / Refunds"


def test_what_comes_in_a_direct_message_looks_the_same(announcing: Announcing, slack: FakeSlack) -> None:
    announcing.centre.subscribe("Billing", place("U0ANA"))
    announcing.centre.publish("refund", **ARTICLE)
    announcing.settle()

    direct = slack.workspace.find_direct_channel("U0ANA")
    assert direct is not None
    assert lines(posted(slack, direct.id))[0].endswith("|How to refund an order>*")
