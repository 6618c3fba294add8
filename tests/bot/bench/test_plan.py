"""The bench of planning: what it announces is planned and posted, and never too fast."""

from bot.bench.plan import plan


def test_an_article_is_planned_and_posted_at_the_pace_that_slack_allows() -> None:
    said: list[str] = []
    found = plan(channels=4, subscriptions=6, database_url="", said=said.append)

    assert (found.channels, found.subscriptions, found.too_fast) == (4, 6, 0)
    assert min(found.planned_ms, found.nothing_due_ms, found.first_post_ms, found.posts_per_second) > 0
    assert said[0] == "10 subscriptions are made"
