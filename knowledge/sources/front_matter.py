"""Front matter: the fields above a Markdown text, every value as it was written."""

import re
from collections.abc import Hashable
from typing import Any

import frontmatter
import yaml
from frontmatter.default_handlers import YAMLHandler

from knowledge.articles import Visibility
from knowledge.sources.keys import folded_key, said_twice
from knowledge.sources.unknown import concealed_visibility

_OPENING = re.compile(r"\A\s*-{3,}[ \t]*\n")
# Characters without a width, a second byte order mark among them, hide front matter that begins with one.
_WITHOUT_WIDTH = re.compile("\\A[\ufeff\u200b-\u200f\u2060]+")
_CLOSING = re.compile(r"^-{3,}[ \t]*$", re.MULTILINE)

# In a text without front matter, what looks like a field among its first lines may be one that somebody lost.
_LOST = re.compile(r"""[\W_]*(\w[\w -]*?)["'`*_\s]*[:=]["'`*_\s\[]*([^"'`*_\],]*)""")
_FIRST_LINES, _LONGEST_LINE = 20, 200

# Fields that are longer than this are no fields, and PyYAML would read them for seconds.
_LONGEST_FRONT_MATTER = 2**16


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

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Hashable, Any]:
        """What PyYAML makes of a mapping; it would take the last of two values in silence."""
        keys = [key for key, _ in node.value if isinstance(key, yaml.ScalarNode)]
        twice = said_twice(key.value for key in keys)
        if twice:
            last = [key for key in keys if folded_key(key.value) == twice][-1]
            raise yaml.constructor.ConstructorError(None, None, f"it says {twice} twice", last.start_mark)
        return super().construct_mapping(node, deep)


class _Fields(YAMLHandler):
    """Loads YAML of fields, and nothing else."""

    def load(self, fm: str, **kwargs: object) -> Any:
        fields = super().load(fm, Loader=_AsWritten)
        if fields is not None and not isinstance(fields, dict):
            raise ValueError("no fields")
        return fields


def front_matter(text: str) -> tuple[dict[str, Any], str]:
    """The fields of a text's front matter, none where it has none, and what follows; `Unreadable` when it is broken."""
    text = _WITHOUT_WIDTH.sub("", text)
    opening = _OPENING.match(text)
    if not opening:
        _refuse_lost_fields(text)
        return {}, text.strip()
    closing = _CLOSING.search(text, opening.end())
    if not closing:
        raise Unreadable("its front matter begins with a line of --- and has no line of --- at its end")
    if not opening.group().strip() == closing.group().strip() == "---":  # else fields would be taken for text
        raise Unreadable("its front matter must begin and end with a line of three dashes, and hold no longer one")
    if closing.start() > _LONGEST_FRONT_MATTER:
        raise Unreadable(f"its front matter is longer than {_LONGEST_FRONT_MATTER // 2**10} KB")
    try:
        fields, body = frontmatter.parse(text, handler=_Fields())
    except yaml.YAMLError as error:
        problem = getattr(error, "problem", None) or "it can't be parsed"
        raise Unreadable(f"its front matter is not YAML: {problem}", _line_of(error, text, opening.end())) from error
    except (ValueError, TypeError, RecursionError) as error:
        raise Unreadable("its front matter is not a list of fields such as title: Refunds") from error
    return {folded_key(name): value for name, value in fields.items()}, body


def _refuse_lost_fields(text: str) -> None:
    """Refuse a text that says above all else who may read it, but not between two lines of three dashes."""
    for number, line in enumerate(text.splitlines()[:_FIRST_LINES], start=1):
        found = _LOST.match(line[:_LONGEST_LINE])
        field = {folded_key(found.group(1)): found.group(2)} if found else {}
        if "visibility" in field or concealed_visibility(field, Visibility.PUBLIC):
            raise Unreadable(
                "its visibility stands outside front matter, which is a line of --- above and below", number
            )


def _line_of(error: yaml.YAMLError, text: str, start: int) -> int:
    """The line of the file in which YAML is broken: its marks count from the line above the first that is not blank."""
    mark = getattr(error, "problem_mark", None)
    first = re.compile(r"\S").search(text, start)
    return text.count("\n", 0, first.start() if first else start) + (mark.line if mark else 0)
