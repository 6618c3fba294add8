"""Articles opened whole, in a modal."""

import json
from collections.abc import Callable

import pytest

from bot.opening.blocks import article_modal
from bot.playground import FakeSlack
from bot.playground.faults import Slow
from bot.playground.model import Message, View
from bot.playground.town import ANA, BEN, GENERAL, PARTNERS, SUPPORT
from knowledge.articles import Article
from tests.bot.conftest import SlacksSchema, text_of

Shown = Callable[[Message | None], str]

BODY = """# Before you begin

You need **the admin role** and an order in `failed`.

1. Open *Orders*.
2. Choose the order:
   - by number
   - by customer
3. Press Resubmit.

> Do not press it twice.

| Status | Meaning |
|---|---|
| failed | press Resubmit |
| pending | wait |

```
resubmit --order 17
```

![the button](https://help.example.com/button.png) and [a trap](javascript:alert(1)) for <!channel> & co.
"""


def opened(slack: FakeSlack, person: str) -> View:
    """The modal that a person sees, as soon as one is open."""
    return slack.wait_for(lambda: slack.view_of(person))


def found_under(name: str, drawn: object) -> list[object]:
    """Whatever stands under a name, anywhere."""
    if isinstance(drawn, dict):
        return [v for k, v in drawn.items() if k == name] + [x for v in drawn.values() for x in found_under(name, v)]
    return [x for each in drawn for x in found_under(name, each)] if isinstance(drawn, list | tuple) else []


def test_an_article_opens_from_a_private_answer_and_from_a_public_one(answering_slack: FakeSlack) -> None:
    private = answering_slack.slash("/kb", "resubmit a failed order", channel=GENERAL, person=ANA).message
    assert private is not None
    receipt = answering_slack.press(private, "open", person=ANA)
    assert (receipt.status, receipt.body) == (200, "")
    view = opened(answering_slack, ANA)
    assert view.title == "AA-02004"
    assert "Resubmit an order that failed" in text_of(view.blocks)

    [said] = answering_slack.mention("resubmit a failed order", channel=GENERAL, person=ANA)
    answer = answering_slack.wait_for(lambda: answering_slack.messages(GENERAL)[1:])[0]
    answering_slack.press(answer, "open", person=BEN)
    assert "Resubmit an order that failed" in text_of(opened(answering_slack, BEN).blocks)
    assert said.status == 200


def test_a_body_is_drawn_without_its_marks_and_nothing_in_it_is_live() -> None:
    article = Article("help", "a", "Resubmit <!here>", body=BODY, url="https://help.example.com/a", reference="AA-1")
    blocks = article_modal(article)["blocks"]
    kinds = [element["type"] for block in blocks if block["type"] == "rich_text" for element in block["elements"]]
    drawn = text_of(blocks)

    assert kinds.count("rich_text_list") == 2
    assert "rich_text_quote" in kinds
    assert kinds.count("rich_text_preformatted") == 2
    assert [block["text"]["text"] for block in blocks if block["type"] == "header"] == ["Before you begin"]
    assert "Status  | Meaning" in drawn
    assert "resubmit --order 17" in drawn
    assert found_under("url", blocks) == ["https://help.example.com/button.png"]
    assert "**" not in drawn
    live = [b["text"]["text"] for b in blocks if b["type"] == "section"]
    assert all("<!" not in text for text in live)
    assert "Resubmit &lt;!here&gt;" in live[0]


def test_lists_go_on_counting_after_what_stands_between_their_items() -> None:
    lists = [
        element
        for block in article_modal(Article("help", "a", "T", body=BODY))["blocks"]
        if block["type"] == "rich_text"
        for element in block["elements"]
        if element["type"] == "rich_text_list"
    ]
    assert [(each["style"], each["indent"]) for each in lists] == [("ordered", 0), ("bullet", 1)]
    assert "3. " in text_of(article_modal(Article("help", "a", "T", body=BODY))["blocks"])


@pytest.mark.parametrize(
    "body",
    ["", "x" * 1_000_000, "word " * 200_000, "- a\n" * 5000, "# h\n\np\n\n" * 500, "```\n" + "line\n" * 90_000, BODY],
    ids=["none", "one word of a megabyte", "a long paragraph", "a long list", "many headings", "long code", "all"],
)
def test_whatever_its_length_an_article_is_a_view_that_slack_takes(slacks_schema: SlacksSchema, body: str) -> None:
    article = Article("help", "a", "T" * 400, summary="What it says.", body=body, url="https://help.example.com/a")
    view = article_modal(article)

    assert 1 <= len(view["blocks"]) <= 100
    assert len(json.dumps(view)) < 250_000
    slacks_schema("view.modal").validate(view)
    assert ("Continue" in text_of(view["blocks"])) == (len(body) > 1000)


def test_an_internal_article_does_not_open_where_others_read(answering_slack: FakeSlack, shown: Shown) -> None:
    answer = answering_slack.slash("/kb", "resubmit a failed order", channel=PARTNERS, person=ANA).message
    assert answer is not None
    smuggled = {"article": "samples:billing/goodwill-credits"}
    blocks = json.loads(json.dumps(answer.blocks))
    for block in blocks:
        if "accessory" in block:
            block["accessory"]["value"] = json.dumps(smuggled)
    forged = answering_slack.workspace.amend(answer, text="x", blocks=blocks)
    answering_slack.press(forged, "open", person=ANA)

    answering_slack.wait_for(lambda: len(answering_slack.ephemerals(PARTNERS, ANA)) == 2)
    assert "not for this channel" in shown(answering_slack.ephemerals(PARTNERS, ANA)[1])
    assert answering_slack.view_of(ANA) is None


def test_a_person_is_told_when_slack_takes_too_long_to_open_an_article(
    slack_over_http: FakeSlack, shown: Shown
) -> None:
    answer = slack_over_http.slash("/kb", "resubmit a failed order", channel=GENERAL, person=ANA).message
    assert answer is not None
    slack_over_http.misbehave(Slow(2.5), "views.open")
    slack_over_http.press(answer, "open", person=ANA)

    slack_over_http.wait_for(lambda: len(slack_over_http.ephemerals(GENERAL, ANA)) == 2, seconds=30)
    assert "Slack did not open the window" in shown(slack_over_http.ephemerals(GENERAL, ANA)[1])


def test_an_article_opens_above_the_modal_it_was_found_in(slack_over_http: FakeSlack) -> None:
    asked = slack_over_http.workspace.say(SUPPORT, BEN, text="how do i resubmitt a faild order")
    slack_over_http.shortcut(asked, "find_articles", person=ANA)
    found = opened(slack_over_http, ANA)
    first = next(block["accessory"]["value"] for block in found.blocks if "accessory" in block)
    slack_over_http.press(found, "open", person=ANA, value=first)

    slack_over_http.wait_for(lambda: opened(slack_over_http, ANA).previous_view_id == found.id)
    assert "Resubmit an order that failed" in text_of(opened(slack_over_http, ANA).blocks)
