"""What somebody sees of messages and views, and the element in it that they mean."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.playground.elements import parts_of
from bot.playground.model import Channel, Json, Message, Person, View
from bot.playground.workspace import Workspace


def seen_message(workspace: Workspace, message: Message, who: Person) -> Message:
    """The message as it is by now. Raises LookupError when the person does not see it."""
    seen = workspace.find(message.channel, message.ts)
    if seen is None:
        raise LookupError(f"the message of {message.ts} is no longer there")
    where = workspace.channel(seen.channel)
    if seen.ephemeral_to not in (None, who.id) or not _reads(workspace, where, who):
        raise LookupError(f"{who.id} does not see the message of {seen.ts}")
    return seen


def seen_view(workspace: Workspace, view: View, who: Person) -> View:
    """The view as it is by now: the person's topmost modal or their Home. Raises LookupError when they don't see it."""
    seen = workspace.homes.of(who.id) if view.is_home else workspace.modals.top(who.id)
    if seen is None or seen.id != view.id:
        raise LookupError(f"{who.id} does not see the view {view.id}")
    return seen


@dataclass(frozen=True)
class Pressed:
    """Which element somebody used, and what they chose: in a block of this id, or in any."""

    action_id: str
    block_id: str
    value: object


def pressed_element(blocks: Sequence[Json], pressed: Pressed) -> tuple[Json, Json]:
    """The block and its one element that is meant and tells at once; of buttons, the one of this value."""
    there = [(block, part) for block in blocks for part in parts_of(block) if _tells_at_once(block)]
    found = [(block, part) for block, part in there if _is_meant(block, part, pressed)]
    if len(found) != 1:
        known = [(part["action_id"], part.get("value")) for _, part in there]
        raise LookupError(f"{len(found)} elements are {pressed.action_id!r} with value {pressed.value!r}: {known}")
    return found[0]


def asking_element(blocks: Sequence[Json], action_id: str, *, block_id: str) -> tuple[Json, Json]:
    """The block and its one menu of this action_id that asks the app for its options, in a block of this id or any."""
    there = [(block, part) for block in blocks for part in parts_of(block) if part["type"].endswith("external_select")]
    found = [
        (block, part) for block, part in there if part["action_id"] == action_id and block_id in ("", block["block_id"])
    ]
    if len(found) != 1:
        known = [(block["block_id"], part["action_id"]) for block, part in there]
        raise LookupError(f"{len(found)} menus are {action_id!r} and ask the app for their options: {known}")
    return found[0]


def _reads(workspace: Workspace, where: Channel, who: Person) -> bool:
    # Whoever works here can look into every public channel.
    is_at_home = who.team_id == workspace.team.id
    return who.id in where.members or (where.kind == "public" and is_at_home)


def _tells_at_once(block: Json) -> bool:
    # What stands in an input tells the app nothing before it is submitted, unless it says otherwise.
    return block["type"] != "input" or bool(block.get("dispatch_action"))


def _is_meant(block: Json, part: Json, pressed: Pressed) -> bool:
    if part["action_id"] != pressed.action_id or pressed.block_id not in ("", block["block_id"]):
        return False
    return part["type"] != "button" or pressed.value in (None, part.get("value"))
