"""Front matter: the fields above a Markdown text, every value as it was written."""

import re
from typing import Any

import frontmatter
import yaml
from frontmatter.default_handlers import YAMLHandler

_OPENING = re.compile(r"\A\s*-{3,}[ \t]*\n")
_CLOSING = re.compile(r"^-{3,}[ \t]*$", re.MULTILINE)


class Unreadable(Exception):
    """A file that no article can be read from; `line` is where."""

    def __init__(self, problem: str, line: int = 1) -> None:
        super().__init__(problem)
        self.line = line


class _AsWritten(yaml.SafeLoader):
    """Reads scalars as texts: by YAML's own rules the reference 05177 would be 2687, and 1:30 would be 90."""

    yaml_implicit_resolvers = {  # noqa: RUF012 - PyYAML's own way to say which scalars are more than text
        first: [(tag, pattern) for tag, pattern in resolvers if tag == "tag:yaml.org,2002:null"]
        for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
    }


class _Fields(YAMLHandler):
    """Loads YAML of fields, and nothing else."""

    def load(self, fm: str, **kwargs: object) -> Any:
        fields = super().load(fm, Loader=_AsWritten)
        if fields is not None and not isinstance(fields, dict):
            raise ValueError("no fields")
        return fields


def front_matter(text: str) -> tuple[dict[str, Any], str]:
    """The fields of a text's front matter, none where it has none, and what follows; `Unreadable` when it is broken."""
    opening = _OPENING.match(text)
    if not opening:
        return {}, text.strip()
    closing = _CLOSING.search(text, opening.end())
    if not closing:
        raise Unreadable("its front matter begins with a line of --- and has no line of --- at its end")
    if not opening.group().strip() == closing.group().strip() == "---":  # else fields would be taken for text
        raise Unreadable("its front matter must begin and end with a line of three dashes, and hold no longer one")
    try:
        fields, body = frontmatter.parse(text, handler=_Fields())
    except yaml.YAMLError as error:
        problem = getattr(error, "problem", None) or "it can't be parsed"
        raise Unreadable(f"its front matter is not YAML: {problem}", _line_of(error, text, opening.end())) from error
    except (ValueError, TypeError, RecursionError) as error:
        raise Unreadable("its front matter is not a list of fields such as title: Refunds") from error
    return {str(name).strip().casefold(): value for name, value in fields.items()}, body


def _line_of(error: yaml.YAMLError, text: str, start: int) -> int:
    """The line of the file in which YAML is broken: its marks count from the line above the first that is not blank."""
    mark = getattr(error, "problem_mark", None)
    first = re.compile(r"\S").search(text, start)
    return text.count("\n", 0, first.start() if first else start) + (mark.line if mark else 0)
