"""Looking ahead and announcing now, as people do it with `/kb` and with buttons."""

import pytest

from bot.playground import FakeSlack
from bot.playground.model import Message
from bot.playground.town import ANA, BEN, GENERAL, OPS, PARTNERS, ZOE
from knowledge.subscriptions import Cadence
from tests.bot.announce.conftest import Announcing, place
from tests.bot.announce.test_drawing import lines
from tests.bot.conftest import text_of


def answered(slack: FakeSlack, text: str, channel: str = GENERAL) -> list[str]:
    """What `/kb` answers privately, a line each."""
    message = slack.slash("/kb", text, channel=channel, person=ANA).message
    assert message is not None
    return lines(message)


@pytest.fixture
def daily(over_http: Announcing) -> Announcing:
    """A channel that is told daily, of two articles that wait."""
    over_http.centre.subscribe("Billing", place(GENERAL), Cadence.DAILY)
    over_http.centre.publish("a", category="Billing / Refunds")
    over_http.centre.publish("b", category="Billing / Invoices")
    over_http.centre.settle()
    over_http.parts.knowledge.refresh()
    return over_http


def test_preview_shows_what_waits_to_whoever_asks_alone(daily: Announcing, slack: FakeSlack) -> None:
    assert answered(slack, "preview") == [
        "This waits to be posted here (2 new articles):",
        "*Billing / Invoices*",
        "• *Article b*",
        "    About b.",
        "*Billing / Refunds*",
        "• *Article a*",
        "    About a.",
        "`/kb announce-now` posts it at once.",
    ]
    assert slack.messages(GENERAL) == ()


def test_preview_of_a_category_shows_what_waits_there(daily: Announcing, slack: FakeSlack) -> None:
    shown = answered(slack, "preview refunds")
    assert shown[:2] == ["This waits to be posted here (1 new article):", "*Article a*"]


def test_preview_shows_what_it_would_look_like_while_nothing_waits(daily: Announcing, slack: FakeSlack) -> None:
    daily.centre.publish("z", category="Elsewhere")
    daily.parts.knowledge.refresh()
    said = "Nothing waits to be posted here. This is how the newest article in *Elsewhere* would look:"
    assert answered(slack, "preview elsewhere")[:2] == [said, "*Article z*"]
    assert answered(slack, "preview", OPS)[0] == (
        "Nothing waits to be posted here. This is how the newest articles would look:"
    )


def test_preview_of_a_category_that_is_none_offers_those_that_may_be_meant(daily: Announcing, slack: FakeSlack) -> None:
    message = slack.slash("/kb", "preview refnds", channel=GENERAL, person=ANA).message
    assert message is not None
    shown = text_of(message.blocks)
    assert "There is no category “refnds”. Did you mean Billing / Refunds?" in shown


def test_preview_shows_nothing_internal_where_outsiders_read(over_http: Announcing, slack: FakeSlack) -> None:
    over_http.centre.subscribe("Billing", place(PARTNERS), Cadence.DAILY)
    over_http.centre.publish("secret", visibility="internal")
    over_http.centre.settle()
    over_http.parts.knowledge.refresh()
    assert "secret" not in "\n".join(answered(slack, "preview", PARTNERS))
    assert "Did you mean" not in "\n".join(answered(slack, "preview billing", PARTNERS))


def test_announce_now_posts_what_waits_once(daily: Announcing, slack: FakeSlack) -> None:
    assert answered(slack, "announce-now") == ["2 articles are on their way here."]
    assert answered(slack, "announce-now") == ["Nothing waits to be posted here."]
    daily.send()
    daily.settle(days=2)

    [message] = slack.messages(GENERAL)
    assert lines(message)[0] == "Announced now: 2 new articles in Billing"


def test_announce_now_posts_what_was_held(over_http: Announcing, slack: FakeSlack) -> None:
    over_http.centre.subscribe("Billing", place(GENERAL))
    over_http.centre.publish("a", announce="hold")
    over_http.settle(days=3)
    assert slack.messages(GENERAL) == ()
    assert answered(slack, "announce-now billing") == ["1 article is on its way here."]
    over_http.send()

    [message] = slack.messages(GENERAL)
    assert lines(message)[:2] == ["Announced now: 1 new article in Billing", "• *Article a*"]


