"""Processes that a playground left running when it was ended by force."""

import os
import signal
import subprocess
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

# How each of them looks in the list of processes: a number is given again to others in time.
_OURS = "-m bot "


def note(file: Path, pids: Iterable[int]) -> None:
    """Write down which processes were started, each the leader of its group."""
    file.write_text("\n".join(map(str, pids)), encoding="utf-8")


def end(file: Path) -> None:
    """End those that a file names and that still run, with all that they started."""
    try:
        written = file.read_text(encoding="utf-8").split()
    except (OSError, UnicodeDecodeError):
        return
    for pid in (int(each) for each in written if each.isdecimal()):
        if _OURS in _command_of(pid):
            with suppress(ProcessLookupError, PermissionError):
                os.killpg(pid, signal.SIGKILL)


def _command_of(pid: int) -> str:
    told = subprocess.run(  # noqa: S603 - a number, and no shell
        ["/bin/ps", "-o", "command=", "-p", str(pid)], capture_output=True, text=True, check=False
    )
    return told.stdout
