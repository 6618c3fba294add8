"""views.open, .push, .update and .publish."""

from collections.abc import Mapping

from bot.playground.desk import Desk, Reader, words
from bot.playground.limits import Problem, SlackRefused, refusal
from bot.playground.model import Json
from bot.playground.view_limits import checked_view, view_object
from bot.playground.wire import view_json

VIEW: Mapping[str, Reader] = {"view": view_object}
TRIGGER: Mapping[str, Reader] = {"trigger_id": words, "interactivity_pointer": words}
WHICH: Mapping[str, Reader] = {"view_id": words, "external_id": words, "hash": words}

HOME: Mapping[str, Reader] = {"user_id": words, "view": view_object}
HASH: Mapping[str, Reader] = {"hash": words}


def open_view(desk: Desk, given: Json) -> Json:
    view = checked_view(given["view"])
    trigger = desk.workspace.triggers.exchange(_trigger_id(given))
    opened = desk.workspace.modals.open(trigger.person, view, channel=trigger.channel)
    return {"ok": True, "view": view_json(desk.workspace, opened)}


def push_view(desk: Desk, given: Json) -> Json:
    view = checked_view(given["view"])
    trigger = desk.workspace.triggers.exchange(_trigger_id(given))
    pushed = desk.workspace.modals.push(trigger.person, view)
    return {"ok": True, "view": view_json(desk.workspace, pushed)}


def update_view(desk: Desk, given: Json) -> Json:
    view = checked_view(given["view"])
    which = {name: given.get(name, "") for name in ("view_id", "external_id")}
    found = desk.workspace.modals.find(**which)
    if found is None:
        raise SlackRefused("not_found")
    if given.get("hash", found.hash) != found.hash:
        raise SlackRefused("hash_conflict")
    updated = desk.workspace.modals.update(found, view)
    return {"ok": True, "view": view_json(desk.workspace, updated)}


def publish_view(desk: Desk, given: Json) -> Json:
    """Show a view in somebody's Home, whether they look at it or not."""
    view = checked_view(given["view"], kind="home")
    person = desk.workspace.find_person(given["user_id"])
    if person is None or person.team_id != desk.workspace.team.id:
        raise refusal("invalid_arguments", [Problem("invalid `user_id`", "/user_id")])
    shown = desk.workspace.homes.of(person.id)
    if "hash" in given and (shown is None or given["hash"] != shown.hash):
        raise SlackRefused("hash_conflict")
    published = desk.workspace.homes.publish(person.id, view)
    return {"ok": True, "view": view_json(desk.workspace, published)}


def _trigger_id(given: Json) -> str:
    # Slack takes an interactivity_pointer instead, but hands them to workflow steps alone.
    return str(given.get("trigger_id") or given.get("interactivity_pointer") or "")
