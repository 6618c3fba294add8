"""Posts that stand in Slack follow their articles: titles change, links move, what is gone is struck through."""

from bot.playground import FakeSlack
from bot.playground.town import GENERAL, PARTNERS
from knowledge.subscriptions import Cadence, Style
from tests.bot.announce.conftest import Announcing, place
from tests.bot.announce.test_drawing import lines, posted


def test_a_removed_article_is_struck_through(announcing: Announcing, slack: FakeSlack) -> None:
    announcing.centre.subscribe("Billing", place(GENERAL))
    announcing.centre.publish("a", url="https://help.example.com/a")
    announcing.settle()
    announcing.centre.remove("a")
    announcing.edit()

    assert posted(slack).text == "Removed: Article a"
    assert lines(posted(slack)) == ["~Article a~", "This article has been removed."]


def test_a_removed_article_is_struck_through_in_a_line_too(announcing: Announcing, slack: FakeSlack) -> None:
    announcing.centre.subscribe("Billing", place(GENERAL), style=Style(compact=True))
    announcing.centre.publish("a")
    announcing.settle()
    announcing.centre.remove("a")
    announcing.edit()
    assert lines(posted(slack)) == ["~Article a~ (removed)"]


def test_an_article_that_is_back_is_shown_as_before(announcing: Announcing, slack: FakeSlack) -> None:
    announcing.centre.subscribe("Billing", place(GENERAL), Cadence.DAILY)
    announcing.centre.publish("a")
    announcing.settle(days=1)
    before = lines(posted(slack))
    announcing.centre.remove("a")
    announcing.edit()
    assert "• ~Article a~ (removed)" in lines(posted(slack))
    announcing.centre.publish("a")
    announcing.edit()
    assert lines(posted(slack)) == before


def test_a_new_title_and_a_new_link_stand_in_the_place_of_the_old_ones(
    announcing: Announcing, slack: FakeSlack
) -> None:
    announcing.centre.subscribe("Billing", place(GENERAL))
    announcing.centre.publish("a", url="https://help.example.com/a")
    announcing.settle()
    announcing.centre.publish("a", title="Refunds", url="https://help.example.com/refunds")
    announcing.edit()

    first, *_ = slack.messages(GENERAL)
    assert lines(first)[0] == "*<https://help.example.com/refunds|Refunds>*"
    assert first.text.startswith("New: Refunds")


def test_a_digest_follows_each_of_its_articles(announcing: Announcing, slack: FakeSlack) -> None:
    announcing.centre.subscribe("Billing", place(GENERAL), Cadence.DAILY, style=Style(updates=False))
    announcing.centre.publish("a", category="Billing / Refunds")
    announcing.centre.publish("b", "c", category="Billing / Invoices")
    announcing.settle(days=1)
    announcing.centre.publish("a", title="Another title", category="Billing / Invoices")
    announcing.centre.remove("b")
    announcing.edit()

    assert [line for line in lines(posted(slack)) if not line.startswith(" ")] == [
        "3 new articles in Billing / Invoices",
        "• ~Article b~ (removed)",
        "• *Article c*",
        "• *Another title*",
    ]


def test_what_may_not_be_read_any_more_leaves_a_digest_without_a_trace(
    announcing: Announcing, slack: FakeSlack
) -> None:
    announcing.centre.subscribe("Billing", place(PARTNERS), Cadence.DAILY)
    announcing.centre.publish("a", category="Billing / Secrets", url="https://help.example.com/a")
    announcing.centre.publish("b", category="Billing / Refunds")
    announcing.settle(days=1)
    announcing.centre.publish(
        "a", category="Billing / Secrets", url="https://help.example.com/a", visibility="internal"
    )
    announcing.edit()

    assert lines(posted(slack, PARTNERS)) == ["1 new article in Billing / Refunds", "• *Article b*", "    About b."]


def test_where_nothing_may_be_read_any_more_a_sentence_stands(announcing: Announcing, slack: FakeSlack) -> None:
    announcing.centre.subscribe("Billing", place(PARTNERS))
    announcing.centre.publish("a")
    announcing.settle()
    announcing.centre.publish("a", visibility="internal")
    announcing.edit()
    sentence = "What stood here is not for everybody who reads along by now."
    assert (posted(slack, PARTNERS).text, lines(posted(slack, PARTNERS))) == (sentence, [sentence])


def test_an_article_that_is_gone_before_it_is_posted_is_not_posted(announcing: Announcing, slack: FakeSlack) -> None:
    announcing.centre.subscribe("Billing", place(GENERAL))
    announcing.centre.publish("a", "b")
    announcing.centre.settle()
    announcing.centre.remove("a")
    announcing.send()
    assert [message.text for message in slack.messages(GENERAL)] == ["New: Article b: About b."]
