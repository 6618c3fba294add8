"""Questions asked in Slack, over HTTP and over Socket Mode."""

import time
from collections.abc import Callable
from pathlib import Path

import pytest

from bot.playground import FakeSlack
from bot.playground.faults import Refuse
from bot.playground.town import ANA, BEN, BOT_ID, GENERAL, OPS, PARTNERS, SUPPORT
from bot.playground.workspace import Message
from knowledge.base import KnowledgeBase
from knowledge.sources.config import read_sources
from knowledge.sync import SyncProgress

RESUBMIT = "https://help.example.com/articles/resubmit-a-failed-order"

Shown = Callable[[Message | None], str]
Buttons = Callable[[Message | None], list[str]]


def test_a_command_is_answered_privately_with_excerpt_and_link(
    answering_slack: FakeSlack, shown: Shown, buttons: Buttons
) -> None:
    receipt = answering_slack.slash("/kb", "how do i resubmitt a faild order", channel=GENERAL, person=ANA)

    assert receipt.message in answering_slack.ephemerals(GENERAL, ANA)
    assert answering_slack.messages(GENERAL) == ()
    card = shown(receipt.message)
    assert card.startswith(f"*<{RESUBMIT}|Resubmit an order that failed>*\n")
    assert "press *Resubmit*, and" in card
    assert "Orders / Failed orders · updated 14 September 2026 · AA-02004" in card
    assert card.count("\n• ") == 2
    assert buttons(receipt.message) == ["share", "helpful", "not_helpful", "more", "open"]
    assert [call.method for call in answering_slack.calls if call.method.startswith("chat.")] == []


def test_a_mention_delivered_four_times_is_answered_once_in_its_thread(
    answering_slack: FakeSlack, shown: Shown, buttons: Buttons
) -> None:
    receipts = answering_slack.mention("resubmit a failed order", channel=GENERAL, person=ANA, deliveries=4)

    said = receipts[0].said
    assert said is not None
    assert [receipt.status for receipt in receipts] == [200] * 4
    answer = the_answer(answering_slack, GENERAL)
    assert answer.thread_ts == said.ts
    assert RESUBMIT in shown(answer)
    assert buttons(answer) == ["helpful", "not_helpful", "more", "open"]
    assert answer.metadata is not None


def test_a_mention_delivered_to_two_processes_at_once_is_answered_once(
    slack: FakeSlack, synced_url: str, start_http: Callable[[str], str]
) -> None:
    slack.connect_http(start_http(synced_url), start_http(synced_url))
    for number in range(10):
        slack.mention(f"resubmit order {number}", channel=(GENERAL, OPS)[number % 2], person=BEN, deliveries=4)

    def answered() -> list[Message]:
        return [*answers(slack, GENERAL), *answers(slack, OPS)]

    slack.wait_for(lambda: len(answered()) >= 10, seconds=30)  # a message a second a channel
    threads = [answer.thread_ts for answer in answered()]
    assert len(threads) == len(set(threads)) == 10


def test_one_message_that_comes_as_two_events_is_answered_once(answering_slack: FakeSlack) -> None:
    question = answering_slack.workspace.say(GENERAL, ANA, text=f"<@{BOT_ID}> resubmit an order")
    said = {"type": "app_mention", "user": ANA, "text": question.text, "ts": question.ts}
    answering_slack.event(said, channel=GENERAL)
    the_answer(answering_slack, GENERAL)
    answering_slack.event(said, channel=GENERAL)
    answering_slack.mention("something else", channel=OPS, person=ANA)

    the_answer(answering_slack, OPS)
    the_answer(answering_slack, GENERAL)


def test_a_mention_in_a_thread_is_answered_in_that_thread(slack_over_http: FakeSlack) -> None:
    [first] = slack_over_http.mention("resubmit an order", channel=GENERAL, person=ANA)
    assert first.said is not None
    root = first.said.ts
    slack_over_http.wait_for(lambda: len(answers(slack_over_http, GENERAL)) == 1)
    slack_over_http.mention("mailbox is full", channel=GENERAL, person=BEN, thread_ts=root)

    slack_over_http.wait_for(lambda: len(answers(slack_over_http, GENERAL)) == 2)
    assert [answer.thread_ts for answer in answers(slack_over_http, GENERAL)] == [root, root]


