"""The composition: every trigger has one owner, and every error one door."""

import ast
import json
import logging
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from slack_bolt import App, BoltRequest

from bot.app import CAPABILITIES, VERBS, create_app, create_parts
from bot.ask import blocks
from bot.playground import FakeSlack
from bot.playground.town import ANA, GENERAL
from bot.settings import Settings
from knowledge.articles import Audience
from knowledge.base import KnowledgeBase
from tests.bot.conftest import SlacksSchema, with_short_values

ROOT = Path(__file__).parents[2]


class Recorder:
    """Stands where a Bolt app stands when capabilities register, and notes what each asks for."""

    def __init__(self) -> None:
        self.triggers: list[tuple[str, str]] = []

    def __getattr__(self, kind: str) -> Callable[[str], Callable[[object], object]]:
        def claim(trigger: str | re.Pattern[str]) -> Callable[[object], object]:
            self.triggers.append((kind, trigger if isinstance(trigger, str) else trigger.pattern))
            return lambda listener: listener

        return claim


def registered() -> list[tuple[str, str]]:
    """What all capabilities listen to: the kind and the name of each, or the pattern of its names."""
    app = Recorder()
    parts = create_parts(Settings(), KnowledgeBase("sqlite:///never-opened.db"))
    for capability in CAPABILITIES:
        capability.register(app, parts)
    return app.triggers


def test_every_trigger_has_one_owner() -> None:
    triggers = registered()

    assert len(triggers) == len(set(triggers))
    assert ("command", "/kb") in triggers


def test_every_verb_has_one_owner() -> None:
    words = [verb.word for verb in VERBS]
    assert len(words) == len(set(words))
    assert "ask" not in words


def test_an_unforeseen_error_gives_a_reference_that_the_log_knows(
    settings: Settings, synced_url: str, caplog: pytest.LogCaptureFixture
) -> None:
    app = create_app(settings, create_parts(settings, KnowledgeBase(synced_url)))

    @app.command("/broken")
    def broken() -> None:
        raise RuntimeError("the inside of the machine")

    body = "command=%2Fbroken&text=x&team_id=T1&channel_id=C1&user_id=U1"
    form = {"content-type": ["application/x-www-form-urlencoded"]}
    response = app.dispatch(BoltRequest(body=body, headers=form))

    told = json.loads(response.body)
    assert response.status == 200
    assert told["response_type"] == "ephemeral"
    assert "machine" not in told["text"]
    [logged] = [record for record in caplog.records if record.levelno == logging.ERROR]
    assert logged.reference in told["text"]
    assert logged.exc_info is not None


def test_an_event_that_fails_is_left_to_slack_to_deliver_again(
    slack: FakeSlack, settings: Settings, synced_url: str
) -> None:
    app: App = create_app(settings, create_parts(settings, KnowledgeBase(synced_url + "-gone/x")))
    said = {"type": "app_mention", "user": ANA, "channel": GENERAL, "ts": "1.2", "text": "x"}
    event = {"type": "event_callback", "event_id": "Ev1", "team_id": "T1", "event": said}
    body = json.dumps(event)
    response = app.dispatch(BoltRequest(body=body, headers={"content-type": ["application/json"]}))

    assert response.status == 500
    assert slack.calls == ()


@pytest.mark.parametrize(
    "question",
    ["resubmit a failed order", "customer cannot pay", "quantum gravity picnic zebra", '"' * 1500, "<!channel> & co"],
)
def test_every_answer_is_valid_by_slacks_schema(synced_url: str, slacks_schema: SlacksSchema, question: str) -> None:
    schema = slacks_schema("blocks.message")
    knowledge = KnowledgeBase(synced_url)
    pages = [blocks.FIRST_PRIVATE, blocks.FIRST_PUBLIC, blocks.Page(offset=5)]
    for page in pages:
        found = knowledge.ask(question, Audience.INTERNAL, offset=page.offset)
        message = blocks.answer(found, page)
        assert len(message.blocks) <= 50
        assert all(len(value) <= 2000 for value in _values(message.blocks))
        schema.validate(with_short_values(message.blocks))


def _values(drawn: object) -> list[str]:
    if isinstance(drawn, dict):
        return [v for k, v in drawn.items() if k == "value"] + [v for each in drawn.values() for v in _values(each)]
    return [value for each in drawn for value in _values(each)] if isinstance(drawn, (list, tuple)) else []


def test_the_environment_is_read_by_the_command_line_alone() -> None:
    readers = []
    for file in [*ROOT.glob("bot/**/*.py"), *ROOT.glob("knowledge/**/*.py")]:
        for node in ast.walk(ast.parse(file.read_text())):
            if isinstance(node, ast.Attribute) and node.attr in ("environ", "getenv"):
                readers.append(file.relative_to(ROOT).as_posix())
    assert set(readers) == {"bot/cli_settings.py", "bot/cli_bench.py"}


def test_block_kit_models_are_drawn_with_in_blocks_buttons_and_cards_alone() -> None:
    drawing = set()
    for file in ROOT.glob("bot/**/*.py"):
        for node in ast.walk(ast.parse(file.read_text())):
            models = isinstance(node, ast.ImportFrom) and (node.module or "").startswith("slack_sdk.models")
            if models and {name.name for name in node.names} != {"Block"}:  # a type draws nothing
                drawing.add(file.name)
    assert drawing == {"blocks.py", "buttons.py", "cards.py"}
