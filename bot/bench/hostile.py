"""Hostile input made at random: questions, articles, pages and lists of sources that nobody should have written.

Every function takes the `random.Random` that decides, so that one seed makes the same input again.
"""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from random import Random
from typing import Any

# The word that every internal article made here bears in all its fields, and nothing else does.
CANARY = "zanzibarite"

_WORDS = ("refund", "order", "password", "mailbox", "reset", "invoice", "domain", "how do i", "Größe", "日本語", "the")

_ODD = (
    "🎉",
    "👩‍👩‍👧‍👦",
    "\u202egnirts\u202c",  # right to left, by override
    "שלום עולם",
    "e\u0301\u0301\u0301" * 5,  # combining marks in a pile
    "\u200b",
    "\ufeff",
    "\0",
    "\x1b[31m",
    "\ud83d",  # half an emoji
    "\udce9",
    "\u2028",
    "\x85",
    "ﬁ ½ ㎏ İ ß",
    "x" * 200,
    "9" * 300,
    "'; DROP TABLE articles; --",
    '" OR ""="',
    "%s %(x)s {0} {x!r} $HOME `id`",
    "<!channel>",
    "<!here|here>",
    "<@U0ANA>",
    "<#C0OPS|ops>",
    "<https://evil.example|https://bank.example>",
    "<javascript:alert(1)|x>",
    "<script>alert(1)</script>",
    "[x](javascript:alert(1))",
    "&lt;!channel&gt;",
    "&",
    "a & b < c > d",
    "<",
    ">",
    "*bold* _it_ ~s~ `code` ```",
    "payload",
    "&payload=1",
    "AA-05179",
    "aa 0 0 0 1",
    "../../etc/passwd",
    '{"offset": -1}',
    "help",
    "ask",
    "\\",
    '"',
    "|",
    "",
)

_BLANKS = (" ", " ", "", "\n", "\t", "\u3000", "\r\n")

FIELDS = ("id", "title", "summary", "category", "reference", "url", "updated", "visibility", "phrases", "announce")
_LINKS = (
    "https://help.example.com/a?b=1&c=<2>",
    "https://help.example.com/a|b",
    "javascript:alert(1)",
    "http://[",
    "data:text/html,x",
    "https://help.example.com/" + "a" * 3000,
    "//help.example.com",
    "HTTPS://HELP.EXAMPLE.COM/X",
)


def text(random: Random, most: int = 8) -> str:
    """A few words and odd characters, joined in any way; now and then nothing."""
    pieces = [random.choice(_WORDS if random.random() < 0.5 else _ODD) for _ in range(random.randint(0, most))]
    return "".join(piece + random.choice(_BLANKS) for piece in pieces)


def question(random: Random) -> str:
    """What somebody asks: mostly a line, at times blank, at times very long."""
    kind = random.randrange(12)
    if kind == 0:
        return random.choice(_BLANKS) * random.randint(0, 5)
    if kind == 1:
        return (text(random) or "x") * random.choice((40, 400, 2000))
    return text(random)


_FILTERS = (
    *("category:", "-category:", "title:", "-title:", "source:", "-source:", "updated:", "sort:", "sort: ", "colour:"),
    *("categroy:", '"', '-"', "“", "-", "category: ", "updated:>", "updated:2025..", "sort:newest ", "a:b:"),
)


def search(random: Random) -> str:
    """What somebody searches with filters: questions and pieces of them behind filters and quotes, in any order."""
    pieces = [random.choice(_FILTERS) + text(random, 2) + random.choice(("", '" ', " ")) for _ in range(6)]
    return question(random) + random.choice(_BLANKS) + "".join(pieces[: random.randint(0, 6)])


def value(random: Random, depth: int = 3) -> Any:
    """Any JSON value."""
    plain: Sequence[Callable[[], Any]] = (
        lambda: None,
        lambda: random.choice((True, False)),
        lambda: random.choice((0, -1, 1.5, 10**30, 7)),
        lambda: text(random),
    )
    if depth == 0 or random.random() < 0.6:
        return random.choice(plain)()
    inside = [value(random, depth - 1) for _ in range(random.randint(0, 3))]
    return inside if random.random() < 0.5 else {text(random, 1): each for each in inside}


def category(random: Random) -> Any:
    """A category: deep, with slashes, empty names, or a twin in another case."""
    names = [
        random.choice(("Billing", "billing", "BILLING ", "", " ", "TCP/IP", "/", text(random, 2))) for _ in range(4)
    ]
    deep = names * random.choice((1, 1, 1, 20))
    return random.choice((deep, " / ".join(deep), "/".join(deep), names[0], value(random)))


