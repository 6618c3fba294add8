"""Source kind `jsonl`: a file with one article a line, each a JSON object."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from knowledge.errors import SourceFailed
from knowledge.sources.fields import BadField, article_from, refused_link
from knowledge.sources.source import Defaults, Fault, Found


@dataclass(frozen=True, slots=True)
class JsonLines:
    """Reads articles from the lines of a file; blank lines are passed over."""

    path: Path
    defaults: Defaults

    @property
    def name(self) -> str:
        return self.defaults.source

    def read(self) -> Iterator[Found]:
        try:
            with self.path.open(encoding="utf-8-sig", errors="replace") as lines:
                for number, line in enumerate(lines, start=1):
                    if line.strip():
                        yield from self._read_line(line, f"{self.path}:{number}")
        except OSError as error:
            raise SourceFailed(f"{self.path} can't be read: {error.strerror}.") from error

    def _read_line(self, line: str, place: str) -> Iterator[Found]:
        try:
            fields = json.loads(line)
        except (ValueError, RecursionError) as error:
            yield Fault(place, f"it is not JSON: {error}")
            return
        if not isinstance(fields, dict):
            yield Fault(place, "it is not a JSON object")
            return
        body = fields.get("body") or ""
        try:
            if not isinstance(body, str):
                raise BadField("body", "its body must be text")
            article = article_from(fields, body.replace("\0", ""), self.defaults)
        except BadField as bad:
            yield Fault(place, str(bad))
            return
        yield from refused_link(fields, place)
        yield article