def test_a_direct_message_needs_no_mention(answering_slack: FakeSlack, shown: Shown) -> None:
    [receipt] = answering_slack.direct_message("resubmit a failed order", person=BEN)

    assert receipt.said is not None
    answer = the_answer(answering_slack, receipt.said.channel)
    assert answer.thread_ts is None
    assert RESUBMIT in shown(answer)


@pytest.mark.parametrize("text", ["", "   ", "help", "HELP"])
def test_an_empty_mention_is_help(slack_over_http: FakeSlack, shown: Shown, text: str) -> None:
    slack_over_http.mention(text, channel=GENERAL, person=ANA)

    assert "Try one of these:" in shown(the_answer(slack_over_http, GENERAL))


@pytest.mark.parametrize(
    "fields",
    [
        {"type": "message", "text": "resubmit", "user": ANA, "bot_id": "B0OTHER"},
        {"type": "message", "text": "resubmit", "user": ANA, "subtype": "bot_message"},
        {"type": "message", "subtype": "message_changed", "hidden": True, "message": {"text": "resubmit", "user": ANA}},
        {"type": "message", "text": "<@U0ANA> has joined", "user": ANA, "subtype": "channel_join"},
        {"type": "message", "text": "resubmit", "user": ANA, "edited": {"user": ANA, "ts": "1760000000.000200"}},
        {"type": "message", "text": "resubmit"},
        {"type": "message", "text": "resubmit", "user": ANA},
        {"type": "app_mention", "text": "resubmit", "user": ANA, "bot_id": "B0BOT", "ts": "1760000000.000300"},
    ],
    ids=["bot", "bot_message", "edit", "join", "edited", "nobody", "not to us", "bot mention"],
)
def test_bots_edits_joins_and_what_is_not_said_to_us_are_not_answered(
    slack_over_http: FakeSlack, fields: dict[str, object]
) -> None:
    [ignored] = slack_over_http.event(fields, channel=GENERAL)
    slack_over_http.mention("resubmit", channel=OPS, person=ANA)

    assert ignored.status == 200
    the_answer(slack_over_http, OPS)
    posted = slack_over_http.wait_for(  # a message can be seen before its call is
        lambda: [call.arguments["channel"] for call in slack_over_http.calls if call.method == "chat.postMessage"]
    )
    assert posted == [OPS]


def test_a_question_that_finds_nothing_is_told_so_with_the_nearest_categories(
    answering_slack: FakeSlack, shown: Shown
) -> None:
    receipt = answering_slack.slash("/kb", "quantum gravity picnic zebra", channel=GENERAL, person=ANA)

    text = shown(receipt.message)
    assert text.startswith("I found no article for “quantum gravity picnic zebra”.")
    assert "Or look in *" in text
    assert "`/kb help`" in text


def test_several_possible_articles_are_shown_to_choose_from(
    slack_over_http: FakeSlack, shown: Shown, buttons: Buttons
) -> None:
    receipt = slack_over_http.slash("/kb", "pay invoice", channel=GENERAL, person=ANA)

    assert shown(receipt.message).startswith("These may answer “pay invoice”:")
    assert buttons(receipt.message).count("share") == 5


@pytest.mark.parametrize("text", ["", "help", "  HELP ", "ask"])
def test_the_command_alone_and_help_show_what_it_can_do(slack_over_http: FakeSlack, shown: Shown, text: str) -> None:
    text = shown(slack_over_http.slash("/kb", text, channel=GENERAL, person=ANA).message)

    assert "`@Quickjump your question`" in text
    examples = [
        line.removeprefix("• `/kb ").rstrip("`") for line in text.partition("Try one of these:\n")[2].split("\n")
    ]
    for example in examples[:3]:
        answer = shown(slack_over_http.slash("/kb", example, channel=GENERAL, person=ANA).message)
        assert "<https://help.example.com/articles/" in answer


