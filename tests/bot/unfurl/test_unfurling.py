"""Links to articles that people post: what stands below them, and where nothing does."""

from contextlib import suppress
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.playground import FakeSlack
from bot.playground.faults import Refuse
from bot.playground.model import Message
from bot.playground.town import ANA, BEN, GENERAL, OPS, PARTNERS, ZOE
from bot.unfurl.blocks import unfurled
from tests.bot.conftest import SlacksSchema, text_of
from tests.knowledge.given import article

HELP = "https://help.example.com/articles"
RESUBMIT, WITHDRAW, GOODWILL = (
    f"{HELP}/{name}" for name in ("resubmit-a-failed-order", "withdraw-an-order", "goodwill-credits-who-may-grant")
)


@pytest.fixture
def linked(slack_over_http: FakeSlack) -> FakeSlack:
    """A Slack that tells the bot of links to the sample help centre."""
    slack_over_http.grant("links:read", "links:write")
    slack_over_http.register_domains("help.example.com")
    return slack_over_http


def posted(slack: FakeSlack, text: str, channel: str = GENERAL, person: str = ANA, **how: Any) -> Message:
    slack.say(text, channel=channel, person=person, **how)
    return slack.messages(channel)[-1]


def below(slack: FakeSlack, message: Message, *, seconds: float = 30) -> dict[str, Any]:
    """What stands below a message once the bot has shown something, by link."""
    [now] = slack.wait_for(
        lambda: [each for each in slack.messages(message.channel) if each.ts == message.ts and each.unfurls], seconds
    )
    return dict(now.unfurls)


def unfurls_before_the_next(slack: FakeSlack) -> list[str]:
    """The channels in which the bot has shown something by the time that it shows this in #ops."""
    below(slack, posted(slack, WITHDRAW, OPS))
    return [call.arguments["channel"] for call in slack.calls if call.method == "chat.unfurl"][:-1]


def test_what_an_article_says_stands_below_a_link_to_it_once(linked: FakeSlack) -> None:
    message = posted(linked, f"See {RESUBMIT}?utm_source=chat&from=me and try again", deliveries=4)
    [(link, shown)] = below(linked, message).items()

    assert link.startswith(RESUBMIT)
    lines = text_of(shown["blocks"]).splitlines()
    assert lines[0] == f"*<{RESUBMIT}|Resubmit an order that failed>*"
    assert lines[1].startswith("What to check before you press Resubmit")
    assert lines[2] == "Orders / Failed orders · updated 14 September 2026 · AA-02004"
    assert shown["fallback"] == "Resubmit an order that failed"
    assert unfurls_before_the_next(linked) == [GENERAL]


def test_the_same_article_is_not_shown_again_at_once_but_elsewhere_it_is(linked: FakeSlack) -> None:
    below(linked, posted(linked, RESUBMIT))
    posted(linked, f"{RESUBMIT}#again")
    assert [*below(linked, posted(linked, f"{RESUBMIT} {WITHDRAW}"))] == [WITHDRAW]
    below(linked, posted(linked, RESUBMIT, PARTNERS, ZOE))
    assert unfurls_before_the_next(linked) == [GENERAL, GENERAL, PARTNERS]


def test_lists_of_links_other_pages_and_what_is_still_being_written_stay_as_they_are(linked: FakeSlack) -> None:
    posted(linked, f"{RESUBMIT} {WITHDRAW} {HELP}/invite-a-colleague")
    posted(linked, f"{HELP}/nowhere")
    linked.compose(RESUBMIT, person=ANA)
    assert unfurls_before_the_next(linked) == []


def test_internal_articles_are_shown_where_nobody_from_outside_reads_along(linked: FakeSlack) -> None:
    assert "oodwill" in text_of(below(linked, posted(linked, GOODWILL, GENERAL, BEN))[GOODWILL]["blocks"])
    posted(linked, GOODWILL, PARTNERS)
    linked.quietly.share(GENERAL)
    posted(linked, GOODWILL, GENERAL)
    assert unfurls_before_the_next(linked) == [GENERAL]
    assert not [each for each in linked.messages(PARTNERS) if each.unfurls]


def test_what_slack_does_not_take_is_shown_with_the_next_link(linked: FakeSlack) -> None:
    linked.misbehave(Refuse("cannot_unfurl_message"), "chat.unfurl")
    posted(linked, RESUBMIT)
    linked.wait_for(lambda: [call for call in linked.calls if call.method == "chat.unfurl"])

    def is_shown() -> bool:
        with suppress(TimeoutError):
            return bool(below(linked, posted(linked, RESUBMIT), seconds=0.2))
        return False

    assert any(is_shown() for _ in range(60))


@given(title=st.text(min_size=1), summary=st.text(max_size=3000), category=st.lists(st.text(min_size=1), max_size=30))
@settings(deadline=None, suppress_health_check=list(HealthCheck), max_examples=50)
def test_any_article_is_shown_in_blocks_that_slack_takes(
    slacks_schema: SlacksSchema, title: str, summary: str, category: list[str]
) -> None:
    made = article("a", title, summary=summary, category=tuple(category), url=f"{HELP}/a", reference=title)
    slacks_schema("blocks.message").validate(unfurled(made)["blocks"])
