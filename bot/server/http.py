"""HTTP: the guard, Bolt's WSGI adapter behind it, health and metrics."""

import gc
import logging
import time
from collections.abc import Callable, Iterable
from functools import partial
from typing import Any

from gunicorn.app.base import BaseApplication
from gunicorn.glogging import Logger
from slack_bolt import App
from slack_bolt.adapter.wsgi import SlackRequestHandler

from bot import errors
from bot.app import create_app, create_parts
from bot.server import listening
from bot.server.guard import Environ, Guard, StartResponse, WsgiApp, plain
from bot.server.jobs import ANSWERS, RECORD, REFRESH
from bot.server.metrics import METRICS_PATH, Metrics
from bot.server.worker import SECONDS_TO_STOP, end, start_jobs
from bot.settings import Settings
from knowledge.base import KnowledgeBase
from knowledge.errors import DatabaseUnavailable

log = logging.getLogger(__name__)

EVENTS_PATH = "/slack/events"

# Each process has threads beside those that may be answering questions: one must be free to say "busy", or "alive".
_WORKERS, _MORE_THREADS = 2, 16

# Of the time to stop, so much is left for giving back what was claimed.
_SECONDS_TO_GIVE_BACK = 2


def create_wsgi(
    app: App,
    knowledge: KnowledgeBase,
    *,
    signing_secret: str,
    metrics_token: str = "",
    clock: Callable[[], float] = time.time,
) -> WsgiApp:
    """The WSGI app: Slack's requests on one path, /livez, /readyz and /metrics, and nothing else."""
    metrics = Metrics(knowledge, token=metrics_token)
    slack = Guard(SlackRequestHandler(app, path=EVENTS_PATH), signing_secret=signing_secret, clock=clock)

    def serve(environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
        path, method = environ.get("PATH_INFO", ""), environ.get("REQUEST_METHOD", "")
        if path == EVENTS_PATH and method == "POST":
            return _surely(slack, environ, start_response)
        if path == "/livez":
            return plain(start_response, "200 OK", "alive\n")
        if path == "/readyz":
            return _readiness(knowledge, start_response)
        if path == METRICS_PATH:
            return _surely(metrics, environ, start_response)
        return plain(start_response, "404 Not Found", "There is nothing here.\n")

    return serve


def _surely(app: WsgiApp, environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
    """What the app answers. What neither it nor Bolt foresaw ends here: in the log, and as a 500 without a word."""
    try:
        return app(environ, start_response)
    except Exception as error:
        errors.sentence(error)
        return plain(start_response, "500 Internal Server Error", "")


def _readiness(knowledge: KnowledgeBase, start_response: StartResponse) -> Iterable[bytes]:
    try:
        knowledge.ping()
    except Exception as problem:
        # Anybody can ask this, so where the database is and who we are there stays in the log.
        log.warning("not ready: %s", problem)
        told = "The database can't be used just now" if isinstance(problem, DatabaseUnavailable) else "Not ready"
        return plain(start_response, "503 Service Unavailable", f"{told}. The log says why.\n")
    return plain(start_response, "200 OK", "ready\n")


class GunicornLogs(Logger):  # type: ignore[misc]
    """Sends gunicorn's own lines the way of all others."""

    def setup(self, cfg: object) -> None:
        self.error_log.propagate = True
        self.error_log.setLevel(logging.WARNING)


def gunicorn_options(*, host: str, port: int, questions_at_once: int) -> dict[str, Any]:
    """How gunicorn serves: processes with threads, more of them than there may be questions at once."""
    return {
        "bind": f"tcp://{listening.address(host, port)}",
        "on_starting": listening.listen,
        "worker_class": "gthread",
        "workers": _WORKERS,
        "threads": questions_at_once + _MORE_THREADS,
        "graceful_timeout": SECONDS_TO_STOP,
        "logger_class": GunicornLogs,
        "proc_name": "quickjump",
        "control_socket_disable": True,  # it would be a file in the home folder that all servers share
    }


class WebServer(BaseApplication):  # type: ignore[misc]
    """Gunicorn with threads, each worker process with a knowledge base, a pool and a Bolt app of its own."""

    def __init__(self, settings: Settings, open_knowledge: Callable[[], KnowledgeBase]) -> None:
        self._settings, self._open_knowledge = settings, open_knowledge
        self._stop_serving: Callable[[float], None] = lambda _seconds: None
        super().__init__()

    def load_config(self) -> None:
        settings = self._settings
        options = gunicorn_options(host=settings.host, port=settings.port, questions_at_once=settings.questions_at_once)
        options["worker_exit"] = self._stop
        for name, value in options.items():
            self.cfg.set(name, value)

    def load(self) -> WsgiApp:
        knowledge = self._open_knowledge()
        try:
            knowledge.refresh()
        except DatabaseUnavailable as unavailable:  # the job below reads the articles as soon as it is back
            log.warning("serving without articles for now: %s", unavailable)
        # What has been read stays: the garbage collector need not go through hundreds of thousands of objects again
        # and again while questions wait.
        gc.collect()
        gc.freeze()
        parts = create_parts(self._settings, knowledge)
        # The other jobs are left to workers.
        scheduler = start_jobs(parts, [REFRESH, ANSWERS, RECORD])
        self._stop_serving = partial(end, parts, scheduler)
        app = create_app(self._settings, parts)
        return create_wsgi(
            app,
            knowledge,
            signing_secret=self._settings.slack_signing_secret,
            metrics_token=self._settings.metrics_token,
        )

    def _stop(self, _server: object, _worker: object) -> None:
        """What a worker process does last: its requests have ended, and what they left in the pool may end too."""
        self._stop_serving(SECONDS_TO_STOP - _SECONDS_TO_GIVE_BACK)
