"""Markdown files with front matter as articles: what their fields mean, and what is said of those that are broken."""

import os
import unicodedata
from datetime import date
from itertools import pairwise
from pathlib import Path

import pytest

from knowledge.articles import Announce, Article, Visibility
from knowledge.errors import SourceFailed
from knowledge.search.fields import OPENING
from knowledge.sources.collect import Collected, collect
from knowledge.sources.markdown import LARGEST_FILE, MarkdownFolder
from knowledge.sources.markup import LONGEST_READ
from knowledge.sources.source import Defaults, Fault, Notice


def read(folder: Path, defaults: Defaults | None = None) -> Collected:
    return collect(MarkdownFolder(folder, defaults or Defaults("help")), lambda: None)


def read_one(folder: Path, content: str | bytes, defaults: Defaults | None = None) -> Article:
    """The article of a file `orders/refunds.md` with this content, and nothing to complain of."""
    write(folder, content)
    collected = read(folder, defaults)
    assert (collected.faults, collected.notices) == ((), ())
    [article] = collected.articles
    return article


def fault(folder: Path, content: str | bytes) -> Fault:
    """What is wrong with a file `orders/refunds.md` with this content, beside which another article is read."""
    write(folder, content)
    (folder / "sound.md").write_text("# Sound", encoding="utf-8")
    collected = read(folder)
    assert [article.id for article in collected.articles] == ["sound"]
    [found] = collected.faults
    return found


def write(folder: Path, content: str | bytes) -> Path:
    file = folder / "orders" / "refunds.md"
    file.parent.mkdir(exist_ok=True)
    file.write_bytes(content.encode() if isinstance(content, str) else content)
    return file


def test_front_matter_says_everything_of_an_article(tmp_path: Path) -> None:
    content = """---
id: AA-refunds
title: "  Refunds,   and how long they take "
category: Payments / Refunds
summary: How long a refund takes.
reference: AA-05179
url: https://help.example.com/refunds?lang=en
updated: 2026-11-02
visibility: internal
phrases:
  - money  back
  - ""
  - chargeback
announce: hold
---

# Refunds

Wait *ten* days.
"""
    assert read_one(tmp_path, content) == Article(
        source="help",
        id="AA-refunds",
        title="Refunds, and how long they take",
        summary="How long a refund takes.",
        body="# Refunds\n\nWait *ten* days.",
        text="Refunds\nWait ten days.",
        category=("Payments", "Refunds"),
        url="https://help.example.com/refunds?lang=en",
        reference="AA-05179",
        visibility=Visibility.INTERNAL,
        updated=date(2026, 11, 2),
        phrases=("money back", "chargeback"),
        announce=Announce.HOLD,
    )


def test_an_article_that_says_nothing_of_itself_has_its_path_as_id_and_its_heading_as_title(tmp_path: Path) -> None:
    article = read_one(tmp_path, "Some words first.\n\n# Refunds & *credits*\n\n# Another")

    assert (article.id, article.title) == ("orders/refunds", "Refunds & credits")
    assert (article.category, article.url, article.reference, article.updated) == ((), "", "", None)
    assert (article.visibility, article.announce, article.phrases) == (Visibility.PUBLIC, Announce.YES, ())


def test_what_an_article_does_not_say_its_source_does(tmp_path: Path) -> None:
    defaults = Defaults("help", ("Payments",), "https://help.example.com/kb/", Visibility.INTERNAL, Announce.NO)
    article = read_one(tmp_path, "# Refunds", defaults)

    assert article.url == "https://help.example.com/kb/orders/refunds"
    assert (article.category, article.visibility, article.announce) == (
        ("Payments",),
        Visibility.INTERNAL,
        Announce.NO,
    )


@pytest.mark.parametrize(
    ("id", "url"),
    [
        ("getting started", "https://help.example.com/getting%20started"),
        ("what is c#?", "https://help.example.com/what%20is%20c%23%3F"),
    ],
)
def test_an_id_is_quoted_where_it_becomes_a_link(tmp_path: Path, id: str, url: str) -> None:
    article = read_one(
        tmp_path, f"---\nid: '{id}'\n---\n# Refunds", Defaults("help", base_url="https://help.example.com")
    )

    assert article.url == url


