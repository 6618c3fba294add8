"""Settings: what the environment may say, and everything that is wrong with it in one message."""

from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from dotenv import dotenv_values

from bot.settings import BadSettings, Settings
from knowledge.models import EncoderKind

ROOT = Path(__file__).parents[2]

ALL = {
    "SLACK_BOT_TOKEN": "xoxb-1-2-abc",
    "SLACK_APP_TOKEN": "xapp-1-abc",
    "SLACK_SIGNING_SECRET": "0123456789abcdef",
    "SLACK_API_URL": "http://127.0.0.1:8000/api",
    "DATABASE_URL": "postgres://me@host/name",
    "KNOWLEDGE_SOURCES": "/srv/sources.toml",
    "LANGUAGE": "de",
    "ENCODER": "transformer",
    "ENCODER_MODEL": "models/minilm",
    "ADMINS": " U012AB3CD, W9 ,",
    "SUBSCRIBE_ROLE": "admins",
    "OPERATORS_CHANNEL": "C012AB3CD",
    "HELP_CHANNEL": "C034EF5GH",
    "EXTERNAL_PEOPLE": "ignore",
    "STORE_QUESTIONS": "no",
    "RETENTION_DAYS": "31",
    "PRIVACY_SECRET": "nobody-can-guess-" + "this-one",
    "ANNOUNCE_AFTER": "30.5",
    "MASS_GONE_PERCENT": "50",
    "MASS_NEW": "9",
    "HOST": "127.0.0.1",
    "PORT": "8080",
    "QUESTIONS_AT_ONCE": "7",
    "POSTS_PER_MINUTE": "60",
    "RECONCILE_AFTER": "90",
    "SYNC_EVERY": "60",
    "PLAN_EVERY": "2",
    "SEND_EVERY": "0.2",
    "EDIT_EVERY": "1",
    "LOOK_UP_EVERY": "3",
    "ANSWER_EVERY": "4",
    "REFRESH_EVERY": "1.5",
    "CHECK_CHANNELS_EVERY": "3600",
    "TIDY_EVERY": "7200",
    "SOCKET_DEAF_AFTER": "30",
    "HEARTBEAT_FILE": "/run/quickjump/heartbeat",
    "CLOCK_AHEAD": "86400",
    "LOG_LEVEL": "debug",
    "METRICS_TOKEN": "for-prometheus-alone",
    "FAILPOINT": "claim: after the commit",
}


def problems(env: dict[str, str], *required: str) -> str:
    with pytest.raises(BadSettings) as refused:
        Settings.from_env(env, required)
    return str(refused.value)


def test_an_empty_environment_gives_the_defaults() -> None:
    assert Settings.from_env({}) == Settings(
        slack_api_url="https://slack.com/api/",
        database_url="sqlite:///quickjump.db",
        knowledge_sources=Path("sources.toml"),
        language="auto",
        encoder=EncoderKind.STATIC,
        encoder_model="",
        admins=frozenset(),
        subscribe_role="anyone",
        operators_channel="",
        help_channel="",
        external_people="answer",
        store_questions=True,
        retention_days=90,
        privacy_secret="",
        announce_after=60,
        mass_gone_percent=20,
        mass_new=50,
        host="0.0.0.0",
        port=3000,
        questions_at_once=32,
        posts_per_minute=300,
        reconcile_after=60,
        sync_every=600,
        plan_every=1,
        send_every=0.5,
        edit_every=5,
        look_up_every=5,
        answer_every=2,
        refresh_every=0.5,
        check_channels_every=86_400,
        tidy_every=3600,
        socket_deaf_after=60,
        heartbeat_file=None,
        metrics_token="",
        clock_ahead=0,
        log_level="INFO",
        failpoint="",
    )


def test_every_setting_is_read_from_the_environment() -> None:
    assert Settings.from_env(ALL) == Settings(
        slack_bot_token="xoxb-1-2-abc",
        slack_app_token="xapp-1-abc",
        slack_signing_secret="0123456789abcdef",
        slack_api_url="http://127.0.0.1:8000/api/",
        database_url="postgres://me@host/name",
        knowledge_sources=Path("/srv/sources.toml"),
        language="de",
        encoder=EncoderKind.TRANSFORMER,
        encoder_model="models/minilm",
        admins=frozenset(("U012AB3CD", "W9")),
        subscribe_role="admins",
        operators_channel="C012AB3CD",
        help_channel="C034EF5GH",
        external_people="ignore",
        store_questions=False,
        retention_days=31,
        privacy_secret="nobody-can-guess-" + "this-one",
        announce_after=30.5,
        mass_gone_percent=50,
        mass_new=9,
        host="127.0.0.1",
        port=8080,
        questions_at_once=7,
        posts_per_minute=60,
        reconcile_after=90,
        sync_every=60,
        plan_every=2,
        send_every=0.2,
        edit_every=1,
        look_up_every=3,
        answer_every=4,
        refresh_every=1.5,
        check_channels_every=3600,
        tidy_every=7200,
        socket_deaf_after=30,
        heartbeat_file=Path("/run/quickjump/heartbeat"),
        metrics_token="for-prometheus-alone",
        clock_ahead=86_400,
        log_level="DEBUG",
        failpoint="claim: after the commit",
    )


