"""The command line in a process of its own that need not import other people's libraries again: they are there when it
is forked. Our own modules are not, so each run imports them and reads its own environment, as `python -m bot` does."""

import multiprocessing
import os
import runpy
import subprocess
import sys
from collections.abc import Mapping, Sequence
from io import FileIO, TextIOWrapper
from multiprocessing.process import BaseProcess
from pathlib import Path
from tempfile import TemporaryDirectory

LIBRARIES = (
    "alembic.command",
    "apscheduler.schedulers.background",
    "bs4",
    "dotenv",
    "frontmatter",
    "markdown_it",
    "numpy",
    "psycopg",
    "rapidfuzz",
    "rich.progress",
    "rich.table",
    "rich.tree",
    "slack_bolt",
    "sqlalchemy",
    "sqlalchemy.dialects.sqlite.pysqlite",
    "Stemmer",
    "typer",
    "typer._adapters",
    # What wordllama imports; it says how to log when it is imported itself.
    "pydantic",
    "requests",
    "safetensors",
    "tokenizers",
)

_context = multiprocessing.get_context("forkserver")
_context.set_forkserver_preload(list(LIBRARIES))


def run(
    args: Sequence[str], *, folder: Path, env: Mapping[str, str], stdin: str, seconds: float = 60
) -> subprocess.CompletedProcess[str]:
    """Run `python -m bot …` in a folder with nothing but this environment."""
    with TemporaryDirectory() as streams:
        given, out, err = (Path(streams) / name for name in ("in", "out", "err"))
        given.write_text(stdin, encoding="utf-8", errors="surrogateescape")
        process = _context.Process(target=_run, args=(list(args), folder, dict(env), (given, out, err)))
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
    process = _context.Process(target=_run, args=(list(args), folder, dict(env), (nothing, log, log)))
    process.start()
    return process


def _run(args: Sequence[str], folder: Path, env: Mapping[str, str], streams: tuple[Path, Path, Path]) -> None:
    os.chdir(folder)
    os.environ.clear()
    os.environ.update(env)
    for number, (file, mode) in enumerate(zip(streams, (os.O_RDONLY, os.O_WRONLY, os.O_WRONLY), strict=True)):
        os.dup2(os.open(file, mode | os.O_CREAT), number)
    encoding, _, errors = env.get("PYTHONIOENCODING", "utf-8:strict").partition(":")
    sys.stdin = TextIOWrapper(FileIO(0), encoding=encoding, errors=errors or None)
    sys.stdout.reconfigure(encoding=encoding, errors=errors or None)
    sys.stderr.reconfigure(encoding=encoding, errors="backslashreplace")
    sys.argv = ["bot", *args]
    runpy.run_module("bot", run_name="__main__", alter_sys=True)
