"""Home: what stands in it, and what its buttons do."""

import json
from datetime import timedelta
from pathlib import Path

import pytest

from bot.playground import FakeSlack
from bot.playground.faults import Refuse, ServerError, Slow
from bot.playground.town import ANA, BEN, GENERAL, SUPPORT
from knowledge.subscriptions import Cadence
from tests.bot.conftest import text_of
from tests.bot.home.conftest import Company, labels, place
from tests.knowledge.announcing import HelpCentre

UNKNOWN_CHANNELS = "Slack does not tell me just now which channels you are in."


def test_a_newcomer_is_shown_how_to_begin(answering_slack: FakeSlack) -> None:
    slack = answering_slack
    slack.open_home(BEN)
    home = slack.wait_for(lambda: slack.home_of(BEN), seconds=30)
    told = text_of(home.blocks)

    assert [block["type"] for block in home.blocks[:4]] == ["header", "input", "actions", "actions"]
    assert labels(home)[:3] == ["Search with filters", "What I can do", "Refresh"]
    assert labels(home)[6:] == ["Subscribe…", *["Browse"] * 8, "All categories, 24 more", "Newest articles"]
    assert "press one of these to see how it is answered" in told
    assert "Nothing in the last 14 days. Once you or your channels are subscribed" in told
    assert "There are none yet. Type `/kb subscribe Control panels` in a channel" in told
    assert "For admins" not in told


def test_an_empty_knowledge_base_says_how_it_is_filled(company: Company) -> None:
    company.centre.sync()
    assert "The knowledge base holds no articles" in company.reads()


def test_what_is_new_is_that_of_ones_channels_the_last_first(company: Company, centre: HelpCentre) -> None:
    centre.subscribe("Billing", place(GENERAL))
    centre.subscribe("Sales", place(SUPPORT))
    centre.subscribe("Billing / Internal", place(GENERAL), Cadence.MUTED)
    for number in range(6):
        company.publish(f"bill {number}")
    company.publish("muted", category="Billing / Internal")
    company.publish("elsewhere", category="Elsewhere")
    company.publish("bill 2", body="It was put right.")
    found = [block for block in company.opens().blocks if block.get("accessory", {}).get("action_id") == "open"]

    assert [block["text"]["text"] for block in found] == [
        *("*Article bill 2*", "*Article bill 5*", "*Article bill 4*", "*Article bill 3*", "*Article bill 1*")
    ]
    assert "Updated · Billing" in company.reads()
    company.centre.clock.passes(timedelta(days=15))
    assert "Nothing in the last 14 days, in what you and your channels are subscribed to." in company.reads()


def test_without_subscriptions_everything_that_is_new_is_shown(company: Company) -> None:
    company.publish("sold", category="Sales")
    home = company.opens(BEN)

    assert "From the last 14 days. Once you" in text_of(home.blocks)
    assert "About sold." in text_of(company.presses(home, "Open article", BEN).blocks)


def test_subscriptions_of_ones_channels_are_shown_with_when_they_post(company: Company, centre: HelpCentre) -> None:
    company.publish("a")
    centre.subscribe("Billing", place(GENERAL), Cadence.DAILY)
    centre.subscribe("Billing", place(SUPPORT), person=ANA)
    told = company.reads(BEN)

    assert f"*Billing* to <#{GENERAL}>: daily at 09:00\nnext: " in told
    assert f"*Billing* to <#{SUPPORT}>: at once" in told
    for number in range(6):
        centre.subscribe(f"Shelf {number}", place(SUPPORT))
    assert "And 2 more. In a channel `/kb subscriptions` shows those that it has." in company.reads(BEN)


def test_what_is_done_from_home_is_for_that_person_alone_and_seen_there_afterwards(company: Company) -> None:
    company.publish("a")
    form = company.presses(company.opens(BEN), "Subscribe…", BEN)
    assert form.title == "Subscribe"
    company.slack.fill(BEN, {"category": {"given": next(iter(_categories(form)))}})
    company.slack.submit(BEN)
    assert "You are now subscribed to *Billing*" in text_of(company.slack.view_of(BEN).blocks)  # type: ignore[union-attr]

    home = company.opens(BEN)
    assert "*Billing* to you alone: at once" in text_of(home.blocks)
    listed = company.presses(home, "Change your own", BEN)
    assert "You have 1 subscription." in text_of(listed.blocks)
    assert "Paused until somebody types" in text_of(company.presses(listed, "Pause", BEN).blocks)
    assert "Paused until somebody types" in company.reads(BEN)
    assert company.parts.knowledge.subscriptions.of(place(BEN)) != []