def body(random: Random) -> str:
    """A Markdown text: words, tables, code and HTML, and now and then a megabyte of them."""
    blocks = (
        text(random),
        f"# {text(random, 3)}",
        f"| {text(random, 2)} | b |\n|---|---|\n| c | {text(random, 2)} |",
        f"```\n{text(random)}\n```",
        f"<div onclick='x'>{text(random)}</div>",
        "- a\n" * 30,
        "[" * 50,
        "> " * 50 + "x",
        "---",
        "visibility: internal",
    )
    written = "\n\n".join(random.choice(blocks) for _ in range(random.randint(0, 6)))
    return written * (1 + 1_000_000 // (len(written) + 1)) if random.random() < 0.01 else written


def fields(random: Random, id: str) -> dict[str, Any]:
    """The fields of an article: most of them sound, some missing, misspelt or of another kind."""
    made: dict[str, Any] = {
        "id": id,
        "title": random.choice(("Refunds", "Reset a password", text(random), text(random) * 50)),
        "summary": text(random, 20),
        "category": category(random),
        "reference": random.choice(("AA-05179", text(random, 2))),
        "url": random.choice(_LINKS),
        "updated": random.choice(
            ("2026-11-02", "9999-12-31", "2026-02-30", "0001-01-01T00:00:00+23:59", text(random, 1))
        ),
        "visibility": random.choice(("public", "internal", "Internal ", "secret", text(random, 1))),
        "phrases": [text(random) for _ in range(3)],
        "announce": random.choice((True, False, "hold", text(random, 1))),
    }
    for name in FIELDS:
        chance = random.random()
        if chance < 0.25 and name != "id":
            del made[name]
        elif chance < 0.3:
            made[name] = value(random)
        elif chance < 0.33:
            made[name[:1] + name[2:]] = made.pop(name)
    return _marked(made) if _says_internal(made) else made


def _says_internal(made: Mapping[str, Any]) -> bool:
    return any("internal" in repr(each).casefold() for each in made.values())


def _marked(made: Mapping[str, Any]) -> dict[str, Any]:
    """The same with the canary in every field that is shown."""
    shown = {"title": f"{CANARY} {made.get('title', '')}", "summary": CANARY, "phrases": [CANARY], "category": CANARY}
    return {**made, **shown, "url": f"https://help.example.com/{CANARY}", "reference": CANARY}


def markdown_file(random: Random) -> bytes:
    """A file of a `markdown` source."""
    made = fields(random, random.choice(("a", "b", text(random, 1))))
    lines = [f"{name}: {json.dumps(each) if random.random() < 0.9 else each}" for name, each in made.items()]
    opening, closing = (
        random.choice(("---\n",) * 8 + ("", "----\n", "+++\n")),
        random.choice(("---\n",) * 8 + ("", "...\n")),
    )
    below = CANARY if CANARY in repr(made) else body(random)
    return _encoded(random, opening + "\n".join(lines) + "\n" + closing + below)


def json_lines(random: Random) -> bytes:
    """A file of a `jsonl` source."""
    rows = [fields(random, random.choice(("a", "b", "c", text(random, 1)))) for _ in range(random.randint(0, 6))]
    for row in rows:
        row["body"] = CANARY if CANARY in repr(row) else body(random)
    lines = [json.dumps(row, ensure_ascii=random.random() < 0.5) for row in rows]
    broken = [json.dumps(value(random)), lines[0][:-5] if lines else "{", '{"id": NaN}', ""]
    return _encoded(random, "\n".join([*lines, random.choice(broken)]))


def listing(random: Random) -> bytes:
    """A file of a `listing` source, as text or as HTML."""
    rows = [(random.choice((number, 1, 10**6)), text(random, 4), text(random)) for number in range(1, 6)]
    counted = f"Categories\n{text(random, 2)}[{random.choice((5, 7, '9' * 50))}]\n"
    if random.random() < 0.5:
        return _encoded(random, counted + "".join(f"{number}. {title}\n{below}\n" for number, title, below in rows))
    items = "".join(f"<li><a href='{random.choice(_LINKS)}'>{title}</a><p>{below}" for _, title, below in rows)
    return _encoded(random, f"<html><p>{counted}<ol start='{random.choice((1, 'x', '٣'))}'>{items}{'<div>' * 300}")


@dataclass(frozen=True, slots=True)
class SourceFile:
    """A source's file: which kind of source, its name within the folder, and what is in it."""

    kind: str
    name: str
    content: bytes


def source_file(random: Random) -> SourceFile:
    """A file of a source of any kind."""
    kind = random.choice(("markdown", "jsonl", "listing"))
    if kind == "markdown":
        return SourceFile(kind, random.choice(("a.md", "b/c.md", "ü.md")), markdown_file(random))
    if kind == "jsonl":
        return SourceFile(kind, "rows.jsonl", json_lines(random))
    return SourceFile(kind, random.choice(("page.txt", "page.html")), listing(random))


def sources_toml(random: Random) -> bytes:
    """A sources.toml of any shape."""
    keys = ("name", "kind", "path", "category", "base_url", "visibility", "announce", "visibilty", text(random, 1))
    sound = {"name": "help", "kind": "markdown", "path": "articles"}
    lines = [random.choice(("[[source]]", "[[source]]", "[source]", "x = 1", text(random, 1)))]
    for key in random.sample(keys, random.randint(0, len(keys))):
        given = sound.get(key, "internal") if random.random() < 0.6 else value(random)
        lines.append(f"{key} = {json.dumps(given)}" if random.random() < 0.9 else f"{key} = {given}")
    return _encoded(random, "\n".join(lines * random.randint(1, 2)))


def _encoded(random: Random, written: str) -> bytes:
    """A text as a file holds it: mostly UTF-8, perhaps with a byte order mark, Windows line ends or half an emoji."""
    errors = "surrogatepass" if random.random() < 0.1 else "ignore"
    encoding = random.choice(("utf-8",) * 9 + ("utf-8-sig", "utf-16"))
    return written.replace("\n", random.choice(("\n", "\n", "\r\n"))).encode(encoding, errors)
