"""Choosing a category: what the menu of the form offers to what was typed into it."""

from bot.gestures import Press
from bot.parts import Parts
from knowledge.articles import CategoryPath, category_text

# Slack takes so many options (SLACK.md, "Posting").
_MOST_OPTIONS = 100


def offered(parts: Parts, press: Press, typed: str) -> list[CategoryPath]:
    """The categories whose paths hold what was typed, else those that may be meant by it; all where nothing was."""
    audience = parts.channels.audience_for(press)
    wanted = " ".join(typed.casefold().split())
    known = [each.path for each in parts.knowledge.categories(audience)]
    if not wanted:
        return sorted(known, key=len)[:_MOST_OPTIONS]
    holding = [path for path in known if wanted in category_text(path).casefold()]
    best_first = sorted(holding, key=lambda path: (not path[-1].casefold().startswith(wanted), len(path)))
    near = parts.knowledge.categories_like(typed, audience, limit=_MOST_OPTIONS) if not holding else ()
    return [*best_first, *(each.path for each in near)][:_MOST_OPTIONS]
