"""What has happened lately for several channels at once, and how old sources are; on both databases."""

from datetime import timedelta

from knowledge.articles import Audience
from knowledge.changes import ChangeKind
from knowledge.subscriptions import Cadence, Place, Style
from tests.knowledge.announcing import SALES, SUPPORT, HelpCentre

FORTNIGHT = timedelta(days=14)
NOBODY = Place("T1", "C9")


def news(
    centre: HelpCentre, *places: Place, audience: Audience = Audience.INTERNAL, count: int = 5
) -> list[tuple[str, ChangeKind]]:
    found = centre.knowledge.announcements.news_for(places, audience, within=FORTNIGHT, count=count)
    return [(each.article.id, each.kind) for each in found]


def test_news_are_those_that_one_of_the_channels_wants_the_last_first(centre: HelpCentre) -> None:
    centre.subscribe("Billing")
    centre.subscribe("Billing / Old", cadence=Cadence.MUTED)
    centre.subscribe("Orders", SALES, style=Style(updates=False))
    for id, category in {"bill": "Billing", "old": "Billing / Old", "order": "Orders", "else": "Elsewhere"}.items():
        centre.publish(id, category=category)
        centre.settle()
    centre.publish("bill", title="Another title")
    centre.publish("order", title="Another title", category="Orders")
    centre.settle()

    assert news(centre, SUPPORT) == [("bill", ChangeKind.UPDATED)]
    assert news(centre, SUPPORT, SALES) == [("bill", ChangeKind.UPDATED), ("order", ChangeKind.NEW)]
    assert news(centre, SUPPORT, SALES, count=1) == [("bill", ChangeKind.UPDATED)]
    assert news(centre, NOBODY) == []
    assert [id for id, _ in news(centre)] == ["order", "bill", "else", "old"]


def test_news_are_for_those_who_may_read_them_and_get_old(centre: HelpCentre) -> None:
    centre.publish("public")
    centre.publish("secret", visibility="internal")
    centre.publish("waiting", announce="hold")
    centre.publish("gone")
    centre.settle()
    centre.remove("gone")

    assert [id for id, _ in news(centre)] == ["secret", "public"]
    assert [id for id, _ in news(centre, audience=Audience.PUBLIC)] == ["public"]
    centre.clock.passes(FORTNIGHT)
    assert news(centre) == []


def test_the_subscriptions_of_several_channels_are_in_the_order_of_the_channels(centre: HelpCentre) -> None:
    centre.subscribe("Orders")
    centre.subscribe("Billing")
    centre.subscribe("", SALES)
    found = centre.knowledge.subscriptions.of_all([SALES, NOBODY, SUPPORT])

    assert [(each.place, each.category) for each in found] == [
        (SALES, ()),
        (SUPPORT, ("Billing",)),
        (SUPPORT, ("Orders",)),
    ]


def test_a_source_is_as_old_as_its_last_sync(centre: HelpCentre) -> None:
    centre.clock.passes(timedelta(hours=3))
    assert centre.knowledge.syncs.ages() == {"help": timedelta(hours=3)}
    centre.sync()
    assert centre.knowledge.syncs.ages() == {"help": timedelta()}
