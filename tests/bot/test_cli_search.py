"""`python -m bot search` as it is run."""

import json
from collections.abc import Callable
from subprocess import CompletedProcess

import pytest

from knowledge.base import KnowledgeBase

RunBot = Callable[..., CompletedProcess[str]]


@pytest.mark.usefixtures("synced_url")
def test_words_and_filters_find_a_page_of_articles(run_bot: RunBot) -> None:
    done = run_bot("search", "order", '"failed order"', "-webhook", "category:orders", "--limit", "2")

    assert (done.returncode, done.stderr) == (0, "")
    lines = done.stdout.splitlines()
    assert lines[0] == "1. Resubmit an order that failed"
    assert "   Orders / Failed orders · updated 2026-09-14 · AA-02004" in lines
    assert lines[-2].startswith("1 article, ")


@pytest.mark.usefixtures("synced_url")
def test_json_is_one_object_with_what_was_understood(run_bot: RunBot) -> None:
    text = "category:domains sort:title updated:<=2026 colour:red"
    done = run_bot("search", "--json", "--limit", "4", "--page", "2", text)

    found = json.loads(done.stdout)
    assert (done.returncode, done.stderr, done.stdout.count("\n")) == (0, "", 1)
    assert list(found) == [
        *("text", "understood", "search", "band", "total", "page", "pages"),
        *("matches", "problems", "left_out", "took_ms"),
    ]
    assert found["text"] == text
    assert found["search"]["having"]["categories"] == ["domains"]
    assert found["search"]["until"] == "2026-12-31"
    assert found["page"] == 2
    assert found["pages"] == -(-found["total"] // 4)
    assert [match["rank"] for match in found["matches"]] == [5, 6, 7, 8][: len(found["matches"])]
    assert {match["category"].partition(" / ")[0] for match in found["matches"]} == {"Domains"}
    assert "“colour:”" in found["problems"][0]


@pytest.mark.usefixtures("synced_url")
def test_only_filters_list_articles_without_a_score(run_bot: RunBot) -> None:
    found = json.loads(run_bot("search", "--json", "category:domains", "--limit", "50").stdout)
    days = [match["updated"] for match in found["matches"]]
    assert days == sorted(days, reverse=True)
    assert {match["score"] for match in found["matches"]} == {None}
    assert found["band"] is None
    assert found["search"]["sort"] is None


@pytest.mark.usefixtures("synced_url")
def test_what_is_wrong_with_a_search_is_said_and_the_rest_is_searched(run_bot: RunBot) -> None:
    done = run_bot("search", 'categroy:orders source:nowhere updated:soon "failed order', "-the")

    assert (done.returncode, done.stderr) == (0, "")
    for said in ("category:?", "no source “nowhere”", "“soon” is no date", "opened and not closed"):
        assert said in done.stdout
    assert "Resubmit an order that failed" in done.stdout


@pytest.mark.usefixtures("synced_url")
def test_a_search_that_finds_nothing_and_a_page_behind_the_last_say_so(run_bot: RunBot) -> None:
    assert "No article matches that." in run_bot("search", "qwertz asdfgh").stdout
    assert (
        "There is no page 9: the last one is --page 3." in run_bot("search", "category:domains", "--page", "9").stdout
    )


def test_a_search_without_words_or_with_a_mistaken_option_is_refused(run_bot: RunBot) -> None:
    for arguments, said in (([], "Missing"), ([" "], "empty"), (["refund", "--pgae", "2"], "--pgae")):
        done = run_bot("search", *arguments)
        assert (done.returncode, done.stdout) == (2, "")
        assert said in done.stderr
        assert "Traceback" not in done.stderr


def test_an_empty_knowledge_base_says_how_to_fill_it(
    run_bot: RunBot, sqlite_url: str, open_knowledge: Callable[..., KnowledgeBase]
) -> None:
    open_knowledge(sqlite_url).close()
    done = run_bot("search", "refund")
    assert (done.returncode, done.stderr) == (1, "The knowledge base is empty. Fill it with: python -m bot sync\n")
