"""An empty Bolt app under the same gunicorn as `web`: what answering costs before anything is answered.

Run as `python -m bot.bench.empty PORT before|after SECRET API_URL`: the listener runs before Bolt's response, in the
request's thread, or by Bolt's default beside it.
"""

import sys

from gunicorn.app.base import BaseApplication
from slack_bolt import Ack, App
from slack_bolt.adapter.wsgi import SlackRequestHandler
from slack_sdk import WebClient

from bot.server.http import EVENTS_PATH, gunicorn_options

_TOKEN = "xoxb-playground-bot"  # noqa: S105 - the fake Slack's


class EmptyServer(BaseApplication):  # type: ignore[misc]
    """Serves an app whose one command answers a word."""

    def __init__(self, *, port: int, before: bool, secret: str, api_url: str) -> None:
        self._port, self._before, self._secret, self._api_url = port, before, secret, api_url
        super().__init__()

    def load_config(self) -> None:
        for name, value in gunicorn_options(host="127.0.0.1", port=self._port, questions_at_once=32).items():
            self.cfg.set(name, value)

    def load(self) -> SlackRequestHandler:
        app = App(
            client=WebClient(token=_TOKEN, base_url=self._api_url),
            signing_secret=self._secret,
            token_verification_enabled=False,
            process_before_response=self._before,
        )

        @app.command("/kb")
        def kb(ack: Ack) -> None:
            ack("ok")

        return SlackRequestHandler(app, path=EVENTS_PATH)


if __name__ == "__main__":
    _, port, listener, secret, api_url = sys.argv
    EmptyServer(port=int(port), before=listener == "before", secret=secret, api_url=api_url).run()
