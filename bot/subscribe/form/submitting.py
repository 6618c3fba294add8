"""Submitting the form: what was filled in is made, and shown in its place."""

import json
from typing import Any

from bot.categories import category_meant
from bot.gestures import Command, Submission
from bot.modals import modal
from bot.parts import Parts
from bot.pressed import NoSubscription
from bot.shapes import number_at
from bot.subscribe.form import fields
from bot.subscribe.form.reading import BadForm, Problems, read_timing_and_style
from bot.subscribe.subscribing import subscribed
from knowledge.articles import CategoryPath
from knowledge.errors import KnowledgeError


class NoCategory(KnowledgeError):
    """A form without a category, or with one that is no more."""

    def __init__(self) -> None:
        super().__init__("Choose a category.")


def submitted(parts: Parts, form: Submission) -> dict[str, Any]:
    """What is answered to a submitted form: what was made, or what is wrong with which field.

    `NotAllowed`, `Outsider`, `NoSubscription`, `DatabaseUnavailable`.
    """
    command = form.as_command()
    parts.permissions.check_change(command)
    problems = Problems()
    wanted = read_timing_and_style(form, problems)
    try:
        category = _category(parts, form, command, problems)
        problems.check()
    except BadForm as bad:
        return {"response_action": "errors", "errors": bad.problems}
    message = subscribed(parts, command, category, wanted)
    memory = json.dumps(command.whence)
    return {"response_action": "update", "view": modal("Subscription", message, memory=memory)}


def _category(parts: Parts, form: Submission, command: Command, problems: Problems) -> CategoryPath:
    """The category that was typed or chosen, or that of the subscription which is changed; what is wrong is noted."""
    if form.memory.get("subscription"):
        return _of_subscription(parts, command, number_at(form.memory, "subscription"))
    audience = parts.channels.audience_for(command)
    if typed := form.given(fields.TYPED).strip():
        with problems.noted(fields.TYPED):
            return category_meant(parts.knowledge, typed, audience)
        return ()
    value = form.given(fields.CATEGORY)
    known = {fields.category_value(each.path): each.path for each in parts.knowledge.categories(audience)}
    with problems.noted(fields.CATEGORY):
        return _chosen(known | {fields.ALL: ()}, value)
    return ()


def _chosen(known: dict[str, CategoryPath], value: str) -> CategoryPath:
    if value not in known:
        raise NoCategory
    return known[value]


def _of_subscription(parts: Parts, command: Command, id: int) -> CategoryPath:
    found = parts.knowledge.subscriptions.numbered(command.place, id)
    if found is None:
        raise NoSubscription
    return found.category
