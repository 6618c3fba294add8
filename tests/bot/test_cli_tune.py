"""`python -m bot tune …`, and what it and sources.toml do to the answers."""

import json
import subprocess
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from bot.playground import FakeSlack
from bot.playground.town import ANA, GENERAL
from bot.playground.workspace import Message
from knowledge.articles import Asked
from knowledge.base import KnowledgeBase
from knowledge.tuning import Pin

RunBot = Callable[..., subprocess.CompletedProcess[str]]

SOURCES = """
[[source]]
name = "help"
kind = "jsonl"
path = "help.jsonl"
"""
ROWS = [
    {"id": "refunds", "title": "When refunds are paid", "reference": "AA-03009"},
    {"id": "panel", "title": "The reseller control panel", "reference": "AA-01001"},
    {"id": "secret", "title": "Escalation of stuck orders", "visibility": "internal"},
    *({"id": f"other-{number}", "title": f"Something else number {number}"} for number in range(9)),
]


@pytest.fixture
def folder(tmp_path: Path, run_bot: RunBot) -> Path:
    """A folder with a synced knowledge base."""
    (tmp_path / "help.jsonl").write_text("".join(json.dumps(row) + "\n" for row in ROWS))
    (tmp_path / "sources.toml").write_text(SOURCES)
    assert run_bot("db", "upgrade").returncode == 0
    assert run_bot("sync").returncode == 0
    return tmp_path


def said(ran: subprocess.CompletedProcess[str]) -> str:
    assert ran.returncode == 0, ran.stderr
    return ran.stdout.strip()


def found(run_bot: RunBot, question: str) -> list[str]:
    return [match["id"] for match in json.loads(said(run_bot("ask", question, "--json")))["matches"]]


def test_rules_are_made_shown_and_forgotten(folder: Path, run_bot: RunBot) -> None:
    assert (
        said(run_bot("tune", "list"))
        == "There are no rules. docs/articles.md, “People's words”, says how to make some."
    )
    assert said(run_bot("tune", "synonym", "RCP", "reseller control panel")) == (
        "Rule 1: “RCP” and “reseller control panel” mean the same."
    )
    assert said(run_bot("tune", "phrase", "aa3009", "dosh")) == "Rule 2: “dosh” finds help:refunds."
    assert said(run_bot("tune", "pin", "money back", "the reseler control panel")) == (
        "Rule 3: help:panel comes first for “money back”."
    )
    assert said(run_bot("tune", "hide", "help:secret", "stuck", "--contains")) == (
        "Rule 4: help:secret never answers questions with “stuck”."
    )
    assert "It was so before" in said(run_bot("tune", "phrase", "AA-03009", "dosh"))
    assert [rule["kind"] for rule in json.loads(said(run_bot("tune", "list", "--json")))] == [
        "synonym",
        "phrase",
        "pin",
        "hide",
    ]
    assert "“RCP” and “reseller control panel” mean the same" in said(run_bot("tune", "list"))
    assert said(run_bot("tune", "check")) == "Every rule does what it says."

    assert [found(run_bot, question)[0] for question in ("rcp", "dosh", "money back")] == ["panel", "refunds", "panel"]
    assert "secret" not in found(run_bot, "stuck orders")
    assert said(run_bot("tune", "remove", "4")) == "Forgotten: help:secret never answers questions with “stuck”."
    assert found(run_bot, "stuck orders")[0] == "secret"


def test_rules_in_sources_toml_hold_after_a_sync_and_until_they_are_taken_out(folder: Path, run_bot: RunBot) -> None:
    rules = '[[pin]]\narticle = "AA-01001"\ncontains = "money back"\n[[hide]]\narticle = "AA-03009"\n'
    (folder / "sources.toml").write_text(SOURCES + rules)
    assert "sources.toml tunes answers with 2 rules: 2 new, 0 gone." in said(run_bot("sync", "--dry-run"))
    assert said(run_bot("tune", "list")).startswith("There are no rules")
    said(run_bot("sync"))

    listed = json.loads(said(run_bot("tune", "list", "--json")))
    assert [rule["from"] for rule in listed] == ["sources.toml, pin 1", "sources.toml, hide 1"]
    assert found(run_bot, "my money back")[0] == "panel"
    assert "refunds" not in found(run_bot, "when refunds are paid")
    refused = run_bot("tune", "remove", "1")
    assert (refused.returncode, refused.stderr.strip()) == (
        1,
        "Rule 1 stands in sources.toml, pin 1. Take it out there, then: python -m bot sync",
    )

    (folder / "sources.toml").write_text(SOURCES)
    assert "0 rules: 0 new, 2 gone." in said(run_bot("sync"))
    assert found(run_bot, "when refunds are paid")[0] == "refunds"


