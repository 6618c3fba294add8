"""Socket Mode: the websockets over which Slack hands an app its payloads."""

import asyncio
import json
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field
from itertools import count

from aiohttp import WSMessage, WSMsgType, web

from bot.playground.model import Json
from bot.playground.workspace import Workspace

# More often than Slack: the SDK's client sees that it was closed when bytes arrive.
PING_SECONDS = 0.25

# Of the addresses that nobody has connected to, the newest are good.
MOST_TICKETS = 1000


@dataclass
class Sockets:
    """The open connections; each envelope goes to one of them, in turn."""

    workspace: Workspace
    tickets: deque[str] = field(default_factory=lambda: deque(maxlen=MOST_TICKETS))
    open: list[web.WebSocketResponse] = field(default_factory=list)
    deaf: list[web.WebSocketResponse] = field(default_factory=list)
    waiting: dict[str, tuple[web.WebSocketResponse, "asyncio.Future[Json]"]] = field(default_factory=dict)
    turn: "count[int]" = field(default_factory=count)

    def new_ticket(self) -> str:
        with self.workspace.changed:
            ticket = self.workspace.new_id("ticket")
            self.tickets.append(ticket)
        return ticket

    async def connection(self, request: web.Request) -> web.StreamResponse:
        """GET /link/{ticket}: one connection, for as long as it lasts."""
        with self.workspace.changed:
            if request.match_info["ticket"] not in self.tickets:
                raise web.HTTPForbidden(text="this ticket was never given, or is used")
            self.tickets.remove(request.match_info["ticket"])
        socket = web.WebSocketResponse(autoping=False)
        await socket.prepare(request)
        self._count(self.open.append, socket)
        await socket.send_json(self._hello())
        pings = asyncio.create_task(self._ping(socket))
        try:
            async for message in socket:
                await self._heard(socket, message)
        finally:
            pings.cancel()
            self._count(self.open.remove, socket)
            self._fail_what_waits_for(socket)
        return socket

    def deafen(self) -> None:
        """From now on the open connections carry nothing more to the app, no pings or pongs either, and stay open.

        Those that are opened later are heard. The SDK's built-in client watches only the pongs to its own pings: it
        reconnects when the last is older than four of its ping intervals, of five seconds each unless told otherwise.
        """
        with self.workspace.changed:
            self.deaf = list(self.open)

    def hear(self) -> None:
        """No connection is deaf any more."""
        with self.workspace.changed:
            self.deaf = []

    async def _heard(self, socket: web.WebSocketResponse, message: WSMessage) -> None:
        if message.type is WSMsgType.TEXT:
            self._acknowledged(json.loads(message.data))
        elif message.type is WSMsgType.PING and socket not in self.deaf:
            await socket.pong(message.data)

    async def _ping(self, socket: web.WebSocketResponse) -> None:
        """Ping at once and every few seconds, so that a client can tell a deaf line."""
        while not socket.closed:
            if socket not in self.deaf:
                await socket.ping(b"Ping from applink-playground")
            await asyncio.sleep(PING_SECONDS)

    def _count(
        self,
        change: Callable[[web.WebSocketResponse], None],
        socket: web.WebSocketResponse,
    ) -> None:
        with self.workspace.changed:
            change(socket)
            self.workspace.changed.notify_all()

    def _hello(self) -> Json:
        return {
            "type": "hello",
            "num_connections": len(self.open),
            "debug_info": {
                "host": "applink-playground",
                "build_number": 1,
                "approximate_connection_time": 18060,
            },
            "connection_info": {"app_id": self.workspace.bot.app_id},
        }

    def _acknowledged(self, ack: Json) -> None:
        _, future = self.waiting.get(ack["envelope_id"], (None, None))
        # An ack that comes after its three seconds finds nobody waiting.
        if future is not None and not future.done():
            future.set_result(ack)

    def _fail_what_waits_for(self, closed: web.WebSocketResponse) -> None:
        for socket, future in self.waiting.values():
            if socket is closed and not future.done():
                future.set_exception(ConnectionError("the connection was closed before the ack"))

    async def send(self, envelope: Json) -> Json:
        """Hand the envelope to the next connection and wait for its ack."""
        if not self.open:
            raise ConnectionError("no Socket Mode connection is open")
        socket = self.open[next(self.turn) % len(self.open)]
        if socket in self.deaf:
            # Slack would wait out its three seconds; a test need not.
            raise TimeoutError("the connection is deaf")
        envelope_id = self.workspace.new_id("envelope-")
        future: asyncio.Future[Json] = asyncio.get_running_loop().create_future()
        self.waiting[envelope_id] = socket, future
        try:
            await socket.send_json({"envelope_id": envelope_id, **envelope})
            return await future
        finally:
            del self.waiting[envelope_id]

    async def close(self) -> None:
        for socket in list(self.open):
            await socket.close(code=1001, message=b"the fake Slack goes away")
