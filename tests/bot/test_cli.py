"""The command line as it is run: what it answers, what it complains of, and with which exit code."""

import json
import shutil
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path
from sqlite3 import connect
from subprocess import CompletedProcess

import pytest

from knowledge.base import KnowledgeBase

RunBot = Callable[..., CompletedProcess[str]]
Done = CompletedProcess[str]

KEYS = ("question", "band", "talk", "unknown_reference", "matches", "took_ms")
SOURCES = '[[source]]\nname = "help"\nkind = "markdown"\npath = "articles"\n'


@pytest.fixture
def articles(tmp_path: Path) -> Path:
    """A folder of two articles that a sources.toml lists."""
    folder = tmp_path / "articles"
    folder.mkdir()
    (folder / "refunds.md").write_text("---\ncategory: Billing / Money\n---\n# Refunds\nTen days.", encoding="utf-8")
    (folder / "cards.md").write_text("---\ncategory: Billing\n---\n# Cards\nPress Add.", encoding="utf-8")
    (tmp_path / "sources.toml").write_text(SOURCES, encoding="utf-8")
    return folder


@pytest.fixture
def tables(tmp_path: Path, sqlite_url: str, open_knowledge: Callable[..., KnowledgeBase]) -> Path:
    """The file that commands use, its tables made."""
    open_knowledge(sqlite_url).close()
    return tmp_path / "quickjump.db"


def all_at_once(run_bot: RunBot, *commands: Sequence[str], **options: object) -> list[Done]:
    """Commands that do not mind each other, run side by side: starting Python is what takes long."""
    with ThreadPoolExecutor() as pool:
        return list(pool.map(lambda command: run_bot(*command, **options), commands))


def complaint(done: Done, code: int) -> str:
    """What a command said when it could not be done; it said nothing else."""
    assert (done.returncode, done.stdout) == (code, ""), done
    assert "Traceback" not in done.stderr
    assert "not foreseen" not in done.stderr
    return done.stderr.strip()


@pytest.mark.usefixtures("synced_url")
def test_a_question_is_answered_in_words(run_bot: RunBot) -> None:
    done = run_bot("ask", "how", "do", "i", "resubmit", "a", "faild", "order")

    assert (done.returncode, done.stderr) == (0, "")
    lines = done.stdout.splitlines()
    assert lines[0].startswith("1. Resubmit an order that failed")
    assert "   Orders / Failed orders · updated 2026-09-14 · AA-02004" in lines
    assert "   https://help.example.com/articles/resubmit-a-failed-order" in lines
    assert [line[:3] for line in lines if line[:1].isdigit()][:5] == ["1. ", "2. ", "3. ", "4. ", "5. "]


@pytest.mark.usefixtures("synced_url")
def test_json_is_one_object_a_question_on_a_line_of_its_own(run_bot: RunBot) -> None:
    questions = ["resubmit a failed order", "asdfgh qwertz", "🎉 <!channel> [bold]“x”[/]", "AA-02004"]
    done = run_bot("ask", "--json", "--limit", "2", stdin="\n".join([questions[0], "", "   ", *questions[1:]]))

    assert (done.returncode, done.stderr) == (0, "")
    answers = [json.loads(line) for line in done.stdout.splitlines()]
    assert [answer["question"] for answer in answers] == questions
    assert [answer["band"] for answer in answers] == ["confident", "none", "none", "confident"]
    assert {tuple(answer) for answer in answers} == {KEYS}
    assert all(0 < answer["took_ms"] < 10_000 for answer in answers)
    first, second = answers[0]["matches"]
    assert answers[1]["matches"] == []
    assert answers[3]["matches"][0]["id"] == "orders/resubmit-a-failed-order"
    assert list(first) == ["rank", "id", "reference", "title", "url", "category", "excerpt", "score"]
    assert (first["rank"], second["rank"]) == (1, 2)
    assert first["score"] > second["score"] >= 0
    assert first | {"excerpt": "", "score": 1} == {
        "rank": 1,
        "id": "orders/resubmit-a-failed-order",
        "reference": "AA-02004",
        "title": "Resubmit an order that failed",
        "url": "https://help.example.com/articles/resubmit-a-failed-order",
        "category": "Orders / Failed orders",
        "excerpt": "",
        "score": 1,
    }


