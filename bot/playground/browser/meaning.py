"""What of the workspace somebody means on the page, if they see it."""

from dataclasses import dataclass

from bot.playground.browser.menus import Menus
from bot.playground.model import Channel, Json, Message, View
from bot.playground.picking import visible_channels
from bot.playground.server import FakeSlack
from bot.playground.sight import seen_message


class NotDone(Exception):
    """What somebody wanted was not done; the message is a sentence for them."""


@dataclass(frozen=True)
class Stage:
    """Where the page's gestures happen."""

    slack: FakeSlack
    menus: Menus


def message(stage: Stage, where: Json) -> Message:
    """The message of a channel and a ts. Raises NotDone when it is gone."""
    found = stage.slack.workspace.find(str(where.get("channel")), str(where.get("ts")))
    if found is None:
        raise NotDone("That message is no longer there.")
    return found


def surface(stage: Stage, given: Json) -> Message | View:
    """The message, modal or Home in which something is pressed or typed. Raises NotDone when it is gone."""
    where, person = given["surface"], given["person"]
    if "view" not in where:
        return message(stage, where)
    shown = [stage.slack.view_of(person), stage.slack.home_of(person)]
    for view in filter(None, shown):
        if view.id == where["view"]:
            return view
    raise NotDone("That window is no longer open.")


def own(stage: Stage, given: Json) -> Message:
    """A message that the person wrote. Raises NotDone when it is gone or somebody else's."""
    found = message(stage, given)
    if found.user != stage.slack.workspace.person(given["person"]).id:
        raise NotDone("Only whoever wrote a message may change it.")
    return found


def require_thread(stage: Stage, given: Json) -> None:
    """Raises NotDone, or LookupError, unless the person sees the message that is answered."""
    # Nobody would ever see what stands below nothing.
    root = stage.slack.workspace.find(given["channel"], given["thread_ts"])
    if root is None:
        raise NotDone("The message that you answer is no longer there. Your answer still stands in the field.")
    seen_message(stage.slack.workspace, root, stage.slack.workspace.person(given["person"]))


def own_channel(stage: Stage, given: Json) -> str:
    """The id of a channel in which somebody decides whether the bot is there. Raises NotDone."""
    workspace = stage.slack.workspace
    if workspace.team_of(given["person"]) != workspace.team.id:
        raise NotDone(f"Only people of {workspace.team.name} can add apps here and remove them.")
    where = seen_channel(stage, given["person"], given["channel"])
    if where.kind == "im":
        raise NotDone("What you and an app write to each other has nobody else in it.")
    return where.id


def seen_channel(stage: Stage, person: str, channel: str) -> Channel:
    """The conversation of this id. Raises NotDone unless the person sees it."""
    workspace = stage.slack.workspace
    for each in visible_channels(workspace, workspace.person(person)):
        if each.id == channel:
            return each
    raise NotDone("There is no such channel, or you are not in it.")
