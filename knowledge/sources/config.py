"""sources.toml: the list of sources, checked whole before any is read."""

import re
import tomllib
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from knowledge.articles import Announce, CategoryPath, Visibility, category_path
from knowledge.errors import BadSources
from knowledge.sources.fields import announce_from, is_web_link
from knowledge.sources.jsonl import JsonLines
from knowledge.sources.listing import ListingPage
from knowledge.sources.markdown import MarkdownFolder
from knowledge.sources.rules import RULE_KINDS, read_rules
from knowledge.sources.source import Defaults, Source
from knowledge.sources.tables import Key, problems_of, unknown_key
from knowledge.tuning import Placed

# Every kind a source may be of. A new kind is a file beside this one and a line here.
SOURCE_KINDS: dict[str, Callable[[Path, Defaults], Source]] = {
    "markdown": MarkdownFolder,
    "jsonl": JsonLines,
    "listing": ListingPage,
}

# The tables that the file may hold.
_TABLES = ("source", *RULE_KINDS)

_WEEK = 7 * 24 * 60 * 60
_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,63}")


@dataclass(frozen=True, slots=True)
class Listed:
    """What a sources.toml holds: the sources in its order, and the rules of the tuning."""

    sources: list[Source]
    rules: tuple[Placed, ...]


def read_sources(path: Path) -> list[Source]:
    """The sources that a sources.toml lists, in its order; `BadSources` with all that is wrong with it.

    Relative paths in it are relative to the file.
    """
    return read_listed(path).sources


def read_listed(path: Path) -> Listed:
    """All that a sources.toml holds; `BadSources` with all that is wrong with it."""
    content = _content(path)
    problems = [unknown_key(key, _TABLES) for key in content if key not in _TABLES]
    rules = read_rules(content, path.name, problems)
    tables = content.get("source", [])
    if not isinstance(tables, list) or not all(isinstance(table, dict) for table in tables):
        raise BadSources(path, [*problems, "sources are written [[source]], with two brackets"])
    if not tables:
        raise BadSources(path, [*problems, "it lists no [[source]]"])
    sources = [_source(table, f"source {place}", path.parent, problems) for place, table in enumerate(tables, start=1)]
    names = Counter(table["name"] for table in tables if isinstance(table.get("name"), str))
    problems += [f"two sources are called {name!r}" for name, count in names.items() if count > 1]
    if problems:
        raise BadSources(path, problems)
    return Listed([source for source in sources if source], rules)


def _content(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except OSError as error:
        raise BadSources(path, [f"it can't be read: {error.strerror}. KNOWLEDGE_SOURCES names the file."]) from error
    except (ValueError, RecursionError) as error:
        raise BadSources(path, [f"it is not TOML: {error}"]) from error


def _source(table: Mapping[str, Any], place: str, folder: Path, problems: list[str]) -> Source | None:
    found = _problems(table)
    if found:
        called = f"{place} ({table['name']})" if _KEYS["name"].accepts(table.get("name")) else place
        problems += [f"{called}: {problem}" for problem in found]
        return None
    defaults = Defaults(
        source=table["name"],
        category=_category(table.get("category", "")) or (),
        base_url=table.get("base_url", ""),
        visibility=Visibility(table.get("visibility", Visibility.PUBLIC)),
        announce=announce_from(table.get("announce", True)) or Announce.YES,
        sync_every=table.get("sync_every", 0),
    )
    return SOURCE_KINDS[table["kind"]](folder / table["path"], defaults)


def _category(value: object) -> CategoryPath | None:
    if isinstance(value, str) or (isinstance(value, list) and all(isinstance(name, str) for name in value)):
        return category_path(value)
    return None


_KEYS = {
    "name": Key(
        lambda value: isinstance(value, str) and bool(_NAME.fullmatch(value)), "up to 64 letters, digits, - and _"
    ),
    "kind": Key(lambda value: isinstance(value, str) and value in SOURCE_KINDS, f"one of {', '.join(SOURCE_KINDS)}"),
    "path": Key(lambda value: isinstance(value, str) and value != "" and "\0" not in value, "a file or folder"),
    "category": Key(
        lambda value: _category(value) is not None, "text such as 'Billing / Invoices', or a list of names"
    ),
    "base_url": Key(lambda value: isinstance(value, str) and is_web_link(value), "an http or https link"),
    "visibility": Key(lambda value: value in tuple(Visibility), "public or internal"),
    "announce": Key(lambda value: announce_from(value) is not None, "true, false or 'hold'"),
    "sync_every": Key(lambda value: type(value) is int and 1 <= value <= _WEEK, f"seconds, from 1 to {_WEEK}"),
}
_REQUIRED = ("name", "kind", "path")


def _problems(table: Mapping[str, Any]) -> list[str]:
    return [*(f"it has no {key}" for key in _REQUIRED if key not in table), *problems_of(table, _KEYS)]
