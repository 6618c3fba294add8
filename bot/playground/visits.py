"""People who open the app's own place: its Home, and their messages with it."""

from typing import Literal

from bot.playground import inbound
from bot.playground.model import Json, View
from bot.playground.receipts import Deliver, Receipt, receipt
from bot.playground.wire import view_json
from bot.playground.workspace import Workspace


class Visits:
    """What people see of the app there; `deliver` takes away what their coming causes."""

    def __init__(self, workspace: Workspace, *, deliver: Deliver) -> None:
        self._workspace = workspace
        self._deliver = deliver

    def home_of(self, person: str) -> View | None:
        """What the app's Home shows to a person; None while Slack says that this is a work in progress."""
        return self._workspace.homes.of(self._workspace.person(person).id)

    def open_home(
        self,
        person: str,
        *,
        tab: Literal["home", "messages"] = "home",
        looking_at: str | None = None,
        deliveries: int = 1,
    ) -> tuple[Receipt, ...]:
        """Open the app's place at one of its tabs, and deliver `app_home_opened` so many times at once.

        `looking_at` is the channel beside which an agent's messages are opened; Slack says it in the event's context.
        Raises LookupError for people of other organisations, who see no Home.
        """
        who = self._workspace.person(person)
        if who.team_id != self._workspace.team.id:
            raise LookupError(f"Slack shows a Home only to people of {self._workspace.team.id}, not to {who.id}")
        where = self._workspace.direct_channel(who.id)
        moment = self._workspace.new_ts()
        event: Json = {"type": "app_home_opened", "user": who.id, "channel": where.id, "event_ts": moment, "tab": tab}
        if looking_at:
            event["context"] = {"entities": [self._entity(looking_at)]}
        home = self.home_of(person)
        if tab == "home" and home is not None:
            event["view"] = view_json(self._workspace, home)
        payload = inbound.event_callback(self._workspace, event, channel=where)
        return tuple(receipt(reply) for reply in self._deliver("events_api", payload, times=deliveries))

    def _entity(self, channel: str) -> Json:
        where = self._workspace.channel(channel)
        return {"type": "slack#/types/channel_id", "value": where.id, "team_id": self._workspace.team.id}
