"""A question handed to people: asked once, claimed, resolved, told of, and written down."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from bot.playground import FakeSlack
from bot.playground.faults import Refuse
from bot.playground.model import Message
from bot.playground.town import ANA, BEN, BOT_ID, GENERAL, OPS, PARTNERS, ZOE
from knowledge.base import KnowledgeBase
from tests.bot.conftest import text_of

QUESTION = "who feeds the office hamster at night"


def said(message: Message) -> str:
    return text_of(message.blocks) or message.text


def posted(slack: FakeSlack, channel: str, words: str, *, thread_ts: str | None = None) -> Message:
    """What the bot has posted in a channel or in a thread, with these words in it."""

    def found() -> Message | None:
        ours = [each for each in slack.messages(channel) if each.user == BOT_ID and each.thread_ts == thread_ts]
        return next((each for each in ours if words in said(each)), None)

    return slack.wait_for(found)


def told(slack: FakeSlack, channel: str, person: str, words: str) -> Message:
    """What only this person sees in a channel, with these words in it."""
    return slack.wait_for(
        lambda: next((each for each in slack.ephemerals(channel, person) if words in said(each)), None)
    )


def mentioned(slack: FakeSlack, channel: str = GENERAL, person: str = ANA) -> Message:
    """The answer to a question that no article answers, in its thread."""
    [receipt] = slack.mention(QUESTION, channel=channel, person=person)
    return posted(slack, channel, "I found no article", thread_ts=receipt.said.ts)


def handed(slack: FakeSlack, answer: Message, person: str = ANA) -> Message:
    """The request in #ops that comes of a press on Ask a person."""
    slack.press(answer, "ask_a_person", person=person)
    return posted(slack, OPS, "asks")


def now(slack: FakeSlack, message: Message, words: str) -> Message:
    """A message once it has been changed so that these words stand in it."""
    return slack.wait_for(
        lambda: next((m for m in slack.messages(message.channel) if m.ts == message.ts and words in said(m)), None)
    )


def actions(message: Message) -> list[str]:
    return [part["action_id"] for block in message.blocks for part in block.get("elements", []) if "action_id" in part]


def test_a_question_in_a_thread_goes_to_people_and_the_asker_hears_of_each_step_there(
    answering_slack: FakeSlack,
) -> None:
    answer = mentioned(answering_slack)
    request = handed(answering_slack, answer)
    assert said(request).startswith(f"<@{ANA}> asks in <#{GENERAL}> (<https://")
    assert f"p{str(answer.thread_ts).replace('.', '')}|open the thread>):\n" in said(request)
    assert QUESTION in said(request)
    told(answering_slack, GENERAL, ANA, f"I've asked in <#{OPS}>. I'll tell you in this thread when")

    answering_slack.press(request, "claim_request", person=BEN)
    claimed = now(answering_slack, request, f"Claimed by <@{BEN}>")
    assert actions(claimed) == ["resolve_request"]
    assert "|open the thread>" in said(claimed)
    posted(answering_slack, GENERAL, f"<@{ANA}>: <@{BEN}> is looking into your question", thread_ts=answer.thread_ts)

    answering_slack.press(claimed, "resolve_request", person=BEN)
    assert actions(now(answering_slack, request, f"Resolved by <@{BEN}>")) == ["propose_article"]
    done = posted(answering_slack, GENERAL, f"<@{BEN}> says that your question is settled", thread_ts=answer.thread_ts)
    assert actions(done) == ["propose_article"]


def test_whoever_asked_alone_is_told_directly(slack_over_http: FakeSlack) -> None:
    answer = slack_over_http.slash("/kb", QUESTION, channel=GENERAL, person=ANA).message
    assert answer is not None
    request = handed(slack_over_http, answer)
    slack_over_http.press(request, "resolve_request", person=BEN)

    now(slack_over_http, request, f"Resolved by <@{BEN}>")
    direct = slack_over_http.wait_for(lambda: slack_over_http.workspace.find_direct_channel(ANA))
    assert QUESTION in said(posted(slack_over_http, direct.id, "your question is settled"))
    assert not slack_over_http.messages(GENERAL)


def test_a_question_is_asked_once_whoever_presses_and_however_often(slack_over_http: FakeSlack) -> None:
    answer = mentioned(slack_over_http)
    slack_over_http.press(answer, "ask_a_person", person=ANA, presses=3)
    posted(slack_over_http, OPS, "asks")
    slack_over_http.press(answer, "ask_a_person", person=BEN)
    told(slack_over_http, GENERAL, BEN, f"People have been asked about this in <#{OPS}>: nobody has taken it yet.")
    assert len([m for m in slack_over_http.messages(OPS) if "asks" in said(m)]) == 1


def test_of_two_who_claim_at_once_one_has_it_and_the_other_is_told(slack_over_http: FakeSlack) -> None:
    request = handed(slack_over_http, mentioned(slack_over_http))
    slack_over_http.press(request, "claim_request", person=BEN)
    now(slack_over_http, request, f"Claimed by <@{BEN}>")
    slack_over_http.workspace.amend(request, text=request.text, blocks=request.blocks)  # as Ana still sees it
    slack_over_http.press(request, "claim_request", person=ANA)

    told(slack_over_http, OPS, ANA, "Somebody else has taken it already")
    assert f"Claimed by <@{BEN}>" in said(now(slack_over_http, request, "Claimed"))


