"""Presses and message shortcuts, delivered to the app as Slack would. The body of their ack is not looked at."""

from collections.abc import Sequence

from bot.playground import interactive
from bot.playground.elements import parts_of
from bot.playground.inputs import chosen, filled, initial, is_kept, option_of
from bot.playground.limits import SlackRefused
from bot.playground.model import Channel, Json, Message, Person, View
from bot.playground.receipts import Deliver, Receipt, receipt
from bot.playground.responses import ResponseUrls
from bot.playground.workspace import Workspace


class Presses:
    """What the people in a workspace press and pick; `deliver` takes what it causes away."""

    def __init__(self, workspace: Workspace, response_urls: ResponseUrls, *, deliver: Deliver) -> None:
        self._workspace = workspace
        self._response_urls = response_urls
        self._deliver = deliver

    def press(self, shown: Message | View, action_id: str, *, person: str, value: object = None) -> Receipt:
        """Use an element of a message or of an open modal.

        The value tells apart buttons of one action_id; of a menu, of boxes or of a picker it is the choice, as in
        `inputs.chosen`. Raises LookupError when the person sees no such element.
        """
        who = self._workspace.person(person)
        if isinstance(shown, View):
            payload = self._in_view(shown, action_id, who=who, value=value)
        else:
            payload = self._on_message(shown, action_id, who=who, value=value)
        [reply] = self._deliver("interactive", payload, times=1)
        return receipt(reply)

    def shortcut(self, message: Message, callback_id: str, *, person: str) -> Receipt:
        """Choose a shortcut of the app in a message's menu.

        Raises LookupError when the person sees no such message, and SlackRefused when the app has no shortcuts.
        """
        who = self._workspace.person(person)
        seen = self._seen(message, who)
        self._refuse_shortcut(seen, who)
        payload = interactive.message_action(
            self._workspace,
            seen,
            callback_id=callback_id,
            person=who,
            response_url=self._response_urls.new(seen.channel, who.id),
        )
        [reply] = self._deliver("interactive", payload, times=1)
        return receipt(reply)

    def _on_message(self, message: Message, action_id: str, *, who: Person, value: object) -> Json:
        seen = self._seen(message, who)
        block, part = _element(seen.blocks, action_id, value=value)
        values = _values(seen.blocks, initial(seen.blocks), block=block, part=part, value=value)
        return interactive.pressed_on_message(
            self._workspace,
            seen,
            action=self._action(block, part, value=value),
            values=values,
            person=who,
            response_url=self._response_urls.new(seen.channel, who.id, original=seen),
        )

    def _in_view(self, view: View, action_id: str, *, who: Person, value: object) -> Json:
        top = self._workspace.modals.top(who.id)
        if top is None or top.id != view.id:
            raise LookupError(f"{who.id} does not see the view {view.id}")
        block, part = _element(top.blocks, action_id, value=value)
        values = _values(top.blocks, top.state["values"], block=block, part=part, value=value)
        current = self._workspace.modals.fill(top, values)
        action = self._action(block, part, value=value)
        return interactive.pressed_in_view(self._workspace, current, action=action, person=who)

    def _action(self, block: Json, part: Json, *, value: object) -> Json:
        kept = ("type", "action_id", "text", "value", "url", "style", "confirm", "placeholder")
        action = {name: part[name] for name in kept if name in part}
        if is_kept(part):
            action |= chosen(part, value)
        elif part["type"] == "overflow":
            action["selected_option"] = option_of(part, value)
        return action | {"block_id": block["block_id"], "action_ts": self._workspace.new_ts()}

    def _seen(self, message: Message, who: Person) -> Message:
        seen = self._workspace.find(message.channel, message.ts)
        if seen is None:
            raise LookupError(f"the message of {message.ts} is no longer there")
        where = self._workspace.channel(seen.channel)
        if seen.ephemeral_to not in (None, who.id) or not self._reads(where, who):
            raise LookupError(f"{who.id} does not see the message of {seen.ts}")
        return seen

    def _reads(self, where: Channel, who: Person) -> bool:
        # Whoever works here can look into every public channel.
        is_at_home = who.team_id == self._workspace.team.id
        return who.id in where.members or (where.kind == "public" and is_at_home)

    def _refuse_shortcut(self, message: Message, who: Person) -> None:
        if message.ephemeral_to is not None:
            raise LookupError(f"Slack offers no shortcuts on what only {who.id} sees")
        if who.team_id != self._workspace.team.id:
            raise LookupError(f"Slack offers shortcuts only to people of {self._workspace.team.id}, not to {who.id}")
        if "commands" not in self._workspace.bot.scopes:
            raise SlackRefused("missing_scope", needed="commands")


def _values(blocks: Sequence[Json], before: Json, *, block: Json, part: Json, value: object) -> Json:
    if not is_kept(part):
        return before
    return filled(blocks, before, {block["block_id"]: {part["action_id"]: value}})


def _element(blocks: Sequence[Json], action_id: str, *, value: object) -> tuple[Json, Json]:
    """The one element with this action_id, and the block that holds it; of buttons, the one of this value."""
    there = [(block, part) for block in blocks for part in parts_of(block) if _tells_at_once(block)]
    found = [(block, part) for block, part in there if part["action_id"] == action_id and _is_meant(part, value)]
    if len(found) != 1:
        known = [(part["action_id"], part.get("value")) for _, part in there]
        raise LookupError(f"{len(found)} elements are {action_id!r} with value {value!r}: {known}")
    return found[0]


def _tells_at_once(block: Json) -> bool:
    # What stands in an input tells the app nothing before it is submitted, unless it says otherwise.
    return block["type"] != "input" or bool(block.get("dispatch_action"))


def _is_meant(part: Json, value: object) -> bool:
    return part["type"] != "button" or value in (None, part.get("value"))
