"""The fake Slack: a loopback server, the people in it, and what a test asks of it."""

import socket
import time
from collections.abc import Callable
from types import TracebackType
from typing import Self, TypeVar

import aiohttp
from aiohttp import web

from bot.playground.background import Background
from bot.playground.deliveries import Deliveries, Undelivered
from bot.playground.delivery import HttpLine, SocketLine
from bot.playground.desk import Desk
from bot.playground.faults import Faults
from bot.playground.forms import Forms
from bot.playground.gestures import Gestures
from bot.playground.journal import Call, Journal
from bot.playground.presses import Presses
from bot.playground.responses import ResponseUrls
from bot.playground.sockets import Sockets
from bot.playground.town import SCOPES, a_workspace
from bot.playground.web import Web

HOST = "127.0.0.1"
T = TypeVar("T")


class FakeSlack:
    """Slack for one app in one workspace: a context manager, up while it is entered.

    Gestures block until the app has acknowledged; they and the readers may be used
    from any thread but the server's own.
    """

    def __init__(
        self,
        *,
        port: int = 0,
        scopes: frozenset[str] = SCOPES,
        clock: Callable[[], float] = time.time,
    ) -> None:
        self.workspace = a_workspace(scopes, clock)
        self._wanted_port = port
        self._port: int | None = None
        self._background = Background()
        self._deliveries = Deliveries(self.workspace.changed, run=self._background.run)
        self._sockets = Sockets(self.workspace)
        self._faults = Faults(self.workspace.changed, clock=clock)
        self._journal = Journal(self.workspace.changed, clock=clock)
        self._response_urls = ResponseUrls(self.workspace, address=self._address)
        self._web = Web(
            Desk(self.workspace, self._new_link),
            self._journal,
            self._response_urls,
            self._sockets,
            self._faults,
        )
        self._let_people_act()
        self._let_tests_meddle()
        self.messages = self.workspace.messages
        self.ephemerals = self.workspace.ephemerals

    def _let_people_act(self) -> None:
        gestures = Gestures(self.workspace, self._response_urls, deliver=self._deliveries.deliver)
        self.slash = gestures.slash
        self.mention = gestures.mention
        self.direct_message = gestures.direct_message
        self.event = gestures.event
        presses = Presses(self.workspace, self._response_urls, deliver=self._deliveries.deliver)
        self.press = presses.press
        self.shortcut = presses.shortcut
        forms = Forms(self.workspace, deliver=self._deliveries.deliver)
        self.view_of = forms.view_of
        self.fill = forms.fill
        self.submit = forms.submit
        self.close = forms.close

    def _let_tests_meddle(self) -> None:
        self.held = self._deliveries.held
        self.redeliver = self._deliveries.redeliver
        self.misbehave = self._faults.misbehave
        self.limit_posts = self._faults.limit_posts
        self.deafen = self._sockets.deafen
        self.grant = self.workspace.grant
        self.revoke = self.workspace.revoke
        self.revoke_token = self.workspace.revoke_token
        self.restore_token = self.workspace.restore_token

    def __enter__(self) -> Self:
        listener = socket.create_server((HOST, self._wanted_port))
        self._port = listener.getsockname()[1]
        self._background.start()
        self._background.run(self._open(listener))
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._background.run(self._close())
        self._background.stop()

    @property
    def api_url(self) -> str:
        return f"{self._address()}/api/"

    @property
    def bot_token(self) -> str:
        return self.workspace.bot.bot_token

    @property
    def app_token(self) -> str:
        return self.workspace.bot.app_token

    @property
    def signing_secret(self) -> str:
        return self.workspace.bot.signing_secret

    @property
    def calls(self) -> tuple[Call, ...]:
        """Every Web API call and every use of a response_url, oldest first."""
        return self._journal.calls

    @property
    def faults(self) -> tuple[Exception, ...]:
        """What was raised inside the server: its own mistakes, never the bot's."""
        return self._journal.faults

    @property
    def undelivered(self) -> tuple[Undelivered, ...]:
        """The events that were not acknowledged so far, though they were retried."""
        return self._deliveries.undelivered

    def late_history(self, seconds: float) -> None:
        """From now on history tells of a message only so many seconds, by this Slack's clock, after it was posted."""
        self.workspace.transcripts.lag = seconds

    def behave(self) -> None:
        """End all faults, limits and delays: history is up to date, and no connection is deaf."""
        self._faults.behave()
        self._sockets.hear()
        self.workspace.transcripts.lag = 0

    def wait_for(self, predicate: Callable[[], T], seconds: float = 5) -> T:
        """What the predicate gives once it is true, asked again at every change.

        It is asked under the lock, so it may read this object but must not wait for
        the app. Raises TimeoutError when it is still false after so many seconds.
        """
        try:
            return self.workspace.wait_for(predicate, seconds)
        except TimeoutError:
            last = [(call.method, call.answer) for call in self.calls[-3:]]
            raise TimeoutError(f"still false after {seconds} s; last calls {last}, faults {self.faults}") from None

    def connect_http(self, *urls: str) -> None:
        """From now on gestures go to these request URLs, one after the other."""
        self._deliveries.line = HttpLine(self._session, urls, secret=self.signing_secret)

    def connect_socket(self, *, connections: int = 1) -> None:
        """From now on gestures go to Socket Mode; waits until so many are open."""
        self.wait_for(lambda: len(self._sockets.open) >= connections)
        self._deliveries.line = SocketLine(self._sockets)

    def _address(self) -> str:
        if self._port is None:
            raise RuntimeError("the fake Slack has no address before it is entered")
        return f"http://{HOST}:{self._port}"

    def _new_link(self) -> str:
        address = self._address().replace("http://", "ws://")
        return f"{address}/link/{self._sockets.new_ticket()}"

    async def _open(self, listener: socket.socket) -> None:
        # A connection each: the app may have been restarted since the last one.
        connector = aiohttp.TCPConnector(force_close=True)
        self._session = aiohttp.ClientSession(connector=connector)
        self._runner = web.AppRunner(self._web.application(), access_log=None, shutdown_timeout=1)
        await self._runner.setup()
        await web.SockSite(self._runner, listener).start()

    async def _close(self) -> None:
        await self._sockets.close()
        await self._runner.cleanup()
        await self._session.close()
