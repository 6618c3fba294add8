"""Presses and message shortcuts, delivered to the app as Slack would. The body of their ack is not looked at."""

from collections.abc import Sequence

from bot.playground import interactive
from bot.playground.inputs import chosen, filled, initial, is_kept, option_of
from bot.playground.limits import SlackRefused
from bot.playground.model import Json, Message, Person, View
from bot.playground.picking import usable_blocks
from bot.playground.receipts import Deliver, Receipt, receipt
from bot.playground.responses import ResponseUrls
from bot.playground.sight import Pressed, pressed_element, seen_message, seen_view
from bot.playground.workspace import Workspace


class Presses:
    """What the people in a workspace press and pick; `deliver` takes what it causes away."""

    def __init__(self, workspace: Workspace, response_urls: ResponseUrls, *, deliver: Deliver) -> None:
        self._workspace = workspace
        self._response_urls = response_urls
        self._deliver = deliver

    def press(
        self,
        shown: Message | View,
        action_id: str,
        *,
        person: str,
        value: object = None,
        block_id: str = "",
        presses: int = 1,
    ) -> Receipt:
        """Use an element of a message, of an open modal or of a Home, so many times at once.

        The value tells apart buttons of one action_id, and so does the block; of a menu, of boxes or of a picker the
        value is the choice, as in `inputs.chosen`. Raises LookupError when the person sees no such element.
        """
        who = self._workspace.person(person)
        if isinstance(shown, View):
            payload = self._in_view(shown, Pressed(action_id, block_id, value), who=who)
        else:
            payload = self._on_message(shown, Pressed(action_id, block_id, value), who=who)
        return receipt(self._deliver("interactive", payload, times=presses)[0])

    def shortcut(self, message: Message, callback_id: str, *, person: str) -> Receipt:
        """Choose a shortcut of the app in a message's menu.

        Raises LookupError when the person sees no such message, and SlackRefused when the app has no shortcuts.
        """
        who = self._workspace.person(person)
        seen = seen_message(self._workspace, message, who)
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

    def _on_message(self, message: Message, pressed: Pressed, *, who: Person) -> Json:
        seen = seen_message(self._workspace, message, who)
        blocks = usable_blocks(self._workspace, seen, who)
        block, part = pressed_element(blocks, pressed)
        values = _values(blocks, initial(blocks), block=block, part=part, value=pressed.value)
        return interactive.pressed_on_message(
            self._workspace,
            seen,
            action=self._action(block, part, value=pressed.value),
            values=values,
            person=who,
            response_url=self._response_urls.new(seen.channel, who.id, original=seen),
        )

    def _in_view(self, view: View, pressed: Pressed, *, who: Person) -> Json:
        seen = seen_view(self._workspace, view, who)
        blocks = usable_blocks(self._workspace, seen, who)
        block, part = pressed_element(blocks, pressed)
        values = _values(blocks, seen.state["values"], block=block, part=part, value=pressed.value)
        keeper = self._workspace.homes if seen.is_home else self._workspace.modals
        current = keeper.fill(seen, values)
        action = self._action(block, part, value=pressed.value)
        return interactive.pressed_in_view(self._workspace, current, action=action, person=who)

    def _action(self, block: Json, part: Json, *, value: object) -> Json:
        kept = ("type", "action_id", "text", "value", "url", "style", "confirm", "placeholder", "min_query_length")
        action = {name: part[name] for name in kept if name in part}
        if is_kept(part):
            action |= chosen(part, value)
        elif part["type"] == "overflow":
            action["selected_option"] = option_of(part, value)
        return action | {"block_id": block["block_id"], "action_ts": self._workspace.new_ts()}

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
