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
from knowledge.sources.fields import announce_from, is_web_link, shortened
from knowledge.sources.jsonl import JsonLines
from knowledge.sources.keys import nearest
from knowledge.sources.listing import ListingPage
from knowledge.sources.markdown import MarkdownFolder
from knowledge.sources.source import Defaults, Source

# Every kind a source may be of. A new kind is a file beside this one and a line here.
SOURCE_KINDS: dict[str, Callable[[Path, Defaults], Source]] = {
    "markdown": MarkdownFolder,
    "jsonl": JsonLines,
    "listing": ListingPage,
}

_WEEK = 7 * 24 * 60 * 60
_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,63}")


def read_sources(path: Path) -> list[Source]:
    """The sources that a sources.toml lists, in its order; `BadSources` with all that is wrong with it.

    Relative paths in it are relative to the file.
    """
    content = _content(path)
    problems = [f"{key!r} is no key I know; sources are [[source]] tables" for key in content if key != "source"]
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
    return [source for source in sources if source]


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


@dataclass(frozen=True, slots=True)
class _Key:
    """A key of a [[source]] table: whether a value will do, and what to say when it does not."""

    accepts: Callable[[Any], bool]
    expected: str


_KEYS = {
    "name": _Key(
        lambda value: isinstance(value, str) and bool(_NAME.fullmatch(value)), "up to 64 letters, digits, - and _"
    ),
    "kind": _Key(lambda value: isinstance(value, str) and value in SOURCE_KINDS, f"one of {', '.join(SOURCE_KINDS)}"),
    "path": _Key(lambda value: isinstance(value, str) and value != "" and "\0" not in value, "a file or folder"),
    "category": _Key(
        lambda value: _category(value) is not None, "text such as 'Billing / Invoices', or a list of names"
    ),
    "base_url": _Key(lambda value: isinstance(value, str) and is_web_link(value), "an http or https link"),
    "visibility": _Key(lambda value: value in tuple(Visibility), "public or internal"),
    "announce": _Key(lambda value: announce_from(value) is not None, "true, false or 'hold'"),
    "sync_every": _Key(lambda value: type(value) is int and 1 <= value <= _WEEK, f"seconds, from 1 to {_WEEK}"),
}
_REQUIRED = ("name", "kind", "path")


def _problems(table: Mapping[str, Any]) -> list[str]:
    problems = [f"it has no {key}" for key in _REQUIRED if key not in table]
    for key, value in table.items():
        if key not in _KEYS:
            problems.append(_unknown_key(key))
        elif not _KEYS[key].accepts(value):
            problems.append(f"its {key} is {shortened(value)}, and must be {_KEYS[key].expected}")
    return problems


def _unknown_key(key: str) -> str:
    meant = nearest(key, _KEYS)
    return f"{shortened(key)} is no key I know; " + (
        f"did you mean {meant}?" if meant else f"there are {', '.join(_KEYS)}"
    )