def _categories(form: object) -> list[str]:
    [menu] = [block["element"] for block in form.blocks if block.get("block_id") == "category"]  # type: ignore[attr-defined]
    options = menu.get("options") or [each for group in menu["option_groups"] for each in group["options"]]
    return [option["value"] for option in options if "Billing" in option["text"]["text"]]


def test_a_question_is_answered_in_a_modal_without_a_channel_to_share_to(company: Company) -> None:
    company.publish(*map(str, range(12)), title="How to pay an invoice")
    company.publish("refund", title="How to get a refund")
    home = company.opens()
    answer = company.does(home, "question", "how do i get a refund")

    assert "How to get a refund" in text_of(answer.blocks)
    several = company.does(home, "question", "pay an invoice")
    assert "Share" not in "".join([*labels(answer), *labels(several)])
    further = company.presses(several, "More results")
    assert "Back to the first" in labels(further)
    assert "About" in text_of(company.presses(further, "Open article").blocks)
    assert [call.method for call in company.slack.calls if call.method == "response_url"] == []


def test_what_is_half_typed_stays_when_home_is_drawn_anew(company: Company) -> None:
    home = company.opens()
    [[block_id, actions]] = [each for each in home.state["values"].items() if "question" in each[1]]
    typed = {"question": {**actions["question"], "value": "how do i get"}}
    company.slack.workspace.homes.fill(home, {**home.state["values"], block_id: typed})
    company.publish("refund", title="How to get a refund")

    assert company.opens().state["values"][block_id] == typed


def test_an_answer_in_home_can_be_voted_on_and_explained(company: Company) -> None:
    company.publish("refund", title="How to get a refund")
    answer = company.does(company.opens(BEN), "question", "how do i get a refund", BEN)
    thanks = company.presses(answer, "Not helpful", BEN)
    form = company.presses(thanks, "Say why", BEN)

    [vote] = company.parts.knowledge.votes.newest()
    assert (vote.article, vote.helpful) == ("help:refund", False)
    assert (thanks.root_view_id, form.title) == (answer.id, "Not helpful")


def test_lists_and_what_one_jumps_to_are_shown_in_modals(company: Company) -> None:
    company.publish(*map(str, range(12)))
    home = company.opens(BEN)
    newest = company.presses(home, "Show all", BEN)
    listed = company.presses(home, "Browse", BEN)
    following = company.presses(listed, "Next", BEN)
    [value, *_] = company.slack.suggest(home, "jump", "Article 3", person=BEN).values
    jumped = company.does(home, "jump", value, BEN)

    assert "Article 11" in text_of(newest.blocks)
    assert "11 to 12" in text_of(following.blocks)
    assert "About 3." in text_of(jumped.blocks)


def test_what_is_typed_after_kb_can_be_typed_into_home(company: Company) -> None:
    company.publish("subscribe a customer")
    home = company.opens()

    assert "What to do" not in text_of(company.does(home, "question", "").blocks)
    assert "Ask the knowledge base" in text_of(company.does(home, "question", "help").blocks)
    assert "1 article for “subscribe”" in text_of(company.does(home, "question", "search subscribe").blocks)
    assert company.does(home, "question", "subscribe").title == "Subscribe"


def test_an_example_is_a_question_whatever_it_begins_with(company: Company) -> None:
    company.publish("a", phrases=["subscribe billing"], category="Billing")
    answer = company.presses(company.opens(), "subscribe billing")

    assert "Article a" in text_of(answer.blocks)
    assert company.parts.knowledge.subscriptions.everyone() == []


