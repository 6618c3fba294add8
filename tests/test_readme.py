"""The README and its pages: what they show runs, they name every command, setting and verb, and no link is broken."""

import json
import os
import re
import shlex
import shutil
import signal
import subprocess
import sys
import tomllib
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import fields
from pathlib import Path

import pytest
import typer.main

from bot.app import VERBS
from bot.ask.verbs import ALWAYS_A_QUESTION
from bot.cli import app
from bot.cli_stopping import SECONDS_TO_END
from bot.playground.town import ANA, GENERAL
from bot.processes import free_port
from bot.settings import Settings
from knowledge.sources.config import SOURCE_KINDS, read_listed
from knowledge.sources.markdown import MarkdownFolder
from knowledge.sources.rules import RULE_KINDS
from knowledge.sources.source import Defaults, Entry
from tests import forked

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")
VENV = Path(sys.prefix)

# The README, and the pages of docs/ that it links to.
PAGES = {"README.md": README} | {
    name: (ROOT / name).read_text(encoding="utf-8") for name in re.findall(r"\]\((docs/\w+\.md)", README)
}
ALL_PAGES = "\n".join(PAGES.values())

# The kinds of blocks, all of which are tried below: what can't run here, on a server or in an engine, says `sh`.
KINDS = {"bash", "sh", "toml", "markdown", "text"}


def blocks(kind: str, text: str = ALL_PAGES) -> list[str]:
    return re.findall(rf"^```{kind}\n(.*?)^```", text, re.MULTILINE | re.DOTALL)


def commands(kind: str = "bash") -> list[str]:
    lines = [line for block in blocks(kind) for line in block.splitlines() if line.strip()]
    return list(dict.fromkeys(lines))


# Block by block: a command may need what those before it have made. What `make` does has tests of its own.
RUN_TOGETHER = [
    lines
    for block in dict.fromkeys(blocks("bash"))
    if (lines := [line for line in block.splitlines() if line.strip() and not line.startswith("make ")])
]


