"""Opening the form: empty, or filled in with a search that is to be changed."""

from collections.abc import Mapping
from functools import partial
from typing import Any

from bot.errors import in_background
from bot.gestures import Command, Press
from bot.parts import Parts
from bot.responding import tell_at
from bot.search.form import blocks
from bot.search.form.fields import Filling
from bot.search.form.filling import filling_of
from bot.search.window.memory import memory
from knowledge.articles import Audience, CategoryPath

# So many articles give the examples of how to search.
_EXAMPLES = 3


def open_form(parts: Parts, command: Command) -> None:
    """Open the empty form in the background; whoever asked is told where that fails."""
    told = partial(tell_at, command.response_url)
    in_background(parts.pool, partial(_open_empty, parts, command), otherwise=told)


def change_search(parts: Parts, press: Press, text: str) -> None:
    """Show the form filled in with a typed search, in the window's place where one shows it; `NotOpened`."""
    audience = parts.channels.audience_for(press)
    filling = filling_of(parts.knowledge.read_search(text).search, partial(_named, parts, audience))
    view = _form(parts, audience, filling, press.whence)
    if press.view and not press.text("search"):
        parts.modals.update(press.view.id, view)
    else:
        parts.modals.show(press.trigger, view, above=press.view)


def _open_empty(parts: Parts, command: Command) -> None:
    view = _form(parts, parts.channels.audience_for(command), Filling(), command.whence)
    parts.modals.show(command.trigger, view, above=command.view)


def _form(parts: Parts, audience: Audience, filling: Filling, whence: Mapping[str, object]) -> dict[str, Any]:
    tops = [category for category in parts.knowledge.categories(audience) if len(category.path) == 1]
    examples = parts.knowledge.examples(audience, _EXAMPLES)
    return blocks.form_view(filling, blocks.how_to(examples, tops), memory(whence))


def _named(parts: Parts, audience: Audience, name: str) -> CategoryPath:
    found = parts.knowledge.category_named(name, audience)
    return found.path if found else ()
