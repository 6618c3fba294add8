"""`python -m bot subscriptions …`: listed, exported and imported, with every fault named."""

import json
import sqlite3
import subprocess
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, time, timedelta
from pathlib import Path
from typing import Any

import pytest

from bot.exchange import BadImport, read, written
from knowledge.base import KnowledgeBase
from knowledge.subscriptions import Cadence, Place, Quiet, Style, Timetable

RunBot = Callable[..., subprocess.CompletedProcess[str]]

NOW = datetime(2026, 11, 2, 9, 0, tzinfo=UTC)
PLACE = Place("T0QUICK", "C0GENERAL")
ROW: dict[str, Any] = {
    "workspace": "T0QUICK",
    "channel": "C0GENERAL",
    "category": "Billing / Invoices",
    "cadence": "weekly",
    "at": "17:30",
    "weekday": "Friday",
    "weekdays_only": True,
    "quiet": {"from": "20:00", "until": "08:00"},
    "timezone": "Europe/Berlin",
    "compact": True,
    "updates": False,
    "without": ["trial"],
    "made_by": "U0ANA",
}


@pytest.fixture
def knowledge(tmp_path: Path, open_knowledge: Callable[..., KnowledgeBase]) -> KnowledgeBase:
    return open_knowledge(f"sqlite:///{tmp_path}/quickjump.db")


def lines(*rows: object) -> list[str]:
    return [json.dumps(row) for row in rows]


def test_what_is_exported_is_imported_into_another_database_and_twice_changes_nothing(
    run_bot: RunBot, knowledge: KnowledgeBase, tmp_path: Path
) -> None:
    night = Quiet(time(20), time(8))
    weekly = Timetable(Cadence.WEEKLY, time(17, 30), 4, weekdays_only=True, quiet=night, timezone="Europe/Berlin")
    style = Style(compact=True, updates=False, without=("trial",))
    knowledge.subscriptions.subscribe(PLACE, ("Billing", "Invoices"), person="U0ANA", timetable=weekly, style=style)
    everything = replace(weekly, cadence=Cadence.AT_ONCE, quiet=None)
    knowledge.subscriptions.subscribe(PLACE, (), person="U0BEN", timetable=everything, style=Style())
    exported = run_bot("subscriptions", "export", "-")
    assert (exported.returncode, exported.stderr) == (0, "")
    assert json.loads(exported.stdout.splitlines()[1]) == ROW
    listed = json.loads(run_bot("subscriptions", "list", "--json").stdout)
    assert listed == [json.loads(line) for line in exported.stdout.splitlines()]

    other = {"DATABASE_URL": f"sqlite:///{tmp_path}/other.db"}
    run_bot("db", "upgrade", env=other)
    for new in (2, 0):
        imported = run_bot("subscriptions", "import", "-", env=other, stdin=exported.stdout)
        assert imported.stdout == f"2 subscriptions read; {new} of them new.\n"
    assert run_bot("subscriptions", "export", str(tmp_path / "out.jsonl"), env=other).returncode == 0
    assert (tmp_path / "out.jsonl").read_text() == exported.stdout
    with sqlite3.connect(tmp_path / "other.db") as connection:
        assert connection.execute("SELECT count(*) FROM audit").fetchone() == (2,)


def test_the_list_names_channels_and_when_they_are_told(run_bot: RunBot, knowledge: KnowledgeBase) -> None:
    assert run_bot("subscriptions", "list").stdout == "Nothing is subscribed.\n"
    knowledge.subscriptions.imported(read(lines(ROW), NOW), person="")
    shown = run_bot("subscriptions", "list", env={"COLUMNS": "250"}).stdout
    assert "C0GENERAL" in shown
    assert "weekly on Fridays at 17:30, not at weekends" in shown


def test_what_is_imported_is_made_when_the_clock_that_is_ahead_says(run_bot: RunBot, knowledge: KnowledgeBase) -> None:
    tomorrow = knowledge.subscriptions.now() + timedelta(days=1)
    run_bot("subscriptions", "import", "-", env={"CLOCK_AHEAD": "86400"}, stdin=json.dumps(ROW))
    [made] = knowledge.subscriptions.everyone()
    assert timedelta() <= made.made_at - tomorrow < timedelta(minutes=1)


def test_one_bad_line_keeps_all_others_out(run_bot: RunBot, knowledge: KnowledgeBase) -> None:
    text = "\n".join(["", *lines(ROW, ROW | {"channel": "C2", "at": "25:00"})])
    told = run_bot("subscriptions", "import", "-", stdin=text)
    assert told.returncode == 2
    assert "Nothing was imported" in told.stderr
    assert "line 3: at: must be a time such as 09:00" in told.stderr
    assert knowledge.subscriptions.everyone() == []


def test_a_file_that_can_t_be_read_or_written_is_named(run_bot: RunBot, knowledge: KnowledgeBase) -> None:
    for verb, what in (("import", "read"), ("export", "written")):
        told = run_bot("subscriptions", verb, "/nowhere/x")
        assert (told.returncode, told.stderr) == (1, f"/nowhere/x can't be {what}: No such file or directory.\n")


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("workspace", "x"),
        ("channel", "D1"),
        ("channel", None),
        ("category", 7),
        ("category", "a\0b"),
        ("category", " / x"),
        ("cadence", "hourly"),
        ("at", "9"),
        ("at", "24:00"),
        ("weekday", 4),
        ("weekdays_only", 1),
        ("quiet", {"from": "20:00"}),
        ("quiet", {"from": "20:00", "until": "8"}),
        ("timezone", "Atlantis"),
        ("timezone", None),
        ("compact", None),
        ("updates", "yes"),
        ("without", "trial"),
        ("without", [""]),
        ("without", ["x"] * 2 + [str(number) for number in range(11)]),
        ("made_by", "<@U1>"),
    ],
)
def test_each_bad_field_is_named_by_its_place(field: str, value: object) -> None:
    with pytest.raises(BadImport) as bad:
        read(lines(ROW, ROW | {"channel": "C2", field: value}), NOW)
    [problem] = bad.value.problems
    assert problem.startswith(f"line 2: {field}: ")


@pytest.mark.parametrize("line", ["nonsense", "[]", "7", '"x"', "[" * 100_000])
def test_what_is_no_object_is_named_by_its_line(line: str) -> None:
    with pytest.raises(BadImport, match="line 1: is no JSON object"):
        read([line], NOW)


def test_missing_and_unknown_fields_and_contradictions_are_named() -> None:
    lacking = {name: value for name, value in ROW.items() if name != "at"} | {"att": "09:00"}
    with pytest.raises(BadImport) as bad:
        read(
            lines(lacking, ROW, ROW | {"category": "billing / INVOICES"}, ROW | {"category": "", "timezone": "UTC"}),
            NOW,
        )
    assert bad.value.problems == (
        "line 1: 'att' is no field of a subscription",
        "line 1: at is missing",
        "line 3: line 2 subscribes the same channel to the same category",
        "line 4: timezone: a channel has one, and line 2 says Europe/Berlin",
    )


def test_what_is_written_is_read_again() -> None:
    [found] = read(lines(ROW), NOW)
    assert written(found) == ROW
    [everything] = read(lines(ROW | {"category": "", "quiet": None, "made_by": ""}), NOW)
    assert (everything.category, everything.timetable.quiet, everything.made_by) == ((), None, "")
