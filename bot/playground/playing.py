"""The whole playground: a fake Slack, its page in the browser, and the real bot beside it."""

from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from ipaddress import ip_address
from pathlib import Path

from bot.playground.browser.acting import GESTURES, Gesture, Stage
from bot.playground.browser.menus import menus_of
from bot.playground.browser.screens import Look
from bot.playground.browser.serving import Page
from bot.playground.crew import Connection, Crew, Plan
from bot.playground.model import Json
from bot.playground.server import FakeSlack

# By which names a browser on this machine asks for the page.
_LOCAL_NAMES = frozenset({"127.0.0.1", "localhost", "::1"})


@dataclass(frozen=True)
class Scene:
    """What to play: where its files are and its page is, the app's manifest, and the bot's settings besides Slack's."""

    folder: Path
    manifest: Json
    settings: Mapping[str, str]
    port: int = 3000
    host: str = "127.0.0.1"
    connection: Connection = "http"


class Playing:
    """What is being played."""

    def __init__(self, slack: FakeSlack, crew: Crew, scene: Scene) -> None:
        self.slack, self.crew = slack, crew
        self._scene = scene

    @property
    def address(self) -> str:
        """Where the page is."""
        return self.slack.address

    def page(self) -> Page:
        """The page of it."""
        return Page(
            Stage(self.slack, menus_of(self._scene.manifest)),
            besides=self._besides,
            hosts=_LOCAL_NAMES | {self._scene.host},
            gestures={**GESTURES, **self._controls()},
        )

    def _besides(self, look: Look) -> Json:
        status, bot = self.crew.status, self.slack.workspace.bot
        told = {"state": status.state, "told": status.told, "line": self.crew.connection}
        return {"bot": {"id": bot.user_id, "name": bot.name, **told}, "ahead": 0, "drawer": None}

    def _controls(self) -> dict[str, Gesture]:
        return {"control/restart": Gesture(lambda _stage, _given: self.crew.restart())}


class PortTaken(Exception):
    """Somebody else listens there, or we may not; the message is a sentence."""


@contextmanager
def playing(scene: Scene) -> Iterator[Playing]:
    """Play a scene until the end of the context. Raises PortTaken when the page can't be served there."""
    slack = FakeSlack(
        port=scene.port,
        host=scene.host,
        scopes=_scopes(scene.manifest),
        unfurl_domains=tuple(scene.manifest["features"].get("unfurl_domains", ())),
    )
    crew = Crew(slack, Plan(scene.settings, scene.folder, scene.connection))
    played = Playing(slack, crew, scene)
    slack.also_serve(played.page().routes())
    with ExitStack() as stack:
        try:
            stack.enter_context(slack)
        except OSError as error:
            raise PortTaken(f"Port {scene.port} of {scene.host} can't be used: {error.strerror or error}.") from error
        slack.limit_posts()
        slack.subscribe(*scene.manifest["settings"]["event_subscriptions"]["bot_events"])
        crew.start()
        stack.callback(crew.stop)
        yield played


def is_loopback(host: str) -> bool:
    """Whether nobody but this machine reaches what listens there."""
    if host in _LOCAL_NAMES:
        return True
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False


def _scopes(manifest: Json) -> frozenset[str]:
    asked = manifest["oauth_config"]["scopes"]
    return frozenset([*asked["bot"], *asked.get("bot_optional", ())])