@pytest.mark.parametrize(
    ("count", "summary"),
    [(39, "w " * 38 + "w"), (40, "w " * 39 + "w"), (41, "w " * 39 + "w…"), (400, "w " * 39 + "w…")],
)
def test_without_a_summary_the_first_40_words_of_the_text_are_it(tmp_path: Path, count: int, summary: str) -> None:
    words = "**w**\n" * count

    assert read_one(tmp_path, f"---\ntitle: Refunds\n---\n{words}").summary == summary


@pytest.mark.parametrize("field", ["title: 123", "title: '123'", "title: 123\nurl:\nsummary: ~\nupdated: ''"])
def test_numbers_are_texts_and_empty_fields_are_none(tmp_path: Path, field: str) -> None:
    article = read_one(tmp_path, f"---\n{field}\n---\nWords.")

    assert (article.title, article.summary, article.url, article.updated) == ("123", "Words.", "", None)


@pytest.mark.parametrize("reference", ["05177", "1:30", "1.10"])
def test_a_reference_is_kept_as_it_was_written(tmp_path: Path, reference: str) -> None:
    assert read_one(tmp_path, f"---\ntitle: Refunds\nreference: {reference}\n---\n").reference == reference


@pytest.mark.parametrize(
    ("written", "announce"),
    [
        ("true", Announce.YES),
        ("yes", Announce.YES),
        ("false", Announce.NO),
        ("no", Announce.NO),
        ("hold", Announce.HOLD),
    ],
)
def test_announce_is_yes_no_or_hold(tmp_path: Path, written: str, announce: Announce) -> None:
    assert read_one(tmp_path, f"---\ntitle: Refunds\nannounce: {written}\n---\n").announce is announce


@pytest.mark.parametrize(
    "content",
    [
        pytest.param("\ufeff---\ntitle: Grüße\n---\nWords.", id="a byte order mark"),
        pytest.param("---\r\ntitle: Grüße\r\n---\r\nWords.", id="Windows line ends"),
        pytest.param("\n\n---\ntitle: Grüße\n---\n\n\nWords.", id="blank lines first"),
        pytest.param("---\ntitle: Grüße\0\n---\nWo\0rds.", id="null bytes"),
    ],
)
def test_files_are_read_however_an_editor_left_them(tmp_path: Path, content: str) -> None:
    article = read_one(tmp_path, content)

    assert (article.title, article.body) == ("Grüße", "Words.")


# Six lists of nine, each of them of the one before: half a million texts in a few lines of YAML.
ALIASES = "a: &a [x, x, x, x, x, x, x, x, x]\n" + "".join(
    f"{name}: &{name} [{', '.join([f'*{before}'] * 9)}]\n" for before, name in pairwise("abcdef")
)


