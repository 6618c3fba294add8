"""What a page must never do: complain in its console, fail, ask another host, or be hard to use for some people."""

from collections.abc import Sequence
from urllib.parse import urlsplit

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import ConsoleMessage, Error, Page, Request

AXE = Axe()
GRAVE = ("serious", "critical")


class Watched:
    """Keeps all that goes wrong in a page; `expect` names what a test does on purpose."""

    def __init__(self, page: Page, host: str) -> None:
        self._host = host
        self._faults: list[str] = []
        self._expected: list[str] = []
        page.on("console", self._console)
        page.on("pageerror", self._raised)
        page.on("request", self._asked)
        page.on("requestfailed", self._failed)

    def expect(self, *signs: str) -> None:
        """A fault with one of these words in it is none."""
        self._expected += signs

    @property
    def faults(self) -> Sequence[str]:
        """What went wrong so far and was not expected."""
        return [fault for fault in self._faults if not any(sign in fault for sign in self._expected)]

    def _console(self, message: ConsoleMessage) -> None:
        if message.type in ("error", "warning", "assert"):
            self._faults.append(f"{message.type} in the console: {message.text} ({message.location.get('url')})")

    def _raised(self, error: Error) -> None:
        self._faults.append(f"raised: {error.stack or error.message}")

    def _asked(self, request: Request) -> None:
        asked = urlsplit(request.url)
        if asked.scheme not in ("data", "blob") and asked.netloc != self._host:
            self._faults.append(f"asked another host: {request.url}")

    def _failed(self, request: Request) -> None:
        self._faults.append(f"request failed: {request.method} {request.url} {request.failure}")


def barriers(page: Page) -> list[str]:
    """What axe finds serious or critical in a page as it stands, a line for each element."""
    found = AXE.run(page).response["violations"]
    return [
        f"{violation['id']}: {violation['help']}: {node['html'][:200]} {node['failureSummary']}"
        for violation in found
        if violation["impact"] in GRAVE
        for node in violation["nodes"]
    ]
