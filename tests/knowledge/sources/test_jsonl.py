"""JSON lines as articles: what their fields mean, and what is said of those that are broken."""

import json
from datetime import date
from pathlib import Path

import pytest

from knowledge.articles import Announce, Article, Visibility
from knowledge.errors import SourceFailed
from knowledge.sources.collect import Collected, collect
from knowledge.sources.jsonl import JsonLines
from knowledge.sources.source import Defaults, Notice


def read(file: Path, content: str | bytes, defaults: Defaults | None = None) -> Collected:
    file.write_bytes(content.encode() if isinstance(content, str) else content)
    return collect(JsonLines(file, defaults or Defaults("help")), lambda: None)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "articles.jsonl"


def test_a_line_says_everything_of_an_article(file: Path) -> None:
    collected = read(
        file,
        '{"id": "refunds", "title": "Refunds", "summary": "How long.", "body": "Wait *ten* days.",'
        ' "category": ["Payments", "Refunds"], "url": "https://help.example.com/r", "reference": "AA-05179",'
        ' "updated": "2026-11-02T23:30:00+05:00", "visibility": "internal", "phrases": ["money back"],'
        ' "announce": false, "unknown": 1}',
    )

    assert collected.articles == (
        Article(
            source="help",
            id="refunds",
            title="Refunds",
            summary="How long.",
            body="Wait *ten* days.",
            text="Wait ten days.",
            category=("Payments", "Refunds"),
            url="https://help.example.com/r",
            reference="AA-05179",
            updated=date(2026, 11, 2),
            visibility=Visibility.INTERNAL,
            phrases=("money back",),
            announce=Announce.NO,
        ),
    )


def test_what_a_line_does_not_say_its_source_does(file: Path) -> None:
    defaults = Defaults("help", ("Payments",), "https://help.example.com", Visibility.INTERNAL, Announce.HOLD)
    [article] = read(file, '{"id": 7, "title": "Refunds", "visibility": null, "body": "One two."}', defaults).articles

    assert (article.id, article.url, article.summary) == ("7", "https://help.example.com/7", "One two.")
    assert (article.category, article.visibility, article.announce) == (
        ("Payments",),
        Visibility.INTERNAL,
        Announce.HOLD,
    )


@pytest.mark.parametrize(
    "content",
    [
        pytest.param('\ufeff{"id": "a", "title": "A"}', id="a byte order mark"),
        pytest.param('\n\n{"id": "a", "title": "A"}\n  \n', id="blank lines"),
        pytest.param('{"id": "a", "title": "A"}\r\n', id="Windows line ends"),
        pytest.param('{"id": "a", "title": "A", "summary": "x\u2028y"}', id="a line separator within a text"),
        pytest.param('{"id": "a\\u0000", "title": "\\u0000A", "body": "b\\u0000"}', id="null bytes"),
    ],
)
def test_files_are_read_however_a_program_wrote_them(file: Path, content: str) -> None:
    collected = read(file, content)

    assert [(article.id, article.title) for article in collected.articles] == [("a", "A")]
    assert collected.faults == ()


@pytest.mark.parametrize("field", ["title", "summary", "body", "reference", "phrases", "category"])
@pytest.mark.parametrize("odd", ["\\u0000", "\\ud83d"], ids=["a null byte", "half an emoji"])
def test_characters_that_no_database_keeps_are_left_out_of_every_field(file: Path, field: str, odd: str) -> None:
    value = f'["x{odd}"]' if field in ("phrases", "category") else f'"x{odd}"'
    title = "" if field == "title" else '"title": "A", '
    [article] = read(file, f'{{"id": "a", {title}"{field}": {value}}}').articles

    assert "\0" not in repr(article)
    assert "\\x00" not in repr(article)
    assert "\\ud83d" not in repr(article)