@pytest.fixture(scope="module")
def checkout(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of what git would give a newcomer, in a folder of its own, with the sample help centre loaded."""
    folder = tmp_path_factory.mktemp("newcomer") / "quickjump"
    folder.mkdir()
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    for name in listed.stdout.splitlines():
        if (ROOT / name).is_file():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(ROOT / name, folder / name)  # as old as it is, so that make need not install anew
    prepared = shell("python -m bot db upgrade && python -m bot sync", folder)
    assert prepared.returncode == 0, prepared.stderr
    return folder


def environment(folder: Path) -> dict[str, str]:
    """A newcomer's, without our settings."""
    ours = ("SLACK_", "DATABASE_URL", "KNOWLEDGE_SOURCES", "LANGUAGE", "ENCODER", "DYNO")
    env = {name: value for name, value in os.environ.items() if not name.startswith(ours)}
    return env | {"PATH": f"{VENV / 'bin'}:{os.environ['PATH']}", "PYTHONPATH": str(folder), "COLUMNS": "200"}


def shell(command: str, folder: Path, stdin: str = "") -> subprocess.CompletedProcess[str]:
    """Run a command as a newcomer would."""
    return subprocess.run(
        ["bash", "-c", command],
        cwd=folder,
        env=environment(folder),
        input=stdin,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


def test_make_run_opens_a_slack_in_which_the_bot_answers_on_a_fresh_checkout(checkout: Path) -> None:
    if not (VENV / ".runs").exists():
        pytest.skip("This environment was not made by make, so make would install into it.")
    assert "make run" in commands()
    with begun(f"make run VENV={VENV}", checkout, PORT=str(free_port())) as (lines, process):
        told = next(line for line in lines if "The bot is answering." in line)
        address = re.search(r"http://127\.0\.0\.1:[0-9]+", told)
        assert address
        asked = {"person": ANA, "channel": GENERAL, "text": "/kb how do i resubmitt a faild order"}
        request = urllib.request.Request(
            f"{address[0]}/playground/gestures/write", json.dumps(asked).encode(), {"Content-Type": "application/json"}
        )
        with urllib.request.urlopen(request, timeout=20) as answer:
            assert json.load(answer) == {"ok": True}
        os.killpg(process.pid, signal.SIGINT)
        assert any("there again next time" in line for line in lines)
        process.wait(30)
    kept = (checkout / ".playground" / "web.log").read_text(encoding="utf-8")
    assert '"level": "ERROR"' not in kept


@contextmanager
def begun(command: str, folder: Path, **env: str) -> Iterator[tuple[Iterator[str], subprocess.Popen[str]]]:
    """A command that goes on: what it prints line by line, and its process, which leads a group of its own."""
    with subprocess.Popen(
        ["bash", "-c", command],
        cwd=folder,
        env=environment(folder) | env,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        start_new_session=True,
    ) as process:
        assert process.stdout
        try:
            yield iter(process.stdout), process
        finally:
            with suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)


def test_make_test_and_make_check_run_what_the_readme_says() -> None:
    assert "make test" in commands()
    planned = subprocess.run(["make", "-n", "check"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    for tool in ("ruff format --check", "ruff check", "mypy", "lint-imports", "detect-secrets", "audit", "pytest"):
        assert tool in planned


@pytest.fixture(scope="module")
def beside(checkout: Path, shared: Path) -> None:
    """The shared data beside the checkout: a set of which each tenth question is asked."""
    ours, theirs = checkout.parent / "shared" / "eval" / "stackfaq", shared / "eval" / "stackfaq"
    ours.mkdir(parents=True)
    shutil.copy(theirs / "articles.jsonl", ours)
    for name in ("queries.jsonl", "queries_typo.jsonl"):
        questions = (theirs / name).read_text(encoding="utf-8").splitlines()
        (ours / name).write_text("\n".join(questions[::10]), encoding="utf-8")


@pytest.mark.parametrize("block", RUN_TOGETHER, ids=lambda block: block[0])
def test_the_commands_of_each_block_run(checkout: Path, request: pytest.FixtureRequest, block: list[str]) -> None:
    if any("../shared" in command for command in block):
        request.getfixturevalue("beside")
    for command in block:
        piped, _, arguments = command.partition("python -m bot ")
        if piped:
            ran = shell(command, checkout)
        else:
            ran = forked.run(shlex.split(arguments), folder=checkout, env=environment(checkout), stdin="")
        assert ran.returncode == 0, (command, ran.stderr)
        assert ran.stdout.strip() or "python -m bot" not in command


def test_the_readme_names_every_command() -> None:
    commands = typer.main.get_command(app).commands
    groups = {name: group.commands for name, group in commands.items() if hasattr(group, "commands")}
    names = commands.keys() - groups.keys() | {f"{group} {name}" for group in groups for name in groups[group]}
    missing = [name for name in names if f"python -m bot {name}" not in ALL_PAGES]
    assert missing == []


def test_the_readme_names_every_setting_as_env_example_does() -> None:
    names = {field.name.upper() for field in fields(Settings)}
    example = re.findall(r"^([A-Z_]+)=", (ROOT / ".env.example").read_text(), re.MULTILINE)
    assert set(example) == names
    assert [name for name in names if f"| `{name}` |" not in ALL_PAGES] == []


def test_the_readme_names_every_verb_and_every_kind_of_source() -> None:
    verbs = [ALWAYS_A_QUESTION, *(verb.word for verb in VERBS)]
    assert [verb for verb in verbs if f"/kb {verb}" not in ALL_PAGES] == []
    kinds = [table["kind"] for block in blocks("toml") for table in tomllib.loads(block).get("source", [])]
    assert set(kinds) == set(SOURCE_KINDS)


def test_the_readmes_lists_of_sources_can_be_read_with_rules_of_every_kind(tmp_path: Path) -> None:
    kinds = set()
    for name, text in PAGES.items():
        listed = tmp_path / f"{Path(name).stem}.toml"
        listed.write_text("\n".join(blocks("toml", text)))
        if listed.read_text():
            kinds |= {type(placed.rule).__name__.lower() for placed in read_listed(listed).rules}
    assert kinds == set(RULE_KINDS)


def test_the_readmes_article_is_one(tmp_path: Path) -> None:
    [written] = blocks("markdown")
    (tmp_path / "order.md").write_text(written)
    [found] = MarkdownFolder(tmp_path, Defaults("help-centre")).read()
    assert isinstance(found, Entry)
    assert found.article.reference == "AA-02004"


def test_the_readme_shows_what_the_bot_answers(checkout: Path) -> None:
    [asked] = [line for line in commands() if line.startswith("python -m bot ask how do i resubmitt")]
    arguments = shlex.split(asked.removeprefix("python -m bot "))
    answered = forked.run(arguments, folder=checkout, env=environment(checkout), stdin="").stdout
    [shown] = [block for block in blocks("text") if "Resubmit an order" in block]
    assert [line for line in shown.splitlines() if line.strip() not in answered and line != "…"] == []


def test_what_cannot_run_here_names_files_and_commands_that_exist() -> None:
    known = typer.main.get_command(app).commands
    for line in commands("sh"):
        words = shlex.split(line)
        assert words[0] in ("sudo", "git", "docker")
        assert [word for word in words if word.startswith("docs/") and not (ROOT / word).exists()] == []
        if line.startswith("docker run"):
            command = line.partition(" quickjump")[2] and words[words.index("quickjump") + 1 :]
            assert not command or command[0] in known
            assert "--rm" in words or int(words[words.index("--stop-timeout") + 1]) > SECONDS_TO_END


def test_no_block_is_of_a_kind_that_nothing_tries() -> None:
    fences = re.findall(r"^```(.*)$", ALL_PAGES, re.MULTILINE)
    assert set(fences[::2]) <= KINDS
    assert set(fences[1::2]) == {""}


@pytest.mark.parametrize("page", PAGES)
def test_every_table_has_a_head_and_rows_that_are_as_wide(page: str) -> None:
    for table in re.findall(r"(?:^\|.*\n)+", PAGES[page], re.MULTILINE):
        widths = [len(re.findall(r"(?<!\\)\|", line)) for line in table.splitlines()]
        assert re.fullmatch(r"\|[-| ]+\|", table.splitlines()[1]), table
        assert set(widths) == {widths[0]}, table


def slug(heading: str) -> str:
    """What a link to a heading ends in."""
    return re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-")


DOCUMENTS = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")])


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: str(path.relative_to(ROOT)))
def test_every_link_and_picture_leads_somewhere(document: Path) -> None:
    text = re.sub(
        r"^```.*?^```|`[^`\n]+`(?!\])", "", document.read_text(encoding="utf-8"), flags=re.MULTILINE | re.DOTALL
    )
    for target in re.findall(r"\]\(([^)\s]+)\)", text) + re.findall(r'(?:src|srcset)="([^"\s]+)"', text):
        name, _, anchor = target.partition("#")
        if name.startswith(("http://", "https://")):
            continue
        found = (document.parent / name) if name else document
        assert found.exists(), target
        headings = re.findall(r"^#+ (.*)$", found.read_text(encoding="utf-8"), re.MULTILINE) if anchor else []
        assert not anchor or anchor in map(slug, headings), target


def test_every_picture_says_in_words_what_it_shows() -> None:
    pictures = len(re.findall(r"!\[|<img ", ALL_PAGES))
    said = re.findall(r'!\[(.{20,}?)\]\(|<img src="[^"]+" alt="([^"]{20,})">', ALL_PAGES)
    assert len(said) == pictures


def test_a_message_that_names_a_section_names_one_that_is_there() -> None:
    """What the bot prints names headings, as in: docs/articles.md, “People's words”."""
    sources = [path for room in ("bot", "knowledge") for path in (ROOT / room).rglob("*.py")] + [ROOT / "sources.toml"]
    named = [
        each
        for path in sources
        for each in re.findall(r"(README\.md|docs/\w+\.md)(?: says in|,) [“\"]([^”\"]+)[”\"]", path.read_text())
    ]
    assert named
    for page, heading in named:
        assert heading in re.findall(r"^#+ (.*)$", (ROOT / page).read_text(encoding="utf-8"), re.MULTILINE)
