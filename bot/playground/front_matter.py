"""Fields above a Markdown text, written so that no text can pass for a field."""

import re
from collections.abc import Mapping
from typing import Any

import frontmatter
import yaml
from frontmatter.default_handlers import YAMLHandler

_BEGINS = re.compile(r"\A\s*---[ \t]*\n")

# So long a line is never broken.
_ONE_LINE = 100_000


# Ten times as fast where PyYAML came with LibYAML.
_LOADER = getattr(yaml, "CBaseLoader", yaml.BaseLoader)


class Unreadable(Exception):
    """The fields of a text can't be read; the message says why."""


class _AsWritten(YAMLHandler):
    """Takes every value as it is written: a reference 05177 is no number."""

    def load(self, fm: str, **kwargs: object) -> Any:
        return super().load(fm, Loader=_LOADER)


def read(text: str) -> tuple[dict[str, object], str]:
    """The fields of a text, none where it begins with none, and what follows them. Raises Unreadable."""
    if not _BEGINS.match(text):
        return {}, text.strip()
    try:
        fields, body = frontmatter.parse(text, handler=_AsWritten())
    except (yaml.YAMLError, ValueError, TypeError, RecursionError) as error:
        raise Unreadable(getattr(error, "problem", None) or "its front matter is not YAML") from error
    return {str(name): value for name, value in fields.items()}, body


def written(fields: Mapping[str, object], body: str) -> str:
    """A text that begins with these fields."""
    post = frontmatter.Post(body)
    post.metadata = dict(fields)
    return frontmatter.dumps(post, handler=YAMLHandler(), sort_keys=False, width=_ONE_LINE) + "\n"