@pytest.mark.parametrize(
    ("content", "line", "problem"),
    [
        pytest.param("---\ntitle: T\nsummary: a: b\n---\n", 3, "not YAML", id="a colon too many"),
        pytest.param("---\ntitle: T\n\tsummary: b\n---\n", 3, "not YAML", id="a tab"),
        pytest.param("---\n\n\ntitle: T\nsummary: a: b\n---\n", 5, "not YAML", id="blank lines in front matter"),
        pytest.param("---\ntitle: T\nupdated: yesterday\n---\n", 3, "must be a date", id="a date in words"),
        pytest.param("---\ntitle: T\nupdated: 2026-02-30\n---\n", 3, "must be a date", id="a day that never came"),
        pytest.param("---\nsummary: T\n---\nWords.", 1, "no title", id="no title"),
        pytest.param("", 1, "no title", id="an empty file"),
        pytest.param("---\ntitle: T\nupdated: 2026-11-02\nTitle: U\n---\n", 4, "title twice", id="a field twice"),
        pytest.param("---\ntitle: [a]\n---\n", 2, "must be text", id="a title that is a list"),
        pytest.param("---\ntitle: T\nid: ''\n---\n", 3, "its id", id="an empty id"),
        pytest.param(f"---\ntitle: T\nid: {'x' * 256}\n---\n", 3, "its id", id="an id too long"),
        pytest.param('---\ntitle: T\nid: "a\\nb"\n---\n', 3, "its id", id="an id with a line break"),
        pytest.param("---\ntitle: T\nvisibility: secret\n---\n", 3, "public or internal", id="a visibility"),
        pytest.param("---\ntitle: T\nannounce: maybe\n---\n", 3, "true, false or hold", id="an announce"),
        pytest.param("---\ntitle: T\nphrases: {a: 1}\n---\n", 3, "list of texts", id="phrases that are none"),
        pytest.param("---\ntitle: T\nvisibility: internal\n\n# H", 1, "front matter", id="front matter not closed"),
        pytest.param("---\ntitle:T\nvisibility:internal\n---\n# H", 1, "front matter", id="front matter of no fields"),
        pytest.param("---\ntitle: Gr\xfc\xdfe\n---\n".encode("latin-1"), 1, "not UTF-8", id="Latin-1"),
        pytest.param("---\ntitle: T\n---\n".encode("utf-16"), 1, "not UTF-8", id="UTF-16"),
        pytest.param(b"x" * (LARGEST_FILE + 1), 1, "larger than", id="too large"),
        pytest.param(f"---\ntitle: T\nsummary: {'x ' * 40_000}\n---\n", 1, "longer than 64 KB", id="a book in a field"),
        pytest.param(f"---\n{ALIASES}title: *f\n---\n", 8, "must be text", id="aliases that multiply"),
        pytest.param("---\ntitle: " + "[" * 5000 + "]" * 5000 + "\n---\n", 1, "fields", id="lists 5,000 deep"),
    ],
)
def test_a_broken_article_is_named_with_file_and_line_and_skipped(
    tmp_path: Path, content: str | bytes, line: int, problem: str
) -> None:
    found = fault(tmp_path, content)

    assert found.place == f"{tmp_path}/orders/refunds.md:{line}"
    assert problem in found.problem
    assert len(found.problem) < 300


@pytest.mark.parametrize(
    "content",
    [
        pytest.param("---\nvisibility: internal\n\n# Secret", id="never closed"),
        pytest.param("---\nvisibility: internal\n...\n# Secret", id="closed with dots"),
        pytest.param("----\nvisibility: internal\n----\n# Secret", id="four dashes"),
        pytest.param("---\nsummary: |\n  a\n-----\nvisibility: internal\n---\n# Secret", id="dashes within"),
        pytest.param("---\nvisibility:internal\n---\n# Secret", id="no blank behind the colon"),
        pytest.param("---\nvisibility: [internal]\n---\n# Secret", id="a list"),
        pytest.param("---\n Visibility: internal\n---\n# Secret", id="a capital"),
        pytest.param("---\nvisibility: INTERNAL\n---\n# Secret", id="capitals"),
        pytest.param("---\nvisibilty: internal\n---\n# Secret", id="a letter forgotten"),
        pytest.param("---\nvissibility: internal\n---\n# Secret", id="a letter too many"),
        pytest.param("---\nvisiblity: internal\n---\n# Secret", id="letters swapped"),
        pytest.param("---\nVisi-bility: internal\n---\n# Secret", id="a hyphen"),
        pytest.param("---\nvisibility_: internal\n---\n# Secret", id="an underscore"),
        pytest.param("---\nkb_article_visibility: internal\n---\n# Secret", id="a word in front"),
        pytest.param("---\nis_visible: no\n---\n# Secret", id="another form of the word"),
        pytest.param("---\nvіsibility: internal\n---\n# Secret", id="a Cyrillic letter"),
        pytest.param("---\n\u200bvisibility: internal\n---\n# Secret", id="a blank without width"),
        pytest.param("---\ninternal: true\n---\n# Secret", id="the value as the field"),
        pytest.param("---\naudience: Internal\n---\n# Secret", id="a word of one's own"),
        pytest.param("---\ntags: [internal, billing]\n---\n# Secret", id="a tag"),
        pytest.param("---\nmeta:\n  visibility: internal\n---\n# Secret", id="a level too deep"),
        pytest.param("---\nvisibility: internal\nvisibility: public\n---\n# Secret", id="said twice"),
        pytest.param("---\nvisibility: internal\nVisibility: public\n---\n# Secret", id="said twice, once large"),
        pytest.param("---\nvisibility: public\nvisibilty: internal\n---\n# Secret", id="said twice, once misspelt"),
        pytest.param("\ufeff\ufeff---\nvisibility: internal\n---\n# Secret", id="two byte order marks"),
        pytest.param("\u200b---\nvisibility: internal\n---\n# Secret", id="a blank without width above all"),
        pytest.param("title: T\nvisibility: internal\n---\n# Secret", id="never opened"),
        pytest.param("—\nvisibility: internal\n—\n# Secret", id="dashes that a word processor joined"),
        pytest.param('+++\nvisibility = "internal"\n+++\n# Secret', id="front matter in TOML"),
        pytest.param("# Secret\n\n---\nvisibility: internal\n---\n", id="below the heading"),
        pytest.param("title: T\nvisibilty: internal\n---\n# Secret", id="never opened and misspelt"),
        pytest.param("# Secret\n\n**Audience**: internal\n", id="in the text"),
    ],
)
def test_what_says_that_it_is_internal_is_never_taken_for_public(tmp_path: Path, content: str) -> None:
    write(tmp_path, content)

    assert [article for article in read(tmp_path).articles if article.visibility is Visibility.PUBLIC] == []


