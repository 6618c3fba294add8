"""Events come late, four times, to several processes, or while Slack or the database is gone: the end is the same."""

from sqlalchemy import create_engine

from bot.app import create_app
from bot.playground import FakeSlack
from bot.playground.faults import DropBefore, ServerError, TooFast
from bot.playground.town import GENERAL, OPS
from bot.server.http import EVENTS_PATH, create_wsgi
from bot.settings import Settings
from tests.bot.conftest import ServeWsgi
from tests.bot.lifecycle.conftest import Life


def test_an_event_that_comes_four_times_to_two_processes_is_told_once(
    life: Life, slack: FakeSlack, settings: Settings, serve_wsgi: ServeWsgi
) -> None:
    urls = []
    for parts in (life.parts, life.new_process()):
        app = create_app(settings, parts)
        wsgi = create_wsgi(app, parts.knowledge, signing_secret=settings.slack_signing_secret)
        urls.append(serve_wsgi(wsgi) + EVENTS_PATH)
    slack.connect_http(*urls)
    life.subscribe(OPS)
    for happening in (slack.archive, slack.unarchive, slack.remove_bot, slack.invite_bot):
        with slack.held(order=[0, 0, 0, 0]) as held:
            happening(OPS)
        assert [receipt.status for receipt in held.receipts] == [200] * 4
        life.announcing.settle()

    assert [text.split(",")[0] for text in life.told()] == [
        f"I can't post to <#{OPS}>",
        f"I can post to <#{OPS}> again",
    ] * 2


def test_an_event_that_has_been_overtaken_changes_nothing(life: Life, slack: FakeSlack) -> None:
    life.subscribe(OPS)
    with slack.held():
        slack.archive(OPS)
        slack.unarchive(OPS)
    life.publishes("one")
    with slack.held():
        slack.invite_bot(OPS)
        slack.remove_bot(OPS)

    assert len(life.texts(OPS)) == 1
    assert life.problem(OPS) == "channel_not_found"


def test_an_event_is_left_to_slack_to_repeat_while_slack_does_not_say_how_things_are(
    life: Life, slack: FakeSlack
) -> None:
    life.subscribe(OPS)
    for fault in (ServerError(500), DropBefore(), TooFast(retry_after=1)):
        slack.misbehave(fault, "conversations.info", times=2)
        assert [receipt.status for receipt in slack.archive(OPS)] == [500, 500]
        assert life.problem(OPS) == ""
        [again] = slack.redeliver()
        assert (again.status, life.problem(OPS)) == (200, "is_archived")
        slack.unarchive(OPS)
        assert life.problem(OPS) == ""


def test_an_event_is_left_to_slack_to_repeat_while_the_database_is_locked(
    life: Life, slack: FakeSlack, sqlite_url: str
) -> None:
    life.subscribe(OPS)
    engine = create_engine(sqlite_url, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.exec_driver_sql("BEGIN IMMEDIATE")
        assert [receipt.status for receipt in slack.archive(OPS)] == [500, 500]
        connection.exec_driver_sql("ROLLBACK")
    engine.dispose()

    assert [receipt.status for receipt in slack.redeliver()] == [200]
    assert life.problem(OPS) == "is_archived"


def test_an_event_of_another_shape_changes_nothing(life: Life, slack: FakeSlack) -> None:
    life.subscribe(GENERAL)
    shapes = (
        {"type": "channel_archive", "channel": {"id": GENERAL}},
        {"type": "channel_id_changed", "old_channel_id": GENERAL, "new_channel_id": ["C1"]},
        {"type": "channel_shared", "channel": 7},
        {"type": "member_joined_channel", "user": None},
        {"type": "tokens_revoked", "tokens": {"bot": [], "oauth": ["U1"]}},
    )
    for fields in shapes:
        assert slack.event(fields, channel=GENERAL)[0].status in (200, 400)
    assert life.problem(GENERAL) == ""
