"""The Home of each person: the one view that the app has published for them."""

import threading
from collections.abc import Callable, Iterable
from dataclasses import replace

from bot.playground.elements import with_ids
from bot.playground.inputs import carried_over
from bot.playground.limits import SlackRefused
from bot.playground.model import Json, View


class Homes:
    """All Homes, read and written under the workspace's lock. What is given has been checked before."""

    def __init__(
        self, changed: threading.Condition, *, new_id: Callable[[str], str], new_hash: Callable[[], str]
    ) -> None:
        self._changed = changed
        self._new_id = new_id
        self._new_hash = new_hash
        self._published: dict[str, View] = {}

    def of(self, person: str) -> View | None:
        """What the person's Home shows; None before anything was published."""
        with self._changed:
            return self._published.get(person)

    def publish(self, person: str, given: Json) -> View:
        """Show this in the person's Home; what was filled in stays where its input does. Raises SlackRefused."""
        with self._changed:
            self._refuse_repeated(person, given)
            before = self._published.get(person)
            view_id = before.id if before else self._new_id("V")
            blocks = with_ids(given["blocks"], self._new_id)
            values = carried_over(blocks, before.state["values"] if before else {})
            view = View(
                id=view_id,
                hash=self._new_hash(),
                person=person,
                given=given,
                blocks=blocks,
                state={"values": values},
                root_view_id=view_id,
            )
            return self._put(view)

    def fill(self, view: View, values: Json) -> View:
        """Keep what the person has filled in."""
        return self._put(replace(view, state={"values": values}))

    def kept(self) -> tuple[View, ...]:
        """Every Home, with what is filled in."""
        with self._changed:
            return tuple(self._published.values())

    def restore(self, homes: Iterable[View]) -> None:
        """From now on these are all Homes."""
        with self._changed:
            self._published = {view.person: view for view in homes}
            self._changed.notify_all()

    def _refuse_repeated(self, person: str, given: Json) -> None:
        external_id = given.get("external_id")
        others = [view.external_id for view in self._published.values() if view.person != person]
        if external_id and external_id in others:
            raise SlackRefused("duplicate_external_id")

    def _put(self, view: View) -> View:
        with self._changed:
            self._published[view.person] = view
            self._changed.notify_all()
        return view