def test_a_field_that_may_be_its_visibility_is_named_with_its_line(tmp_path: Path) -> None:
    found = fault(tmp_path, "---\ntitle: T\nVisibilty: internal\n---\nWords.")

    assert found.place == f"{tmp_path}/orders/refunds.md:3"
    assert found.problem.startswith("it has a field 'visibilty', which I don't know; perhaps visibility was meant")


@pytest.mark.parametrize(
    ("field", "meant"),
    [
        ("titel: A", "title"),
        ("sumary: A", "summary"),
        ("Catgory: A", "category"),
        ("phrase: A", "phrases"),
        ("updated-at: 2026-11-02", "updated"),
    ],
)
def test_a_misspelt_field_is_named_with_the_one_that_was_meant(tmp_path: Path, field: str, meant: str) -> None:
    file = write(tmp_path, f"---\nreference: AA-1\n{field}\n---\n# Refunds")
    collected = read(tmp_path)
    written = field.partition(":")[0].lower()

    assert [article.title for article in collected.articles] == ["Refunds"]
    assert collected.notices == (
        Notice(f"{file}:3", f"it has a field '{written}', which I don't know; perhaps {meant} was meant"),
    )


def test_fields_of_other_programs_are_passed_over(tmp_path: Path) -> None:
    others = "layout: page\ntags: [a, b]\ndate: 2026-11-02\navailability: all\nauthor: {name: Ana}\ntitles: none\n"

    assert read_one(tmp_path, f"---\ntitle: Refunds\n{others}---\nWords.").visibility is Visibility.PUBLIC


def test_an_article_that_says_who_may_read_it_may_hold_the_word_internal(tmp_path: Path) -> None:
    read_one(tmp_path, "---\ntitle: T\nvisibility: public\ntags: [internal]\n---\n")
    read_one(tmp_path, "---\ntitle: T\nkind: internal\n---\n", Defaults("help", visibility=Visibility.INTERNAL))


def test_control_characters_reach_no_terminal(tmp_path: Path) -> None:
    article = read_one(tmp_path, '---\ntitle: "A\\e[31m \\a title"\nsummary: "a\\x9bb"\n---\nWords\x1b[2J here.')

    assert not [char for char in article.title + article.summary + article.text if unicodedata.category(char) == "Cc"]


