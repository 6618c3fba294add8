"""Channels are shared with other organisations: what is internal is not shown there, be it before or after."""

from dataclasses import replace

import pytest

from bot.playground import FakeSlack
from bot.playground.town import GENERAL, PARTNERS
from tests.bot.conftest import text_of
from tests.bot.lifecycle.conftest import Happens, Life


def seen(life: Life, channel: str) -> str:
    return "\n".join(message.text + "\n" + text_of(message.blocks) for message in life.slack.messages(channel))


def test_what_was_planned_before_a_channel_was_shared_is_not_posted(life: Life, happens: Happens) -> None:
    life.subscribe(GENERAL)
    life.centre.publish("secret", visibility="internal")
    life.centre.publish("open")
    life.centre.settle()
    happens("share", GENERAL)
    life.announcing.settle()

    assert "Article secret" not in seen(life, GENERAL)
    assert "Article open" in seen(life, GENERAL)


def test_what_was_posted_before_a_channel_was_shared_is_put_right(life: Life, happens: Happens) -> None:
    life.subscribe(GENERAL)
    life.publishes("secret", visibility="internal", summary="How we treat partners")
    life.publishes("open")
    assert "Article secret" in seen(life, GENERAL)
    happens("share", GENERAL)
    life.announcing.edit()

    assert "secret" not in seen(life, GENERAL)
    assert "partners" not in seen(life, GENERAL)
    assert "Article open" in seen(life, GENERAL)


def test_an_edit_after_a_channel_was_shared_quietly_shows_nothing_internal(life: Life, slack: FakeSlack) -> None:
    life.subscribe(GENERAL)
    life.publishes("secret", visibility="internal")
    slack.quietly.share(GENERAL)
    life.centre.publish("secret", title="Another secret", visibility="internal")
    life.announcing.edit()

    assert "secret" not in seen(life, GENERAL)


def test_an_article_that_becomes_internal_is_taken_out_of_what_outsiders_read(life: Life) -> None:
    life.subscribe(PARTNERS)
    life.publishes("one", title="Refunds")
    life.centre.publish("one", title="Refunds, for us", visibility="internal")
    life.announcing.edit()

    assert "Refunds" not in seen(life, PARTNERS)


def test_a_channel_of_our_own_again_is_told_internal_articles(life: Life, happens: Happens) -> None:
    life.subscribe(PARTNERS)
    life.publishes("before", visibility="internal")
    happens("unshare", PARTNERS)
    life.publishes("secret", visibility="internal")

    assert "before" not in seen(life, PARTNERS)
    assert "Article secret" in seen(life, PARTNERS)


def test_a_channel_that_outsiders_are_invited_to_counts_as_shared(life: Life, slack: FakeSlack) -> None:
    life.subscribe(GENERAL)
    slack.workspace.put(replace(slack.workspace.channel(GENERAL), is_pending_ext_shared=True))
    life.check()
    life.publishes("secret", visibility="internal")
    assert life.texts(GENERAL) == []


@pytest.mark.parametrize("times", [1, 4])
def test_posts_are_put_right_once_however_often_slack_tells_of_it(life: Life, slack: FakeSlack, times: int) -> None:
    life.subscribe(GENERAL)
    life.publishes("secret", visibility="internal")
    with slack.held(order=[0] * times):
        slack.share(GENERAL)
    life.announcing.edit()
    life.check()
    life.announcing.edit()

    assert sum(call.method == "chat.update" for call in slack.calls) == 1
