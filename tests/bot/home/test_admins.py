"""What Home shows admins of how the bot is doing, and nobody else."""

from dataclasses import replace
from datetime import timedelta

from bot.playground.town import ANA, BEN, GENERAL, GIA, TEAM
from knowledge.articles import Audience, Band
from knowledge.posts import Post, Way
from knowledge.questions import Answered, Asker
from tests.bot.home.conftest import Company


def test_admins_see_what_wants_their_word(company: Company) -> None:
    knowledge = company.parts.knowledge
    company.publish("a")
    company.centre.clock.passes(timedelta(hours=2))
    knowledge.outbox.put(Post(TEAM.id, GENERAL, "answer:1", "It was to be posted."))
    delivery = knowledge.outbox.claim_due()
    assert delivery is not None
    knowledge.outbox.park(delivery, "Slack refused it: <!channel>")
    asker = Asker(TEAM.id, GENERAL, BEN, Audience.INTERNAL)
    knowledge.recording.add(asker, Answered("how to <fly>", Band.NONE, is_miss=True), Way.COMMAND)
    knowledge.recording.flush()
    told = company.reads(ANA)

    assert "• *help*: synced 2 hours ago" in told
    assert f"1 post is parked, and not sent before somebody says so:\n• to <#{GENERAL}>, just now" in told
    assert "Slack refused it: &lt;!channel&gt;" in told
    assert "• how to &lt;fly&gt; (asked once)" in told
    assert "For admins" not in company.reads(BEN)


def test_a_source_that_is_held_is_named_with_what_to_do(company: Company) -> None:
    company.publish(*map(str, range(60)))
    assert "held, since 60 articles are new at once: `python -m bot sync --accept`" in company.reads(ANA)


def test_a_guest_is_no_admin_whatever_slack_says(company: Company) -> None:
    guest = company.slack.workspace.person(GIA)
    company.slack.workspace.put_person(replace(guest, is_admin=True))
    assert "For admins" not in company.reads(GIA)
