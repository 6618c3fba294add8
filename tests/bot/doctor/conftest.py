"""An installation for the doctor to look at, on both databases, and a server that is not Slack."""

import json
import threading
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from subprocess import CompletedProcess

import pytest

from bot.playground import FakeSlack
from knowledge.base import KnowledgeBase
from knowledge.sources.config import read_sources
from tests.knowledge.given import NobodyWatches

Finding = Mapping[str, str]


@dataclass(frozen=True)
class Examined:
    """What `doctor --json` exits with, and its findings by their subjects."""

    code: int
    found: Mapping[str, Finding]

    def states(self, state: str) -> set[str]:
        """What is in a state."""
        return {subject for subject, finding in self.found.items() if finding["state"] == state}


Examine = Callable[..., Examined]


@pytest.fixture
def sources(tmp_path: Path) -> Path:
    """A list of one source that holds one article."""
    (tmp_path / "help").mkdir()
    (tmp_path / "help" / "refunds.md").write_text("# Refunds\nWhen they come.\n")
    listed = tmp_path / "sources.toml"
    listed.write_text('[[source]]\nname = "help"\nkind = "markdown"\npath = "help"\n')
    return listed


@pytest.fixture
def knowledge(database_url: str, sources: Path, open_knowledge: Callable[..., KnowledgeBase]) -> KnowledgeBase:
    """A knowledge base, on SQLite and then on PostgreSQL, that holds the article."""
    opened = open_knowledge(database_url)
    opened.syncs.sync(read_sources(sources), NobodyWatches())
    return opened


@pytest.fixture
def examine(run_bot: Callable[..., CompletedProcess[str]], slack: FakeSlack, database_url: str) -> Examine:
    """Runs the doctor, on SQLite and then on PostgreSQL, with what `run` needs and what a test adds."""
    ours = {"SLACK_BOT_TOKEN": slack.bot_token, "SLACK_APP_TOKEN": slack.app_token}

    def run(**env: str) -> Examined:
        given = {"SLACK_API_URL": slack.api_url, "DATABASE_URL": database_url} | ours | env
        ran = run_bot("doctor", "--json", env=given)
        assert ran.stderr == ""
        findings = json.loads(ran.stdout)
        assert all(bool(finding["advice"]) == (finding["state"] != "ok") for finding in findings)
        assert not any(secret in ran.stdout for secret in ours.values())
        found = {finding["subject"]: finding for finding in findings}
        assert len(found) == len(findings)
        return Examined(ran.returncode, found)

    return run


@pytest.fixture
def answering() -> Iterator[Callable[..., str]]:
    """Serves one answer to all that is asked, whatever it is; gives the address."""
    servers: list[ThreadingHTTPServer] = []

    def serve(body: bytes, *, status: int = 200, **headers: str) -> str:
        class Anything(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                self.rfile.read(int(self.headers["Content-Length"] or 0))
                self.send_response(status)
                for name, value in headers.items():
                    self.send_header(name.replace("_", "-"), value)
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *args: object) -> None:
                """Say nothing: the tests look at what the doctor says."""

        servers.append(ThreadingHTTPServer(("127.0.0.1", 0), Anything))
        threading.Thread(target=servers[-1].serve_forever, args=(0.01,)).start()
        return f"http://127.0.0.1:{servers[-1].server_port}/api/"

    yield serve
    for server in servers:
        server.shutdown()
        server.server_close()
