"""The app is removed from a workspace, or its token is revoked, and comes back."""

from bot.playground import FakeSlack
from bot.playground.town import ANA, GENERAL, OPS
from knowledge.subscriptions import Cadence, Pause
from tests.bot.announce.conftest import place
from tests.bot.lifecycle.conftest import Life


def test_the_subscriptions_of_a_workspace_that_removed_the_app_pause_in_whatever_order_it_is_told(
    life: Life, slack: FakeSlack
) -> None:
    life.subscribe(GENERAL)
    life.subscribe(OPS)
    with slack.held(order=[1, 0, 1, 0]) as held:
        slack.uninstall()

    assert [receipt.status for receipt in held.receipts] == [200] * 4
    assert [life.problem(GENERAL), life.problem(OPS)] == ["account_inactive"] * 2


def test_an_app_that_is_installed_again_tells_what_was_missed_where_it_is_invited(life: Life, slack: FakeSlack) -> None:
    life.subscribe(GENERAL)
    life.subscribe(OPS)
    slack.uninstall()
    life.publishes("one")
    life.publishes("two")
    slack.restore_token()
    life.check(life.new_process())
    assert [life.problem(GENERAL), life.problem(OPS)] == ["not_in_channel", "channel_not_found"]
    assert all("/invite @Quickjump" in told for told in life.told())
    assert len(life.told()) == 2
    slack.invite_bot(OPS)
    life.announcing.settle()

    [digest] = life.texts(OPS)
    assert "Article one; Article two" in digest
    assert life.texts(GENERAL) == []
    assert len(life.told()) == 3


def test_a_token_that_works_again_resumes_everything_at_the_next_start(life: Life, slack: FakeSlack) -> None:
    life.subscribe(GENERAL)
    life.subscribe(ANA)
    slack.revoke_token()
    life.check()
    life.publishes("one")
    assert [life.problem(GENERAL), life.problem(ANA)] == ["token_revoked"] * 2
    slack.restore_token()
    life.check(life.new_process())

    assert [life.problem(GENERAL), life.problem(ANA)] == ["", ""]
    assert len(life.texts(GENERAL)) == 1
    assert sum("Article one" in text for text in life.told()) == 1


def test_an_old_word_that_the_token_was_revoked_changes_nothing_once_it_works(life: Life, slack: FakeSlack) -> None:
    life.subscribe(GENERAL)
    with slack.held():
        slack.uninstall()
        slack.restore_token()
    assert life.problem(GENERAL) == ""


def test_a_token_that_lost_the_scope_to_post_pauses_all_until_it_has_it(life: Life, slack: FakeSlack) -> None:
    life.subscribe(GENERAL)
    slack.revoke("chat:write")
    life.check()
    assert life.problem(GENERAL) == "missing_scope"
    slack.grant("chat:write")
    life.check()
    assert life.problem(GENERAL) == ""


def test_muted_subscriptions_stay_as_they_are(life: Life, slack: FakeSlack) -> None:
    life.subscribe(GENERAL, cadence=Cadence.MUTED)
    slack.uninstall()
    [subscription] = life.parts.knowledge.subscriptions.of(place(GENERAL))
    assert (subscription.pause, subscription.problem) == (Pause.NONE, "")
