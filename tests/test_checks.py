"""What `make check` looks for beside the code: secrets in files, and known vulnerabilities of libraries."""

import json
import subprocess
import sys
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
VENV = Path(sys.prefix)


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """A folder under git with our Makefile, and what it searches for; nothing is allowed."""
    subprocess.run(["git", "init", "--quiet", tmp_path], check=True)
    (tmp_path / "Makefile").write_bytes((ROOT / "Makefile").read_bytes())
    baseline = json.loads((ROOT / ".secrets.baseline").read_text()) | {"results": {}}
    (tmp_path / ".secrets.baseline").write_text(json.dumps(baseline), encoding="utf-8")
    return tmp_path


def search_for_secrets(folder: Path) -> subprocess.CompletedProcess[str]:
    """Run `make secrets` with the tools that are installed here."""
    command = ["make", "secrets", f"VENV={VENV}", "--assume-old", f"{VENV}/.checks"]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, timeout=60, check=False)


@pytest.mark.parametrize(
    "parts",
    [
        ("xoxb", "1234567890", "2345678901", "AbCdEfGhIjKlMnOpQrStUvWx"),
        ("xapp", "1", "A0123456789", "1234567890123", "0123456789abcdef" * 4),
        ("SLACK_SIGNING_SECRET=" + "0123456789abcdef" * 2,),
    ],
    ids=["a bot token", "an app token", "a signing secret"],
)
def test_a_secret_that_somebody_left_in_a_file_fails_the_check(checkout: Path, parts: tuple[str, ...]) -> None:
    (checkout / "notes.md").write_text("Nothing to see here.\n", encoding="utf-8")
    sound = search_for_secrets(checkout)
    (checkout / "notes.md").write_text(f"Try {'-'.join(parts)} for now.\n", encoding="utf-8")
    found = search_for_secrets(checkout)

    assert (sound.returncode, found.returncode) == (0, 2), sound.stdout + sound.stderr
    assert "notes.md" in found.stdout


@pytest.fixture
def advisories() -> Iterator[str]:
    """A service for advisories that knows of one, of pytest; gives its address."""
    flaw = {"id": "PYSEC-2026-1", "modified": "2026-11-02T00:00:00Z", "affected": [], "summary": "Bad.", "details": "-"}
    affected = {"package": {"name": "pytest", "ecosystem": "PyPI"}, "ranges": [], "versions": []}

    class Service(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            asked = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            known = asked["package"]["name"] == "pytest"
            body = json.dumps({"vulns": [flaw | {"affected": [affected]}]} if known else {}).encode()
            self.send_response(200)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *args: object) -> None:
            """Say nothing."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Service) as server:
        threading.Thread(target=server.serve_forever, args=(0.01,)).start()
        yield f"http://127.0.0.1:{server.server_port}/v1/query"
        server.shutdown()


def audit(service: str) -> subprocess.CompletedProcess[str]:
    """Run what `make audit` runs, on this environment and with this service."""
    command = [sys.executable, ROOT / ".ci" / "audit.py", "--vulnerability-service", "osv", "--osv-url", service]
    return subprocess.run(command, capture_output=True, text=True, timeout=120, check=False)


def test_a_known_vulnerability_fails_the_check_and_is_named(advisories: str) -> None:
    audited = audit(advisories)

    assert audited.returncode == 1, audited.stdout
    assert "pytest" in audited.stderr
    assert "PYSEC-2026-1" in audited.stderr
    assert "known vulnerabilities: 1" in audited.stdout


def test_a_service_that_cannot_be_reached_is_said_and_fails_nothing() -> None:
    audited = audit("http://127.0.0.1:1/v1/query")

    assert (audited.returncode, audited.stderr) == (0, "")
    assert audited.stdout.startswith("No library was audited, since the service for advisories can't be reached")