@pytest.mark.parametrize(
    ("args", "code", "sentence"),
    [
        (["pin", "money", "AA-99999"], 1, "I know no article “AA-99999”"),
        (["pin", "money", "Something else number"], 1, "Several articles are called"),
        (["synonym", "RCP", "rcp"], 2, "That can't be kept: “RCP” is said to mean itself, which says nothing."),
        (["synonym", "?", "panel"], 2, "That can't be kept: its words must hold a letter or a digit."),
        (["phrase", "AA-03009", " "], 2, "That can't be kept: its text must hold a letter or a digit."),
        (["hide", "AA-03009", ""], 2, "That can't be kept: its question must hold a letter or a digit."),
        (["hide", "AA-03009", "--contains"], 2, "It goes with a QUESTION"),
        (["remove", "99"], 1, "There is no rule 99. See them with: python -m bot tune list"),
    ],
    ids=lambda value: value if isinstance(value, str) else None,
)
def test_what_cant_be_kept_is_a_sentence_and_keeps_nothing(
    folder: Path, run_bot: RunBot, args: list[str], code: int, sentence: str
) -> None:
    ran = run_bot("tune", *args)

    assert (ran.returncode, "Traceback" in ran.stderr) == (code, False)
    assert sentence in ran.stderr
    assert json.loads(said(run_bot("tune", "list", "--json"))) == []


def test_check_names_what_comes_to_nothing_and_exits_1(folder: Path, run_bot: RunBot) -> None:
    said(run_bot("tune", "pin", "money back", "AA-03009"))
    made = said(run_bot("tune", "hide", "AA-03009", "Money back?"))
    assert "Rules 1 and 2 both pin and hide help:refunds for “Money back?”: it is hidden." in made
    (folder / "help.jsonl").write_text("".join(json.dumps(row) + "\n" for row in ROWS[1:]))
    said(run_bot("sync"))

    checked = run_bot("tune", "check", "--json")
    assert checked.returncode == 1
    assert [advice["rules"] for advice in json.loads(checked.stdout)] == [[1], [2]]
    assert "Rule 1 is for “help:refunds”, which names no article" in run_bot("tune", "check").stdout


def test_what_is_wrong_with_rules_in_sources_toml_is_said_in_one_message(folder: Path, run_bot: RunBot) -> None:
    (folder / "sources.toml").write_text(
        SOURCES
        + '[[synonym]]\nwords = "RCP"\nmeans = "rcp"\n[[synonym]]\nwords = 7\none-way = true\n'
        + '[[pin]]\narticle = "a"\n[[pin]]\nquestion = "q"\n[[phrase]]\narticle = "a"\ntext = []\n'
        + '[[hide]]\narticle = "a"\n[[hide]]\narticle = "a"\n[[pins]]\n[hides]\n'
    )
    ran = run_bot("sync")

    assert ran.returncode == 2
    for problem in (
        "synonym 1: “RCP” is said to mean itself, which says nothing",
        "synonym 2: its words is 7, and must be text",
        "synonym 2: 'one-way' is no key I know; did you mean one_way?",
        "pin 1: its question must hold a letter or a digit",
        "pin 2: it names no article",
        "phrase 1: its text is [], and must be text, or a list of texts",
        "hide 2: it says what hide 1 says; leave one of them out",
        "'pins' is no key I know; did you mean pin?",
        "'hides' is no key I know; did you mean hide?",
    ):
        assert f"  - {problem}" in ran.stderr


def test_a_pin_is_answered_in_slack_within_a_refresh(
    answering_slack: FakeSlack,
    synced_url: str,
    shown: Callable[[Message | None], str],
    open_knowledge: Callable[..., KnowledgeBase],
) -> None:
    operator = open_knowledge(synced_url)
    operator.tuning.add(Pin("AA-02004", Asked("my thing is wedged")))

    def is_pinned() -> bool:
        receipt = answering_slack.slash("/kb", "My thing is wedged!", channel=GENERAL, person=ANA)
        return "Resubmit an order that failed" in shown(receipt.message)

    # Not with wait_for, which holds what the fake Slack needs for the answer.
    deadline = time.monotonic() + 30
    while not is_pinned():
        assert time.monotonic() < deadline, "the pin has not been taken up"
        time.sleep(0.1)
