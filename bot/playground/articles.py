"""A folder of Markdown articles that somebody publishes in, edits and clears while the bot reads it."""

import hashlib
import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import unquote

from bot.playground.drafts import BadArticle, Draft, one_line, path_of_category
from bot.playground.front_matter import Unreadable, read, written
from bot.playground.slugs import free_name, slug_of

# What begins with a dot is no article for whoever reads the folder.
_REMOVED = ".removed"


@dataclass(frozen=True)
class Article:
    """An article of the folder: `id` is its path without .md, and `revision` changes with every word of it.

    `problem` says why one can't be read; its draft is then the file as it stands.
    """

    id: str
    revision: str
    draft: Draft
    updated: str = ""
    problem: str = ""


class Articles:
    """The articles of one folder; `clock` says which day an article is updated on."""

    def __init__(self, folder: Path, *, clock: Callable[[], float]) -> None:
        self._folder = folder
        self._clock = clock
        self._writing = threading.Lock()
        self._read: dict[Path, tuple[tuple[int, int], Article]] = {}

    def all(self) -> tuple[Article, ...]:
        """Every article, those that were updated last first."""
        listed = set(self._paths())
        self._read = {path: known for path, known in self._read.items() if path in listed}
        found = [self._article(path) for path in listed]
        by_title = sorted(found, key=lambda article: article.draft.title.casefold())
        return tuple(sorted(by_title, key=lambda article: article.updated, reverse=True))

    def find(self, id: str) -> Article:
        """The article of this id. Raises BadArticle when there is none."""
        return self._article(self._path(id))

    def published_at(self, url: str, *, site: str) -> Article | None:
        """The article of this address: the one it names itself, or else its id below that of the site."""
        wanted = unquote(url)
        for path in self._paths():
            fields = _fields_of(path)
            if wanted == unquote(str(fields.get("url") or f"{site}/{fields.get('id') or self._id(path)}")):
                return self._article(path)
        return None

    def publish(self, draft: Draft) -> Article:
        """Put a new article into the folder. Raises BadArticle where it can't be one, and OSError."""
        checked = draft.checked()
        with self._writing:
            self._folder.mkdir(parents=True, exist_ok=True)
            # One that was removed keeps its name: the bot would take a new one of it for the old.
            name = free_name(slug_of(checked.title), taken=self._is_taken)
            path = self._folder / f"{name}.md"
            self._write(path, checked, kept={})
            return self._article(path)

    def edit(self, id: str, draft: Draft, *, revision: str) -> Article:
        """Change an article, and leave the fields that a draft has not. Raises BadArticle, and OSError.

        `revision` is that which was seen: when it is another by now, somebody else's words would be lost.
        """
        checked = draft.checked()
        with self._writing:
            path = self._path(id)
            before = self._seen(path, revision)
            if before.draft == checked and not before.problem:
                raise BadArticle("Nothing in it is different. Change something, or leave it.")
            self._write(path, checked, kept=_fields_of(path))
            return self._article(path)

    def remove(self, id: str, *, revision: str) -> None:
        """Take an article away; it is kept in a hidden folder beside the others. Raises BadArticle, and OSError."""
        with self._writing:
            path = self._path(id)
            self._seen(path, revision)
            if len([*self._paths()]) == 1:
                raise BadArticle(
                    "It is the last one, and the bot takes an empty folder for a mistake. Publish another one first."
                )
            target = self._folder / _REMOVED / path.relative_to(self._folder)
            target.parent.mkdir(parents=True, exist_ok=True)
            path.rename(target.with_stem(free_name(target.stem, taken=lambda name: target.with_stem(name).exists())))

    def _paths(self) -> list[Path]:
        """The files, none that is hidden or below a hidden folder."""
        found = self._folder.rglob("*.md")
        return [
            path for path in found if not any(part.startswith(".") for part in path.relative_to(self._folder).parts)
        ]

    def _path(self, id: str) -> Path:
        # Only a name that is there can be meant: none leads out of the folder.
        for path in self._paths():
            if self._id(path) == id:
                return path
        raise BadArticle("That article is no longer there.")

    def _id(self, path: Path) -> str:
        return path.relative_to(self._folder).with_suffix("").as_posix()

    def _seen(self, path: Path, revision: str) -> Article:
        article = self._article(path)
        if article.revision != revision:
            raise BadArticle("It has been changed meanwhile. Open it again to see what it says now.")
        return article

    def _article(self, path: Path) -> Article:
        try:
            stamp = path.stat().st_mtime_ns, path.stat().st_size
            known = self._read.get(path)
            if known and known[0] == stamp:
                return known[1]
            article = _article_of(self._id(path), path.read_bytes())
        except OSError as error:
            return _unreadable(self._id(path), b"", f"It can't be read: {error.strerror}.")
        self._read[path] = stamp, article
        return article

    def _write(self, path: Path, draft: Draft, *, kept: Mapping[str, object]) -> None:
        day = datetime.fromtimestamp(self._clock(), UTC).date().isoformat()
        fields = {**kept, "title": draft.title, "category": draft.category, "summary": draft.summary}
        fields |= {"visibility": draft.visibility, "updated": day}
        named = {name: value for name, value in fields.items() if value != ""}
        beside = path.with_name(f".{path.name}.writing")
        beside.write_text(written(named, draft.body), encoding="utf-8")
        beside.replace(path)
        self._read.pop(path, None)

    def _is_taken(self, name: str) -> bool:
        folders = (self._folder, self._folder / _REMOVED)
        return any((folder / f"{name}.md").exists() for folder in folders)


def _article_of(id: str, raw: bytes) -> Article:
    try:
        fields, body = read(raw.decode("utf-8-sig"))
    except (Unreadable, UnicodeDecodeError) as error:
        return _unreadable(id, raw, f"The bot can't read it: {error}.")
    category = fields.get("category", "")
    draft = Draft(
        title=one_line(str(fields.get("title") or _first_line(body) or id)),
        body=body,
        summary=one_line(str(fields.get("summary") or "")),
        category=path_of_category(
            " / ".join(map(str, category)) if isinstance(category, list) else str(category or "")
        ),
        visibility=str(fields.get("visibility") or "public").strip().casefold(),
    )
    return Article(id, _revision(raw), draft, str(fields.get("updated") or ""))


def _unreadable(id: str, raw: bytes, problem: str) -> Article:
    return Article(id, _revision(raw), Draft(id, raw.decode("utf-8", "replace")), problem=problem)


def _revision(raw: bytes) -> str:
    return hashlib.sha256(raw).hexdigest()[:16]


def _fields_of(path: Path) -> Mapping[str, object]:
    """The fields of a file as they are written; none where they can't be read, since they are to be put right."""
    try:
        return read(path.read_bytes().decode("utf-8-sig"))[0]
    except (Unreadable, UnicodeDecodeError, FileNotFoundError):
        return {}


def _first_line(body: str) -> str:
    return next((line.lstrip("# ") for line in body.splitlines() if line.strip()), "")
