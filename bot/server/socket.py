"""Socket Mode: the connection to Slack, with the worker's jobs beside it, in one process."""

import logging
import threading
import time

from slack_bolt import App
from slack_bolt.adapter.socket_mode import SocketModeHandler
from slack_sdk import WebClient
from slack_sdk.socket_mode import SocketModeClient
from slack_sdk.socket_mode.request import SocketModeRequest

from bot.app import create_app, create_parts
from bot.outbox.outcomes import FAILURES, reason
from bot.server.worker import SECONDS_TO_STOP, end, start_jobs
from bot.settings import Settings
from knowledge.base import KnowledgeBase
from knowledge.errors import KnowledgeError

# Threads for acknowledgements beside those that may be answering questions: one must be free to say "busy".
_MORE_THREADS = 8

# The SDK pings this often, or four times before the line is taken for deaf, whichever is more.
_PING_SECONDS = 10.0

_LOOK_SECONDS = 0.5

log = logging.getLogger(__name__)


class CannotConnect(KnowledgeError):
    """Slack does not open a Socket Mode connection."""

    def __init__(self, why: str) -> None:
        super().__init__(
            f"Slack opens no connection: {why}. "
            "Check SLACK_APP_TOKEN (scope connections:write), and that Socket Mode is on."
        )


class LineDeaf(KnowledgeError):
    """Nothing has come from Slack for so long that the process must be started anew."""

    def __init__(self, seconds: float) -> None:
        super().__init__(
            f"Slack's connection has been silent for {seconds:.0f} s, and connecting anew did not help. "
            "This process ends, so that whatever runs it starts it again."
        )


class Line(SocketModeHandler):
    """The connection, which takes nothing new once it is told to stop, and knows how long it has been silent."""

    def __init__(self, app: App, settings: Settings) -> None:
        super().__init__(
            app,
            settings.slack_app_token,
            web_client=WebClient(base_url=settings.slack_api_url),
            ping_interval=min(_PING_SECONDS, settings.socket_deaf_after / 4),
            concurrency=settings.questions_at_once + _MORE_THREADS,
        )
        self._changed = threading.Condition()
        self._under_way = 0
        self._stopping = False
        self._heard_at = time.time()

    def handle(self, client: SocketModeClient, req: SocketModeRequest) -> None:  # type: ignore[override]
        """Answer one envelope. One that comes after the end has begun is left to Slack, which sends it elsewhere."""
        with self._changed:
            if self._stopping:
                return
            self._under_way += 1
        try:
            super().handle(client, req)
        finally:
            with self._changed:
                self._under_way -= 1
                self._changed.notify_all()

    def seconds_silent(self) -> float:
        """How long ago Slack last answered a ping, over whichever connection."""
        session = self.client.current_session
        heard = session.last_ping_pong_time if session else None
        self._heard_at = max(self._heard_at, heard or 0.0)
        return time.time() - self._heard_at

    def stop(self, seconds: float) -> None:
        """Take nothing new, let what is under way be acknowledged, and hang up."""
        with self._changed:
            self._stopping = True
            self._changed.wait_for(lambda: not self._under_way, timeout=seconds)
        # From here on the SDK would complain that a line is gone which we have hung up ourselves.
        self.client.logger.setLevel(logging.CRITICAL)
        hang_up(self)


def hang_up(handler: SocketModeHandler) -> None:
    """Close a connection at once: the SDK's client would go on waiting for messages until a second is over."""
    handler.client.closed = True
    handler.client.message_queue.put(None)
    handler.close()  # type: ignore[no-untyped-call]


def run_until(settings: Settings, knowledge: KnowledgeBase, stopped: threading.Event) -> None:
    """Answer over Socket Mode until somebody sets the event; what is under way ends first.

    `CannotConnect` when Slack refuses at the start, `LineDeaf` when the line goes silent for good.
    """
    knowledge.refresh()
    parts = create_parts(settings, knowledge)
    line = Line(create_app(settings, parts), settings)
    try:
        line.connect()  # type: ignore[no-untyped-call]
    except FAILURES as error:
        raise CannotConnect(reason(error)) from error
    scheduler = start_jobs(parts)
    try:
        _watch(line, stopped, deaf_after=settings.socket_deaf_after)
    finally:
        stopped.set()  # whatever the reason: whoever watches the time to the end begins to count
        until = time.monotonic() + SECONDS_TO_STOP
        parts.stopping.set()
        line.stop(SECONDS_TO_STOP)
        end(parts, scheduler, until - time.monotonic())


def _watch(line: Line, stopped: threading.Event, *, deaf_after: float) -> None:
    while not stopped.wait(_LOOK_SECONDS):
        silent = line.seconds_silent()
        if silent > deaf_after:
            log.error("the connection to Slack has been silent for %.0f s", silent)
            raise LineDeaf(silent)
