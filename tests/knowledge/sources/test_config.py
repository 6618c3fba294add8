"""sources.toml: what it may say, and everything that is wrong with it in one message."""

from pathlib import Path

import pytest

from knowledge.articles import Announce, Visibility
from knowledge.errors import BadSources
from knowledge.sources.config import read_sources
from knowledge.sources.jsonl import JsonLines
from knowledge.sources.listing import ListingPage
from knowledge.sources.markdown import MarkdownFolder
from knowledge.sources.source import Defaults

SOUND = '[[source]]\nname = "help"\nkind = "markdown"\npath = "articles"\n'


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "sources.toml"


def problems(file: Path, content: str | bytes) -> tuple[str, ...]:
    """All that is said to be wrong with a sources.toml of this content."""
    file.write_bytes(content.encode() if isinstance(content, str) else content)
    with pytest.raises(BadSources) as refused:
        read_sources(file)
    assert str(refused.value).startswith(f"{file} can't be used:\n  - ")
    return refused.value.problems


def test_sources_are_read_in_their_order_with_paths_from_the_file(file: Path) -> None:
    file.write_text(
        f"""\ufeff{SOUND}
[[source]]
name = "export-2"
kind = "jsonl"
path = "/srv/export.jsonl"
category = ["TCP/IP", "Ports"]
visibility = "internal"
announce = "hold"

[[source]]
name = "page"
kind = "listing"
path = "../page.html"
category = "Billing / Invoices"
base_url = "https://kb.example.com"
announce = false
""",
        encoding="utf-8",
    )
    internal = Defaults("export-2", ("TCP/IP", "Ports"), "", Visibility.INTERNAL, Announce.HOLD)
    billing = Defaults("page", ("Billing", "Invoices"), "https://kb.example.com", Visibility.PUBLIC, Announce.NO)

    assert read_sources(file) == [
        MarkdownFolder(file.parent / "articles", Defaults("help")),
        JsonLines(Path("/srv/export.jsonl"), internal),
        ListingPage(file.parent / ".." / "page.html", billing),
    ]


def test_everything_that_is_wrong_is_said_in_one_message(file: Path) -> None:
    said = problems(
        file,
        """
        retries = 3
        [[source]]
        name = "help"
        kind = "wiki"
        path = "articles"
        [[source]]
        name = "help"
        kind = "jsonl"
        path = ""
        catgory = "Billing"
        base_url = "ftp://kb"
        visibility = "secret"
        announce = "maybe"
        category = 7
        [[source]]
        name = "a/b"
        """,
    )

    expected = [
        ["'retries'"],
        ["source 1 (help)", "its kind is 'wiki'", "markdown, jsonl, listing"],
        ["source 2 (help)", "its path"],
        ["source 2 (help)", "'catgory' is no key I know; did you mean category?"],
        ["source 2 (help)", "its base_url"],
        ["source 2 (help)", "its visibility"],
        ["source 2 (help)", "its announce"],
        ["source 2 (help)", "its category"],
        ["source 3", "its name is 'a/b'"],
        ["source 3", "it has no kind"],
        ["source 3", "it has no path"],
        ["two sources are called 'help'"],
    ]
    missing = [parts for parts in expected if not any(all(part in problem for part in parts) for problem in said)]
    assert missing == []
    assert len(said) == len(expected)


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        pytest.param("", "lists no [[source]]", id="an empty file"),
        pytest.param("source = []", "lists no [[source]]", id="an empty list"),
        pytest.param('[source]\nname = "help"', "[[source]], with two brackets", id="one bracket"),
        pytest.param('source = ["help"]', "[[source]], with two brackets", id="a list of texts"),
        pytest.param("[[source]", "not TOML", id="no TOML"),
        pytest.param(f'{SOUND}name = "again"\n', "not TOML", id="a key twice"),
        pytest.param(b'name = "Gr\xfc\xdfe"', "not TOML", id="Latin-1"),
        pytest.param("x = " + "[" * 5000 + "]" * 5000, "not TOML", id="lists 5,000 deep"),
        pytest.param(f"{SOUND}colour = 1", "'colour' is no key I know; there are name, kind", id="an unknown key"),
        pytest.param(f"{SOUND}visibilty = 'internal'", "did you mean visibility?", id="a misspelt key"),
        pytest.param(f"{SOUND}Visibility = 'internal'", "did you mean visibility?", id="a large letter"),
        pytest.param(f"{SOUND}base-url = 'x'", "did you mean base_url?", id="a hyphen"),
        pytest.param(SOUND.replace('"help"', '["help"]'), "its name is ['help']", id="a name that is a list"),
        pytest.param(SOUND.replace('"help"', "{a = 1}"), "its name is {'a': 1}", id="a name that is a table"),
        pytest.param(SOUND.replace('"help"', '"' + "x" * 65 + '"'), "its name", id="a name too long for the store"),
        pytest.param(SOUND.replace('"markdown"', '["markdown"]'), "its kind", id="a kind that is a list"),
        pytest.param(SOUND.replace('"articles"', "7"), "its path is 7", id="a path that is a number"),
        pytest.param(SOUND.replace('"articles"', '"a\\u0000b"'), "its path", id="a path with a null byte"),
        pytest.param(f'{SOUND}base_url = "javascript:alert(1)"', "http or https", id="a link that is none"),
        pytest.param(f"{SOUND}visibility = true", "public or internal", id="a visibility that is true"),
    ],
)
def test_what_is_wrong_is_said(file: Path, content: str | bytes, problem: str) -> None:
    assert any(problem in said for said in problems(file, content))


def test_a_file_that_is_missing_says_which_setting_names_it(tmp_path: Path) -> None:
    for path in (tmp_path / "nowhere.toml", tmp_path):
        with pytest.raises(BadSources, match=r"it can't be read.*KNOWLEDGE_SOURCES names the file"):
            read_sources(path)
