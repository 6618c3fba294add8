"""The container's image, as far as it can be tried without an engine: what it is told and holds, and its health."""

import json
import os
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Callable
from multiprocessing.process import BaseProcess
from pathlib import Path, PurePosixPath

import pytest
import typer.main
from dockerfile_parse import DockerfileParser

from bot.cli import app
from bot.playground import FakeSlack
from tests.bot.server.test_processes import free_port, wait_until_ready

ROOT = Path(__file__).parents[3]

Start = Callable[..., BaseProcess]


def instructions(kind: str) -> list[str]:
    """The values of all instructions of a kind, in their order."""
    with (ROOT / "Dockerfile").open("rb") as file:
        return [each["value"] for each in DockerfileParser(fileobj=file).structure if each["instruction"] == kind]


def environment() -> dict[str, str]:
    with (ROOT / "Dockerfile").open("rb") as file:
        return dict(DockerfileParser(fileobj=file).envs)


def is_sent(name: str) -> bool:
    """Whether a file reaches the engine, which the last line of .dockerignore decides that it or its folder matches."""
    lines = (ROOT / ".dockerignore").read_text().splitlines()
    places = [PurePosixPath(name), *PurePosixPath(name).parents][:-1]
    sent = True
    for line in filter(lambda line: line and not line.startswith("#"), lines):
        pattern = re.escape(line.removeprefix("!")).replace(r"\*\*/", "(.*/)?").replace(r"\*", "[^/]*")
        if any(re.fullmatch(pattern, str(place)) for place in places):
            sent = line.startswith("!")
    return sent


@pytest.fixture(scope="module")
def image(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The working folder that the COPY lines make of what git holds and .dockerignore lets through."""
    folder = tmp_path_factory.mktemp("image")
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT, capture_output=True, text=True, check=True,
    ).stdout.splitlines()  # fmt: skip
    for line in instructions("COPY"):
        *sources, target = line.split()
        for source in sources:
            copied = [each for each in listed if (each == source or each.startswith(f"{source}/")) and is_sent(each)]
            assert copied, f"COPY finds no {source}"
            for each in copied:
                to = (
                    folder
                    / target
                    / PurePosixPath(each).relative_to(
                        source if (ROOT / source).is_dir() else PurePosixPath(source).parent
                    )
                )
                to.parent.mkdir(parents=True, exist_ok=True)
                shutil.copy2(ROOT / each, to)
    return folder


def checked(image: Path, **env: str) -> subprocess.CompletedProcess[str]:
    """Ask for the health as the engine would."""
    [asked] = instructions("HEALTHCHECK")
    program, *arguments = json.loads(asked.partition("CMD ")[2])
    assert program == "python"
    return subprocess.run(
        [sys.executable, *arguments], cwd=image, env=env, capture_output=True, text=True, timeout=20, check=False
    )


def test_the_image_starts_a_command_that_the_bot_has_without_rights_and_asks_for_its_health() -> None:
    [entry], [command] = instructions("ENTRYPOINT"), instructions("CMD")
    assert json.loads(entry) == ["python", "-m", "bot"]
    assert json.loads(command) == ["web"]
    assert "web" in typer.main.get_command(app).commands
    [user] = instructions("USER")
    assert re.fullmatch("[1-9][0-9]{3,}:[1-9][0-9]{3,}", user)
    assert any(f"--uid {user.partition(':')[0]} " in line for line in instructions("RUN"))
    assert environment()["DATABASE_URL"].removeprefix("sqlite:///").startswith(instructions("VOLUME")[0] + "/")


def test_no_secret_and_nothing_of_this_machine_reaches_the_image() -> None:
    kept_out = (
        ".env",
        "quickjump.db",
        "bot/.env",
        "bot/__pycache__/cli.pyc",
        ".git/config",
        "tests/drawn.py",
        "docs/slack.md",
    )
    assert [name for name in kept_out if is_sent(name)] == []
    assert not any(re.search("TOKEN|SECRET", name) for name in environment())


def test_what_the_image_holds_is_enough_to_make_tables_read_articles_and_answer(image: Path, tmp_path: Path) -> None:
    bot = f"{sys.executable} -m bot"
    ran = subprocess.run(
        ["bash", "-ec", f"{bot} db upgrade; {bot} sync; {bot} ask resubmit a faild order; {bot} manifest"],
        cwd=image,
        env={"PATH": os.environ["PATH"], "DATABASE_URL": f"sqlite:///{tmp_path / 'kept.db'}"},
        capture_output=True, text=True, timeout=120, check=False,
    )  # fmt: skip
    assert ran.returncode == 0, ran.stderr
    assert "Resubmit an order that failed" in ran.stdout
    assert "slash_commands" in ran.stdout


def test_web_is_healthy_while_it_answers(slack: FakeSlack, synced_url: str, start: Start, image: Path) -> None:
    port = free_port()
    asleep = checked(image, PORT=str(port))
    assert asleep.returncode == 1
    assert "nothing answers on port" in asleep.stderr
    start("web", database=synced_url, port=port)
    wait_until_ready(port)

    healthy = checked(image, PORT=str(port), HEARTBEAT_FILE="/nowhere", HTTP_PROXY="http://127.0.0.1:9")
    assert (healthy.returncode, healthy.stderr) == (0, "")


def test_a_worker_is_healthy_while_its_heart_beats(
    slack: FakeSlack, synced_url: str, start: Start, image: Path, tmp_path: Path
) -> None:
    file = tmp_path / "heartbeat"
    start("worker", database=synced_url, HEARTBEAT_FILE=str(file))
    slack.workspace.wait_for(file.exists, 30)
    healthy = checked(image, HEARTBEAT_FILE=str(file))
    assert (healthy.returncode, healthy.stderr) == (0, "")

    long_ago = time.time() - 90
    os.utime(stopped := shutil.copy(file, tmp_path / "stopped"), (long_ago, long_ago))
    silent = checked(image, HEARTBEAT_FILE=str(stopped))
    assert silent.returncode == 1
    assert "The last heartbeat was 9" in silent.stderr
