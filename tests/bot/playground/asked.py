"""The page's requests, as a browser makes them or somebody else does."""

import asyncio
import json
import urllib.error
import urllib.request
from typing import Any

import aiohttp

Json = dict[str, Any]


class Asked:
    """Asks the page that is served at an address."""

    def __init__(self, address: str) -> None:
        self._address = address

    def do(self, name: str, **given: object) -> Json:
        answer = self.post(name, json.dumps(given).encode())
        assert answer[0] == 200
        found: Json = json.loads(answer[1])
        return found

    def post(self, name: str, body: bytes, **headers: str) -> tuple[int, str]:
        return self.ask(f"/playground/gestures/{name}", body, **{"Content-Type": "application/json", **headers})

    def ask(self, path: str, body: bytes | None = None, **headers: str) -> tuple[int, str]:
        request = urllib.request.Request(self._address + path, body, headers)
        try:
            with urllib.request.urlopen(request, timeout=20) as answer:
                return answer.status, answer.read().decode()
        except urllib.error.HTTPError as refused:
            return refused.code, refused.read().decode()

    def screen(self, *looks: str) -> Json:
        """The screen that comes after each of these was sent down the live line."""

        async def look() -> Json:
            async with (
                aiohttp.ClientSession() as session,
                session.ws_connect(f"{self._address}/playground/live") as line,
            ):
                for each in looks:
                    await line.send_str(each)
                shown: Json = await line.receive_json(timeout=20)
                return shown

        return asyncio.run(look())


def told(answer: Json) -> str:
    assert answer["ok"] is False
    sentence: str = answer["told"]
    return sentence