def test_a_verb_with_words_that_are_not_its_arguments_is_a_question_and_a_button(
    slack_over_http: FakeSlack, shown: Shown
) -> None:
    receipt = slack_over_http.slash("/kb", "help a customer resubmit a failed order", channel=GENERAL, person=ANA)

    assert RESUBMIT in shown(receipt.message)
    assert receipt.message is not None
    slack_over_http.press(receipt.message, "verb", person=ANA)
    slack_over_http.wait_for(lambda: len(slack_over_http.ephemerals(GENERAL, ANA)) == 2)
    assert "Try one of these:" in shown(slack_over_http.ephemerals(GENERAL, ANA)[1])


def test_ask_always_asks(slack_over_http: FakeSlack, shown: Shown) -> None:
    receipt = slack_over_http.slash("/kb", "ask help", channel=GENERAL, person=ANA)

    assert "Try one of these:" not in shown(receipt.message)


@pytest.mark.parametrize("text", ["change the webhook payload", "payload=x&command=y", "how do i pay & what of <tax>?"])
def test_words_that_frameworks_stumble_over_are_questions_too(answering_slack: FakeSlack, text: str) -> None:
    assert answering_slack.slash("/kb", text, channel=GENERAL, person=ANA).message is not None


@pytest.mark.parametrize(
    "text",
    [
        "<!channel> <!here> <@U0BEN>",
        "&lt;!channel&gt;",
        "x" * 10_000,
        "resubmit " * 1250,
        "\N{PILE OF POO}" * 30,
        "*a* _b_ `c`",
    ],
    ids=["live mentions", "escaped", "one long word", "10,000 characters", "emoji", "marks"],
)
def test_whatever_is_typed_is_answered_and_nothing_in_it_comes_alive(
    slack_over_http: FakeSlack, shown: Shown, text: str
) -> None:
    receipt = slack_over_http.slash("/kb", text, channel=GENERAL, person=ANA)

    seen = shown(receipt.message) + str(receipt.message and receipt.message.text)
    assert "<!" not in seen
    assert "<@" not in seen


def test_a_long_question_says_how_much_of_it_was_read(slack_over_http: FakeSlack, shown: Shown) -> None:
    long = "resubmit a failed order " * 400
    receipt = slack_over_http.slash("/kb", long, channel=GENERAL, person=ANA)

    assert "Your question is long: I read its first 1" in shown(receipt.message)


def test_internal_articles_are_answered_where_only_we_read(slack_over_http: FakeSlack, shown: Shown) -> None:
    question = "who may grant goodwill credits"
    for channel in (OPS, PARTNERS, GENERAL):
        slack_over_http.mention(question, channel=channel, person=ANA)
    slack_over_http.wait_for(lambda: all(answers(slack_over_http, channel) for channel in (OPS, PARTNERS, GENERAL)))

    assert "goodwill-credits" in shown(answers(slack_over_http, OPS)[0])
    assert "goodwill-credits" in shown(answers(slack_over_http, GENERAL)[0])
    assert "oodwill credits" not in shown(answers(slack_over_http, PARTNERS)[0]).partition("\n")[2]


def test_slack_is_asked_about_a_channel_that_is_not_known_before_it_is_answered(
    slack_over_http: FakeSlack, shown: Shown
) -> None:
    question = "who may grant goodwill credits"
    known = slack_over_http.slash("/kb", question, channel=SUPPORT, person=ANA)
    shared = [slack_over_http.slash("/kb", question, channel=PARTNERS, person=ANA) for _ in range(5)]

    assert "goodwill-credits" in shown(known.message)
    assert all("goodwill-credits" not in shown(receipt.message) for receipt in shared)


