"""`python -m bot manifest` as it is run: what it writes is valid by Slack's schema."""

import json
from collections.abc import Callable
from pathlib import Path
from subprocess import CompletedProcess
from typing import Any

import pytest
import yaml

from tests.bot.conftest import SlacksSchema

RunBot = Callable[..., CompletedProcess[str]]

COMMITTED: dict[str, Any] = yaml.safe_load((Path(__file__).parents[2] / "manifest.yml").read_text())


def written(done: CompletedProcess[str], slacks_schema: SlacksSchema) -> dict[str, Any]:
    assert (done.returncode, done.stderr) == (0, "")
    manifest: dict[str, Any] = yaml.safe_load(done.stdout)
    slacks_schema("manifest.schema.2.0.0").validate(manifest)
    return manifest


def test_over_http_everything_is_sent_to_the_address_and_else_all_is_as_committed(
    run_bot: RunBot, slacks_schema: SlacksSchema
) -> None:
    made = written(
        run_bot("manifest", "--domains", "kb.example.org, Help.example.com", "--url", "https://b.example.com/"),
        slacks_schema,
    )

    address = "https://b.example.com/slack/events"
    assert made["features"].pop("unfurl_domains") == ["kb.example.org", "help.example.com"]
    assert [command.pop("url") for command in made["features"]["slash_commands"]] == [address]
    assert made["settings"]["event_subscriptions"].pop("request_url") == address
    assert made["settings"].pop("interactivity") == {
        "is_enabled": True,
        "request_url": address,
        "message_menu_options_url": address,
    }
    assert made["settings"].pop("socket_mode_enabled") is False
    before = json.loads(json.dumps(COMMITTED))
    assert before["features"].pop("unfurl_domains") == ["help.example.com"]
    assert before["settings"].pop("interactivity") == {"is_enabled": True}
    assert before["settings"].pop("socket_mode_enabled") is True
    assert made == before


@pytest.mark.usefixtures("synced_url")
def test_without_domains_those_of_the_articles_are_taken_and_it_is_socket_mode(
    run_bot: RunBot, slacks_schema: SlacksSchema
) -> None:
    assert written(run_bot("manifest"), slacks_schema) == COMMITTED
    assert json.loads(run_bot("manifest", "--json").stdout) == COMMITTED


def test_where_there_is_no_knowledge_base_yet_no_domain_is_named(run_bot: RunBot, slacks_schema: SlacksSchema) -> None:
    assert "unfurl_domains" not in written(run_bot("manifest"), slacks_schema)["features"]


@pytest.mark.parametrize(
    ("args", "said"),
    [
        (("--domains", "https://help.example.com"), "'https://help.example.com' is no domain."),
        (("--domains", "help"), "'help' is no domain."),
        (("--domains", "a.com,b.com,c.com,d.com,e.com,f.com"), "5 domains at most, and these are 6"),
        (("--url", "http://bot.example.com"), "It begins with https://"),
        (("--url", "https://[::1"), "is no address that Slack can reach"),
        (("--url", "https://me:secret@bot.example.com"), "is no address that Slack can reach"),
    ],
)
def test_what_slack_would_refuse_is_refused_with_a_sentence(run_bot: RunBot, args: tuple[str, ...], said: str) -> None:
    done = run_bot("manifest", *args)
    assert (done.returncode, done.stdout) == (2, "")
    assert said in done.stderr
