"""The log: JSON lines with the ids of what they are about, and never a secret nor what people wrote."""

import io
import json
import logging
import threading
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest

from bot.app import create_app, create_parts
from bot.correlation import carried, ids_from, working_on
from bot.playground import FakeSlack
from bot.playground.faults import Refuse
from bot.playground.town import ANA, BOT_ID, GENERAL, OPS, TEAM
from bot.server import logs
from bot.server.http import EVENTS_PATH, create_wsgi
from bot.settings import Settings
from knowledge.base import KnowledgeBase
from tests.bot.conftest import ServeWsgi, text_of

# What Slack's tokens look like, put together so that no scanner takes this file for a leak.
PLANTED = [f"{kind}-{'1234567890'}-{'AbCdEfGhIj'}" for kind in ("xoxb", "xoxp", "xapp", "xoxe.xoxp", "xoxe")]
SECRET, PASSWORD = "sixteen-and-more-letters", "pa ss/word"


class Log:
    """What has been logged, as an operator would read it."""

    def __init__(self) -> None:
        self.stream = io.StringIO()

    @property
    def lines(self) -> list[dict[str, Any]]:
        return [json.loads(line) for line in self.stream.getvalue().splitlines()]


@pytest.fixture
def log() -> Iterator[Log]:
    """Logging as every process does it, into a text instead of stdout; put back as it was after the test."""
    root, hook = logging.getLogger(), threading.excepthook
    before = root.handlers[:], root.level
    kept = Log()
    handler = logging.StreamHandler(kept.stream)
    handler.setFormatter(logs.JsonLines([SECRET, PASSWORD]))
    root.addHandler(handler)
    logging.getLogger("bot").setLevel("INFO")
    yield kept
    root.handlers[:], root.level = before
    threading.excepthook = hook


@pytest.mark.parametrize("secret", [*PLANTED, SECRET, PASSWORD, "https://hooks.slack.com/actions/T1/2/abc"])
def test_a_secret_is_nowhere_in_a_line_nor_in_a_traceback(log: Log, secret: str) -> None:
    try:
        raise RuntimeError(f"it was {secret}!")
    except RuntimeError:
        logging.getLogger("bot.x").exception("the token %s failed", secret, extra={"url": f"http://x/?t={secret}"})
    logging.getLogger("slack_sdk").error("auth with %s", [secret])

    assert len(log.lines) == 2
    assert secret.rpartition("/")[2] not in log.stream.getvalue()
    assert "it was" in log.lines[0]["traceback"]


def test_the_settings_know_all_their_secrets() -> None:
    settings = Settings(
        slack_bot_token=PLANTED[0],
        slack_app_token=PLANTED[2],
        slack_signing_secret=SECRET,
        database_url="postgresql://me:" + "pa%20ss%2Fword" + "@host/name",  # in parts, for the scanner of secrets
    )
    assert {PLANTED[0], PLANTED[2], SECRET, PASSWORD, "pa%20ss%2Fword"} == set(settings.secrets)


def test_lines_carry_the_ids_of_what_is_worked_on_also_in_another_thread(log: Log) -> None:
    with working_on(request="r1", workspace="T1", channel=""):
        work = carried(lambda: logging.getLogger("bot.x").warning("in a thread"))
    thread = threading.Thread(target=work)
    thread.start()
    thread.join()
    logging.getLogger("bot.x").warning("outside")

    inside, outside = log.lines
    assert (inside["request"], inside["workspace"]) == ("r1", "T1")
    assert "channel" not in inside
    assert "request" not in outside


