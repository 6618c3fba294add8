"""The server behind a fake Slack: a port on this machine, and an event loop in a thread of its own."""

import asyncio
import logging
import socket
from collections.abc import Coroutine
from concurrent.futures import ThreadPoolExecutor
from typing import Any, TypeVar

import aiohttp
from aiohttp import web

from bot.playground.background import Background

HOST = "127.0.0.1"
T = TypeVar("T")

# Each waits for an app that may hang; what others look at must not wait with them.
_MOST_AT_ONCE = 64

_NOTHING_TOLD = logging.getLogger(f"{__name__}.requests")
_NOTHING_TOLD.addHandler(logging.NullHandler())
_NOTHING_TOLD.propagate = False


class Loopback:
    """Serves one application from `start` to `stop`; port 0 is any free one."""

    session: aiohttp.ClientSession
    _runner: web.AppRunner

    def __init__(self, port: int, *, host: str = HOST) -> None:
        self._wanted_port, self._host = port, host
        self._port: int | None = None
        self._background = Background()

    @property
    def address(self) -> str:
        if self._port is None:
            raise RuntimeError("the fake Slack has no address before it is entered")
        return f"http://{self._reached_at}:{self._port}"

    @property
    def _reached_at(self) -> str:
        # What listens on every interface is reached on this one.
        if self._host in ("0.0.0.0", "::", ""):  # noqa: S104 - nothing is bound here
            return HOST
        return f"[{self._host}]" if ":" in self._host else self._host

    def start(self, application: web.Application) -> None:
        family = socket.AF_INET6 if ":" in self._host else socket.AF_INET
        listener = socket.create_server((self._host, self._wanted_port), family=family)
        self._port = listener.getsockname()[1]
        self._background.start()
        self.run(self._open(application, listener))

    def stop(self) -> None:
        self.run(self._close())
        self._background.stop()

    def run(self, work: Coroutine[Any, Any, T]) -> T:
        """Wait, in any other thread, for what the loop makes of this."""
        return self._background.run(work)

    async def _open(self, application: web.Application, listener: socket.socket) -> None:
        asyncio.get_running_loop().set_default_executor(ThreadPoolExecutor(_MOST_AT_ONCE))
        # A connection each: the app may have been restarted since the last one.
        connector = aiohttp.TCPConnector(force_close=True)
        self.session = aiohttp.ClientSession(connector=connector)
        # What is no HTTP is answered with 400, and nobody who plays here needs to read of it.
        self._runner = web.AppRunner(application, access_log=None, logger=_NOTHING_TOLD, shutdown_timeout=1)
        await self._runner.setup()
        await web.SockSite(self._runner, listener).start()

    async def _close(self) -> None:
        await self._runner.cleanup()
        await self.session.close()