def test_buttons_of_a_home_that_is_out_of_date_say_so_in_a_modal(company: Company) -> None:
    company.publish("a", "b")
    home = company.opens()
    company.centre.remove("a")
    company.parts.knowledge.refresh()
    told = text_of(company.does(home, "open", json.dumps({"article": "help:a"})).blocks)

    assert told == "That article is no longer in the knowledge base, or not for this channel. Ask again."


def test_refresh_asks_slack_anew_which_channels_one_is_in(company: Company, centre: HelpCentre) -> None:
    company.publish("a")
    centre.subscribe("Billing", place(SUPPORT))
    company.slack.misbehave(Refuse("missing_scope"), "users.conversations")
    before = company.opens(BEN)
    assert UNKNOWN_CHANNELS in text_of(before.blocks)
    company.slack.press(before, "refresh_home", person=BEN)
    now = company.slack.wait_for(lambda: (now := company.slack.home_of(BEN)) != before and now, seconds=30)

    assert UNKNOWN_CHANNELS not in text_of(now.blocks)
    assert f"*Billing* to <#{SUPPORT}>" in text_of(now.blocks)


def test_channels_are_asked_for_page_by_page_and_then_remembered(company: Company, centre: HelpCentre) -> None:
    company.publish("a")
    company.opens(BEN)
    company.opens(BEN)
    asked = [call.arguments for call in company.slack.calls if call.method == "users.conversations"]

    assert [(each["user"], each["types"]) for each in asked] == [(BEN, "public_channel,private_channel")]


def test_a_visit_that_is_told_four_times_is_shown_once_it_has_a_home(
    company: Company, caplog: pytest.LogCaptureFixture
) -> None:
    company.publish("a")
    company.opens()
    receipts = company.slack.open_home(ANA, deliveries=4)
    assert [receipt.status for receipt in receipts] == [200] * 4
    published = company.slack.wait_for(
        lambda: len(found := [each for each in company.slack.calls if each.method == "views.publish"]) == 5 and found
    )

    assert company.parts.pool.close(30)
    assert [call.answer["ok"] for call in published].count(True) == 2
    assert "could not publish" not in caplog.text


@pytest.mark.parametrize("fault", [Refuse("internal_error"), ServerError(), Slow(0.2)])
def test_slack_that_does_not_take_a_home_is_tried_again_at_the_next_visit(
    company: Company, fault: Refuse | ServerError | Slow, caplog: pytest.LogCaptureFixture
) -> None:
    company.publish("a")
    home = company.opens()
    company.slack.misbehave(fault, "views.publish")
    company.slack.press(home, "refresh_home", person=ANA)
    if isinstance(fault, Slow):
        assert company.slack.wait_for(lambda: company.slack.home_of(ANA) != home, seconds=30)
        return
    told = company.slack.wait_for(lambda: company.slack.view_of(ANA), seconds=30)
    assert text_of(told.blocks).startswith("Slack did not show your Home anew")
    assert "could not publish a Home" in caplog.text
    assert "What is new" in company.reads()


def test_a_visit_that_finds_no_room_is_left_to_slack_to_tell_again(company: Company) -> None:
    company.publish("a")
    assert company.parts.pool.close(30)
    receipts = company.slack.open_home(ANA)

    assert {receipt.status for receipt in receipts} == {500}
    assert company.slack.home_of(ANA) is None


def test_without_its_database_home_says_so_once_and_still_answers(company: Company, tmp_path: Path) -> None:
    company.publish("a")
    file, aside = tmp_path / "quickjump.db", tmp_path / "aside.db"
    company.parts.knowledge.close()
    file.rename(aside)
    file.symlink_to(tmp_path / "gone" / "quickjump.db")  # nobody can open it now, nor make it anew
    home = company.opens()
    answer = company.does(home, "question", "article a")
    told = company.does(home, "question", "subscribe")
    company.parts.knowledge.close()
    aside.rename(file)

    missing = "A part of this page is missing. I can't reach my database just now. Try again in a minute."
    assert text_of(home.blocks).count(missing) == 1
    assert "About a." in text_of(answer.blocks)
    assert text_of(told.blocks) == "I can't reach my database just now. Try again in a minute."
    assert "What is new" in company.reads()