@pytest.mark.parametrize(
    ("line", "problem"),
    [
        pytest.param("nonsense", "not JSON", id="no JSON"),
        pytest.param('{"id": "b", "title": "B"', "not JSON", id="half an object"),
        pytest.param('["b"]', "not a JSON object", id="a list"),
        pytest.param("null", "not a JSON object", id="null"),
        pytest.param('{"title": "B"}', "its id", id="no id"),
        pytest.param('{"id": "b"}', "no title", id="no title"),
        pytest.param('{"id": "b", "title": " "}', "no title", id="a blank title"),
        pytest.param('{"id": true, "title": "B"}', "its id", id="an id that is true"),
        pytest.param('{"id": "b", "title": {"en": "B"}}', "its title", id="a title that is an object"),
        pytest.param('{"id": "b", "title": "B", "body": ["x"]}', "its body", id="a body that is a list"),
        pytest.param('{"id": "b", "title": "B", "updated": "2026-02-30"}', "must be a date", id="no date"),
        pytest.param('{"id": "b", "title": "B", "visibility": "secret"}', "public or internal", id="a visibility"),
        pytest.param(
            '{"id": "b", "title": "B", "visibilty": "internal"}', "perhaps visibility was meant", id="misspelt"
        ),
        pytest.param('{"id": "b", "title": "B", "access": "internal"}', "perhaps visibility was meant", id="internal"),
        pytest.param(
            '{"id": "b", "title": "B", "meta": {"for": "internal"}}', "perhaps visibility was meant", id="within"
        ),
        pytest.param('{"id": "b", "title": "B", "title": "C"}', "title twice", id="a field twice"),
        pytest.param('{"id": "b", "title": "B", "phrases": {"a": 1}}', "list of texts", id="phrases"),
        pytest.param('{"id": "b", "title": "B", "category": [1]}', "its category", id="a category"),
        pytest.param('{"id": NaN, "title": NaN}', "", id="NaN, which is no JSON"),
        pytest.param('{"id": "b", "title": ' + "[" * 100_000, "not JSON", id="lists 100,000 deep"),
        pytest.param('{"id": "b", "title": ' + "9" * 5000 + "}", "not JSON", id="a number of 5,000 digits"),
        pytest.param(b'{"id": "b", "title": "Gr\xfc\xdfe"}', "not UTF-8", id="Latin-1"),
    ],
)
def test_a_broken_line_is_named_with_file_and_line_and_skipped(file: Path, line: str | bytes, problem: str) -> None:
    raw = line.encode() if isinstance(line, str) else line
    collected = read(file, b'{"id": "a", "title": "A"}\n\n' + raw + b'\n{"id": "c", "title": "C"}\n')

    assert [article.id for article in collected.articles] == ["a", "c"]
    [found] = collected.faults
    assert found.place == f"{file}:3"
    assert problem in found.problem
    assert len(found.problem) < 300


def test_fields_are_known_however_large_they_are_written(file: Path) -> None:
    [article] = read(file, '{"ID": "a", " Title ": "A", "Visibility": "Internal "}').articles

    assert (article.id, article.title, article.visibility) == ("a", "A", Visibility.INTERNAL)


def test_a_misspelt_field_is_named_with_the_one_that_was_meant(file: Path) -> None:
    collected = read(file, '{"id": "a", "title": "A", "sumary": "S"}')

    assert [article.id for article in collected.articles] == ["a"]
    assert collected.notices == (
        Notice(f"{file}:1", "it has a field 'sumary', which I don't know; perhaps summary was meant"),
    )


def test_a_link_that_is_not_http_is_left_out_and_said_so(file: Path) -> None:
    collected = read(file, '{"id": "a", "title": "A", "url": "javascript:alert(1)"}')

    assert [article.url for article in collected.articles] == [""]
    assert collected.notices == (
        Notice(f"{file}:1", "its url is not an http or https link, so it is shown without one"),
    )


def test_of_two_lines_with_one_id_the_second_is_skipped_and_named(file: Path) -> None:
    collected = read(file, '{"id": "a", "title": "First"}\n{"id": "a", "title": "Second"}\n')

    assert [article.title for article in collected.articles] == ["First"]
    [found] = collected.faults
    assert found.place == f"{file}:2"


@pytest.mark.parametrize("content", ["", "\n \n"], ids=["empty", "blank"])
def test_a_file_without_articles_fails(file: Path, content: str) -> None:
    with pytest.raises(SourceFailed, match=r"articles\.jsonl"):
        read(file, content)


def test_a_file_that_is_missing_or_a_folder_fails(tmp_path: Path) -> None:
    for path in (tmp_path / "nowhere.jsonl", tmp_path, tmp_path / "null\0byte"):
        with pytest.raises(SourceFailed, match="can't be read"):
            collect(JsonLines(path, Defaults("help")), lambda: None)


def test_every_article_that_is_read_is_counted_as_it_comes(file: Path) -> None:
    file.write_text('{"id": "a", "title": "A"}\nbroken\n{"id": "b", "title": "B"}\n', encoding="utf-8")
    counted: list[None] = []

    collect(JsonLines(file, Defaults("help")), lambda: counted.append(None))

    assert len(counted) == 2


@pytest.mark.parametrize(
    "category",
    [
        pytest.param("/".join(map(str, range(31))), id="levels"),
        pytest.param("x" * 501, id="letters"),
        pytest.param(["x" * 250, "y" * 250], id="names"),
    ],
)
def test_a_category_that_no_help_centre_has_is_refused(file: Path, category: str | list[str]) -> None:
    line = json.dumps({"id": "a", "title": "A", "category": category})
    collected = read(file, line + '\n{"id": "b", "title": "B"}')
    assert [article.id for article in collected.articles] == ["b"]
    [fault] = collected.faults
    assert "and may have 30 levels and 500 characters at most" in fault.problem
