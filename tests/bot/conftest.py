"""A fake Slack, the sample help centre, and real bots that answer from it over HTTP and over Socket Mode."""

import shutil
import threading
import time
from collections.abc import Callable, Iterator
from functools import cache
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import jsonschema_rs
import pytest
from apscheduler.schedulers.background import BackgroundScheduler
from jsonschema_rs import Validator
from slack_bolt import App

from bot.app import create_app, create_parts
from bot.parts import Parts
from bot.playground import FakeSlack
from bot.playground.workspace import Message
from bot.server.guard import WsgiApp
from bot.server.http import EVENTS_PATH, create_wsgi
from bot.server.jobs import ANSWERS, RECORD, REFRESH
from bot.server.socket import run_until
from bot.server.worker import start_jobs
from bot.settings import Settings
from knowledge.base import KnowledgeBase
from knowledge.posts import Pace
from knowledge.sources.config import read_sources
from tests.knowledge.given import NobodyWatches

ROOT = Path(__file__).parents[2]

# So that nobody waits a second for the next answer in a channel, but where that is what is tried.
AT_ONCE = Pace(channel_seconds=0)

ServeWsgi = Callable[[WsgiApp], str]
SlacksSchema = Callable[[str], Validator]


def text_of(drawn: object) -> str:
    """All texts that stand in blocks, at any depth, a line each."""
    if isinstance(drawn, dict):
        own = [drawn["text"]] if isinstance(drawn.get("text"), str) else []
        return "\n".join([*own, *filter(None, (text_of(each) for each in drawn.values()))])
    return "\n".join(filter(None, map(text_of, drawn))) if isinstance(drawn, list | tuple) else ""


def until(happened: Callable[[], object], seconds: float = 60) -> None:
    """Ask the bot again and again until something is so; `wait_for` of the fake Slack may not wait for the bot."""
    deadline = time.monotonic() + seconds
    while not happened():
        assert time.monotonic() < deadline
        time.sleep(0.05)


def with_short_values(drawn: object) -> object:
    """The blocks with what buttons carry cut: the schema caps it at 75, Slack at 2,000 (schemas/README.md)."""
    if isinstance(drawn, dict):
        return {key: value[:75] if key == "value" else with_short_values(value) for key, value in drawn.items()}
    return [with_short_values(each) for each in drawn] if isinstance(drawn, (list, tuple)) else drawn


@pytest.fixture(scope="session")
def slacks_schema(shared: Path) -> SlacksSchema:
    """Slack's schemas by name; each is read and checked once, which takes longer than what is valid by it."""

    @cache
    def named(name: str) -> Validator:
        return jsonschema_rs.validator_for((shared / "schemas" / f"{name}.json").read_text(encoding="utf-8"))

    return named


@pytest.fixture
def unwatched() -> NobodyWatches:
    return NobodyWatches()


@pytest.fixture
def shown() -> Callable[[Message | None], str]:
    """Reads all that a message shows, a line each: first what stands large, then what stands small."""

    def read(message: Message | None) -> str:
        assert message is not None
        if not message.blocks:
            return message.text
        texts = [block["text"]["text"] for block in message.blocks if "text" in block]
        texts += [part["text"] for block in message.blocks if block["type"] == "context" for part in block["elements"]]
        return "\n".join(texts)

    return read


@pytest.fixture
def buttons() -> Callable[[Message | None], list[str]]:
    """Reads the action ids of a message's buttons."""

    def read(message: Message | None) -> list[str]:
        assert message is not None
        parts = [part for block in message.blocks for part in block.get("elements", [])]
        parts += [block["accessory"] for block in message.blocks if "accessory" in block]
        return [part["action_id"] for part in parts if part["type"] == "button"]

    return read


@pytest.fixture
def slack() -> Iterator[FakeSlack]:
    with FakeSlack() as fake:
        yield fake
        assert fake.faults == ()


@pytest.fixture
def serve_wsgi() -> Iterator[ServeWsgi]:
    """Serves WSGI apps, a thread for each request, until the test is over; gives the address."""
    servers: list[ThreadingHTTPServer] = []

    def start(app: WsgiApp) -> str:
        servers.append(_server(app))
        threading.Thread(target=servers[-1].serve_forever, args=(0.01,)).start()
        return f"http://127.0.0.1:{servers[-1].server_port}"

    yield start
    for server in servers:
        server.shutdown()
        server.server_close()


