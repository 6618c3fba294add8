"""Workers are killed while they announce, on each database: each announcement stands exactly once."""

import json
import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[3]

# It takes some twenty seconds; a machine that does much else at a time may take far longer.
SECONDS = 240


def test_a_hundred_announcements_and_ten_kills_leave_each_standing_once(database_url: str, tmp_path: Path) -> None:
    asked = ["--announcements", "100", "--kills", "10", "--json", "--database", database_url]
    ran = subprocess.run(
        [sys.executable, "-m", "bot", "bench", "crash", *asked],
        cwd=tmp_path,
        env={"PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        timeout=SECONDS,
        check=False,
    )
    assert ran.returncode == 0, ran.stdout + ran.stderr
    counted = json.loads(ran.stdout)
    assert (counted["announcements"], counted["kills"]) == (100, 10)
    assert counted["duplicated"] == counted["lost"] == counted["parked"] == 0