@pytest.mark.usefixtures("synced_url")
def test_questions_that_ask_nothing_or_in_the_wrong_place_get_a_sentence(run_bot: RunBot) -> None:
    empty, unknown, within, none = all_at_once(
        run_bot,
        ["ask", " ", ""],
        ["ask", "refund", "--category", "Nowhere"],
        ["ask", "resubmit a failed order", "--category", "invoices", "--json"],
        ["ask", "--json"],
        stdin="\n  \n",
    )

    assert "empty" in complaint(empty, 2)
    assert "Nowhere" in complaint(unknown, 2)
    categories = {match["category"].partition(" / ")[0] for match in json.loads(within.stdout)["matches"]}
    assert categories <= {"Invoices"}
    assert (none.returncode, none.stdout) == (0, "")


@pytest.mark.usefixtures("tables")
def test_an_empty_knowledge_base_says_how_to_fill_it(run_bot: RunBot) -> None:
    assert complaint(run_bot("ask", "refund"), 1) == "The knowledge base is empty. Fill it with: python -m bot sync"


@pytest.mark.usefixtures("articles")
def test_a_database_that_was_never_upgraded_is_refused(run_bot: RunBot) -> None:
    assert "Run: python -m bot db upgrade" in complaint(run_bot("sync"), 3)


def test_a_database_that_is_ahead_is_refused(run_bot: RunBot, tables: Path) -> None:
    with closing(connect(tables)) as database, database:
        database.execute("UPDATE alembic_version SET version_num = '9999'")

    assert "9999" in complaint(run_bot("db", "upgrade"), 3)


def test_tables_are_made_and_taken_back(run_bot: RunBot, tmp_path: Path) -> None:
    upgraded, downgraded = run_bot("db", "upgrade"), run_bot("db", "downgrade", "base")

    assert (upgraded.returncode, upgraded.stdout) == (0, "The tables are up to date.\n")
    assert (downgraded.returncode, downgraded.stdout) == (0, "The tables are at base.\n")
    with closing(connect(tmp_path / "quickjump.db")) as database:
        tables = database.execute("SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'")
        left = [name for (name,) in tables]
    assert left == ["alembic_version"]


def test_a_database_that_cannot_be_used_is_said_in_a_sentence(run_bot: RunBot, tmp_path: Path) -> None:
    said = complaint(run_bot("ask", "x", env={"DATABASE_URL": f"sqlite:///{tmp_path}"}), 1)

    assert said == "The database can't be used just now: unable to open database file."


def test_settings_that_cannot_be_used_are_all_named_at_once(run_bot: RunBot) -> None:
    env = {"SLACK_SIGNING_SECRET": "two words", "PORT": "x", "LANGUAGE": "klingon", "DYNO": "web.1"}
    said = complaint(run_bot("web", env=env), 2)

    names = ["SLACK_BOT_TOKEN", "SLACK_SIGNING_SECRET", "LANGUAGE", "PORT", "DATABASE_URL"]
    assert [line.split()[1] for line in said.splitlines()[1:]] == names


def test_a_file_of_settings_is_read_and_the_environment_wins(run_bot: RunBot, tmp_path: Path) -> None:
    (tmp_path / ".env").write_text("# ours\nLANGUAGE=klingon\nKNOWLEDGE_SOURCES='no where.toml'\n", encoding="utf-8")
    with ThreadPoolExecutor() as pool:
        refused = pool.submit(run_bot, "categories")
        taken = pool.submit(run_bot, "sync", env={"LANGUAGE": "en"})

        assert "'klingon'" in complaint(refused.result(), 2)
        assert "no where.toml can't be used" in complaint(taken.result(), 2)

    (tmp_path / ".env").write_bytes("LANGUAGE=caf\xe9".encode("latin-1"))
    assert ".env" in complaint(run_bot("categories"), 2)


def cells(done: Done) -> list[list[str]]:
    """The rows of a table, the head left out."""
    rows = [line.strip("│").split("│") for line in done.stdout.splitlines() if line.startswith("│")]
    return [[cell.strip() for cell in row] for row in rows]