@pytest.mark.parametrize(
    "url",
    ["javascript:alert(1)", "data:text/html,x", "/relative", "https://", "https://:80/x", "https://a b", "ftp://a.b"],
)
def test_a_link_that_is_not_http_is_left_out_and_said_so(tmp_path: Path, url: str) -> None:
    file = write(tmp_path, f"---\ntitle: Refunds\nurl: {url}\n---\n")
    collected = read(tmp_path, Defaults("help", base_url="https://help.example.com"))

    assert [article.url for article in collected.articles] == [""]
    assert collected.faults == ()
    assert collected.notices == (
        Notice(f"{file}:3", "its url is not an http or https link, so it is shown without one"),
    )


def test_of_two_articles_with_one_id_the_second_is_skipped_and_its_file_is_named(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text("---\nid: same\n---\n# First", encoding="utf-8")
    (tmp_path / "b.md").write_text("---\nid: same\n---\n# Second", encoding="utf-8")

    collected = read(tmp_path)

    assert [article.title for article in collected.articles] == ["First"]
    [found] = collected.faults
    assert "'same'" in found.problem
    assert f"{tmp_path}/b.md" in found.place


@pytest.mark.parametrize("made", [True, False], ids=["empty", "missing"])
def test_a_folder_without_markdown_fails(tmp_path: Path, made: bool) -> None:
    folder = tmp_path / "articles"
    if made:
        (folder / ".hidden").mkdir(parents=True)
        (folder / ".hidden" / "a.md").write_text("# A", encoding="utf-8")
        (folder / "readme.txt").write_text("# A", encoding="utf-8")

    with pytest.raises(SourceFailed, match="articles"):
        read(folder)


def test_a_folder_below_that_cannot_be_read_is_a_fault_so_that_its_articles_are_not_taken_for_gone(
    tmp_path: Path,
) -> None:
    (tmp_path / "sound.md").write_text("# Sound", encoding="utf-8")
    unreadable = nested_too_deeply(tmp_path)

    collected = read(tmp_path)

    assert [article.id for article in collected.articles] == ["sound"]
    [found] = collected.faults
    assert unreadable.is_relative_to(Path(found.place))
    assert "can't be read" in found.problem


def nested_too_deeply(folder: Path) -> Path:
    """A folder whose path is longer than any that the system opens, since nobody is refused who is root."""
    place = os.open(folder, os.O_RDONLY)
    for _ in range(20):
        os.mkdir("x" * 250, dir_fd=place)
        below = os.open("x" * 250, os.O_RDONLY, dir_fd=place)
        os.close(place)
        place, folder = below, folder / ("x" * 250)
    os.close(place)
    return folder


def test_of_a_long_text_all_is_kept_and_only_the_beginning_read(tmp_path: Path) -> None:
    article = read_one(tmp_path, "# Refunds\n\n" + "[Some words](https://example.com/).\n" * 30_000)

    assert len(article.body) > 1_000_000
    assert OPENING < len(article.text) <= LONGEST_READ
    assert article.text.endswith("Some words.")


def test_a_folder_whose_name_is_too_long_fails(tmp_path: Path) -> None:
    with pytest.raises(SourceFailed, match="can't be read"):
        read(tmp_path / ("x" * 300))


def test_what_is_no_file_is_no_article(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text("# A", encoding="utf-8")
    (tmp_path / "folder.md").mkdir()
    (tmp_path / "cycle").symlink_to(tmp_path)

    collected = read(tmp_path)

    assert [article.id for article in collected.articles] == ["a"]
    assert collected.faults == ()


def test_a_link_that_leads_nowhere_and_a_name_that_is_not_unicode_stop_no_other_article(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text("# A", encoding="utf-8")
    (tmp_path / "loop.md").symlink_to("loop.md")
    Path(os.fsdecode(os.fsencode(tmp_path) + b"/caf\xe9.md")).write_text("# B", encoding="utf-8")

    collected = read(tmp_path)

    assert collected.articles[0].id == "a"
    assert all(article.id.isprintable() for article in collected.articles)
    assert f"{tmp_path}/loop.md:1" in {found.place for found in collected.faults}
