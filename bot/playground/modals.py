"""The modals that are open: a stack for each person, of which they see the topmost."""

import threading
from collections.abc import Callable, Mapping
from dataclasses import replace

from bot.playground.elements import with_ids
from bot.playground.inputs import carried_over, initial
from bot.playground.limits import SlackRefused
from bot.playground.model import Json, View

# docs.slack.dev/surfaces/modals: "Up to three views can exist in a modal's view stack at any time".
MOST_VIEWS = 3


class Modals:
    """All stacks, read and written under the workspace's lock. What is given has been checked before."""

    def __init__(
        self, changed: threading.Condition, *, new_id: Callable[[str], str], new_hash: Callable[[], str]
    ) -> None:
        self._changed = changed
        self._new_id = new_id
        self._new_hash = new_hash
        self._stacks: dict[str, tuple[View, ...]] = {}

    def stack(self, person: str) -> tuple[View, ...]:
        """The person's open views, the topmost last."""
        with self._changed:
            return self._stacks.get(person, ())

    def top(self, person: str) -> View | None:
        return next(iter(reversed(self.stack(person))), None)

    def find(self, *, view_id: str = "", external_id: str = "") -> View | None:
        """The open view of this id, or of this external_id."""
        with self._changed:
            opened = [view for stack in self._stacks.values() for view in stack]
        if view_id:
            return next((view for view in opened if view.id == view_id), None)
        return next((view for view in opened if external_id and view.external_id == external_id), None)

    def open(self, person: str, given: Json, *, channel: str | None = None) -> View:
        """Show a view, from this conversation, as the first of a new stack, in place of what the person has open."""
        with self._changed:
            self._refuse_repeated(given)
            view = self._new(person, given, channel=channel)
            self._put(person, (view,))
        return view

    def push(self, person: str, given: Json) -> View:
        """Show a view above the person's topmost. Raises SlackRefused."""
        with self._changed:
            below = self.top(person)
            if below is None:
                raise SlackRefused("not_found")
            if len(self._stacks[person]) >= MOST_VIEWS:
                raise SlackRefused("push_limit_reached")
            self._refuse_repeated(given)
            view = self._new(person, given, channel=below.channel, below=below)
            self._put(person, (*self._stacks[person], view))
        return view

    def update(self, view: View, given: Json) -> View:
        """Show something else in place of an open view; what was filled in stays where its input does."""
        with self._changed:
            blocks = with_ids(given["blocks"], self._new_id)
            return self._replace(
                replace(
                    view,
                    hash=self._new_hash(),
                    given=given,
                    blocks=blocks,
                    state={"values": carried_over(blocks, view.state["values"], channel=view.channel)},
                    errors={},
                )
            )

    def fill(self, view: View, values: Json) -> View:
        """Keep what the person has filled in."""
        return self._replace(replace(view, state={"values": values}, errors={}))

    def show_errors(self, view: View, errors: Mapping[str, str]) -> View:
        return self._replace(replace(view, errors=dict(errors)))

    def close(self, view: View) -> None:
        """Take a view away, and with it all that is above it."""
        with self._changed:
            stack = self.stack(view.person)
            ids = [each.id for each in stack]
            if view.id in ids:
                self._put(view.person, stack[: ids.index(view.id)])

    def clear(self, person: str) -> None:
        self._put(person, ())

    def _refuse_repeated(self, given: Json) -> None:
        if self.find(external_id=given.get("external_id", "")):
            raise SlackRefused("duplicate_external_id")

    def _new(self, person: str, given: Json, *, channel: str | None, below: View | None = None) -> View:
        view_id = self._new_id("V")
        blocks = with_ids(given["blocks"], self._new_id)
        return View(
            id=view_id,
            hash=self._new_hash(),
            person=person,
            given=given,
            blocks=blocks,
            state={"values": initial(blocks, channel=channel)},
            root_view_id=below.root_view_id if below else view_id,
            previous_view_id=below.id if below else None,
            channel=channel,
        )

    def _replace(self, view: View) -> View:
        with self._changed:
            stack = self.stack(view.person)
            self._put(view.person, tuple(view if each.id == view.id else each for each in stack))
        return view

    def _put(self, person: str, stack: tuple[View, ...]) -> None:
        with self._changed:
            self._stacks[person] = stack
            self._changed.notify_all()
