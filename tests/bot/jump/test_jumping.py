"""Quick Jump in Slack: what the field offers as somebody types, and what opens when they have chosen."""

from collections.abc import Callable
from pathlib import Path

import pytest

from bot.playground import FakeSlack
from bot.playground.model import Message
from bot.playground.suggestions import Suggested
from bot.playground.town import ANA, GENERAL, OPS, PARTNERS
from knowledge.base import KnowledgeBase
from tests.bot.conftest import text_of, until
from tests.knowledge.given import NobodyWatches, jsonl_source


class Jumping:
    """What Ana sees of the field, in one channel."""

    def __init__(self, slack: FakeSlack, channel: str = PARTNERS) -> None:
        self.slack, self.channel = slack, channel
        self.field = self._field()

    def typed(self, text: str) -> Suggested:
        return self.slack.suggest(self.field, "jump", text, person=ANA)

    def choose(self, value: str) -> None:
        self.slack.press(self.field, "jump", person=ANA, value=value)

    def last(self) -> Message:
        return self.slack.ephemerals(self.channel, ANA)[-1]

    def _field(self) -> Message:
        message = self.slack.slash("/kb", "jump", channel=self.channel, person=ANA).message
        assert message is not None
        return message


@pytest.fixture
def ana(slack_over_http: FakeSlack) -> Jumping:
    return Jumping(slack_over_http)


def test_the_field_offers_categories_and_articles_in_groups_as_somebody_types(answering_slack: FakeSlack) -> None:
    ana = Jumping(answering_slack)
    found = ana.typed("failed ord")
    assert found.labels == ["Categories", "Articles"]
    assert found.texts[0] == "Orders / Failed orders (3)"
    assert "AA-02004 · Resubmit an order that failed" in found.texts
    assert ana.typed("AA-02004").texts == ["AA-02004 · Resubmit an order that failed"]
    assert ana.typed("resumbit").texts[0] == "AA-02004 · Resubmit an order that failed"
    assert ana.typed("xylophone zebra").texts == []
    before = ana.typed("")
    assert before.labels == ["Categories", "Articles"]
    assert len(before.texts) <= 100


def test_an_article_that_is_chosen_opens_and_a_category_is_listed(ana: Jumping) -> None:
    ana.choose(ana.typed("AA-06007").values[0])
    assert ana.slack.wait_for(lambda: ana.slack.view_of(ANA)).title == "AA-06007"
    ana.choose(ana.typed("dns").values[0])
    ana.slack.wait_for(lambda: "Domains / *DNS*\n3 articles." in text_of(ana.last().blocks))
    assert ana.slack.messages(PARTNERS) == ()
    opened = ana.slack.slash("/kb", "open 2", channel=PARTNERS, person=ANA)
    assert (opened.status, opened.body) == (200, "")


def test_the_field_stands_above_every_list_and_works_there(ana: Jumping) -> None:
    for typed in ("categories", "browse", "browse domains", "recent"):
        message = ana.slack.slash("/kb", typed, channel=PARTNERS, person=ANA).message
        assert message is not None
        assert message.blocks[0]["elements"][0]["type"] == "external_select"
        offered = ana.slack.suggest(message, "jump", "dns", person=ANA)
        assert offered.texts[0] == "Domains / DNS (3)"


def test_nothing_internal_is_offered_where_others_read(ana: Jumping) -> None:
    ours = Jumping(ana.slack, OPS)
    until(lambda: any("goodwill" in text.casefold() for text in ours.typed("goodwill cred").texts))
    assert not any("goodwill" in text.casefold() for text in ana.typed("goodwill cred").texts)
    secret = next(value for value in ours.typed("goodwill cred").values if "goodwill" in value)
    reference = ours.typed("goodwill cred").texts[0].partition(" · ")[0]
    assert ana.typed(reference).texts == []
    ana.slack.workspace.amend(ana.field, text="x", blocks=_with_options(ana.field, secret))
    ana.choose(secret)
    ana.slack.wait_for(lambda: "not for this channel" in ana.last().text)


def _with_options(field: Message, value: str) -> list[dict[str, object]]:
    """The field as somebody might forge it, with one option of its own."""
    option = {"text": {"type": "plain_text", "text": "x"}, "value": value}
    menu = {"type": "static_select", "action_id": "jump", "options": [option]}
    return [{"type": "actions", "block_id": "forged", "elements": [menu]}]


def test_what_has_gone_since_it_was_offered_is_told(
    slack: FakeSlack,
    sqlite_url: str,
    tmp_path: Path,
    start_http: Callable[[str], str],
    open_knowledge: Callable[..., KnowledgeBase],
) -> None:
    def publish(*ids: str) -> None:
        rows = [{"id": id, "title": f"Title {id[-3:]}", "category": [f"Shelf {id[-3:]}"]} for id in ids]
        knowledge.syncs.sync([jsonl_source(tmp_path / "rows.jsonl", rows)], NobodyWatches())

    knowledge = open_knowledge(sqlite_url)
    publish("x" * 240 + "one", "x" * 240 + "two", "three")
    slack.connect_http(start_http(sqlite_url))
    ana = Jumping(slack, GENERAL)
    shelf, article = ana.typed("one").values
    ana.choose(article)
    assert "Title one" in text_of(slack.wait_for(lambda: slack.view_of(ANA)).blocks)

    publish("x" * 240 + "two", "three")
    until(lambda: ana.typed("one").labels == ["Articles"])
    assert ana.typed("two").texts
    ana.field = ana.last()
    ana.slack.workspace.amend(ana.field, text="x", blocks=_with_options(ana.field, article))
    ana.choose(article)
    slack.wait_for(lambda: ana.last().text.startswith("That article is no longer in the knowledge base"))
    ana.slack.workspace.amend(ana.field, text="x", blocks=_with_options(ana.field, shelf))
    ana.choose(shelf)
    slack.wait_for(lambda: ana.last().text.startswith("That category is no longer there"))
    assert slack.messages(GENERAL) == ()
