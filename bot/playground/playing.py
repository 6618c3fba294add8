"""The whole playground: a fake Slack, its page in the browser, and the real bot beside it."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from functools import partial
from ipaddress import ip_address
from pathlib import Path

from bot.playground.articles import Articles
from bot.playground.browser import help_centre
from bot.playground.browser.acting import GESTURES, Gesture
from bot.playground.browser.controls import Backstage, controls_of
from bot.playground.browser.drawer import EXCHANGE_PATH, drawer_of, exchange
from bot.playground.browser.meaning import Stage
from bot.playground.browser.menus import menus_of
from bot.playground.browser.screens import Look
from bot.playground.browser.serving import Page
from bot.playground.crew import Connection, Crew, Plan
from bot.playground.keeping import Keeper
from bot.playground.model import Json
from bot.playground.server import FakeSlack
from bot.playground.town import a_playground_town

# By which names a browser on this machine asks for the page.
_LOCAL_NAMES = frozenset({"127.0.0.1", "localhost", "::1"})

# Of what went back and forth, for a playground that runs for days.
_MOST_REMEMBERED = 1000


class PortTaken(Exception):
    """Somebody else listens there, or we may not; the message is a sentence."""


@dataclass(frozen=True)
class Scene:
    """What to play: where its files, its own articles and its page are, and how the bot is set up.

    That is the app's manifest, and the bot's settings besides Slack's.
    """

    folder: Path
    articles: Path
    manifest: Json
    settings: Mapping[str, str]
    port: int = 3000
    host: str = "127.0.0.1"
    connection: Connection = "http"


class Playing:
    """What is being played; its parts may be used from any thread."""

    def __init__(self, slack: FakeSlack, scene: Scene) -> None:
        self.slack = slack
        settings = {**scene.settings, **_ahead(slack)}
        self.crew = Crew(slack, Plan(settings, scene.folder, scene.connection))
        self.articles = Articles(scene.articles, clock=slack.clock)
        self._scene = scene

    @property
    def address(self) -> str:
        """Where the page is."""
        return self.slack.address

    def forward(self, seconds: float) -> None:
        """Set the clocks of this Slack and of the bot forward, for which the bot is started again.

        Raises ValueError where no clock can go.
        """
        self.slack.clock.forward(seconds)
        self.crew.restart(**_ahead(self.slack))

    def page(self) -> Page:
        """The page of it."""
        return Page(
            Stage(self.slack, menus_of(self._scene.manifest)),
            besides=self._besides,
            hosts=_LOCAL_NAMES | {self._scene.host},
            gestures={**GESTURES, **self._controls()},
            more=(
                (EXCHANGE_PATH, partial(exchange, self.slack)),
                (help_centre.PATH, partial(help_centre.article_page, self.articles)),
            ),
        )

    def _besides(self, look: Look) -> Json:
        status, bot = self.crew.status, self.slack.workspace.bot
        told = {"state": status.state, "told": status.told, "line": self.crew.connection}
        return {
            "bot": {"id": bot.user_id, "name": bot.name, **told},
            "ahead": self.slack.clock.ahead,
            "help_centre": help_centre.ADDRESS,
            "drawer": drawer_of(self.slack, self.articles) if look.drawer else None,
        }

    def _controls(self) -> dict[str, Gesture]:
        backstage = Backstage(self.articles, self.forward, self.crew.log_lines)
        restart = Gesture(lambda _stage, _given: self.crew.restart())
        return {"control/restart": restart, **controls_of(backstage)}


@contextmanager
def playing(scene: Scene, *, tell: Callable[[str], None]) -> Iterator[Playing]:
    """Play a scene until the end of the context, going on from where it was; `tell` hears what is not as it should be.

    Raises PortTaken when the page can't be served there, and KeepingFailed when nothing can be kept.
    """
    slack = _a_slack(scene)
    keeper = Keeper(scene.folder / "slack.json")
    if damaged := keeper.restore(slack):
        tell(damaged)
    played = Playing(slack, scene)
    page = played.page()
    slack.also_serve(page.routes(), guard=page.guard)
    with ExitStack() as stack:
        try:
            stack.enter_context(slack)
        except OSError as error:
            raise PortTaken(f"Port {scene.port} of {scene.host} can't be used: {error.strerror or error}.") from error
        stack.enter_context(keeper.keeping(slack, tell=tell))
        stack.callback(played.crew.stop)  # first, for one of them may have started when another can't
        played.crew.start()
        yield played


def _a_slack(scene: Scene) -> FakeSlack:
    features, asked = scene.manifest["features"], scene.manifest["oauth_config"]["scopes"]
    slack = FakeSlack(
        port=scene.port,
        host=scene.host,
        scopes=frozenset([*asked["bot"], *asked.get("bot_optional", ())]),
        unfurl_domains=tuple(features.get("unfurl_domains", ())),
        town=partial(a_playground_town, bot_name=features["bot_user"]["display_name"]),
        remembers=_MOST_REMEMBERED,
    )
    slack.limit_posts()
    slack.subscribe(*scene.manifest["settings"]["event_subscriptions"]["bot_events"])
    return slack


def _ahead(slack: FakeSlack) -> dict[str, str]:
    """The setting that makes the bot's clock go with this Slack's."""
    return {"CLOCK_AHEAD": f"{slack.clock.ahead:.0f}"}


def is_loopback(host: str) -> bool:
    """Whether nobody but this machine reaches what listens there."""
    if host in _LOCAL_NAMES:
        return True
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False
