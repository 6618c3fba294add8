"""The words of announcements: headings, labels, and what is read aloud of a post."""

from collections import Counter
from collections.abc import Iterable, Sequence

from bot.cards import LONGEST_ECHO, escape, shorten
from knowledge.announcements import Contents, Line, Occasion
from knowledge.articles import CategoryPath, category_text, folded
from knowledge.changes import ChangeKind

LONGEST_TITLE, LONGEST_EXCERPT = 150, 280

# A header takes 150 characters.
_LONGEST_CATEGORY = 80


def heading(contents: Contents) -> str:
    """What stands above a digest: how much there is, and where if all of it is in one category. It is not escaped."""
    lines = contents.lines
    within = category_text(shared_category(lines))
    where = f" in {shorten(within, _LONGEST_CATEGORY)}" if within else ""
    match contents.occasion:
        case Occasion.RECENT:
            return f"The latest {counted(lines) if len(lines) > 1 else 'article'}{where}"
        case Occasion.ASKED:
            return f"Announced now: {counted(lines)}{where}"
        case _:
            return f"{counted(lines)}{where}"


def counted(lines: Iterable[Line]) -> str:
    """How many articles are new and how many updated."""
    counts = Counter(line.kind for line in lines)
    kinds = {None: "", ChangeKind.NEW: "new ", ChangeKind.UPDATED: "updated "}
    return " and ".join(
        f"{counts[kind]} {name}{'article' if counts[kind] == 1 else 'articles'}"
        for kind, name in kinds.items()
        if counts[kind]
    )


def shared_category(lines: Sequence[Line]) -> CategoryPath:
    """The narrowest category in which all articles are."""
    paths = [line.article.category for line in lines]
    depth = 0
    while all(len(path) > depth for path in paths) and len({folded(path[: depth + 1]) for path in paths}) == 1:
        depth += 1
    return paths[0][:depth]


def label(line: Line) -> str:
    """What has happened to an article; nothing where it is shown for another reason."""
    if line.kind is None:
        return ""
    return "Updated" if line.kind is ChangeKind.UPDATED else "New"


def spoken(line: Line) -> str:
    """An article for notifications and screen readers."""
    title = shorten(line.article.title, LONGEST_TITLE)
    if line.is_gone:
        return escape(f"Removed: {title}")
    words = ": ".join(filter(None, (label(line), title, shorten(line.article.summary, LONGEST_EXCERPT))))
    return escape(words)


def spoken_digest(contents: Contents) -> str:
    """A digest for notifications and screen readers: its heading and the first titles."""
    titles = "; ".join(shorten(line.article.title, LONGEST_TITLE) for line in contents.lines[:3])
    return escape(f"{heading(contents)}: {titles}{'; …' if len(contents.lines) > 3 else ''}")


def named(category: CategoryPath) -> str:
    """A category as mrkdwn shows it; nothing for none."""
    return escape(shorten(category_text(category), LONGEST_ECHO))
