"""What menus that ask the app for their options offer somebody by now."""

import threading
from collections import OrderedDict
from collections.abc import Sequence

from bot.playground.elements import copied, options_of, parts_of
from bot.playground.model import Json, Message, View

# A message or a view, a block and an element of it, and who looks at it.
Place = tuple[str, str, str, str]


# People choose soon after they were shown what to choose from, and a fake Slack may run for days.
MOST_PLACES = 1000


class Offers:
    """The options that each person was shown last in each menu, of the newest, under the workspace's lock."""

    def __init__(self, changed: threading.Condition) -> None:
        self._changed = changed
        self._last: OrderedDict[Place, list[Json]] = OrderedDict()

    def note(self, shown: Message | View, block: Json, part: Json, *, person: str, answer: Json) -> None:
        """From now on the person may choose one of the options, in groups or not, that the app answered."""
        with self._changed:
            place = _place(shown, block, part, person)
            self._last[place] = options_of(answer)
            self._last.move_to_end(place)
            if len(self._last) > MOST_PLACES:
                self._last.popitem(last=False)

    def within(self, shown: Message | View, *, person: str) -> Sequence[Json]:
        """The blocks of what is shown, in which those menus carry their options as any other does."""
        blocks = [copied(block) for block in shown.blocks]
        with self._changed:
            for block in blocks:
                for part in parts_of(block):
                    if part["type"].endswith("external_select"):
                        part["options"] = self._offered(shown, block, part, person)
        return blocks

    def _offered(self, shown: Message | View, block: Json, part: Json, person: str) -> list[Json]:
        start = part.get("initial_options") or [part.get("initial_option")]
        return [*filter(None, start), *self._last.get(_place(shown, block, part, person), ())]


def _place(shown: Message | View, block: Json, part: Json, person: str) -> Place:
    surface = shown.id if isinstance(shown, View) else f"{shown.channel} {shown.ts}"
    return surface, block["block_id"], part["action_id"], person
