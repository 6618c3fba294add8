"""What `python -m bot search` prints, for people and as JSON."""

from dataclasses import asdict
from typing import Any

from rich.text import Text

from bot.console import out
from bot.console_answers import match_as_dict, print_match
from knowledge.articles import Band, Match
from knowledge.searches import Found, Search, typed


def found_as_dict(text: str, found: Found, *, page: int, pages: int, took_ms: float) -> dict[str, Any]:
    """What was found as `search --json` prints it; `understood` is the search as it was read, typed again."""
    return {
        "text": text,
        "understood": typed(found.search),
        "search": _search_as_dict(found.search),
        "band": found.band.value if found.band else None,
        "total": found.total,
        "page": page,
        "pages": pages,
        "matches": [_as_dict(rank, match, found) for rank, match in enumerate(found.matches, start=found.offset + 1)],
        "problems": list(found.problems),
        "left_out": list(found.left_out),
        "took_ms": round(took_ms, 2),
    }


def _search_as_dict(search: Search) -> dict[str, Any]:
    days = {name: day and day.isoformat() for name, day in (("since", search.since), ("until", search.until))}
    return asdict(search) | days | {"sort": search.sort and search.sort.value}


def _as_dict(rank: int, match: Match, found: Found) -> dict[str, Any]:
    """A match; without words to rank by it has no score."""
    article = match.article
    told = {"source": article.source, "updated": article.updated.isoformat() if article.updated else None}
    return match_as_dict(rank, match) | told | ({} if found.band else {"score": None})


def print_found(found: Found, *, page: int, pages: int, took_ms: float) -> None:
    """What was found as a person reads it in a terminal."""
    for problem in found.problems:
        out.print(Text(problem, "yellow"))
    if not found.total:
        out.print(Text("No article matches that. Try other words, fewer of them, or fewer filters."))
    elif not found.matches:
        out.print(Text(f"There is no page {page}: the last one is --page {pages}."))
    elif found.band is Band.NONE:
        out.print(Text("None of these is very near to what you ask:"))
    for rank, match in enumerate(found.matches, start=found.offset + 1):
        print_match(rank, match, whole=True)
    noun = "article" if found.total == 1 else "articles"
    more = f", page {page} of {pages} (--page {page + 1} goes on)" if found.more else ""
    out.print(Text(f"{found.total} {noun}{more}, {took_ms:.1f} ms\n", "dim"))
