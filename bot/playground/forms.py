"""What people do with open modals. Slack obeys the body of the ack to a submitted one."""

import json
from collections.abc import Mapping
from typing import Any

from bot.playground import interactive
from bot.playground.delivery import Reply
from bot.playground.desk import Reader, read, structure, words
from bot.playground.inputs import answerable, filled, missing
from bot.playground.limits import SlackRefused
from bot.playground.model import Json, View
from bot.playground.picking import usable_blocks
from bot.playground.receipts import Deliver, Receipt, receipt
from bot.playground.responses import ResponseUrls
from bot.playground.traffic import Traffic
from bot.playground.view_limits import checked_view, view_object
from bot.playground.workspace import Workspace

ACTION: Mapping[str, Reader] = {"response_action": words}
WITH: Mapping[str, Reader] = {"view": view_object, "errors": structure}

# What a person fills in: by block_id and action_id, as in `inputs.chosen`.
Filling = Mapping[str, Mapping[str, Any]]


class Forms:
    """The modals that people have open; `deliver` takes what they cause away."""

    def __init__(
        self, workspace: Workspace, response_urls: ResponseUrls, *, deliver: Deliver, traffic: Traffic
    ) -> None:
        self._workspace = workspace
        self._traffic = traffic
        self._response_urls = response_urls
        self._modals = workspace.modals
        self._deliver = deliver

    def view_of(self, person: str) -> View | None:
        """The modal that the person sees: the topmost."""
        return self._modals.top(self._workspace.person(person).id)

    def fill(self, person: str, state: Filling) -> View:
        """Fill in inputs of the topmost modal, and submit nothing yet. Raises LookupError when they aren't there."""
        view = self._topmost(person)
        blocks = usable_blocks(self._workspace, view, self._workspace.person(person))
        return self._modals.fill(view, filled(blocks, view.state["values"], state))

    def submit(self, person: str, state: Filling | None = None, *, presses: int = 1) -> Receipt:
        """Fill in the topmost modal, submit it so many times at once, and do with it what the first ack says.

        Raises LookupError when there is no submit button, ValueError when Slack would ask the person for more first,
        and SlackRefused when Slack cannot do what the ack says: it tells the person that it had trouble connecting.
        """
        view = self.fill(person, state or {})
        if not view.given.get("submit"):
            raise LookupError(f"the view {view.title!r} has no submit button")
        wanting = missing(view.blocks, view.state["values"])
        if wanting:
            raise ValueError(f"Slack lets nobody submit this: {wanting}")
        reply = self._submitted(view, person, presses=presses)
        if reply.status == 200:
            self._obey(view, reply)
        return receipt(reply)

    def submit_again(self, view: View) -> Receipt:
        """Submit a modal as it was once before, whether it is still open or not: Slack never got the first ack.

        What the ack says is done where the modal is open. Raises SlackRefused as `submit` does.
        """
        reply = self._submitted(view, view.person)
        current = self._modals.find(view_id=view.id)
        if reply.status == 200 and current is not None:
            self._obey(current, reply)
        return receipt(reply)

    def close(self, person: str) -> Receipt | None:
        """Close the topmost modal; a receipt where it wants its app to be told."""
        view = self._topmost(person)
        if view.given.get("clear_on_close"):
            self._modals.clear(person)
        self._modals.close(view)
        if not view.given.get("notify_on_close"):
            return None
        payload = interactive.view_closed(self._workspace, view, person=self._workspace.person(person))
        [reply] = self._deliver("interactive", payload, times=1)
        return receipt(reply)

    def _submitted(self, view: View, person: str, *, presses: int = 1) -> Reply:
        payload = interactive.view_submission(
            self._workspace, view, person=self._workspace.person(person), response_urls=self._answering(view)
        )
        return self._deliver("interactive", payload, times=presses)[0]

    def _answering(self, view: View) -> list[Json]:
        """The response_urls of a submission: one for each menu of conversations that asks for it."""
        return [
            {
                "block_id": block["block_id"],
                "action_id": part["action_id"],
                "channel_id": channel,
                "response_url": self._response_urls.new(channel, view.person),
            }
            for block, part, channel in answerable(view.blocks, view.state["values"])
        ]

    def _topmost(self, person: str) -> View:
        view = self.view_of(person)
        if view is None:
            raise LookupError(f"{person} has no modal open")
        return view

    def _obey(self, view: View, reply: Reply) -> None:
        with self._traffic.judging(reply.number):
            self._do(view, _answer(reply.body))

    def _do(self, view: View, given: Json) -> None:
        match given.get("response_action"):
            case None:
                self._modals.close(view)
            case "clear":
                self._modals.clear(view.person)
            case "update":
                self._modals.update(view, _view(given))
            case "push":
                self._modals.push(view.person, _view(given))
            case "errors":
                self._modals.show_errors(view, _errors(view, given))
            case _:
                raise SlackRefused("invalid_response_action")


def _answer(body: str) -> Json:
    if not body:
        return {}
    try:
        given = json.loads(body)
    except ValueError:
        raise SlackRefused("invalid_json") from None
    if not isinstance(given, dict):
        raise SlackRefused("json_not_object")
    return given and read(given, required=ACTION, optional=WITH)


def _view(given: Json) -> Json:
    if "view" not in given:
        raise SlackRefused("missing_view")
    return checked_view(given["view"])


def _errors(view: View, given: Json) -> dict[str, str]:
    """The errors by block; there must be some, and each in an input, for only those can show one."""
    errors = given.get("errors")
    inputs = {block["block_id"] for block in view.blocks if block["type"] == "input"}
    if not isinstance(errors, dict) or not errors or not set(errors) <= inputs:
        raise SlackRefused("invalid_errors", inputs=sorted(inputs))
    if not all(isinstance(text, str) and text for text in errors.values()):
        raise SlackRefused("invalid_errors", inputs=sorted(inputs))
    return errors