def test_what_was_held_is_told_everywhere_when_it_is_released(over_http: Announcing, slack: FakeSlack) -> None:
    over_http.centre.subscribe("Billing", place(GENERAL))
    over_http.centre.subscribe("Billing", place(OPS), Cadence.DAILY)
    over_http.centre.publish("a", announce="hold")
    over_http.settle(days=1)
    assert over_http.parts.knowledge.announcements.release() == 1
    over_http.settle()
    over_http.settle(days=1)
    assert [len(slack.messages(channel)) for channel in (GENERAL, OPS)] == [1, 1]


def test_announce_now_says_why_nothing_is_announced(over_http: Announcing, slack: FakeSlack) -> None:
    nothing = ["This channel is subscribed to nothing. Subscribe with /kb subscribe and a category."]
    assert answered(slack, "announce-now") == nothing
    over_http.centre.publish("a")
    over_http.centre.publish("z", category="Elsewhere")
    over_http.parts.knowledge.refresh()
    subscription = over_http.centre.subscribe("Billing", place(GENERAL), Cadence.DAILY)
    assert answered(slack, "announce-now elsewhere") == ["This channel is not subscribed to Elsewhere by itself."]
    assert answered(slack, "announce-now all")[0].startswith("This channel is not subscribed to all categories")
    over_http.parts.knowledge.subscriptions.pause(subscription.place, person=ANA, until=None)
    assert answered(slack, "announce-now")[0].startswith("Announcements are paused here. Type /kb resume")
    over_http.parts.knowledge.subscriptions.resume(subscription.place, person=ANA)
    over_http.parts.knowledge.places.refused(subscription.place, "not_in_channel")
    assert answered(slack, "announce-now")[0].startswith("I can't post here. I'm not in the channel. Type `/invite")


def test_show_all_opens_all_of_a_digest(over_http: Announcing, slack: FakeSlack) -> None:
    over_http.centre.subscribe("Billing", place(GENERAL))
    over_http.centre.publish(*[f"n{number:02}" for number in range(30)])
    over_http.settle()
    [digest] = slack.messages(GENERAL)
    slack.press(digest, "announced", person=BEN)

    view = slack.wait_for(lambda: slack.view_of(BEN))
    assert view.title == "All articles"
    assert text_of(view.blocks).count("• *Article n") == 30


def digest_with_secrets(over_http: Announcing, slack: FakeSlack, channel: str) -> Message:
    over_http.centre.subscribe("Billing", place(channel))
    over_http.centre.publish(*[f"n{number:02}" for number in range(25)])
    over_http.centre.publish("secret", visibility="internal")
    over_http.settle()
    [digest] = slack.messages(channel)
    return digest


def test_show_all_shows_what_is_internal_where_all_may_read_it(over_http: Announcing, slack: FakeSlack) -> None:
    digest = digest_with_secrets(over_http, slack, OPS)
    assert "Show all 26" in text_of(digest.blocks)
    slack.press(digest, "announced", person=BEN)
    assert "Article secret" in text_of(slack.wait_for(lambda: slack.view_of(BEN)).blocks)


def test_show_all_shows_outsiders_nothing_internal(over_http: Announcing, slack: FakeSlack) -> None:
    digest = digest_with_secrets(over_http, slack, PARTNERS)
    assert "Show all 25" in text_of(digest.blocks)
    slack.press(digest, "announced", person=ZOE)
    shown = text_of(slack.wait_for(lambda: slack.view_of(ZOE)).blocks)
    assert shown.count("• ") == 25
    assert "secret" not in shown


def test_show_all_of_a_digest_that_is_no_longer_kept_says_so(over_http: Announcing, slack: FakeSlack) -> None:
    button = {"type": "button", "text": {"type": "plain_text", "text": "Show all 3"}, "action_id": "announced"}
    block = {"type": "actions", "elements": [button | {"value": '{"post": 77}'}]}
    old = slack.workspace.say(GENERAL, slack.workspace.bot.user_id, text="3 new articles", blocks=[block])
    slack.press(old, "announced", person=ANA)

    [told] = slack.wait_for(lambda: slack.ephemerals(GENERAL, ANA))
    assert told.text == "I no longer know what this digest told: it is too old. Ask with /kb and your words."
