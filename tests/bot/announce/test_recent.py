"""The last articles, which a new subscription shows to begin with."""

from bot.playground import FakeSlack
from bot.playground.town import ANA, SUPPORT
from bot.refusals import note_return
from knowledge.articles import Audience
from tests.bot.announce.conftest import Announcing, place


def test_the_last_articles_are_shown_once_when_the_bot_comes_into_the_channel_later(
    announcing: Announcing, slack: FakeSlack
) -> None:
    knowledge = announcing.parts.knowledge
    announcing.centre.publish("a", "b")
    announcing.settle()
    subscription = announcing.centre.subscribe("Billing", place(SUPPORT), person=ANA)
    assert knowledge.announcements.show_latest(subscription, Audience.PUBLIC, 3) == 2
    announcing.send()
    assert [(post.subject.partition(":")[0], post.state.value) for post in knowledge.backlog.all()] == [
        ("recent", "parked")
    ]

    slack.quietly.invite_bot(SUPPORT)
    for _ in range(2):
        note_return(knowledge, place(SUPPORT))
        announcing.send()
    assert [message.text for message in slack.messages(SUPPORT)] == [
        "The latest 2 articles in Billing: Article a; Article b"
    ]


def test_the_last_articles_are_shown_when_somebody_resumes_too(announcing: Announcing, slack: FakeSlack) -> None:
    knowledge = announcing.parts.knowledge
    announcing.centre.publish("a")
    announcing.settle()
    subscription = announcing.centre.subscribe("Billing", place(SUPPORT), person=ANA)
    knowledge.announcements.show_latest(subscription, Audience.PUBLIC, 3)
    announcing.send()
    slack.quietly.invite_bot(SUPPORT)
    knowledge.subscriptions.resume(place(SUPPORT), person=ANA)
    announcing.send()
    assert len(slack.messages(SUPPORT)) == 1
