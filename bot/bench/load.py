"""Load: signed slash commands over kept-alive connections, as fast as they are answered or at a given pace."""

import asyncio
import hmac
import time
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256
from urllib.parse import urlencode

# So many connections share a given pace: enough that none has to wait for the answer before.
_PACED_CONNECTIONS = 32

_SECONDS_TO_ANSWER = 10


@dataclass(frozen=True, slots=True)
class Target:
    """Where commands go: a local port, the path behind it, and the secret that signs them."""

    port: int
    path: str
    secret: str


@dataclass(frozen=True, slots=True)
class Answered:
    """How long an answer took, from when its request was due, and whether it was one: 200, with what was expected."""

    seconds: float
    is_good: bool


class Commands:
    """Endless `/kb` commands with endless questions, signed when they are taken."""

    def __init__(self, target: Target, questions: Iterator[str], fields: dict[str, str]) -> None:
        self._target, self._questions, self._fields = target, questions, fields

    def next(self) -> bytes:
        """The next command as the bytes of an HTTP request."""
        body = urlencode(self._fields | {"text": next(self._questions)}).encode()
        stamp = str(int(time.time())).encode()
        signature = hmac.new(self._target.secret.encode(), b"v0:%s:%s" % (stamp, body), sha256).hexdigest()
        head = (
            f"POST {self._target.path} HTTP/1.1\r\nHost: 127.0.0.1\r\n"
            "Content-Type: application/x-www-form-urlencoded\r\n"
            f"Content-Length: {len(body)}\r\nX-Slack-Signature: v0={signature}\r\n"
        )
        return head.encode() + b"X-Slack-Request-Timestamp: %s\r\n\r\n%s" % (stamp, body)


def flood(target: Target, commands: Commands, *, connections: int, seconds: float, expected: bytes) -> list[Answered]:
    """Ask over so many connections, each as soon as it has its answer, for so long."""
    return asyncio.run(_flood(target, commands, connections, seconds, expected))


def pace(target: Target, commands: Commands, *, per_second: float, seconds: float, expected: bytes) -> list[Answered]:
    """Ask so often a second, whatever the answers take, for so long: what waits is counted from when it was due."""
    return asyncio.run(_pace(target, commands, per_second, seconds, expected))


async def _flood(
    target: Target, commands: Commands, connections: int, seconds: float, expected: bytes
) -> list[Answered]:
    until = time.perf_counter() + seconds
    answered: list[Answered] = []

    async def ask() -> None:
        line = await _Line.open(target)
        while (due := time.perf_counter()) < until:
            answered.append(await line.ask(commands.next(), due, expected))
        line.close()

    await asyncio.gather(*(ask() for _ in range(connections)))
    return answered


async def _pace(
    target: Target, commands: Commands, per_second: float, seconds: float, expected: bytes
) -> list[Answered]:
    lines: asyncio.Queue[_Line] = asyncio.Queue()
    for _ in range(_PACED_CONNECTIONS):
        lines.put_nowait(await _Line.open(target))
    start = time.perf_counter()

    async def ask(number: int) -> Answered:
        due = start + number / per_second
        await asyncio.sleep(due - time.perf_counter())
        line = await lines.get()
        try:
            return await line.ask(commands.next(), due, expected)
        finally:
            lines.put_nowait(line)

    answered = await asyncio.gather(*(ask(number) for number in range(int(per_second * seconds))))
    while not lines.empty():
        lines.get_nowait().close()
    return list(answered)


class _Line:
    """One connection; it is opened anew when the server has closed it, as servers do with idle ones."""

    def __init__(self, target: Target) -> None:
        self._target = target
        self._reader: asyncio.StreamReader | None = None
        self._writer: asyncio.StreamWriter | None = None

    @classmethod
    async def open(cls, target: Target) -> "_Line":
        line = cls(target)
        await line._connect()
        return line

    async def ask(self, request: bytes, due: float, expected: bytes) -> Answered:
        try:
            async with asyncio.timeout(_SECONDS_TO_ANSWER):
                answer = await self._exchange(request)
        except (OSError, EOFError, TimeoutError):
            self.close()
            return Answered(time.perf_counter() - due, is_good=False)
        return Answered(time.perf_counter() - due, answer.startswith(b"HTTP/1.1 200") and expected in answer)

    def close(self) -> None:
        if self._writer:
            self._writer.close()
        self._reader = self._writer = None

    async def _connect(self) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
        self._reader, self._writer = await asyncio.open_connection("127.0.0.1", self._target.port)
        return self._reader, self._writer

    async def _exchange(self, request: bytes) -> bytes:
        if not self._reader or not self._writer or self._reader.at_eof():
            await self._connect()
        assert self._reader  # noqa: S101 - for the type checker: _connect has just set both
        assert self._writer  # noqa: S101
        self._writer.write(request)
        head = await self._reader.readuntil(b"\r\n\r\n")
        if b"chunked" in head.lower():
            body = await self._reader.readuntil(b"0\r\n\r\n")
        else:
            length = next(line for line in head.lower().split(b"\r\n") if line.startswith(b"content-length:"))
            body = await self._reader.readexactly(int(length.partition(b":")[2]))
        if b"connection: close" in head.lower():
            self.close()
        return head + body
