"""The fake Slack: a loopback server, the people in it, and what a test asks of it."""

import time
from collections.abc import Callable, Iterable
from types import TracebackType
from typing import Self, TypeVar

from aiohttp import web
from aiohttp.typedefs import Middleware

from bot.playground.commands import Commands
from bot.playground.deliveries import Deliveries, Undelivered, unheard
from bot.playground.delivery import HttpLine, SocketLine
from bot.playground.desk import Desk
from bot.playground.faults import Faults
from bot.playground.forms import Forms
from bot.playground.happenings import Happenings
from bot.playground.journal import Call, Journal
from bot.playground.kept import Kept
from bot.playground.loopback import HOST, Loopback
from bot.playground.presses import Presses
from bot.playground.responses import ResponseUrls
from bot.playground.sockets import Sockets
from bot.playground.suggestions import Suggestions
from bot.playground.switches import Switches
from bot.playground.talk import Talk
from bot.playground.telling import Telling
from bot.playground.town import SCOPES, Town, a_workspace
from bot.playground.traffic import Traffic
from bot.playground.visits import Visits
from bot.playground.web import Web

T = TypeVar("T")


class FakeSlack:
    """Slack for one app in one workspace: a context manager, up while it is entered.

    Gestures block until the app has acknowledged; they and the readers may be used
    from any thread but the server's own. Of calls, faults and undelivered events it
    remembers so many; all, where nothing is said.
    """

    def __init__(
        self,
        *,
        port: int = 0,
        host: str = HOST,
        scopes: frozenset[str] = SCOPES,
        unfurl_domains: tuple[str, ...] = (),
        clock: Callable[[], float] = time.time,
        town: Town = a_workspace,
        remembers: int | None = None,
    ) -> None:
        self.workspace = town(scopes, clock)
        self.workspace.installation.register_domains(*unfurl_domains)
        self.clock = self.workspace.clock
        self.traffic = Traffic(self.workspace.changed, clock=self.clock)
        self._loopback = Loopback(port, host=host)
        self._deliveries = Deliveries(
            self.workspace.changed, traffic=self.traffic, run=self._loopback.run, most=remembers
        )
        self._sockets = Sockets(self.workspace)
        self._faults = Faults(self.workspace.changed, clock=self.clock, place=self.workspace.place_of)
        self._journal = Journal(self.workspace.changed, clock=self.clock, most=remembers)
        self._response_urls = ResponseUrls(self.workspace, address=lambda: self._loopback.address)
        self._web = Web(
            Desk(self.workspace, self._new_link),
            self._journal,
            self.traffic,
            self._response_urls,
            self._sockets,
            self._faults,
        )
        self.switches = Switches(self.workspace.changed, self._faults, self._deliveries)
        self._let_people_act()
        self._let_things_happen()
        self._let_tests_meddle()
        self.messages = self.workspace.messages
        self.ephemerals = self.workspace.ephemerals
        self.previews = self.workspace.links.previews
        self.prompts_of = self.workspace.prompts_of

    def _let_people_act(self) -> None:
        deliver = self._deliveries.deliver
        self.slash = Commands(self.workspace, self._response_urls, deliver=deliver, traffic=self.traffic).slash
        presses = Presses(self.workspace, self._response_urls, deliver=deliver)
        self.press = presses.press
        self.shortcut = presses.shortcut
        self.suggest = Suggestions(self.workspace, deliver=deliver, traffic=self.traffic).suggest
        self._let_people_talk()
        visits = Visits(self.workspace, deliver=deliver)
        self.open_home = visits.open_home
        self.home_of = visits.home_of
        forms = Forms(self.workspace, self._response_urls, deliver=deliver, traffic=self.traffic)
        self.view_of = forms.view_of
        self.fill = forms.fill
        self.submit = forms.submit
        self.submit_again = forms.submit_again
        self.close = forms.close

    def _let_people_talk(self) -> None:
        talk = Talk(self.workspace, Telling(self.workspace, deliver=self._deliveries.deliver))
        self.say = talk.say
        self.write = talk.write
        self.mention = talk.mention
        self.direct_message = talk.direct_message
        self.say_as_bot = talk.say_as_bot
        self.echo = talk.echo
        self.edit = talk.edit
        self.rewrite = talk.rewrite
        self.retract = talk.retract
        self.compose = talk.compose
        self.event = talk.event

    def _let_things_happen(self) -> None:
        happenings = Happenings(self.workspace, deliver=self._deliveries.deliver)
        self.archive = happenings.archive
        self.unarchive = happenings.unarchive
        self.rename = happenings.rename
        self.delete = happenings.delete
        self.invite_bot = happenings.invite_bot
        self.remove_bot = happenings.remove_bot
        self.share = happenings.share
        self.unshare = happenings.unshare
        self.change_id = happenings.change_id
        self.make_private = happenings.make_private
        self.uninstall = happenings.uninstall
        # The same, while the app is down and hears nothing of it: `slack.quietly.archive(GENERAL)`.
        self.quietly = Happenings(self.workspace, deliver=unheard)

    def _let_tests_meddle(self) -> None:
        self.held = self._deliveries.held
        self.redeliver = self._deliveries.redeliver
        self.misbehave = self._faults.misbehave
        self.misbehave_at_random = self._faults.misbehave_at_random
        self.limit_posts = self._faults.limit_posts
        self.deafen = self._sockets.deafen
        installation = self.workspace.installation
        self.grant = installation.grant
        self.revoke = installation.revoke
        self.subscribe = installation.subscribe
        self.unsubscribe = installation.unsubscribe
        self.register_domains = installation.register_domains
        self.revoke_token = installation.revoke_token
        self.restore_token = installation.restore_token

    def __enter__(self) -> Self:
        self._loopback.start(self._web.application())
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._loopback.run(self._sockets.close())
        self._loopback.stop()

    @property
    def address(self) -> str:
        return self._loopback.address

    @property
    def api_url(self) -> str:
        return f"{self._loopback.address}/api/"

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

    def kept(self) -> Kept:
        """What outlasts a restart. Faults, open modals and connections don't, nor does what was asked of this Slack."""
        with self.workspace.changed:
            return Kept(self.workspace.kept(), self._response_urls.kept(), self.undelivered)

    def restore(self, kept: Kept) -> None:
        """Go on from what was kept. Raises ValueError when no Slack can be so, and changes nothing then."""
        with self.workspace.changed:
            self.workspace.restore(kept.workspace)
            self._response_urls.restore(kept.response_urls)
            self._deliveries.restore(kept.undelivered)

    def late_history(self, seconds: float) -> None:
        """From now on history tells of a message only so many seconds, by this Slack's clock, after it was posted."""
        self.workspace.transcripts.lag = seconds

    def close_edits_after(self, seconds: float) -> None:
        """From now on chat.update changes no message that is older than so many seconds, by this Slack's clock."""
        self.workspace.edit_window = seconds

    def behave(self) -> None:
        """End all faults, limits and delays: history is up to date, no connection is deaf, any message is edited."""
        self.switches.turn_all_off()
        self._faults.behave()
        self._sockets.hear()
        self.workspace.transcripts.lag = 0
        self.workspace.edit_window = None

    def wait_for(self, predicate: Callable[[], T], seconds: float = 30) -> T:
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
        self._deliveries.line = HttpLine(self._loopback.session, urls, secret=self.signing_secret)

    def connect_socket(self, *, connections: int = 1) -> None:
        """From now on gestures go to Socket Mode; waits until so many are open."""
        self.wait_for(lambda: len(self._sockets.open) >= connections)
        self._deliveries.line = SocketLine(self._sockets)

    @property
    def has_connections(self) -> bool:
        """Whether the app has a Socket Mode connection open."""
        return bool(self._sockets.open)

    def also_serve(self, routes: Iterable[web.RouteDef], *, guard: Middleware) -> None:
        """Serve more than Slack's own addresses, from when this is entered; all that is asked passes the guard."""
        self._web.more.extend(routes)
        self._web.guards.append(guard)

    def _new_link(self) -> str:
        address = self._loopback.address.replace("http://", "ws://")
        return f"{address}/link/{self._sockets.new_ticket()}"
