"""The doctor where all is well, and where what is wrong is on our side: settings, database, sources, encoder."""

import json
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path
from sqlite3 import connect
from subprocess import CompletedProcess

import pytest

from bot.doctor.case import Case
from bot.doctor.clocks import against_database
from bot.doctor.encoder import encoder
from bot.doctor.scopes import NEEDED_SCOPES, OPTIONAL_SCOPES
from bot.doctor.sources import sources as look_at_sources
from bot.playground import FakeSlack
from bot.settings import Settings
from knowledge.base import KnowledgeBase
from knowledge.changes import MassLimits
from knowledge.models import EncoderKind
from knowledge.sources.config import read_sources
from tests.bot.doctor.conftest import Examine
from tests.knowledge.given import GivenClock, NobodyWatches
from tests.knowledge.toys import TRANSFORMER, Toy, loading

RunBot = Callable[..., CompletedProcess[str]]


@pytest.mark.usefixtures("knowledge")
def test_all_is_well(examine: Examine, slack: FakeSlack, kind: str) -> None:
    slack.grant(*NEEDED_SCOPES, *OPTIONAL_SCOPES)
    examined = examine(SLACK_SIGNING_SECRET=slack.signing_secret, HELP_CHANNEL="C0GENERAL")

    assert examined.code == 0
    assert examined.states("ok") == set(examined.found)
    assert list(examined.found) == [
        "settings",
        "database",
        "schema",
        "sources",
        "encoder",
        "signing secret",
        "bot token",
        "app token",
        "scopes",
        "clock",
        "HELP_CHANNEL",
    ]
    assert {"sqlite": "SQLite", "postgresql": "PostgreSQL"}[kind] in examined.found["database"]["said"]
    assert " lists help (synced " in examined.found["sources"]["said"]
    assert "quickjump in the workspace Quickjump" in examined.found["bot token"]["said"]


def test_an_operator_reads_a_line_for_each_check_with_what_to_do_below_and_how_much_it_is(
    run_bot: RunBot, sources: Path
) -> None:
    before = run_bot("doctor").stdout.splitlines()
    assert before[2].split() == ["fault", "schema", "The", "database", "has", "no", "tables", "yet."]
    assert before[3].strip() == "Run: python -m bot db upgrade"
    assert before[-1] == "1 fault and 1 warning."

    run_bot("db", "upgrade")
    run_bot("sync")
    ran = run_bot("doctor")
    assert ran.returncode == 0
    assert "SLACK_BOT_TOKEN is not set, so Quickjump answers in the terminal and in the playground only." in ran.stdout
    assert ran.stdout.splitlines()[-1] == "1 warning."


@pytest.mark.usefixtures("knowledge")
def test_settings_that_can_not_be_read_are_named_and_what_hangs_on_them_is_left_out(examine: Examine) -> None:
    examined = examine(DATABASE_URL="mysql://x", SLACK_BOT_TOKEN="xapp-mixed-up", ENCODER="gpt")

    assert examined.code == 1
    assert set(examined.found) == {"DATABASE_URL", "SLACK_BOT_TOKEN", "ENCODER", "sources", "app token"}
    assert "must begin with xoxb-" in examined.found["SLACK_BOT_TOKEN"]["said"]


def test_a_file_of_settings_that_can_not_be_read_is_named(run_bot: RunBot, tmp_path: Path) -> None:
    (tmp_path / ".env").write_text('SLACK_BOT_TOKEN="xoxb-never-closed\n')
    found = json.loads(run_bot("doctor", "--json").stdout)[0]

    assert (found["subject"], found["state"]) == (".env", "fault")
    assert "lacks a closing quote" in found["said"]


def test_a_slack_whose_address_can_not_be_read_is_not_asked(examine: Examine) -> None:
    assert "bot token" not in examine(SLACK_API_URL="slack").found


def test_a_database_that_does_not_answer_is_said_once(examine: Examine, sources: Path, kind: str) -> None:
    url = {"sqlite": "sqlite:////nowhere/at/all.db", "postgresql": f"postgresql://me:{'hun'}ter2@127.0.0.1:9/kb"}[kind]
    examined = examine(DATABASE_URL=url)

    assert examined.code == 1
    assert examined.states("fault") == {"database"}
    assert examined.found["sources"]["said"].endswith("sources.toml lists help.")
    assert "hunter2" not in str(examined.found)
    assert "schema" not in examined.found


def test_tables_that_are_not_there_are_asked_for_and_the_rest_goes_on(
    run_bot: RunBot, slack: FakeSlack, empty_database_url: str
) -> None:
    env = {"DATABASE_URL": empty_database_url, "SLACK_BOT_TOKEN": slack.bot_token, "SLACK_API_URL": slack.api_url}
    ran = run_bot("doctor", "--json", env=env)
    found = {finding["subject"]: finding for finding in json.loads(ran.stdout)}

    assert ran.returncode == 1
    assert (found["database"]["state"], found["schema"]["state"]) == ("ok", "fault")
    assert found["schema"]["advice"] == "Run: python -m bot db upgrade"
    assert found["bot token"]["state"] == "ok"


def test_tables_of_another_program_are_told_from_old_ones(run_bot: RunBot, tmp_path: Path) -> None:
    run_bot("db", "upgrade")
    for revision, advised in (("0001", "db upgrade"), ("9999", "name another database")):
        with closing(connect(tmp_path / "quickjump.db")) as database, database:
            database.execute("UPDATE alembic_version SET version_num = ?", [revision])
        found = {finding["subject"]: finding for finding in json.loads(run_bot("doctor", "--json").stdout)}
        assert advised in found["schema"]["advice"]


