"""`python -m bot playground`: a Slack in the browser, on this machine alone, with the real bot in it."""

import sys
import threading
import webbrowser
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bot import console
from bot.cli_playground_sources import ARTICLES, write_sources
from bot.cli_settings import environment_besides_slack, knowledge_of
from bot.cli_stopping import stop_on_signals
from bot.manifest import committed, domains_of, manifest_for
from bot.settings import Settings
from knowledge.articles import Audience
from knowledge.errors import DatabaseUnavailable, KnowledgeError

if TYPE_CHECKING:
    from bot.playground.crew import Connection
    from bot.playground.playing import Playing, Scene

FOLDER = Path(".playground")

# Nobody waits long for what they have just published.
_PACE: Mapping[str, str] = {"SYNC_EVERY": "2", "ANNOUNCE_AFTER": "2", "PLAN_EVERY": "0.5"}

_SECONDS_TO_START = 60


class CannotPlay(KnowledgeError):
    """The playground can't be opened as it was asked for."""


@dataclass(frozen=True)
class Wish:
    """How somebody wants to play: on which port and interface, with which articles, over which connection."""

    port: int = 3000
    host: str = "127.0.0.1"
    sources: Path | None = None
    connection: "Connection" = "http"
    opens_browser: bool = True


def playground(
    port: Annotated[int, typer.Option(min=0, max=65535, help="Where the page is; 0 for any free port.")] = 3000,
    sources: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Your own sources.toml, in place of the sample help centre.")
    ] = None,
    socket: Annotated[bool, typer.Option("--socket", help="Connect the bot by Socket Mode, and not by HTTP.")] = False,
    reset: Annotated[bool, typer.Option("--reset", help="Forget what was said and published there.")] = False,
    host: Annotated[str, typer.Option(help="The interface on which the page is served.")] = "127.0.0.1",
    open_to_others: Annotated[
        bool, typer.Option("--open-to-others", help="Allow a --host that others reach: they can be anybody there.")
    ] = False,
    browser: Annotated[bool, typer.Option(help="Open the page in this machine's browser.")] = True,
) -> None:
    """Try the bot in a Slack in the browser: no workspace, no tokens, and nothing leaves this machine."""
    from bot.playground.playing import is_loopback  # here, since it takes half a second that not every command needs

    if not is_loopback(host) and not open_to_others:
        raise CannotPlay(
            f"Whoever reaches {host} could be anybody in the playground and read all its articles. "
            "Leave --host out, or say --open-to-others too."
        )
    wish = Wish(port, host, sources, connection="socket" if socket else "http", opens_browser=browser)
    play(wish, reset=reset)


def play(wish: Wish, *, reset: bool = False) -> None:
    """Play until somebody ends it. `CannotPlay` says why it can't be played."""
    from bot.playground.folder import FolderInUse, empty, owned

    stopped = stop_on_signals()
    try:
        with owned(FOLDER) as folder:
            if reset:
                empty(folder)
            scene = _scene(folder, wish)
            if not stopped.is_set():
                _play(scene, wish, stopped)
    except FolderInUse:
        raise CannotPlay(
            f"Another playground runs in this folder and keeps its things in {FOLDER}. End it first."
        ) from None
    except DatabaseUnavailable as error:
        raise CannotPlay(
            f"{error} If it stays so, begin anew with: python -m bot playground --reset. "
            "That forgets what was said and published there."
        ) from error
    except OSError as error:
        raise CannotPlay(f"The playground can't use {error.filename or FOLDER}: {error.strerror or error}.") from error


def _scene(folder: Path, wish: Wish) -> "Scene":
    """Have the articles read, and say what is to be played with them."""
    from bot.playground.playing import Scene
    from bot.playground.town import SUPPORT

    own = {
        "HELP_CHANNEL": SUPPORT,
        "DATABASE_URL": f"sqlite:///{folder / 'quickjump.db'}",
        "KNOWLEDGE_SOURCES": str(write_sources(folder, wish.sources)),
    }
    env = {**environment_besides_slack(), **_PACE, **own}
    manifest = manifest_for(committed(), domains=_read_articles(Settings.from_env(env)))
    return Scene(folder, folder / ARTICLES, manifest, env, port=wish.port, host=wish.host, connection=wish.connection)


def _read_articles(settings: Settings) -> list[str]:
    """Read the sources, say what can't be read of them, and give the domains of the articles."""
    from knowledge.sources.config import read_listed

    listed = read_listed(settings.knowledge_sources)
    knowledge = knowledge_of(settings)
    knowledge.upgrade_schema()
    with console.SyncBar() as bar:
        reports = knowledge.syncs.sync(listed.sources, bar)
    for report in reports:
        console.print_problems(report)
    knowledge.tuning.follow_file(listed.rules)
    knowledge.refresh()
    console.out.print(f"{knowledge.article_count(Audience.INTERNAL)} articles are read. Starting the bot …")
    domains = domains_of(knowledge.links(Audience.INTERNAL))
    knowledge.close()
    return domains


def _play(scene: "Scene", wish: Wish, stopped: threading.Event) -> None:
    from bot.playground.keeping import KeepingFailed
    from bot.playground.playing import PortTaken, playing

    try:
        with playing(scene, tell=console.complain) as played:
            _tell_where(played, stopped)
            if wish.opens_browser and sys.stdout.isatty():
                webbrowser.open(played.address)
            stopped.wait()
            console.out.print("Ending. What was said and published is there again next time.")
    except PortTaken as taken:
        raise CannotPlay(f"{taken} Choose another one: python -m bot playground --port {wish.port + 1}") from taken
    except KeepingFailed as failed:
        raise CannotPlay(failed.sentence) from failed


def _tell_where(played: "Playing", stopped: threading.Event) -> None:
    status = played.crew.wait_until_answering(_SECONDS_TO_START, unless=stopped)
    if stopped.is_set():
        return
    console.out.print(f"{status.told} Open {played.address} in a browser; Ctrl-C ends it.")