def test_a_channel_of_which_slack_does_not_say_who_reads_it_is_public(slack_over_http: FakeSlack, shown: Shown) -> None:
    slack_over_http.misbehave(Refuse("fatal_error"), "conversations.info")
    asked = [slack_over_http.slash("/kb", "who may grant goodwill credits", channel=SUPPORT, person=ANA) for _ in "ab"]

    assert all("goodwill-credits" not in shown(receipt.message) for receipt in asked)


def test_what_a_member_is_shown_alone_in_a_direct_message_may_be_internal(
    slack_over_http: FakeSlack, shown: Shown
) -> None:
    direct = slack_over_http.workspace.direct_channel(ANA).id
    answer = slack_over_http.slash("/kb", "who may grant goodwill credits", channel=direct, person=ANA)

    assert "goodwill-credits" in shown(answer.message)


def test_an_empty_knowledge_base_says_so(
    slack: FakeSlack, sqlite_url: str, start_http: Callable[[str], str], shown: Shown
) -> None:
    slack.connect_http(start_http(sqlite_url))

    assert "holds no articles" in shown(slack.slash("/kb", "resubmit", channel=GENERAL, person=ANA).message)


@pytest.mark.parametrize("transport", ["http", "socket"])
def test_the_seed_page_is_answered_from(
    slack: FakeSlack,
    sqlite_url: str,
    shared: Path,
    tmp_path: Path,
    open_knowledge: Callable[..., KnowledgeBase],
    unwatched: SyncProgress,
    start_http: Callable[[str], str],
    start_socket: Callable[[str], None],
    shown: Shown,
    transport: str,
) -> None:
    page = shared / "seed" / "kb-category-page.txt"
    listed = tmp_path / "sources.toml"
    listed.write_text(
        f'[[source]]\nname = "seed"\nkind = "listing"\npath = "{page}"\nbase_url = "https://help.example.com/kb"\n'
    )
    open_knowledge(sqlite_url).syncs.sync(read_sources(listed), unwatched)
    if transport == "http":
        slack.connect_http(start_http(sqlite_url))
    else:
        start_socket(sqlite_url)
        slack.connect_socket()

    question = "resubmitt subscripton failed to provsion"
    receipt = slack.slash("/kb", question, channel=GENERAL, person=ANA)
    slack.mention(question, channel=GENERAL, person=BEN, deliveries=4)

    link = "<https://help.example.com/kb/how-to-resubmit-a-subscription-that-failed-to-provision|How to: Resubmit a"
    for message in (receipt.message, the_answer(slack, GENERAL)):
        assert link in shown(message)
        assert "COGs" in shown(message)


def test_what_a_sync_brings_is_answered_without_a_restart(
    slack_over_socket: FakeSlack,
    synced_url: str,
    tmp_path: Path,
    open_knowledge: Callable[..., KnowledgeBase],
    unwatched: SyncProgress,
    shown: Shown,
) -> None:
    article = tmp_path / "more" / "zeppelin.md"
    article.parent.mkdir()
    article.write_text("---\ntitle: Moor a zeppelin\nurl: https://help.example.com/zeppelin\n---\nUse the tall mast.\n")
    listed = tmp_path / "sources.toml"
    listed.write_text('[[source]]\nname = "more"\nkind = "markdown"\npath = "more"\n')
    open_knowledge(synced_url).syncs.sync(read_sources(listed), unwatched, only="more")

    deadline = time.monotonic() + 30
    answer = ""
    while "zeppelin" not in answer and time.monotonic() < deadline:
        answer = shown(slack_over_socket.slash("/kb", "moor the zepelin", channel=GENERAL, person=ANA).message)
    assert "<https://help.example.com/zeppelin|Moor a zeppelin>" in answer


def answers(slack: FakeSlack, channel: str) -> tuple[Message, ...]:
    """What the bot has posted in a channel."""
    return tuple(message for message in slack.messages(channel) if message.user == BOT_ID)


def the_answer(slack: FakeSlack, channel: str) -> Message:
    """The bot's one message in a channel, as soon as it is there."""
    slack.wait_for(lambda: answers(slack, channel))
    [answer] = answers(slack, channel)
    return answer
