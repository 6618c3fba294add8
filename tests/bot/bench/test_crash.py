"""Workers are killed while they announce, on each database: each announcement stands exactly once."""

import json
import os
import secrets
import subprocess
from collections.abc import Callable
from pathlib import Path

from bot.bench.crash import crash
from tests import forked

ROOT = Path(__file__).parents[3]

RunBot = Callable[..., subprocess.CompletedProcess[str]]


def test_a_hundred_announcements_and_ten_kills_leave_each_standing_once(database_url: str) -> None:
    env = {"PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT)}
    counted = crash(
        announcements=100,
        kills=10,
        database_url=database_url,
        env=env,
        seed=secrets.randbelow(2**32),
        said=print,
        start=forked.Process,
    )
    assert (counted.announcements, counted.kills) == (100, 10)
    assert (counted.duplicated, counted.lost, counted.parked) == (0, 0, 0)


def test_the_command_starts_and_kills_workers_and_counts(run_bot: RunBot) -> None:
    ran = run_bot("bench", "crash", "--announcements", "10", "--kills", "1", "--json", seconds=240)

    assert ran.returncode == 0, ran.stdout + ran.stderr
    counted = json.loads(ran.stdout)
    assert (counted["announcements"], counted["kills"]) == (10, 1)
    assert counted["duplicated"] == counted["lost"] == counted["parked"] == 0