def test_nothing_that_people_write_is_logged_and_every_line_has_its_ids(
    slack: FakeSlack, settings: Settings, synced_url: str, serve_wsgi: ServeWsgi, log: Log
) -> None:
    parts = create_parts(settings, KnowledgeBase(synced_url))
    wsgi = create_wsgi(create_app(settings, parts), parts.knowledge, signing_secret=settings.slack_signing_secret)
    slack.connect_http(serve_wsgi(wsgi) + EVENTS_PATH)
    words = "xylophone mailbox is full"
    answer = slack.slash("/kb", words, channel=GENERAL, person=ANA).message
    [mentioned] = slack.mention(words, channel=GENERAL, person=ANA)
    slack.wait_for(lambda: [message for message in slack.messages(GENERAL) if message.user == BOT_ID])
    slack.misbehave(Refuse("is_archived"))
    slack.mention(f"again {words}", channel=OPS, person=ANA)
    slack.wait_for(lambda: len([call for call in slack.calls if call.method == "chat.postMessage"]) == 2)
    assert parts.pool.close(30)

    told = log.stream.getvalue()
    assert answer is not None
    assert mentioned.status == 200
    assert "xylophone" not in told
    assert settings.slack_bot_token not in told
    about = {line["message"]: line for line in log.lines}
    assert {"request", "event", "workspace", "channel"} <= set(about["posted"])
    assert about["posted"]["workspace"] == TEAM.id
    assert about["not posted, and parked: Slack refused it: is_archived"]["level"] == "ERROR"


def test_an_unforeseen_error_is_told_by_a_reference_that_the_log_has_with_its_traceback(
    slack: FakeSlack, settings: Settings, synced_url: str, serve_wsgi: ServeWsgi, log: Log
) -> None:
    parts = create_parts(replace(settings, slack_bot_token=PLANTED[0]), KnowledgeBase(synced_url))
    app = create_app(settings, parts)

    @app.action("share")
    @app.shortcut("broken")
    @app.command("/broken")
    def broken() -> None:
        raise RuntimeError(f"inside {PLANTED[0]}")

    slack.connect_http(
        serve_wsgi(create_wsgi(app, parts.knowledge, signing_secret=settings.slack_signing_secret)) + EVENTS_PATH
    )
    told = slack.slash("/broken", "x", channel=GENERAL, person=ANA).message
    message = slack.workspace.say(GENERAL, ANA, text="x")
    slack.shortcut(message, "broken", person=ANA)
    slack.wait_for(lambda: len(slack.ephemerals(GENERAL, ANA)) == 2)
    assert parts.pool.close(30)

    texts = [each.text for each in slack.ephemerals(GENERAL, ANA)]
    errors = [line for line in log.lines if line["level"] == "ERROR"]
    assert told is not None
    assert len(errors) == len(texts) == 2
    for text, line in zip(texts, errors, strict=True):
        assert line["reference"] in text
        assert "RuntimeError: inside" in line["traceback"]
        assert PLANTED[0] not in line["traceback"]
        assert line["workspace"] == TEAM.id


def test_an_unforeseen_error_in_a_modal_is_told_in_a_modal(
    slack: FakeSlack, settings: Settings, synced_url: str, serve_wsgi: ServeWsgi, log: Log
) -> None:
    parts = create_parts(settings, KnowledgeBase(synced_url))
    app = create_app(settings, parts)

    @app.action("broken")
    def broken() -> None:
        raise RuntimeError("inside")

    slack.connect_http(
        serve_wsgi(create_wsgi(app, parts.knowledge, signing_secret=settings.slack_signing_secret)) + EVENTS_PATH
    )
    button = {"type": "button", "action_id": "broken", "text": {"type": "plain_text", "text": "?"}}
    given = {
        "type": "modal",
        "title": {"type": "plain_text", "text": "Ours"},
        "blocks": [{"type": "actions", "elements": [button]}],
    }
    view = slack.workspace.modals.open(ANA, given)
    slack.press(view, "broken", person=ANA)

    above = slack.wait_for(lambda: (top := slack.view_of(ANA)) and top.previous_view_id == view.id and top)
    [line] = [line for line in log.lines if line["level"] == "ERROR"]
    assert line["reference"] in text_of(above.blocks)
    assert parts.pool.close(30)


def test_no_two_requests_have_one_id_though_processes_are_forked() -> None:
    ids = {ids_from({})["request"] for _ in range(100)}
    in_others: list[str] = []
    for _ in range(5):
        thread = threading.Thread(target=lambda: in_others.append(ids_from({})["request"]))
        thread.start()
        thread.join()
    assert len(ids | set(in_others)) == 105
    assert {id.partition("-")[0] for id in ids} == {f"{threading.get_native_id():x}"}
