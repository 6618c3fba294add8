"""Processes of our own, as the playground and the bench start them."""

import os
from pathlib import Path

import bot
from bot.processes import Process


def test_a_process_runs_this_program_where_nothing_of_it_is_installed(tmp_path: Path) -> None:
    log = tmp_path / "process.log"
    without_packages = ["-S", "-c", "import bot; print(bot.__file__)"]
    with Process(without_packages, {}, log) as process:
        os.waitid(os.P_PID, process.pid, os.WEXITED | os.WNOWAIT)

    assert log.read_text().strip() == bot.__file__
