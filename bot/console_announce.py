"""What the command line prints of announcements: what is posted where and when, what is held, what was accepted."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from rich.markup import escape
from rich.table import Table
from rich.text import Text

from bot.console import out
from knowledge.announcements import Announcement
from knowledge.articles import Visibility, category_text
from knowledge.changes import ChangeKind, HeldSource
from knowledge.forecasts import Forecast
from knowledge.subscriptions import Pause

# So many titles of a digest are printed.
_MOST_TITLES = 5


def print_forecasts(forecasts: Sequence[Forecast], now: datetime) -> None:
    """What will be posted, a row a post."""
    table = Table("channel", "when", "what")
    for each in forecasts:
        table.add_row(*(escape(cell) for cell in (each.place.channel, _when(each, now), _what(each.announcements))))
    out.print(table if forecasts else Text("Nothing waits to be announced."))


def forecasts_as_dicts(forecasts: Sequence[Forecast]) -> list[dict[str, Any]]:
    """What will be posted, as `announce --dry-run --json` prints it."""
    return [
        {
            "workspace": each.place.workspace,
            "channel": each.place.channel,
            "at": each.at.isoformat() if each.at else None,
            "pause": each.pause.value,
            "problem": each.problem,
            "articles": [_as_dict(announcement) for announcement in each.announcements],
        }
        for each in forecasts
    ]


def print_held(sources: Sequence[HeldSource], articles: int) -> None:
    """What is not announced until somebody says so."""
    for source in sources:
        out.print(
            Text(
                f"Nothing of {source.name} is announced ({_counted(source.waiting, 'change')}), since {source.why}. "
                f"If that is right: python -m bot sync --accept --source {source.name}"
            )
        )
    if articles:
        verb = "is" if articles == 1 else "are"
        out.print(Text(f"{_counted(articles, 'article')} {verb} held: python -m bot announce --release"))


def held_as_dicts(sources: Sequence[HeldSource]) -> list[dict[str, Any]]:
    """The sources that are held, as JSON has them."""
    return [{"source": each.name, "why": each.why, "changes": each.waiting} for each in sources]


def print_released(count: int) -> None:
    """How many articles that were held are announced now."""
    out.print(Text(f"{_counted(count, 'article')} {'was' if count == 1 else 'were'} held, and can be announced now."))


def print_planned(posts: int, following: int, grace: float) -> None:
    """How many posts were planned, and how many follow when what they tell has waited for its grace period."""
    said = f"{_counted(posts, 'post')} {'is' if posts == 1 else 'are'} on the way." if posts else "Nothing is due."
    out.print(Text(said))
    if following:
        verb = "follows" if following == 1 else "follow"
        out.print(Text(f"{following} more {verb} within {grace:g} s: a change waits so long (ANNOUNCE_AFTER)."))


def print_accepted(sources: Sequence[HeldSource], what: str) -> None:
    """The sources whose changes are accepted, and what becomes of them."""
    for each in sources:
        out.print(Text(f"{each.name}: {_counted(each.waiting, 'change')} {what} ({each.why})."))
    if not sources:
        out.print(Text("Nothing is held."))


def _when(forecast: Forecast, now: datetime) -> str:
    if forecast.at is None:
        asked = forecast.pause is not Pause.REFUSED
        return "when it is resumed" if asked else f"when it can be posted to ({forecast.problem})"
    if forecast.at <= now:
        return "now"
    timezone = forecast.announcements[0].subscription.timetable.timezone
    return f"{forecast.at.astimezone(ZoneInfo(timezone)):%a %-d %b %H:%M} {timezone}"


def _what(announcements: Sequence[Announcement]) -> str:
    if len(announcements) == 1:
        kind = "Updated" if announcements[0].kind is ChangeKind.UPDATED else "New"
        return f"{kind}: {_title(announcements[0])}"
    titles = "; ".join(map(_title, announcements[:_MOST_TITLES]))
    return f"{len(announcements)} articles: {titles}{'; …' if len(announcements) > _MOST_TITLES else ''}"


def _title(announcement: Announcement) -> str:
    internal = announcement.article.visibility is Visibility.INTERNAL
    return f"{announcement.article.title}{' (internal)' if internal else ''}"


def _as_dict(announcement: Announcement) -> dict[str, Any]:
    article = announcement.article
    return {
        "source": article.source,
        "id": article.id,
        "title": article.title,
        "category": category_text(article.category),
        "kind": announcement.kind.value,
        "visibility": article.visibility.value,
    }


def _counted(count: int, noun: str) -> str:
    return f"{count} {noun}" if count == 1 else f"{count} {noun}s"
