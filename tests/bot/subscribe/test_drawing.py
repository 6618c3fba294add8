"""Every message and form about subscriptions is what Slack takes, whatever names and words stand in it."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, time, timedelta

import pytest

from bot.cards import Message
from bot.playground.view_limits import checked_view
from bot.subscribe import blocks
from bot.subscribe.ending import ended
from bot.subscribe.form.blocks import Form, form_view
from bot.subscribe.listing.blocks import listing
from bot.subscribe.listing.reading import Page
from bot.subscribe.making import Made
from bot.subscribe.naming import Names
from knowledge.articles import Audience, Category, CategoryPath
from knowledge.subscriptions import Cadence, Pause, Place, Quiet, Style, Subscription, Timetable
from tests.bot.conftest import SlacksSchema, with_short_values

NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)
HOSTILE = (
    ("<!channel> & <@U1>",),
    ("*bold* `code` ~x~",),
    ("\u202eevil",),
    ("How to pay", "x" * 400),
    ("&" * 3000,),
    ('"' * 200,),
)


class Knowledge:
    """As much of a knowledge base as naming asks for."""

    def categories(self, audience: Audience) -> tuple[Category, ...]:
        return tuple(Category(path, 1) for path in HOSTILE)


def subscriptions(category: CategoryPath) -> Iterator[Subscription]:
    style = Style(compact=True, updates=False, without=tuple("&" * 60 + str(number) for number in range(10)))
    daily = Timetable(Cadence.DAILY, quiet=Quiet(time(20), time(8)), weekdays_only=True, timezone="Europe/Lisbon")
    plain = Subscription(7, Place("T1", "C1"), category, daily, style, "U1", NOW, next_at=NOW + timedelta(days=1))
    yield plain
    yield replace(plain, timetable=replace(daily, cadence=Cadence.MUTED))
    yield replace(plain, pause=Pause.REFUSED, problem="<!channel>", made_by="<!here>")
    yield replace(plain, pause=Pause.ASKED, paused_until=NOW + timedelta(days=300))


def messages(category: CategoryPath) -> Iterator[Message]:
    names = Names(Knowledge(), Audience.PUBLIC)  # type: ignore[arg-type]
    others = tuple(subscription for path in HOSTILE for subscription in subscriptions((*path, "Below")))
    for each in subscriptions(category):
        for before in (None, each, replace(each, style=Style(), timetable=Timetable())):
            made = Made(each, before, others, NOW, names, is_direct=True, moved_from="UTC", recent=3, posted=3)
            yield blocks.confirmation(made)
            yield blocks.confirmation(replace(made, others=(), guesses_timezone=True, moved_from="", recent=0))
        yield blocks.paragraphs(ended(each, others, names), [blocks.again_button(each)])
    yield blocks.which("Which?", "unsubscribe", HOSTILE)
    shown = [*subscriptions(category), *others][:10]
    yield listing(Page(tuple(shown), 10, 1000, {7: NOW}, NOW, names, is_direct=False, said="Said."))
    yield listing(Page((), 0, 0, {}, NOW, names, is_direct=False, example=category))
    yield listing(Page((), 0, 0, {}, NOW, names, is_direct=True))


def mrkdwn(drawn: object) -> Iterator[str]:
    """All texts in which markup is live."""
    if isinstance(drawn, dict) and drawn.get("type") == "mrkdwn":
        yield drawn["text"]
    elif isinstance(drawn, dict | list | tuple):
        for each in drawn.values() if isinstance(drawn, dict) else drawn:
            yield from mrkdwn(each)


@pytest.mark.parametrize("category", [(), *HOSTILE], ids=lambda path: "/".join(path)[:10])
def test_every_message_is_valid_by_slacks_schema_and_mentions_nobody(
    slacks_schema: SlacksSchema, category: CategoryPath
) -> None:
    schema = slacks_schema("blocks.message")
    for message in messages(category):
        assert len(message.blocks) <= 50
        for live in ("<!", "& ", "\u202e"):
            assert live not in "\n".join(mrkdwn(message.blocks))
        schema.validate(with_short_values(message.blocks))


def test_a_category_that_is_internal_alone_is_named_nowhere_where_others_read() -> None:
    names = Names(Knowledge(), Audience.PUBLIC)  # type: ignore[arg-type]
    shown: list[Message] = []
    for each in subscriptions(("Secrets",)):
        wider = replace(each, category=(), timetable=Timetable())
        for others in ((), (wider,), (replace(each, category=("Secrets", "Below")),)):
            for before in (None, each, replace(each, style=Style())):
                made = Made(each, before, others, NOW, names, is_direct=False, guesses_timezone=True)
                shown.append(blocks.confirmation(made))
            shown.append(blocks.paragraphs(ended(each, others, names)))
        shown.append(listing(Page((each,), 0, 1, {}, NOW, names, is_direct=False)))
    assert all("Secrets" not in f"{message.text} {message.blocks}" for message in shown)


@pytest.mark.parametrize("count", [0, 50, 3000])
def test_every_form_is_valid_by_slacks_schema(slacks_schema: SlacksSchema, count: int) -> None:
    schema = slacks_schema("view.modal")
    many = [*HOSTILE, *((f"Top {number % 7}", f"Low {number}") for number in range(count))]
    for subscription in subscriptions(()):
        for category in ("", "*Orders*"):
            form = Form(sorted(many), subscription.timetable, subscription.style, {"channel": "C1"}, category)
            view = form_view(form)
            checked_view(view)
            schema.validate(view)
