"""`/kb search` in Slack: what is shown, what is said of a search, and its pages."""

from collections.abc import Callable

import pytest

from bot.playground import FakeSlack
from bot.playground.town import ANA, OPS, PARTNERS
from bot.playground.workspace import Message
from bot.search import blocks
from knowledge.articles import Audience
from knowledge.base import KnowledgeBase
from tests.bot.conftest import SlacksSchema, text_of, with_short_values

Shown = Callable[[Message | None], str]
Buttons = Callable[[Message | None], list[str]]


def searched(slack: FakeSlack, text: str, channel: str = PARTNERS) -> Message:
    """The private answer to `/kb search`."""
    message = slack.slash("/kb", f"search {text}".rstrip(), channel=channel, person=ANA).message
    assert message is not None
    return message


def current(slack: FakeSlack, channel: str = PARTNERS) -> Message:
    """The one private message that Ana sees, as it is now."""
    [message] = slack.ephemerals(channel, ANA)
    return message


def turn(slack: FakeSlack, action_id: str, shown: Shown) -> None:
    """Press a button of Ana's private message and wait until another page is shown."""
    before = shown(current(slack))
    slack.press(current(slack), action_id, person=ANA)
    slack.wait_for(lambda: shown(current(slack)) != before)


def links(text: str) -> list[str]:
    return [line.partition("<")[2].partition("|")[0] for line in text.split("\n") if ". *<" in line[:8]]


def test_a_search_shows_what_matches_with_link_excerpt_category_and_date(
    answering_slack: FakeSlack, shown: Shown, buttons: Buttons
) -> None:
    message = searched(answering_slack, 'title:resubmti category:"orders / failed orders" updated:>2025')

    assert shown(message).split("\n")[0] == (
        '1 article for “title:resubmti category:"orders / failed orders" updated:&gt;=2026-01-01”:'
    )
    assert links(shown(message)) == ["https://help.example.com/articles/resubmit-a-failed-order"]
    assert "Orders / Failed orders · updated 14 September 2026 · AA-02004" in shown(message)
    assert "No title holds “resubmti”, so I looked for “resubmit”." in shown(message)
    assert buttons(message) == ["search_change", "open"]
    assert answering_slack.messages(PARTNERS) == ()


def test_typographic_quotes_mean_what_straight_ones_do(slack_over_http: FakeSlack, shown: Shown) -> None:
    straight, curly = (searched(slack_over_http, f"{a}failed order{b} –customer") for a, b in ('""', "“”"))
    assert shown(straight) == shown(curly)
    assert links(shown(straight)) == ["https://help.example.com/articles/receive-events-by-webhook"]


def test_what_is_found_is_numbered_over_the_pages_and_opens_by_its_number(
    slack_over_http: FakeSlack, shown: Shown
) -> None:
    slack_over_http.slash("/kb", "browse payments", channel=PARTNERS, person=ANA)
    first = shown(
        slack_over_http.slash("/kb", "search category:domains sort:title", channel=PARTNERS, person=ANA).message
    )
    assert opened(slack_over_http, "open 2") in first.partition("\n2. ")[2].partition("\n3. ")[0]

    slack_over_http.press(slack_over_http.ephemerals(PARTNERS, ANA)[-1], "search_more", person=ANA)
    slack_over_http.wait_for(lambda: "\n6. *<" in shown(slack_over_http.ephemerals(PARTNERS, ANA)[-1]), seconds=10)
    later = shown(slack_over_http.ephemerals(PARTNERS, ANA)[-1])
    assert opened(slack_over_http, "open 7") in later.partition("\n7. ")[2].partition("\n8. ")[0]


def opened(slack: FakeSlack, typed: str) -> str:
    """The link of the article that opens, in a window."""
    before = slack.view_of(ANA)
    slack.slash("/kb", typed, channel=PARTNERS, person=ANA)
    view = slack.wait_for(lambda: (now := slack.view_of(ANA)) != before and now, seconds=10)
    return str(view.blocks[0]["text"]["text"]).strip("*")