BROKEN = {
    "SLACK_BOT_TOKEN": "xoxp-1",
    "SLACK_APP_TOKEN": "xapp-",
    "SLACK_SIGNING_SECRET": "two words",
    "SLACK_API_URL": "ftp://slack.com",
    "DATABASE_URL": "mysql://root:hunter2@host/name",
    "LANGUAGE": "klingon",
    "ENCODER": "gpt",
    "ADMINS": "@bob",
    "SUBSCRIBE_ROLE": "anyone?",
    "OPERATORS_CHANNEL": "#ops",
    "HELP_CHANNEL": "help",
    "EXTERNAL_PEOPLE": "maybe",
    "STORE_QUESTIONS": "1",
    "RETENTION_DAYS": "0",
    "PRIVACY_SECRET": "hunter2",
    "ANNOUNCE_AFTER": "-1",
    "MASS_GONE_PERCENT": "101",
    "MASS_NEW": "0",
    "HOST": "127.0.0.1:3000",
    "PORT": "0",
    "QUESTIONS_AT_ONCE": "0",
    "POSTS_PER_MINUTE": "60001",
    "RECONCILE_AFTER": "a minute",
    "SYNC_EVERY": "0",
    "PLAN_EVERY": "0",
    "SEND_EVERY": "nan",
    "EDIT_EVERY": "soon",
    "LOOK_UP_EVERY": "inf",
    "ANSWER_EVERY": "61",
    "REFRESH_EVERY": "0",
    "CHECK_CHANNELS_EVERY": "59",
    "TIDY_EVERY": "1e9",
    "SOCKET_DEAF_AFTER": "3601",
    "CLOCK_AHEAD": "-1",
    "LOG_LEVEL": "loud",
    "METRICS_TOKEN": "too-short",
    "FAILPOINT": "anywhere",
}


def test_all_that_is_malformed_and_missing_is_said_in_one_message_a_line_each() -> None:
    lines = problems(BROKEN | {"SLACK_SIGNING_SECRET": " "}, "SLACK_BOT_TOKEN", "SLACK_SIGNING_SECRET").splitlines()

    assert lines[0] == "The settings can't be used (see .env.example):"
    assert sorted(line.split()[1] for line in lines[1:]) == sorted(BROKEN)
    assert "  - SLACK_SIGNING_SECRET is missing" in lines


@pytest.mark.parametrize("name", BROKEN)
def test_a_malformed_setting_is_named_alone_and_its_secrets_are_not_shown(name: str) -> None:
    said = problems({name: BROKEN[name]}).splitlines()

    assert [line.split()[1] for line in said[1:]] == [name]
    assert "hunter2" not in said[1]


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("HOST", "1.2.3.256"),
        ("HOST", "1.2.3"),
        ("HOST", "[::1]"),
        ("HOST", "::1%lo"),
        ("HOST", "http://localhost"),
        ("HOST", "two words"),
        ("HOST", "-"),
        ("HOST", "a..b"),
        ("HOST", "a" * 64),
        ("HOST", "a." * 127),
        ("HOST", "b\u00fccher.example"),
        ("CLOCK_AHEAD", "31622401"),
        ("CLOCK_AHEAD", "tomorrow"),
        ("PORT", "65536"),
        ("PORT", "-1"),
        ("PORT", "8080.0"),
        ("PORT", "9" * 5000),
        ("SLACK_API_URL", "slack.com/api"),
        ("SLACK_API_URL", "http://[::1"),
        ("SLACK_BOT_TOKEN", "xoxb-1\u00e9"),
        ("ADMINS", "U1;U2"),
        ("ADMINS", "u012ab3cd"),
        ("DATABASE_URL", "postgresql://me@host:port/name"),
        ("DATABASE_URL", "quickjump.db"),
    ],
)
def test_a_value_that_will_not_do_is_refused(name: str, value: str) -> None:
    assert f"\n  - {name} " in problems({name: value})


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "::1", "localhost", "my_container", "bot-1.example.com"])
def test_an_interface_is_an_address_or_a_name(host: str) -> None:
    assert Settings.from_env({"HOST": host}).host == host


@pytest.mark.parametrize("name", ["SLACK_BOT_TOKEN", "PORT", "DATABASE_URL"])
def test_an_empty_setting_is_as_good_as_none(name: str) -> None:
    assert Settings.from_env({name: "  "}) == Settings()


@pytest.mark.parametrize("url", [None, "sqlite:///quickjump.db", "sqlite:////tmp/quickjump.db"])
def test_sqlite_is_refused_where_the_disk_is_emptied(url: str | None) -> None:
    env = {"DYNO": "web.1"} | ({"DATABASE_URL": url} if url else {})

    assert "DATABASE_URL is a SQLite file, and this platform (DYNO is set) empties its disk" in problems(env)


def test_postgresql_is_taken_where_the_disk_is_emptied() -> None:
    url = "postgres://me@host/name"
    assert Settings.from_env({"DYNO": "web.1", "DATABASE_URL": url}).database_url == url


def test_a_url_that_is_none_is_not_called_sqlite() -> None:
    assert "SQLite file" not in problems({"DYNO": "web.1", "DATABASE_URL": "mysql://host/name"})


def test_settings_that_are_printed_show_no_secret() -> None:
    shown = repr(Settings.from_env(ALL)) + str(Settings.from_env(ALL))
    assert not [value for value in ALL.values() if value in shown]


def test_the_example_file_names_every_setting_with_a_comment_and_works_as_it_stands() -> None:
    file = ROOT / ".env.example"
    given: dict[str, Any] = dotenv_values(file)
    lines = file.read_text(encoding="utf-8").splitlines()
    commented = {line.partition("=")[0] for above, line in pairwise(lines) if above.startswith("# ")}

    assert set(given) == set(ALL)
    assert commented >= set(ALL)
    assert Settings.from_env(given) == Settings()
