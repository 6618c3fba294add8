"""Source kind `markdown`: a folder of Markdown files with front matter."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from knowledge.characters import storable
from knowledge.errors import SourceFailed
from knowledge.sources.fields import BadField, article_from, remarks
from knowledge.sources.front_matter import Unreadable, front_matter
from knowledge.sources.markup import first_heading
from knowledge.sources.source import Defaults, Entry, Fault, Found, Notice

# An article longer than this is no article but somebody's export.
LARGEST_FILE = 5 * 2**20


@dataclass(frozen=True, slots=True)
class MarkdownFolder:
    """Reads every `*.md` file below a folder; an article's id is its path without `.md`, unless it says its own."""

    folder: Path
    defaults: Defaults

    @property
    def name(self) -> str:
        return self.defaults.source

    def read(self) -> Iterator[Found]:
        if not _is_folder(self.folder):
            raise SourceFailed(f"{self.folder} is not a folder.")
        found = [*_files_below(self.folder)]
        yield from (fault for fault in found if isinstance(fault, Fault))
        if not found:
            raise SourceFailed(f"{self.folder} holds no Markdown files (*.md).")
        for path in sorted(path for path in found if isinstance(path, Path)):
            yield from self._read_file(path)

    def _read_file(self, path: Path) -> Iterator[Found]:
        shown = _shown(path)
        text = ""
        try:
            if shown != str(path):
                raise Unreadable("its name is not UTF-8")
            text = _text_of(path)
            fields, body = front_matter(text)
            article = article_from(self._with_own_names(fields, body, path), body, self.defaults)
        except Unreadable as error:
            yield Fault(f"{shown}:{error.line}", str(error))
        except BadField as bad:
            yield Fault(f"{shown}:{_line_of_field(text, bad.field)}", str(bad))
        else:
            for field, remark in remarks(fields):
                yield Notice(f"{shown}:{_line_of_field(text, field)}", remark)
            yield Entry(f"{shown}:{_line_of_field(text, 'id')}", article)

    def _with_own_names(self, fields: dict[str, Any], body: str, path: Path) -> dict[str, Any]:
        own = {"id": path.relative_to(self.folder).with_suffix("").as_posix()}
        if not fields.get("title"):
            own["title"] = first_heading(body)
        return own | {name: value for name, value in fields.items() if value is not None}


def _is_folder(path: Path) -> bool:
    try:
        return path.is_dir()
    except OSError as error:
        raise SourceFailed(f"{path} can't be read: {error.strerror}.") from error


def _files_below(folder: Path) -> Iterator[Path | Fault]:
    """The Markdown files in a folder and in those below it, hidden ones left out; a fault for a folder that can't be
    read, since its articles would else seem to be gone."""
    waiting = [folder]
    while waiting:
        place = waiting.pop()
        try:
            inside = [path for path in place.iterdir() if not path.name.startswith(".")]
            waiting += [path for path in inside if path.is_dir() and not path.is_symlink()]
            yield from [path for path in inside if path.name.endswith(".md") and _is_file(path)]
        except OSError as error:
            yield Fault(_shown(place), f"it can't be read: {error.strerror}")


def _is_file(path: Path) -> bool:
    """Whether it is a file, or a link to one that isn't there: reading that says so."""
    return path.is_file() or (path.is_symlink() and not path.exists())


def _shown(path: Path) -> str:
    return str(path).encode("utf-8", "replace").decode("utf-8")


def _text_of(path: Path) -> str:
    try:
        if path.stat().st_size > LARGEST_FILE:
            raise Unreadable(f"it is larger than {LARGEST_FILE // 2**20} MB")
        return storable(path.read_text(encoding="utf-8-sig"))  # python-frontmatter stumbles over a BOM
    except UnicodeDecodeError as error:
        raise Unreadable("it is not UTF-8 text") from error
    except OSError as error:
        raise Unreadable(f"it can't be read: {error.strerror}") from error


def _line_of_field(text: str, field: str) -> int:
    found = re.search(rf"""^[ "']*{re.escape(field)}[ "']*:""", text, re.MULTILINE | re.IGNORECASE)
    return text.count("\n", 0, found.start()) + 1 if found else 1
