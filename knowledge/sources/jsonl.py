"""Source kind `jsonl`: a file with one article a line, each a JSON object."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from knowledge.errors import SourceFailed
from knowledge.sources.fields import BadField, article_from, remarks
from knowledge.sources.keys import folded_key, said_twice
from knowledge.sources.source import Defaults, Entry, Fault, Found, Notice


@dataclass(frozen=True, slots=True)
class JsonLines:
    """Reads articles from the lines of a file; blank lines are passed over."""

    path: Path
    defaults: Defaults

    @property
    def name(self) -> str:
        return self.defaults.source

    def read(self) -> Iterator[Found]:
        empty = True
        for number, line in enumerate(_lines(self.path), start=1):
            if line.strip(b" \t\r\n\xef\xbb\xbf"):
                empty = False
                yield from self._read_line(line, f"{self.path}:{number}")
        if empty:
            raise SourceFailed(f"{self.path} holds no articles.")

    def _read_line(self, line: bytes, place: str) -> Iterator[Found]:
        try:
            fields = _fields(line)
            body = fields.get("body") or ""
            if not isinstance(body, str):
                raise BadField("body", "its body must be text")
            article = article_from(fields, body, self.defaults)
        except BadField as bad:
            yield Fault(place, str(bad))
            return
        yield from (Notice(place, text) for _, text in remarks(fields))
        yield Entry(place, article)


def _lines(path: Path) -> Iterator[bytes]:
    try:
        with path.open("rb") as file:
            yield from file
    except (OSError, ValueError) as error:  # a ValueError is a null byte in the name
        raise SourceFailed(f"{path} can't be read: {error}.") from error


def _fields(line: bytes) -> dict[str, Any]:
    """The object on a line; `BadField` when it is none."""
    try:
        fields = json.loads(line.decode("utf-8-sig"), parse_constant=_refuse_constant, object_pairs_hook=_object_of)
    except UnicodeDecodeError as error:
        raise BadField("", "it is not UTF-8 text") from error
    except (ValueError, RecursionError) as error:
        raise BadField("", f"it is not JSON: {error}") from error
    if not isinstance(fields, dict):
        raise BadField("", "it is not a JSON object")
    return fields


def _object_of(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    twice = said_twice(key for key, _ in pairs)
    if twice:
        raise BadField(twice, f"it says its {twice} twice")
    return {folded_key(key): value for key, value in pairs}


def _refuse_constant(name: str) -> None:
    raise ValueError(f"{name} is no JSON")
