"""What the command line prints of subscriptions."""

from collections.abc import Sequence
from dataclasses import astuple

from rich.markup import escape
from rich.table import Table
from rich.text import Text

from bot.console import out
from bot.typed.spelling import spelt
from knowledge.articles import category_text
from knowledge.subscriptions import Subscription


def print_subscriptions(subscriptions: Sequence[Subscription]) -> None:
    """Subscriptions, a row each."""
    table = Table("workspace", "channel", "category", "when", "form", "paused", "made by")
    for each in subscriptions:
        form = "one line each" if each.style.compact else "full cards"
        category = category_text(each.category) or "all"
        cells = (*astuple(each.place), category, spelt(each.timetable), form, each.pause.value, each.made_by)
        table.add_row(*map(escape, cells))
    out.print(table if subscriptions else Text("Nothing is subscribed."))
