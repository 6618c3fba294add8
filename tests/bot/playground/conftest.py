"""A fake Slack, a real WebClient and a real Bolt app, for the tests of this folder."""

import threading
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest
from slack_bolt import App
from slack_bolt.adapter.wsgi import SlackRequestHandler
from slack_sdk import WebClient

from bot.playground import FakeSlack

Serve = Callable[[App], str]


@pytest.fixture
def slack() -> Iterator[FakeSlack]:
    with FakeSlack() as fake:
        yield fake
        assert fake.faults == ()


@pytest.fixture
def client(slack: FakeSlack) -> WebClient:
    return WebClient(slack.bot_token, base_url=slack.api_url, retry_handlers=[])


@pytest.fixture
def app(slack: FakeSlack, client: WebClient) -> App:
    return App(client=client, signing_secret=slack.signing_secret)


@pytest.fixture
def serve() -> Iterator[Serve]:
    """Serves Bolt apps by their WSGI adapter until the test is over."""
    servers: list[ThreadingHTTPServer] = []

    def start(app: App) -> str:
        servers.append(wsgi_server(SlackRequestHandler(app)))
        threading.Thread(target=servers[-1].serve_forever, args=(0.01,)).start()
        return f"http://127.0.0.1:{servers[-1].server_port}/slack/events"

    yield start
    for server in servers:
        server.shutdown()
        server.server_close()


def wsgi_server(wsgi: Any) -> ThreadingHTTPServer:
    """The least of WSGI that Bolt's adapter asks for, a thread for each request."""

    class Request(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            environ = {
                "REQUEST_METHOD": self.command,
                "PATH_INFO": self.path,
                "SERVER_PROTOCOL": self.request_version,
                "CONTENT_TYPE": self.headers["Content-Type"],
                "CONTENT_LENGTH": self.headers["Content-Length"],
                "wsgi.input": self.rfile,
            }
            for name, value in self.headers.items():
                environ["HTTP_" + name.upper().replace("-", "_")] = value
            self.wfile.writelines(wsgi(environ, self.begin))

        def begin(self, status: str, headers: list[tuple[str, str]]) -> None:
            self.send_response(int(status.partition(" ")[0]))
            for name, value in headers:
                self.send_header(name, value)
            self.end_headers()

        def log_message(self, *args: object) -> None:
            """Say nothing: the tests look at what was answered."""

    return ThreadingHTTPServer(("127.0.0.1", 0), Request)
