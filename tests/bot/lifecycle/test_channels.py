"""Channels come and go: their subscriptions pause, follow and resume, and nothing that came meanwhile is lost."""

import pytest

from bot.playground import FakeSlack
from bot.playground.town import BEN, GENERAL, OPS, SUPPORT
from tests.bot.lifecycle.conftest import Happens, Life

INVITE = "/invite @Quickjump"


@pytest.mark.parametrize(
    ("what", "channel", "word", "reason"),
    [
        ("archive", GENERAL, "is_archived", "The channel is archived."),
        ("archive", OPS, "is_archived", "The channel is archived."),
        ("delete", GENERAL, "channel_not_found", "it has been deleted"),
        ("delete", OPS, "channel_not_found", "it has been deleted"),
        ("remove_bot", GENERAL, "not_in_channel", f"I'm not in the channel. Type `{INVITE}` there"),
        ("remove_bot", OPS, "channel_not_found", "is private and I'm not in it"),
    ],
)
def test_where_nothing_can_be_posted_subscriptions_pause_and_their_maker_is_told_once(
    life: Life, happens: Happens, what: str, channel: str, word: str, reason: str
) -> None:
    life.subscribe(channel)
    happens(what, channel)
    life.check()

    assert life.problem(channel) == word
    [told] = life.told()
    assert told.startswith(f"I can't post to <#{channel}>, so its subscriptions to *Billing* pause.")
    assert reason in told


def test_what_came_while_a_channel_was_archived_comes_in_one_digest_when_it_is_back(
    life: Life, happens: Happens
) -> None:
    life.subscribe(OPS)
    life.publishes("before")
    happens("archive", OPS)
    life.publishes("one")
    life.publishes("two")
    assert len(life.texts(OPS)) == 1
    happens("unarchive", OPS)
    life.announcing.settle()
    life.publishes("after")

    _, digest, after = life.texts(OPS)
    assert "Article one; Article two" in digest
    assert "Article after" in after
    assert [text.split(",")[0] for text in life.told()] == [
        f"I can't post to <#{OPS}>",
        f"I can post to <#{OPS}> again",
    ]


def test_what_was_refused_comes_in_the_digest_with_what_came_later(life: Life, slack: FakeSlack) -> None:
    life.subscribe(OPS)
    slack.quietly.archive(OPS)
    life.publishes("refused")
    assert life.problem(OPS) == "is_archived"
    life.publishes("later")
    slack.unarchive(OPS)
    life.announcing.settle()

    [digest] = life.texts(OPS)
    assert "Article refused; Article later" in digest
    assert len(life.told()) == 2


def test_a_public_channel_that_is_opened_again_needs_an_invitation_of_which_its_maker_is_told(
    life: Life, happens: Happens
) -> None:
    life.subscribe(GENERAL)
    happens("archive", GENERAL)
    life.publishes("one")
    happens("unarchive", GENERAL)
    assert life.problem(GENERAL) == "not_in_channel"
    assert life.texts(GENERAL) == []
    happens("invite_bot", GENERAL)
    life.announcing.settle()

    assert len(life.texts(GENERAL)) == 1
    archived, opened, back = life.told()
    assert "is archived" in archived
    assert INVITE in opened
    assert "I can post" in back


def test_a_channel_that_was_left_goes_on_when_the_bot_is_invited(life: Life, happens: Happens) -> None:
    life.subscribe(OPS)
    happens("remove_bot", OPS)
    happens("invite_bot", OPS)
    life.publishes("one")

    assert life.problem(OPS) == ""
    assert len(life.texts(OPS)) == 1


def test_a_channel_of_a_new_id_is_told_what_it_was_to_be_told(life: Life, slack: FakeSlack) -> None:
    life.subscribe(OPS)
    life.centre.publish("before")
    slack.change_id(OPS, "C0MOVED")
    life.announcing.settle()
    slack.change_id("C0MOVED", "C0AGAIN")
    life.publishes("after")

    assert ["before" in text or "after" in text for text in life.texts("C0AGAIN")] == [True, True]
    assert life.told() == []


def test_a_channel_whose_new_id_comes_late_resumes_under_it(life: Life, slack: FakeSlack) -> None:
    life.subscribe(OPS)
    with slack.held():
        slack.change_id(OPS, "C0MOVED")
        life.publishes("one")
        assert life.problem(OPS) == "channel_not_found"
    life.announcing.settle()

    assert life.problem("C0MOVED") == ""
    assert len(life.texts("C0MOVED")) == 1


def test_a_channel_that_becomes_private_with_the_bot_in_it_goes_on(life: Life, slack: FakeSlack) -> None:
    life.subscribe(GENERAL)
    slack.grant("groups:history")
    slack.make_private(GENERAL)
    life.publishes("one")
    life.check()

    assert len(life.texts(GENERAL)) == 1
    assert life.told() == []


def test_a_channel_that_is_renamed_goes_on(life: Life, slack: FakeSlack) -> None:
    life.subscribe(OPS)
    slack.quietly.rename(OPS, "operators")
    life.publishes("one")
    assert len(life.texts(OPS)) == 1


def test_who_else_comes_into_a_channel_is_nothing_to_ask_about(life: Life, slack: FakeSlack) -> None:
    life.subscribe(OPS)
    receipts = slack.event({"type": "member_joined_channel", "user": BEN}, channel=OPS)

    assert [receipt.status for receipt in receipts] == [200]
    assert slack.calls == ()


def test_channels_without_subscriptions_are_not_asked_about(life: Life, slack: FakeSlack) -> None:
    slack.archive(GENERAL)
    slack.remove_bot(OPS)
    slack.invite_bot(SUPPORT)
    assert slack.calls == ()


def test_what_somebody_has_paused_stays_so_when_the_channel_is_back(life: Life, happens: Happens) -> None:
    subscription = life.subscribe(OPS)
    life.parts.knowledge.subscriptions.pause(subscription.place, person="U1", until=None)
    happens("archive", OPS)
    happens("unarchive", OPS)
    life.publishes("one")

    [after] = life.parts.knowledge.subscriptions.of(subscription.place)
    assert (after.pause.value, after.problem) == ("asked", "")
    assert life.texts(OPS) == life.told() == []


def test_a_public_channel_needs_no_membership_where_the_bot_may_post_anyway(life: Life, happens: Happens) -> None:
    life.slack.grant("chat:write.public")
    life.subscribe(GENERAL)
    happens("remove_bot", GENERAL)
    life.publishes("one")

    assert life.problem(GENERAL) == ""
    assert len(life.texts(GENERAL)) == 1