def test_a_list_of_sources_that_can_not_be_read_is_said_in_one_finding(examine: Examine, tmp_path: Path) -> None:
    (tmp_path / "sources.toml").write_text('[[source]]\nname = "help"\nkind = "books"\n')
    found = examine().found["sources"]

    assert found["state"] == "fault"
    assert "it has no path; " in found["said"]
    assert "its kind is 'books'" in found["said"]


@pytest.mark.usefixtures("knowledge")
def test_each_source_that_can_not_be_read_or_was_never_synced_is_named(examine: Examine, sources: Path) -> None:
    lines = ['[[source]]\nname = "gone"\nkind = "markdown"\npath = "gone"\n']
    lines.append('[[source]]\nname = "broken"\nkind = "jsonl"\npath = "broken.jsonl"\n')
    lines.append('[[source]]\nname = "new"\nkind = "markdown"\npath = "help"\n')
    sources.write_text(sources.read_text() + "".join(lines))
    (sources.parent / "broken.jsonl").write_text("{\n")
    examined = examine()

    assert examined.code == 1
    assert "gone is not a folder" in examined.found["source gone"]["said"]
    assert "broken.jsonl:1: it is not JSON" in examined.found["source broken"]["said"]
    assert examined.found["source new"]["said"] == "It was never synced, so none of its articles is found."
    assert "source help" not in examined.found


def test_a_source_that_is_late_is_said_where_a_process_should_sync_it(
    database_url: str, sources: Path, open_knowledge: Callable[..., KnowledgeBase], slack: FakeSlack
) -> None:
    clock = GivenClock()
    knowledge = open_knowledge(database_url, clock=clock)
    knowledge.syncs.sync(read_sources(sources), NobodyWatches())
    clock.passes(timedelta(minutes=31))
    settings = Settings(knowledge_sources=sources, slack_bot_token=slack.bot_token)

    late = [finding.said for finding in look_at_sources(Case(settings, {}, knowledge)) if finding.state == "warning"]
    assert late == ["It was last synced 31 min 0 s ago, and should be every 10 min 0 s."]
    by_hand = Settings(knowledge_sources=sources)
    assert all(finding.state == "ok" for finding in look_at_sources(Case(by_hand, {}, knowledge)))


def test_a_source_that_is_held_is_said_with_the_command_that_accepts_it(
    database_url: str, sources: Path, open_knowledge: Callable[..., KnowledgeBase], examine: Examine
) -> None:
    knowledge = open_knowledge(database_url, limits=MassLimits(new=1))
    for titles in ["Refunds"], ["Refunds", "Orders", "Prices"]:
        for title in titles:
            (sources.parent / "help" / f"{title}.md").write_text(f"# {title}\n")
        knowledge.syncs.sync(read_sources(sources), NobodyWatches())
    found = examine().found["source help"]

    assert found["state"] == "warning"
    assert found["advice"].endswith("python -m bot sync --accept --source help")


def test_a_database_whose_clock_is_off_is_named(
    database_url: str, open_knowledge: Callable[..., KnowledgeBase]
) -> None:
    clock = GivenClock()
    knowledge = open_knowledge(database_url, clock=clock)

    def after(time: timedelta) -> list[str]:
        case = Case(Settings(), {}, knowledge, now=lambda: datetime(2026, 11, 2, 9, tzinfo=UTC) + time)
        return [finding.said for finding in against_database(case)]

    assert after(timedelta(seconds=50)) == []
    assert "12 min 0 s behind this machine's" in after(timedelta(minutes=12))[0]
    assert "2 min 0 s ahead of this machine's" in after(timedelta(minutes=-2))[0]


@pytest.mark.usefixtures("knowledge")
def test_a_clock_that_was_put_ahead_is_said_and_not_taken_for_a_wrong_one(examine: Examine) -> None:
    examined = examine(CLOCK_AHEAD="3600")
    assert examined.found["CLOCK_AHEAD"]["state"] == "warning"
    assert "database clock" not in examined.found


def test_articles_that_have_no_vector_yet_are_counted(
    database_url: str, sources: Path, open_knowledge: Callable[..., KnowledgeBase]
) -> None:
    knowledge = open_knowledge(database_url, encoder=TRANSFORMER, load=loading(Toy()))
    knowledge.syncs.sync(read_sources(sources), NobodyWatches())
    knowledge.encoding.catch_up()
    case = Case(Settings(encoder=EncoderKind.TRANSFORMER), {}, knowledge)
    assert [finding.state for finding in encoder(case)] == ["ok"]

    (sources.parent / "help" / "orders.md").write_text("# Orders\n")
    knowledge.syncs.sync(read_sources(sources), NobodyWatches())
    (found,) = encoder(case)
    assert (found.state, found.advice) == ("warning", "They get them from: python -m bot sync")
    assert found.said == "ENCODER=transformer works, but 1 of 2 articles (50 %) have their vectors."


def test_a_model_that_can_not_be_loaded_is_said_though_the_database_is_gone(run_bot: RunBot, sources: Path) -> None:
    env = {"ENCODER_MODEL": "./nowhere", "DATABASE_URL": "sqlite:////nowhere/at/all.db"}
    found = {finding["subject"]: finding for finding in json.loads(run_bot("doctor", "--json", env=env).stdout)}

    assert found["encoder"]["state"] == "fault"
    assert "there is no folder nowhere" in found["encoder"]["said"]
