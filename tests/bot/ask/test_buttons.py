"""The buttons below an answer, pressed by people in the fake Slack."""

from collections.abc import Callable
from dataclasses import replace

from bot.playground import FakeSlack
from bot.playground.town import ANA, BEN, GENERAL, OPS, PARTNERS, SUPPORT
from bot.playground.workspace import Message

Shown = Callable[[Message | None], str]
Buttons = Callable[[Message | None], list[str]]

GOODWILL = "who may grant goodwill credits"


def asked(slack: FakeSlack, text: str, *, channel: str, person: str = ANA) -> Message:
    """The private answer to a command."""
    message = slack.slash("/kb", text, channel=channel, person=person).message
    assert message is not None
    return message


def values(message: Message, action_id: str) -> list[str]:
    """What the buttons of one action carry."""
    parts = [part for block in message.blocks for part in [*block.get("elements", []), block.get("accessory", {})]]
    return [part["value"] for part in parts if part.get("action_id") == action_id]


def test_share_posts_the_article_for_all_and_names_who_shared_it(answering_slack: FakeSlack, shown: Shown) -> None:
    answer = asked(answering_slack, "resubmit a failed order", channel=GENERAL)
    receipt = answering_slack.press(answer, "share", person=ANA)

    assert (receipt.status, receipt.body) == (200, "")
    answering_slack.wait_for(lambda: answering_slack.messages(GENERAL))
    [public] = answering_slack.messages(GENERAL)
    assert "Resubmit an order that failed" in shown(public)
    assert "AA-02004" in shown(public)
    assert f"Shared by <@{ANA}>" in shown(public)
    answering_slack.wait_for(lambda: len(answering_slack.ephemerals(GENERAL, ANA)) == 2)
    kept, told = answering_slack.ephemerals(GENERAL, ANA)
    assert kept == answer
    assert "Posted “" in shown(told)


def test_share_works_where_the_bot_is_no_member(slack_over_http: FakeSlack, shown: Shown) -> None:
    slack_over_http.press(asked(slack_over_http, "reset password", channel=SUPPORT), "share", person=ANA)

    slack_over_http.wait_for(lambda: slack_over_http.messages(SUPPORT))
    assert "password" in shown(slack_over_http.messages(SUPPORT)[0])


def test_two_quick_presses_share_once(slack_over_http: FakeSlack, shown: Shown) -> None:
    answer = asked(slack_over_http, "pay invoice", channel=GENERAL)
    chosen = values(answer, "share")[1]
    slack_over_http.press(answer, "share", person=ANA, value=chosen)
    slack_over_http.wait_for(lambda: slack_over_http.messages(GENERAL))
    slack_over_http.wait_for(lambda: len(slack_over_http.ephemerals(GENERAL, ANA)) == 2)

    slack_over_http.press(answer, "share", person=ANA, value=chosen)
    slack_over_http.wait_for(lambda: len(slack_over_http.ephemerals(GENERAL, ANA)) == 3)
    assert "from here already" in shown(slack_over_http.ephemerals(GENERAL, ANA)[2])
    assert len(slack_over_http.messages(GENERAL)) == 1


def test_an_internal_article_is_not_shared_where_others_read(slack_over_http: FakeSlack, shown: Shown) -> None:
    slack_over_http.mention("hello", channel=OPS, person=ANA)
    slack_over_http.wait_for(lambda: len(slack_over_http.messages(OPS)) == 2)
    answer = asked(slack_over_http, GOODWILL, channel=OPS)
    ops = slack_over_http.workspace.channel(OPS)
    slack_over_http.workspace.put(replace(ops, is_ext_shared=True))
    slack_over_http.mention("hello again", channel=OPS, person=ANA)
    slack_over_http.wait_for(lambda: len(slack_over_http.messages(OPS)) == 4)

    slack_over_http.press(answer, "share", person=ANA, value=values(answer, "share")[0])
    slack_over_http.wait_for(lambda: len(slack_over_http.ephemerals(OPS, ANA)) == 2)
    assert "That article is internal" in shown(slack_over_http.ephemerals(OPS, ANA)[1])
    assert len(slack_over_http.messages(OPS)) == 4


def test_more_results_turn_the_page_in_place_to_the_end_and_back(
    answering_slack: FakeSlack, shown: Shown, buttons: Buttons
) -> None:
    answer = asked(answering_slack, "resubmit a failed order", channel=PARTNERS)
    seen = [line for line in shown(answer).split("\n") if line.startswith(("*<", "• *<"))]
    while "more" in buttons(current(answering_slack)):
        turn(answering_slack, "more", shown)
        seen += [line for line in shown(current(answering_slack)).split("\n") if line.startswith("*<")]

    links = [line.partition("<")[2].partition("|")[0] for line in seen]
    assert len(set(links)) == len(links) == 3 + 20
    turn(answering_slack, "back", shown)
    assert shown(current(answering_slack)) == shown(answer)
    assert len(answering_slack.ephemerals(PARTNERS, ANA)) == 1
    assert answering_slack.messages(PARTNERS) == ()


def turn(slack: FakeSlack, action_id: str, shown: Shown) -> None:
    """Press a button of Ana's private message and wait until another page is shown."""
    before = shown(current(slack))
    slack.press(current(slack), action_id, person=ANA)
    slack.wait_for(lambda: shown(current(slack)) != before)


def current(slack: FakeSlack) -> Message:
    """The one private message that Ana sees in #partners, as it is now."""
    [message] = slack.ephemerals(PARTNERS, ANA)
    return message


def test_more_results_of_a_public_answer_stay_public_and_offer_no_share(
    slack_over_http: FakeSlack, shown: Shown, buttons: Buttons
) -> None:
    slack_over_http.mention("order stuck in provisioning", channel=PARTNERS, person=ANA)
    slack_over_http.wait_for(lambda: len(slack_over_http.messages(PARTNERS)) == 2)
    answer = slack_over_http.messages(PARTNERS)[1]
    before = shown(answer)
    slack_over_http.press(answer, "more", person=BEN)

    slack_over_http.wait_for(lambda: shown(slack_over_http.messages(PARTNERS)[1]) != before)
    turned = slack_over_http.messages(PARTNERS)[1]
    assert "escalate-a-stuck-order" not in before + shown(turned)
    assert "share" not in buttons(turned)


def test_a_button_with_a_value_that_is_not_ours_is_answered_with_a_sentence(
    slack_over_http: FakeSlack, shown: Shown
) -> None:
    answer = asked(slack_over_http, "reset password", channel=GENERAL)
    for value in ("", "[]", '{"article": 7, "question": null}', "{", '{"offset": -5, "question": "x"}'):
        block = {"type": "actions", "elements": [{"type": "button", "text": {"type": "plain_text", "text": "?"}}]}
        block["elements"][0] |= {"action_id": "share", "value": value or "x"}
        slack_over_http.workspace.amend(answer, text="", blocks=[block | {"block_id": "odd"}])
        told = len(slack_over_http.ephemerals(GENERAL, ANA))
        slack_over_http.press(answer, "share", person=ANA)
        slack_over_http.wait_for(lambda told=told: len(slack_over_http.ephemerals(GENERAL, ANA)) == told + 1)
        assert "no longer in the knowledge base" in shown(slack_over_http.ephemerals(GENERAL, ANA)[-1])