def _server(wsgi: WsgiApp) -> ThreadingHTTPServer:
    """The least of WSGI that our servers ask for."""

    class Request(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            environ: dict[str, Any] = {
                "REQUEST_METHOD": self.command,
                "PATH_INFO": self.path,
                "SERVER_PROTOCOL": self.request_version,
                "CONTENT_TYPE": self.headers["Content-Type"] or "",
                "CONTENT_LENGTH": self.headers["Content-Length"] or "",
                "wsgi.input": self.rfile,
            }
            for name, value in self.headers.items():
                environ["HTTP_" + name.upper().replace("-", "_")] = value
            self.wfile.writelines(wsgi(environ, self.begin))

        do_GET = do_POST

        def begin(self, status: str, headers: list[tuple[str, str]]) -> None:
            self.send_response(int(status.partition(" ")[0]))
            for name, value in headers:
                self.send_header(name, value)
            self.end_headers()

        def log_message(self, *args: object) -> None:
            """Say nothing: the tests look at what was answered."""

    return ThreadingHTTPServer(("127.0.0.1", 0), Request)


@pytest.fixture(scope="session")
def synced_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An SQLite file that holds the sample help centre, to be copied."""
    file = tmp_path_factory.mktemp("synced") / "quickjump.db"
    knowledge = KnowledgeBase(f"sqlite:///{file}")
    knowledge.upgrade_schema()
    knowledge.syncs.sync(read_sources(ROOT / "sources.toml"), NobodyWatches())
    knowledge.close()
    return file


@pytest.fixture
def synced_url(synced_file: Path, tmp_path: Path) -> str:
    """The URL of a database of this test's own that holds the sample help centre."""
    return f"sqlite:///{shutil.copy(synced_file, tmp_path / 'quickjump.db')}"


@pytest.fixture
def settings(slack: FakeSlack) -> Settings:
    """Settings that lead to the fake Slack."""
    return Settings(
        slack_bot_token=slack.bot_token,
        slack_app_token=slack.app_token,
        slack_signing_secret=slack.signing_secret,
        slack_api_url=slack.api_url,
    )


@pytest.fixture
def start_http(
    settings: Settings, serve_wsgi: ServeWsgi, open_knowledge: Callable[..., KnowledgeBase]
) -> Iterator[Callable[[str], str]]:
    """Starts bots over HTTP, each with a knowledge base of its own on a database; gives their request URLs."""
    started: list[Parts] = []
    scheduled: list[BackgroundScheduler] = []

    def start(database: str) -> str:
        knowledge = open_knowledge(database, pace=AT_ONCE)
        knowledge.refresh()
        started.append(create_parts(settings, knowledge))
        scheduled.append(start_jobs(started[-1], [REFRESH, ANSWERS, RECORD]))
        app: App = create_app(settings, started[-1])
        return serve_wsgi(create_wsgi(app, knowledge, signing_secret=settings.slack_signing_secret)) + EVENTS_PATH

    yield start
    for scheduler in scheduled:
        scheduler.shutdown(wait=True)
    for parts in started:
        assert parts.pool.close(30)


@pytest.fixture
def start_socket(settings: Settings, open_knowledge: Callable[..., KnowledgeBase]) -> Iterator[Callable[[str], None]]:
    """Starts bots over Socket Mode, each with its jobs, on a database."""
    stopped = threading.Event()
    bots: list[threading.Thread] = []

    def start(database: str) -> None:
        bots.append(
            threading.Thread(target=run_until, args=(settings, open_knowledge(database, pace=AT_ONCE), stopped))
        )
        bots[-1].start()

    yield start
    stopped.set()
    for bot in bots:
        bot.join(timeout=20)
        assert not bot.is_alive()


@pytest.fixture
def slack_over_http(slack: FakeSlack, synced_url: str, start_http: Callable[[str], str]) -> FakeSlack:
    """A Slack in which the bot answers from the sample help centre over HTTP."""
    slack.connect_http(start_http(synced_url))
    return slack


@pytest.fixture
def slack_over_socket(slack: FakeSlack, synced_url: str, start_socket: Callable[[str], None]) -> FakeSlack:
    """A Slack in which the bot answers from the sample help centre over Socket Mode."""
    start_socket(synced_url)
    slack.connect_socket()
    return slack


@pytest.fixture(params=["http", "socket"])
def answering_slack(request: pytest.FixtureRequest) -> FakeSlack:
    """A Slack in which the bot answers, over each transport in turn."""
    chosen: FakeSlack = request.getfixturevalue(f"slack_over_{request.param}")
    return chosen
