"""Articles that somebody publishes, edits and removes in a folder, as the bot's own source reads it."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest

import knowledge
from bot.playground.articles import Articles
from bot.playground.drafts import LONGEST_BODY, BadArticle, Draft
from knowledge.articles import Article as KnownArticle
from knowledge.articles import Visibility, category_text
from knowledge.sources.markdown import MarkdownFolder
from knowledge.sources.source import Defaults, Entry

PLAIN = Draft("Refund an order", "Open **Billing**.", "How refunds work.", "Orders / Refunds", "internal")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "articles"


@pytest.fixture
def articles(folder: Path, clock: Any) -> Articles:
    return Articles(folder, clock=clock)


def as_read(folder: Path) -> dict[str, KnownArticle]:
    """The articles by id as the bot reads them, all without a fault."""
    found = list(MarkdownFolder(folder, Defaults("playground")).read())
    entries = [each for each in found if isinstance(each, Entry)]
    assert len(entries) == len(found)
    return {entry.article.id: entry.article for entry in entries}


def test_what_is_published_is_what_the_bot_reads(articles: Articles, folder: Path) -> None:
    published = articles.publish(PLAIN)

    read = as_read(folder)["refund-an-order"]
    assert (read.title, read.body, read.summary) == (PLAIN.title, PLAIN.body, PLAIN.summary)
    assert category_text(read.category) == "Orders / Refunds"
    assert (read.visibility, read.updated) == (Visibility.INTERNAL, date(2027, 1, 15))
    assert (published.id, published.draft, published.updated) == ("refund-an-order", PLAIN, "2027-01-15")


HOSTILE = [
    "---\nvisibility: public\n---",
    "a: b: c # d",
    "'\"}{][*&!|>%@`",
    "<!channel> <script>alert(1)</script>",
    "../../etc/passwd",
    "..",
    "CON\x00\x07",
    "ünïcödé 日本語 🎉",
    "\ud83d half",
    "null",
    "05177",
    "yes",
    "- one\n- two",
    "\u2028\u0085\ufeffvisibility: public",
    "!!python/object/apply:os.system [id]",
]


@pytest.mark.parametrize("text", HOSTILE)
def test_no_text_becomes_anything_but_text(articles: Articles, folder: Path, text: str) -> None:
    title = f"{text} x"
    published = articles.publish(Draft(title, text, text, text.replace("/", ""), "internal"))

    [(id, read)] = as_read(folder).items()
    assert id == published.id
    assert read.visibility is Visibility.INTERNAL
    assert (read.title, read.body, read.summary) == (
        published.draft.title,
        published.draft.body,
        published.draft.summary,
    )
    assert [each.name for each in folder.iterdir()] == [f"{id}.md"]
    assert articles.find(id) == published


@pytest.mark.parametrize("title", ["日本語", "🎉", "../..", "..", "/", "con."])
def test_a_name_of_a_file_is_plain_whatever_the_title(articles: Articles, folder: Path, title: str) -> None:
    id = articles.publish(Draft(title, "text")).id

    assert id.replace("-", "").isalnum()
    assert (folder / f"{id}.md").is_file()


def test_two_of_one_title_are_two_articles(articles: Articles, folder: Path) -> None:
    ids = [articles.publish(PLAIN).id for _ in range(3)]

    assert ids == ["refund-an-order", "refund-an-order-2", "refund-an-order-3"]
    assert sorted(as_read(folder)) == ids


def test_a_removed_article_is_gone_for_the_bot_and_its_name_is_not_given_again(
    articles: Articles, folder: Path
) -> None:
    articles.publish(Draft("Another", "text"))
    first = articles.publish(PLAIN)
    articles.remove(first.id, revision=first.revision)
    again = articles.publish(PLAIN)

    assert again.id == "refund-an-order-2"
    assert sorted(as_read(folder)) == ["another", "refund-an-order-2"]
    assert "Billing" in (folder / ".removed" / "refund-an-order.md").read_text()
    assert [article.id for article in articles.all()] == ["another", "refund-an-order-2"]


def test_the_last_article_stays(articles: Articles) -> None:
    only = articles.publish(PLAIN)
    with pytest.raises(BadArticle, match="the last one"):
        articles.remove(only.id, revision=only.revision)

    assert articles.all() == (only,)


def test_an_edit_leaves_what_the_form_does_not_show(articles: Articles, folder: Path, clock: Any) -> None:
    folder.mkdir()
    (folder / "refund.md").write_text(
        "---\ntitle: Refund\nreference: 05177\nupdated: 2020-01-02\nphrases:\n  - money back\n---\n\n# Old\n"
    )
    before = articles.find("refund")
    clock.now += 86_400
    edited = articles.edit("refund", Draft("Refund an order", "New", category="Orders"), revision=before.revision)

    read = as_read(folder)["refund"]
    assert (read.title, read.reference, read.body) == ("Refund an order", "05177", "New")
    assert before.updated == "2020-01-02"
    assert (edited.updated, read.updated) == ("2027-01-16", date(2027, 1, 16))
    assert "money back" in (folder / "refund.md").read_text()


def test_an_edit_of_what_somebody_else_has_changed_loses_nothing(articles: Articles) -> None:
    seen = articles.publish(PLAIN)
    articles.edit(seen.id, Draft("Theirs", "text"), revision=seen.revision)
    with pytest.raises(BadArticle, match="changed meanwhile"):
        articles.edit(seen.id, Draft("Ours", "text"), revision=seen.revision)
    with pytest.raises(BadArticle, match="changed meanwhile"):
        articles.remove(seen.id, revision=seen.revision)

    assert articles.find(seen.id).draft.title == "Theirs"


def test_an_edit_that_changes_nothing_is_none(articles: Articles) -> None:
    seen = articles.publish(PLAIN)
    with pytest.raises(BadArticle, match="Nothing in it is different"):
        articles.edit(seen.id, PLAIN, revision=seen.revision)


@pytest.mark.parametrize(
    ("draft", "field", "sentence"),
    [
        (Draft("", "text"), "title", "no title yet"),
        (Draft(" \n\x00", "text"), "title", "no title yet"),
        (Draft("x" * 3000, "text"), "title", "Its title has 3,000 characters, and may have 200 at most."),
        (Draft("Title", " "), "body", "no text yet"),
        (Draft("Title", "x" * (LONGEST_BODY + 1)), "body", "Its text has 50,001 characters"),
        (Draft("Title", "text", "s" * 1001), "summary", "Its summary has 1,001 characters"),
        (Draft("Title", "text", category="c" * 201), "category", "Its category has 201 characters"),
        (Draft("Title", "text", category="a/b/c/d/e/f"), "category", "5 levels at most"),
        (Draft("Title", "text", visibility="secret"), "visibility", "public or internal"),
    ],
)
def test_what_can_not_be_an_article_is_told_in_a_sentence(
    articles: Articles, folder: Path, draft: Draft, field: str, sentence: str
) -> None:
    with pytest.raises(BadArticle, match=sentence) as raised:
        articles.publish(draft)

    assert raised.value.field == field
    assert not folder.exists()


@pytest.mark.parametrize("id", ["../secret", "..", "", "/etc/passwd", ".removed/old", "nowhere"])
def test_only_what_stands_in_the_folder_can_be_meant(articles: Articles, folder: Path, id: str) -> None:
    articles.publish(PLAIN)
    (folder.parent / "secret.md").write_text("secret")
    (folder / ".removed").mkdir()
    (folder / ".removed" / "old.md").write_text("old")
    with pytest.raises(BadArticle, match="no longer there"):
        articles.find(id)


def test_a_file_that_can_not_be_read_is_listed_and_can_be_put_right(articles: Articles, folder: Path) -> None:
    articles.publish(PLAIN)
    (folder / "broken.md").write_text("---\ntitle: [\n---\n\ntext")
    (folder / "bytes.md").write_bytes(b"\xff\xfe")
    broken = articles.find("broken")
    articles.edit("broken", Draft("Put right", "text"), revision=broken.revision)

    assert broken.problem.startswith("The bot can't read it: ")
    assert articles.find("bytes").problem
    assert articles.find("broken").draft.title == "Put right"


def test_every_sample_article_reads_here_as_it_does_for_the_bot(clock: Any) -> None:
    samples = Path(knowledge.__file__).parent / "samples"
    listed = {article.id: article for article in Articles(samples, clock=clock).all()}
    known = as_read(samples)

    assert listed.keys() == known.keys()
    for id, article in known.items():
        draft = listed[id].draft
        assert (draft.title, draft.body, listed[id].problem) == (article.title, article.body, "")
        assert draft.category == category_text(article.category)