def test_the_answer_is_written_down_with_the_misses_once(
    slack_over_http: FakeSlack, synced_url: str, open_knowledge: Callable[..., KnowledgeBase]
) -> None:
    request = handed(slack_over_http, mentioned(slack_over_http))
    slack_over_http.press(request, "resolve_request", person=BEN)
    resolved = now(slack_over_http, request, "Resolved by")

    slack_over_http.press(resolved, "propose_article", person=BEN)
    form = slack_over_http.wait_for(lambda: slack_over_http.view_of(BEN))
    assert QUESTION in text_of(form.blocks)
    slack_over_http.fill(BEN, {"answer": {"given": "        x        "}})
    assert "Write a sentence or more" in str(slack_over_http.submit(BEN).body)
    slack_over_http.fill(BEN, {"answer": {"given": "Gia feeds it at ten, <!channel> & all."}})
    slack_over_http.submit(BEN, presses=2)
    assert "Your answer is kept" in text_of(slack_over_http.wait_for(lambda: slack_over_http.view_of(BEN)).blocks)

    [miss] = open_knowledge(synced_url).misses.open()
    assert (miss.proposal, miss.proposed_by) == ("Gia feeds it at ten, <!channel> & all.", BEN)


def test_people_of_another_organisation_may_ask_and_not_take(slack_over_http: FakeSlack) -> None:
    request = handed(slack_over_http, mentioned(slack_over_http, PARTNERS, ZOE), ZOE)
    assert f"<@{ZOE}> asks in <#{PARTNERS}>" in said(request)

    ops = slack_over_http.workspace.channel(OPS)
    slack_over_http.workspace.put(replace(ops, members=ops.members | {ZOE}, is_ext_shared=True))
    slack_over_http.press(request, "claim_request", person=ZOE)
    told(slack_over_http, OPS, ZOE, "Only people of the organisation that runs me can do that.")


def test_where_people_are_asked_in_a_shared_channel_internal_articles_are_not_named(slack_over_http: FakeSlack) -> None:
    slack_over_http.quietly.share(OPS)
    answer = slack_over_http.slash("/kb", "goodwill credits granted by hamsters", channel=PARTNERS, person=ANA).message
    assert answer is not None
    assert "oodwill-credits-who-may-grant" not in str(handed(slack_over_http, answer).blocks)


def test_where_we_are_not_in_the_channel_nobody_is_asked_and_the_asker_learns_what_to_do(
    slack_over_http: FakeSlack,
) -> None:
    answer = mentioned(slack_over_http)
    ops = slack_over_http.workspace.channel(OPS)
    slack_over_http.workspace.put(replace(ops, members=ops.members - {BOT_ID}))
    slack_over_http.press(answer, "ask_a_person", person=ANA)
    told(slack_over_http, GENERAL, ANA, "I can't post where people would be asked, so I have asked nobody.")

    slack_over_http.workspace.put(ops)
    handed(slack_over_http, answer)


def test_an_expired_trigger_opens_no_form_and_says_so(slack_over_http: FakeSlack) -> None:
    request = handed(slack_over_http, mentioned(slack_over_http))
    slack_over_http.press(request, "resolve_request", person=BEN)
    resolved = now(slack_over_http, request, "Resolved by")
    slack_over_http.misbehave(Refuse("expired_trigger_id"), "views.open")
    slack_over_http.press(resolved, "propose_article", person=BEN)
    told(slack_over_http, OPS, BEN, "It took too long for Slack to open a window. Try again.")


@pytest.mark.parametrize("question", ["<!channel> & <script>", "\u202e" + "x" * 1400, "🐹" * 400])
def test_any_question_is_asked_with_nothing_live_in_it(slack_over_http: FakeSlack, question: str) -> None:
    answer = slack_over_http.slash("/kb", f"ask {question} hamster zzqx", channel=GENERAL, person=ANA).message
    assert answer is not None
    assert "<!channel>" not in said(handed(slack_over_http, answer))


def test_whoever_wants_a_person_hands_over_what_they_asked_before(slack_over_http: FakeSlack) -> None:
    answer = mentioned(slack_over_http)
    assert answer.thread_ts
    slack_over_http.mention("I want to talk to a human", channel=GENERAL, person=ANA, thread_ts=answer.thread_ts)
    handed_over = posted(slack_over_http, GENERAL, "there are people who help", thread_ts=answer.thread_ts)
    assert QUESTION in said(handed(slack_over_http, handed_over))


def test_whom_an_answer_did_not_help_may_ask_a_person_and_people_are_asked_once(slack_over_http: FakeSlack) -> None:
    answer = slack_over_http.slash("/kb", "resubmit a failed order", channel=GENERAL, person=ANA).message
    assert answer is not None
    for _ in range(2):
        slack_over_http.press(answer, "not_helpful", person=ANA)
    thanks = told(slack_over_http, GENERAL, ANA, "Thanks, noted.")
    assert "resubmit a failed order" in said(handed(slack_over_http, thanks))
    again = [each for each in slack_over_http.ephemerals(GENERAL, ANA) if "ask_a_person" in actions(each)][-1]
    slack_over_http.press(again, "ask_a_person", person=ANA)
    told(slack_over_http, GENERAL, ANA, "People have been asked about this")


def test_a_channel_may_have_its_own_people_to_ask(slack_over_http: FakeSlack) -> None:
    slack_over_http.slash("/kb", "settings", channel=GENERAL, person=ANA)
    slack_over_http.wait_for(lambda: slack_over_http.view_of(ANA))
    slack_over_http.fill(ANA, {"help_channel": {"given": GENERAL}})
    slack_over_http.submit(ANA)

    slack_over_http.press(mentioned(slack_over_http), "ask_a_person", person=ANA)
    assert QUESTION in said(posted(slack_over_http, GENERAL, "asks"))
    assert not [each for each in slack_over_http.messages(OPS) if each.user == BOT_ID]
