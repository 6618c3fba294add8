"""Submitting the form: what it finds is shown in its place, or what is wrong with it at its fields."""

from dataclasses import replace
from typing import Any

from bot.categories import chosen_category
from bot.gestures import Command, Submission
from bot.parts import Parts
from bot.search.form import fields
from bot.search.form.reading import filled_in, search_of
from bot.search.recording import keep_shown, record
from bot.search.window import blocks
from bot.search.window.memory import TooLong
from bot.search.window.pages import page
from knowledge.articles import Audience, CategoryPath, category_text
from knowledge.searches import Search, Understood, typed

_NOTHING = "Type some words, or choose a category, a day or an order."
_NO_CATEGORY = "That category is not there any more. Choose another, or none."

# So much of a filter's value is read.
_LONGEST_NAME = 200


def submitted(parts: Parts, form: Submission) -> dict[str, Any]:
    """What is answered to a submitted form: the window with what it finds, or what is wrong with which field."""
    command = form.as_command()
    audience = parts.channels.audience_for(command)
    value = form.given(fields.CATEGORY)
    category = chosen_category(parts.knowledge, value, audience) if value else ()
    if category is None:
        return _refused(fields.CATEGORY, _NO_CATEGORY)
    name = _name(parts, category, audience)
    understood = search_of(filled_in(form, category), name, parts.knowledge.read_search)
    if understood.search == Search():
        return _refused(fields.WORDS, " ".join((*understood.problems, _NOTHING)))
    try:
        return {"response_action": "update", "view": _window(parts, command, audience, understood)}
    except TooLong as too_long:
        return _refused(fields.WORDS, str(too_long))


def _window(parts: Parts, command: Command, audience: Audience, understood: Understood) -> dict[str, Any]:
    with parts.admission.enter():
        found = page(parts.knowledge, typed(understood.search), audience)
    record(parts, command, audience, found)
    keep_shown(parts, command, found)
    problems = tuple(dict.fromkeys((*understood.problems, *found.problems)))
    return blocks.results_view(replace(found, problems=problems), command.whence)


def _refused(block: str, problem: str) -> dict[str, Any]:
    return {"response_action": "errors", "errors": {block: problem[:2000]}}


def _name(parts: Parts, category: CategoryPath, audience: Audience) -> str:
    """How a category is typed: its whole path, or as much of its end as is read where that means no other."""
    names = [category_text(category), *(category_text(category[begin:]) for begin in range(1, len(category)))]
    for name in (name for name in names if len(name) <= _LONGEST_NAME):
        found = parts.knowledge.category_named(name, audience)
        if found and found.path == category:
            return name
    return names[0]
