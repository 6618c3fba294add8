"""What starts the processes on a server: the Procfile and the units of systemd."""

import configparser
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import typer.main
import yaml

from bot.cli import app
from bot.cli_stopping import SECONDS_TO_END

ROOT = Path(__file__).parents[1]
UNITS = sorted((ROOT / "docs" / "deploy").glob("*.service"))
PROGRAM = "/opt/quickjump"


def read(unit: Path) -> configparser.RawConfigParser:
    parser = configparser.RawConfigParser(strict=False, interpolation=None)
    parser.optionxform = str  # type: ignore[assignment,method-assign]
    parser.read_string(unit.read_text(encoding="utf-8"))
    return parser


def commands_of(line: str) -> list[str]:
    return re.findall(r"python -m bot (\w+(?: upgrade)?)", line)


def known() -> set[str]:
    commands = typer.main.get_command(app).commands
    return {*commands, *(f"db {name}" for name in commands["db"].commands)}


def test_the_procfile_runs_commands_that_exist() -> None:
    procfile = yaml.safe_load((ROOT / "Procfile").read_text())
    assert set(procfile) == {"web", "worker", "release"}
    assert {command for line in procfile.values() for command in commands_of(line)} <= known()


def test_there_is_a_unit_for_each_process() -> None:
    assert [unit.stem for unit in UNITS] == ["quickjump-run", "quickjump-web", "quickjump-worker"]


@pytest.mark.parametrize("unit", UNITS, ids=lambda unit: unit.stem)
def test_a_unit_makes_the_tables_and_runs_its_command_until_that_has_ended_by_itself(unit: Path) -> None:
    service = read(unit)["Service"]
    assert commands_of(service["ExecStartPre"]) == ["db upgrade"]
    assert commands_of(service["ExecStart"]) == [unit.stem.removeprefix("quickjump-")]
    assert set(commands_of(service["ExecStart"])) <= known()
    assert int(service["TimeoutStopSec"]) > SECONDS_TO_END
    assert (service["User"], service["Restart"], service["ProtectSystem"]) == ("quickjump", "on-failure", "strict")


@pytest.mark.parametrize("unit", UNITS, ids=lambda unit: unit.stem)
def test_systemd_takes_a_unit(unit: Path, tmp_path: Path) -> None:
    if not shutil.which("systemd-analyze"):
        pytest.skip("There is no systemd-analyze here, which would read the units.")
    python = tmp_path / ".venv" / "bin" / "python"
    python.parent.mkdir(parents=True)
    python.symlink_to(sys.executable)
    installed = tmp_path / unit.name
    installed.write_text(unit.read_text(encoding="utf-8").replace(PROGRAM, str(tmp_path)), encoding="utf-8")

    verified = subprocess.run(
        ["systemd-analyze", "verify", "--man=no", str(installed)], capture_output=True, text=True, check=False
    )
    about_it = [line for line in verified.stderr.splitlines() if unit.stem in line]
    assert about_it == []


def test_what_the_units_are_told_are_settings() -> None:
    example = re.findall(r"^([A-Z_]+)=", (ROOT / ".env.example").read_text(), re.MULTILINE)
    told = re.findall(r"^([A-Z_]+)=(.*)$", (ROOT / "docs" / "deploy" / "quickjump.env").read_text(), re.MULTILINE)
    assert {name for name, _ in told} <= set(example)
    assert [name for name, value in told if value and re.search("TOKEN|SECRET", name)] == []
    [folder] = {f"/var/lib/{read(unit)['Service']['StateDirectory']}/" for unit in UNITS}
    assert shlex.split(dict(told)["DATABASE_URL"])[0].startswith(f"sqlite:///{folder}")
