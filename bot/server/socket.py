"""Socket Mode: the connection to Slack, with the worker's jobs beside it, in one process."""

import threading
from concurrent.futures import ThreadPoolExecutor

from slack_bolt.adapter.socket_mode import SocketModeHandler
from slack_sdk import WebClient

from bot.app import create_app, create_parts
from bot.outbox.outcomes import FAILURES, reason
from bot.server.worker import start_jobs
from bot.settings import Settings
from knowledge.base import KnowledgeBase
from knowledge.errors import KnowledgeError

_ANSWERING_THREADS = 4


class CannotConnect(KnowledgeError):
    """Slack does not open a Socket Mode connection."""

    def __init__(self, why: str) -> None:
        super().__init__(
            f"Slack opens no connection: {why}. "
            "Check SLACK_APP_TOKEN (scope connections:write), and that Socket Mode is on."
        )


def run_until(settings: Settings, knowledge: KnowledgeBase, stopped: threading.Event) -> None:
    """Answer over Socket Mode until somebody sets the event; what is under way ends first."""
    knowledge.refresh()
    with ThreadPoolExecutor(_ANSWERING_THREADS, thread_name_prefix="answering") as pool:
        parts = create_parts(settings, knowledge, pool)
        app = create_app(settings, parts)
        client = WebClient(base_url=settings.slack_api_url)
        handler = SocketModeHandler(app, settings.slack_app_token, web_client=client)
        try:
            handler.connect()  # type: ignore[no-untyped-call]
        except FAILURES as error:
            raise CannotConnect(reason(error)) from error
        scheduler = start_jobs(parts)
        stopped.wait()
        handler.close()  # type: ignore[no-untyped-call]
        scheduler.shutdown(wait=True)
