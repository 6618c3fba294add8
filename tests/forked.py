"""The command line in a process of its own that need not import and load everything again: it is forked when that is
there (`warm.py`). What reads the environment is imported by each run, as `python -m bot` does."""

import multiprocessing
import os
import runpy
import signal
import subprocess
import sys
import threading
from collections.abc import Mapping, Sequence
from contextlib import chdir, suppress
from functools import cache
from io import FileIO, TextIOWrapper
from multiprocessing import forkserver
from multiprocessing.connection import wait
from multiprocessing.context import ForkServerContext
from multiprocessing.process import BaseProcess
from pathlib import Path
from tempfile import TemporaryDirectory

ROOT = Path(__file__).parents[1]

# Both streams may go to one log, and neither writes over what the other wrote.
_ADD = os.O_WRONLY | os.O_APPEND


# How a process ended can be asked once, and starting one asks for all others: two threads at it, and one reads 255.
_ASKING = threading.Lock()


@cache
def context() -> ForkServerContext:
    """Where processes are forked. It begins in this folder, so that it imports this checkout and no other."""
    server = multiprocessing.get_context("forkserver")
    server.set_forkserver_preload(["tests.warm"])
    with chdir(ROOT):
        forkserver.ensure_running()
    return server


def run(
    args: Sequence[str], *, folder: Path, env: Mapping[str, str], stdin: str, seconds: float = 60
) -> subprocess.CompletedProcess[str]:
    """Run `python -m bot …` in a folder with nothing but this environment."""
    with TemporaryDirectory() as streams:
        given, out, err = (Path(streams) / name for name in ("in", "out", "err"))
        given.write_text(stdin, encoding="utf-8", errors="surrogateescape")
        process = context().Process(target=_run, args=(list(args), folder, dict(env), (given, out, err)))
        process.start()
        process.join(seconds)
        if process.exitcode is None:
            process.kill()
            raise subprocess.TimeoutExpired(["bot", *args], seconds)
        written = (file.read_text(encoding="utf-8") for file in (out, err))
        return subprocess.CompletedProcess(["bot", *args], process.exitcode, *written)


def start(args: Sequence[str], *, folder: Path, env: Mapping[str, str], log: Path) -> BaseProcess:
    """Start `python -m bot …` in a folder with nothing but this environment; all that it prints goes to a log."""
    nothing = Path(os.devnull)
    log.touch()
    process = context().Process(target=_run, args=(list(args), folder, dict(env), (nothing, log, log)))
    with _ASKING:
        process.start()
    return process


def ended(process: BaseProcess, seconds: float) -> int | None:
    """What a process that was started ended with; None when it still runs after so many seconds."""
    wait([process.sentinel], seconds)
    with _ASKING:
        process.join(0)
        return process.exitcode


class Process:
    """What `bot.processes.Process` is, but forked: `python -m bot …` with a log of its own."""

    def __init__(self, arguments: Sequence[str], env: Mapping[str, str], log: Path) -> None:
        assert list(arguments[:2]) == ["-m", "bot"]
        self._arguments, self._env, self._log = arguments[2:], env, log
        self.restart()

    def restart(self) -> None:
        """Start it, or start it again, its log going on."""
        self._process = start(self._arguments, folder=self._log.parent, env=self._env, log=self._log)

    def stop(self) -> None:
        """End it politely, or by force when it does not go."""
        self._process.terminate()
        self._process.join(30)
        self.kill()

    def kill(self) -> None:
        """End it and all that it started at once, without a chance to tidy up."""
        assert self._process.pid
        end(self._process.pid)
        self._process.join()


def end(leader: int) -> None:
    """Kill a process and all that it has started: whoever outlived a test would write into the next one's database."""
    with suppress(ProcessLookupError):
        os.killpg(leader, signal.SIGKILL)


def _run(args: Sequence[str], folder: Path, env: Mapping[str, str], streams: tuple[Path, Path, Path]) -> None:
    os.setsid()
    os.chdir(folder)
    os.environ.clear()
    os.environ.update(env)
    for number, (file, mode) in enumerate(zip(streams, (os.O_RDONLY, _ADD, _ADD), strict=True)):
        os.dup2(os.open(file, mode | os.O_CREAT), number)
    encoding, _, errors = env.get("PYTHONIOENCODING", "utf-8:strict").partition(":")
    sys.stdin = TextIOWrapper(FileIO(0), encoding=encoding, errors=errors or None)
    sys.stdout.reconfigure(encoding=encoding, errors=errors or None)
    sys.stderr.reconfigure(encoding=encoding, errors="backslashreplace")
    sys.path[:0] = filter(None, env.get("PYTHONPATH", "").split(":"))
    sys.argv = ["bot", *args]
    runpy.run_module("bot", run_name="__main__", alter_sys=True)
