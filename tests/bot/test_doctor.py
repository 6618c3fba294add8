"""The doctor: what is missing is named with what to do, whether Slack can be reached or not."""

import json
from collections.abc import Callable, Mapping
from pathlib import Path
from subprocess import CompletedProcess
from typing import Any

import pytest
import yaml

from bot.doctor import NEEDED_SCOPES, OPTIONAL_SCOPES
from bot.playground import FakeSlack

RunBot = Callable[..., CompletedProcess[str]]
MANIFEST: dict[str, Any] = yaml.safe_load((Path(__file__).parents[2] / "manifest.yml").read_text())


@pytest.fixture
def examine(run_bot: RunBot, slack: FakeSlack, tmp_path: Path) -> Callable[..., tuple[int, Mapping[str, Any]]]:
    """Runs the doctor over a database with tables and one source; gives the exit code and the findings by subject."""
    (tmp_path / "help").mkdir()
    (tmp_path / "sources.toml").write_text('[[source]]\nname = "help"\nkind = "markdown"\npath = "help"\n')
    run_bot("db", "upgrade")

    def run(**env: str) -> tuple[int, Mapping[str, Any]]:
        given = {"SLACK_BOT_TOKEN": slack.bot_token, "SLACK_API_URL": slack.api_url} | env
        ran = run_bot("doctor", "--json", env=given)
        return ran.returncode, {finding["subject"]: finding for finding in json.loads(ran.stdout)}

    return run


def test_the_doctor_knows_the_scopes_of_the_manifest() -> None:
    scopes = MANIFEST["oauth_config"]["scopes"]
    assert set(NEEDED_SCOPES) == set(scopes["bot"])
    assert set(OPTIONAL_SCOPES) == set(scopes["bot_optional"])


def test_all_is_well(examine: Callable[..., tuple[int, Mapping[str, Any]]], slack: FakeSlack) -> None:
    slack.grant(*NEEDED_SCOPES, *OPTIONAL_SCOPES)
    code, found = examine()

    assert code == 0
    assert {finding["state"] for finding in found.values()} == {"ok"}
    assert "Quickjump" in found["token"]["said"]


def test_scopes_that_are_not_granted_are_named_with_what_is_lost(
    examine: Callable[..., tuple[int, Mapping[str, Any]]], slack: FakeSlack
) -> None:
    slack.grant(*NEEDED_SCOPES)
    slack.revoke("channels:history", "users:read")
    code, found = examine()

    assert code == 1
    assert found["channels:history"]["state"] == "lacking"
    assert "parked" in found["channels:history"]["said"]
    assert found["users:read"]["state"] == "broken"


def test_what_is_broken_is_said_and_the_rest_is_looked_at_all_the_same(
    examine: Callable[..., tuple[int, Mapping[str, Any]]], slack: FakeSlack, tmp_path: Path
) -> None:
    slack.revoke_token()
    (tmp_path / "sources.toml").unlink()
    code, found = examine(DATABASE_URL=f"sqlite:///{tmp_path}/empty.db")

    assert code == 1
    assert {finding["subject"] for finding in found.values() if finding["state"] == "broken"} == {
        "database",
        "sources",
        "token",
    }
    assert "db upgrade" in found["database"]["said"]


def test_without_slack_the_rest_is_looked_at(run_bot: RunBot, examine: Callable[..., Any]) -> None:
    code, found = examine(SLACK_API_URL="http://127.0.0.1:9/api/")
    assert code == 1
    assert found["token"]["state"] == "broken"
    assert found["database"]["state"] == "ok"
    ran = run_bot("doctor")
    assert ran.returncode == 0
    assert "SLACK_BOT_TOKEN is not set" in ran.stdout