def test_more_results_turn_the_page_in_place_to_the_end_and_back(
    answering_slack: FakeSlack, shown: Shown, buttons: Buttons
) -> None:
    first = shown(searched(answering_slack, "category:domains sort:title"))
    seen = links(first)
    while "search_more" in buttons(current(answering_slack)):
        turn(answering_slack, "search_more", shown)
        seen += links(shown(current(answering_slack)))

    assert first.startswith("11 articles for “category:domains sort:title”, here are 1 to 5:")
    assert len(set(seen)) == len(seen) == 11
    turn(answering_slack, "search_first", shown)
    assert shown(current(answering_slack)) == first


def test_an_unknown_filter_is_named_and_the_rest_is_searched(slack_over_http: FakeSlack, shown: Shown) -> None:
    text = shown(searched(slack_over_http, "colour:red resubmit a failed order"))
    assert "I know no filter “colour:”" in text
    assert links(text)[0] == "https://help.example.com/articles/resubmit-a-failed-order"


@pytest.mark.parametrize("text", ["category:<!channel>", "<!here>:x", 'source:"<@U0BEN> & co"', '"<!channel>'])
def test_nothing_that_was_typed_comes_alive(slack_over_http: FakeSlack, text: str) -> None:
    message = searched(slack_over_http, f"{text} refund")
    seen = text_of(message.blocks) + message.text
    assert "<!" not in seen
    assert "<@" not in seen


def test_what_is_internal_is_found_where_only_we_read(slack_over_http: FakeSlack, shown: Shown) -> None:
    for channel in (OPS, PARTNERS):
        slack_over_http.mention("hello", channel=channel, person=ANA)
    slack_over_http.wait_for(lambda: all(len(slack_over_http.messages(each)) == 2 for each in (OPS, PARTNERS)))
    assert "goodwill-credits" in shown(searched(slack_over_http, "title:goodwill", OPS))
    assert "oodwill credits" not in shown(searched(slack_over_http, "title:goodwill", PARTNERS))


def test_a_search_that_finds_nothing_says_so(slack_over_http: FakeSlack, shown: Shown, buttons: Buttons) -> None:
    message = searched(slack_over_http, "quantum zebra")
    assert shown(message).startswith("I found no article for “quantum zebra”.")
    assert buttons(message) == ["search_change"]


ODD = ('{"search": 7, "offset": "x"}', '{"search": "refund", "offset": -5}', "[]", '{"offset": 99999999999}')


@pytest.mark.parametrize("value", ODD)
def test_a_button_with_a_value_that_is_not_ours_turns_to_some_page(
    slack_over_http: FakeSlack, shown: Shown, value: str
) -> None:
    message = searched(slack_over_http, "category:domains")
    button = {"type": "button", "text": {"type": "plain_text", "text": "?"}, "action_id": "search_more", "value": value}
    slack_over_http.workspace.amend(
        message, text="", blocks=[{"type": "actions", "block_id": "b", "elements": [button]}]
    )
    slack_over_http.press(current(slack_over_http), "search_more", person=ANA)
    slack_over_http.wait_for(lambda: shown(current(slack_over_http)))


LISTED = " ".join(f'category:<{number}> "{number}&{number}"' for number in range(40))


@pytest.mark.parametrize("text", ["refund sort:newest", "sort:title", LISTED, '"' * 1500, "x" * 9000])
def test_whatever_is_found_is_valid_by_slacks_schema(synced_url: str, slacks_schema: SlacksSchema, text: str) -> None:
    schema = slacks_schema("blocks.message")
    knowledge = KnowledgeBase(synced_url)
    for offset in (0, 5, 500):
        message = blocks.results(knowledge.search(text, Audience.INTERNAL, offset=offset))
        assert len(message.blocks) <= 50
        assert all(len(line) <= 3000 for line in (text_of(block) for block in message.blocks))
        schema.validate(with_short_values(message.blocks))
    knowledge.close()
