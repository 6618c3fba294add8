"""Small talk and references that nobody bears, as they are answered in Slack and in the terminal."""

import json
from collections.abc import Callable
from subprocess import CompletedProcess

import pytest

from bot.playground import FakeSlack
from bot.playground.town import ANA, BOT_ID, GENERAL, OPS, PARTNERS
from bot.playground.workspace import Message
from tests.bot.conftest import text_of

Shown = Callable[[Message | None], str]
Buttons = Callable[[Message | None], list[str]]
RunBot = Callable[..., CompletedProcess[str]]

THE_ANSWER = "AA-02004"  # Resubmit an order that failed
INTERNAL = "AA-02007"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("thanks!", "You're welcome!"),
        ("are you a bot?", "a bot: a program"),
        ("speak to a humna", "your support team's channel"),
        ("stop", "`/kb pause`"),
        (":+1:", "`/kb help`"),
    ],
)
def test_small_talk_is_answered_as_what_it_is_and_with_no_article(
    slack_over_http: FakeSlack, shown: Shown, buttons: Buttons, text: str, said: str
) -> None:
    receipt = slack_over_http.slash("/kb", text, channel=GENERAL, person=ANA)

    assert said in shown(receipt.message)
    assert "no article" not in shown(receipt.message)
    assert buttons(receipt.message) == []


def test_what_began_with_a_verb_still_offers_it(slack_over_http: FakeSlack, shown: Shown, buttons: Buttons) -> None:
    receipt = slack_over_http.slash("/kb", "help me please", channel=GENERAL, person=ANA)

    assert shown(receipt.message).startswith("I look up articles in the knowledge base.")
    assert buttons(receipt.message) == ["verb"]


def test_thanks_in_a_thread_are_answered_there_once(answering_slack: FakeSlack, shown: Shown) -> None:
    [receipt, *_] = answering_slack.mention("thnak you!", channel=GENERAL, person=ANA, deliveries=4)
    answering_slack.mention("resubmit a failed order", channel=OPS, person=ANA)

    answering_slack.wait_for(lambda: answers(answering_slack, GENERAL) and answers(answering_slack, OPS))
    [answer] = answers(answering_slack, GENERAL)
    assert receipt.said is not None
    assert answer.thread_ts == receipt.said.ts
    assert shown(answer) == "You're welcome!"


def test_a_direct_message_may_be_small_talk_too(slack_over_http: FakeSlack, shown: Shown) -> None:
    [receipt] = slack_over_http.direct_message("hi", person=ANA)

    assert receipt.said is not None
    channel = receipt.said.channel
    slack_over_http.wait_for(lambda: answers(slack_over_http, channel))
    assert shown(answers(slack_over_http, channel)[0]).startswith("Hello!")


def test_a_message_of_small_talk_asks_nothing_to_look_up(slack_over_http: FakeSlack) -> None:
    said = slack_over_http.workspace.say(GENERAL, ANA, text="thanks a lot!")
    slack_over_http.shortcut(said, "find_articles", person=ANA)

    view = slack_over_http.wait_for(lambda: slack_over_http.view_of(ANA))
    assert "asks nothing that I could look up" in text_of(view.blocks)


def test_a_reference_that_nobody_bears_is_said_to_be_unknown_with_what_is_near(
    slack_over_http: FakeSlack, shown: Shown
) -> None:
    unknown = shown(slack_over_http.slash("/kb", "AA-99999", channel=GENERAL, person=ANA).message)
    swapped = shown(slack_over_http.slash("/kb", "AA-02040", channel=GENERAL, person=ANA).message)

    assert unknown == "I know no article with the reference “AA-99999”. Check it, or ask in words."
    assert "AA-02004 · *<https://help.example.com/articles/resubmit-a-failed-order|" in swapped
    assert "nearly the same:" in swapped


def test_no_reference_of_an_internal_article_is_shown_to_outsiders(slack_over_http: FakeSlack, shown: Shown) -> None:
    slack_over_http.mention(INTERNAL, channel=OPS, person=ANA)
    slack_over_http.wait_for(lambda: answers(slack_over_http, OPS))
    assert INTERNAL in shown(answers(slack_over_http, OPS)[0])
    for text in (INTERNAL, "AA-02070"):
        for _ in range(3):
            said = shown(slack_over_http.slash("/kb", text, channel=PARTNERS, person=ANA).message)
            assert "I know no article with the reference" in said
            assert f"{INTERNAL} ·" not in said


@pytest.mark.usefixtures("synced_url")
def test_the_terminal_answers_the_same(run_bot: RunBot) -> None:
    asked = ["thanks!", "I want a human", "AA-99999", "AA-02040", "how do I resubmit a failed order"]
    printed = run_bot("ask", stdin="\n".join(asked))
    as_json = run_bot("ask", "--json", stdin="\n".join(asked))

    assert (printed.returncode, printed.stderr) == (0, "")
    assert "You're welcome!" in printed.stdout
    assert "I know no article with the reference “AA-99999”." in printed.stdout
    answers = [json.loads(line) for line in as_json.stdout.splitlines()]
    assert [answer["talk"] for answer in answers] == ["thanks", "wants_a_person", None, None, None]
    assert [answer["unknown_reference"] for answer in answers] == [
        None,
        None,
        {"typed": "AA-99999", "near": []},
        {"typed": "AA-02040", "near": [THE_ANSWER, "AA-02010"]},
        None,
    ]
    assert [answer["band"] for answer in answers] == ["none", "none", "none", "none", "confident"]
    assert [len(answer["matches"]) for answer in answers[:4]] == [0, 0, 0, 0]


def answers(slack: FakeSlack, channel: str) -> tuple[Message, ...]:
    """What the bot has posted in a channel."""
    return tuple(message for message in slack.messages(channel) if message.user == BOT_ID)