@pytest.mark.usefixtures("tables")
def test_a_sync_says_what_it_found_in_each_source(run_bot: RunBot, articles: Path) -> None:
    planned = run_bot("sync", "--dry-run")
    first = run_bot("sync", "--source", "help")
    (articles / "broken.md").write_text("---\ntitle: Broken\nupdated: never\n---\n", encoding="utf-8")
    (articles / "refunds.md").unlink()
    second = run_bot("sync")

    assert "Nothing was kept" in planned.stdout
    for done in (planned, first):
        assert (done.returncode, cells(done)) == (0, [["help", "2", "0", "0", "0", "0"]])
    assert (second.returncode, cells(second)) == (1, [["help", "0", "0", "0", "0", "1"]])
    assert "articles/broken.md:3: skipped, since its updated is 'never'" in second.stderr
    assert "nothing was removed" in second.stderr
    assert "Traceback" not in second.stderr


@pytest.mark.usefixtures("tables")
def test_sources_that_cannot_be_used_are_said_in_sentences(run_bot: RunBot, articles: Path, tmp_path: Path) -> None:
    (tmp_path / "broken.toml").write_text(SOURCES.replace("markdown", "wiki") + "colour = 1\n", encoding="utf-8")
    shutil.rmtree(articles)
    with ThreadPoolExecutor() as pool:
        failed = pool.submit(run_bot, "sync")
        broken = pool.submit(run_bot, "sync", env={"KNOWLEDGE_SOURCES": "broken.toml"})

        assert failed.result().returncode == 1
        assert "articles is not a folder" in failed.result().stderr
        assert [part in complaint(broken.result(), 2) for part in ("'wiki'", "'colour'")] == [True, True]


@pytest.mark.usefixtures("synced_url")
def test_categories_are_a_tree_that_counts_children(run_bot: RunBot) -> None:
    tree, listed = all_at_once(run_bot, ["categories"], ["categories", "--json"])

    found = {tuple(row["path"]): row["count"] for row in json.loads(listed.stdout)}
    tops = {path: count for path, count in found.items() if len(path) == 1}
    assert len(tops) == 8
    for top, count in tops.items():
        assert count >= sum(children for path, children in found.items() if len(path) == 2 and path[:1] == top)
    assert {tuple(row) for row in json.loads(listed.stdout)} == {("path", "name", "count")}
    assert tree.stdout.splitlines()[0] == "Categories"
    for path, count in found.items():
        assert f"── {path[-1]} ({count})" in tree.stdout


def test_a_folder_of_judged_questions_is_measured_without_a_database(run_bot: RunBot, tmp_path: Path) -> None:
    folder = tmp_path / "set"
    folder.mkdir()
    (folder / "articles.jsonl").write_text('{"id": "a", "title": "Refunds"}\n', encoding="utf-8")
    (folder / "queries.jsonl").write_text('{"text": "refunds", "relevant": ["a"]}\n', encoding="utf-8")
    (tmp_path / "broken.jsonl").write_text('{"text": "refunds"}\n', encoding="utf-8")

    figures, broken = all_at_once(run_bot, ["eval", "set", "--json"], ["eval", "set", "--queries", "broken.jsonl"])

    measured = json.loads(figures.stdout)
    assert list(measured)[:5] == ["articles", "queries", "s1", "s3", "mrr"]
    assert (measured["articles"], measured["queries"], measured["mrr"]) == (1, 1, 1.0)
    assert "broken.jsonl:1" in complaint(broken, 2)
    assert not (tmp_path / "quickjump.db").exists()


def test_starting_syncs_and_goes_on_even_when_one_article_is_broken(run_bot: RunBot, articles: Path) -> None:
    (articles / "broken.md").write_text("no title", encoding="utf-8")

    done = run_bot("start", env={"SLACK_BOT_TOKEN": "xoxb-any"})

    assert "articles/broken.md:1: skipped, since it has no title" in done.stderr
    assert "SLACK_APP_TOKEN is missing" in done.stderr
    assert done.returncode == 2


@pytest.mark.usefixtures("synced_url")
def test_a_question_that_is_no_unicode_is_answered(run_bot: RunBot) -> None:
    done = run_bot("ask", "--json", "resubmit caf\udce9", env={"PYTHONIOENCODING": "utf-8:strict"})

    assert (done.returncode, done.stderr) == (0, "")
    assert json.loads(done.stdout)["matches"]
