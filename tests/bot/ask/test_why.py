"""Why: how an answer came about, in Slack for admins, and in the terminal."""

import json
import time
from collections.abc import Callable
from dataclasses import replace
from subprocess import CompletedProcess

import pytest

from bot.playground import FakeSlack
from bot.playground.faults import Refuse
from bot.playground.town import ANA, BEN, GENERAL, OPS, PARTNERS
from bot.playground.workspace import Message
from bot.sayings import SIGNALS as SAID
from bot.settings import Settings
from knowledge.base import KnowledgeBase
from knowledge.search.ranking import SIGNALS

Shown = Callable[[Message | None], str]
RunBot = Callable[..., CompletedProcess[str]]

WHY = 'why "resubmitt a faild order"'
ONLY_ADMINS = "Only admins and owners of this workspace, and people whom ADMINS lists"


def test_every_signal_is_told_in_words_that_people_know() -> None:
    assert SIGNALS.keys() <= SAID.keys()


@pytest.mark.parametrize("fact", ["is_admin", "is_owner"])
def test_an_admin_or_owner_sees_how_an_answer_came_about(slack_over_http: FakeSlack, shown: Shown, fact: str) -> None:
    workspace = slack_over_http.workspace
    workspace.put_person(replace(workspace.person(BEN), **{fact: True}))
    receipt = slack_over_http.slash("/kb", WHY, channel=GENERAL, person=BEN)

    assert receipt.message in slack_over_http.ephemerals(GENERAL, BEN)
    said = shown(receipt.message)
    assert "Why “resubmitt a faild order” is answered so: one article stands out." in said
    assert "faild → failed (0." in said
    assert "a (tells nothing)" in said
    assert "resubmit-a-failed-order|Resubmit an order that failed>* (score " in said
    assert [name for name in SIGNALS if f"\n{name} " not in said] == []
    assert [name for name in SIGNALS if SAID[name] not in said] == []


def test_what_people_think_of_an_article_is_told_with_how_many_they_are(
    slack_over_http: FakeSlack, shown: Shown, synced_url: str, open_knowledge: Callable[..., KnowledgeBase]
) -> None:
    votes = open_knowledge(synced_url).votes
    vote = {"workspace": "T1", "question": "a failed order", "article": "samples:orders/resubmit-a-failed-order"}
    for person in ("U1", "U2", "U3"):
        votes.cast(person=person, helpful=True, **vote)
    deadline = time.monotonic() + 30
    while "3 people have voted on it." not in (said := why(slack_over_http, shown)):
        assert time.monotonic() < deadline, said
    assert "\nvotes " in said
    assert SAID["votes"] in said


def why(slack: FakeSlack, shown: Shown) -> str:
    return shown(slack.slash("/kb", WHY, channel=GENERAL, person=ANA).message)


def test_an_article_that_is_named_shows_its_place_beside_the_first(slack_over_http: FakeSlack, shown: Shown) -> None:
    said = shown(slack_over_http.slash("/kb", f"{WHY} AA-07001", channel=GENERAL, person=ANA).message)

    entries = [line for line in said.splitlines() if "(score" in line]
    assert entries[0].startswith("1. ")
    assert len(entries) == 2
    assert int(entries[1].partition(".")[0]) > 1
    unknown = shown(slack_over_http.slash("/kb", f"{WHY} AA-99999", channel=GENERAL, person=ANA).message)
    assert unknown.startswith("I know no article “AA-99999”.")


@pytest.fixture
def settings(settings: Settings, request: pytest.FixtureRequest) -> Settings:
    return replace(settings, admins=frozenset(getattr(request, "param", ())))


@pytest.mark.parametrize("settings", [[BEN]], indirect=True)
def test_whoever_is_listed_in_admins_sees_it_also_while_slack_does_not_say_who_asks(
    slack_over_http: FakeSlack, shown: Shown
) -> None:
    slack_over_http.misbehave(Refuse("internal_error"), "users.info", times=None)

    assert "Read as:" in shown(slack_over_http.slash("/kb", WHY, channel=GENERAL, person=BEN).message)


def test_somebody_else_is_told_who_may_see_it_and_gets_the_answer(slack_over_http: FakeSlack, shown: Shown) -> None:
    for text in (WHY, "why order failed"):
        said = shown(slack_over_http.slash("/kb", text, channel=GENERAL, person=BEN).message)
        assert said.startswith(ONLY_ADMINS)
        assert "Resubmit an order that failed" in said
        assert "Read as:" not in said


def test_words_of_internal_articles_are_not_known_where_outsiders_read(
    slack_over_http: FakeSlack, shown: Shown
) -> None:
    slack_over_http.mention("hello", channel=OPS, person=ANA)  # from now on it is known who reads along
    asked = 'why "dashbord paymint"'
    ours, theirs = (
        shown(slack_over_http.slash("/kb", asked, channel=channel, person=ANA).message) for channel in (OPS, PARTNERS)
    )

    assert "dashbord → dashboard (0." in ours
    assert "dashbord (not known), paymint → payment (0." in theirs
    assert "dashboard" not in theirs


def test_nothing_is_shown_while_slack_does_not_say_who_asks(slack_over_http: FakeSlack, shown: Shown) -> None:
    slack_over_http.misbehave(Refuse("internal_error"), "users.info")
    said = shown(slack_over_http.slash("/kb", WHY, channel=GENERAL, person=ANA).message)

    assert said.startswith("Slack does not tell me just now whether you are an admin")
    assert "Read as:" not in said


@pytest.mark.parametrize("text", ["why is my order still waiting", "why can't a customer pay", "why was I charged"])
def test_a_question_that_begins_with_why_is_a_question(slack_over_http: FakeSlack, shown: Shown, text: str) -> None:
    said = shown(slack_over_http.slash("/kb", text, channel=GENERAL, person=ANA).message)

    assert "Read as:" not in said
    assert "Only admins" not in said


@pytest.mark.parametrize("text", ["why", 'why ""', "why  “”"])
def test_why_alone_says_what_to_type(slack_over_http: FakeSlack, shown: Shown, text: str) -> None:
    said = shown(slack_over_http.slash("/kb", text, channel=GENERAL, person=ANA).message)

    assert said.startswith("Type what was asked")


@pytest.mark.parametrize("text", ["why " + "resubmitt & <!channel> order " * 300, 'why "thanks!"', 'why "AA-99999"'])
def test_long_and_odd_questions_are_explained_within_slacks_limits(
    slack_over_http: FakeSlack, shown: Shown, text: str
) -> None:

    said = shown(slack_over_http.slash("/kb", text, channel=GENERAL, person=ANA).message)
    assert "is answered so: " in said
    assert "<!" not in said


def test_internal_articles_are_not_explained_where_outsiders_read(slack_over_http: FakeSlack, shown: Shown) -> None:
    for article in ("", " AA-03010"):
        text = f'why "who may grant goodwill credits"{article}'
        said = shown(slack_over_http.slash("/kb", text, channel=PARTNERS, person=ANA).message)
        assert "goodwill-credits" not in said


@pytest.mark.usefixtures("synced_url")
def test_the_terminal_shows_the_signals_as_a_table_and_as_json(run_bot: RunBot) -> None:
    table = run_bot("why", "resubmitt a faild order")
    done = run_bot("why", "resubmitt a faild order", "read the margin tabel of a product", "--json")

    assert (table.returncode, table.stderr) == (0, "")
    assert "1. Resubmit an order that failed AA-02004 (score " in table.stdout
    assert all(name in table.stdout for name in SIGNALS)
    explained = json.loads(done.stdout)
    assert explained["band"] == "confident"
    assert [word["spelling"] for word in explained["reading"]] == ["resubmit", "a", "failed", "order"]
    first, asked_about = explained["articles"]
    assert (first["place"], first["reference"]) == (1, "AA-02004")
    assert asked_about["reference"] == "AA-08011"
    assert asked_about["place"] > 1
    for entry in (first, asked_about):
        assert {reason["signal"] for reason in entry["reasons"]} == set(SIGNALS)
        for reason in entry["reasons"]:
            assert reason["gave"] == pytest.approx(reason["said"] * reason["weight"])
    assert sum(reason["gave"] for reason in first["reasons"]) > sum(reason["gave"] for reason in asked_about["reasons"])


@pytest.mark.usefixtures("synced_url")
def test_the_rules_that_had_a_part_in_an_answer_are_named(run_bot: RunBot) -> None:
    run_bot("tune", "pin", "quarterly zeppelin", "AA-02004")
    run_bot("tune", "hide", "AA-02001", "quarterly zeppelin")
    run_bot("tune", "synonym", "zeppelin", "order")
    explained = json.loads(run_bot("why", "quarterly zeppelin", "AA-02001", "--json").stdout)

    assert any("comes first for “quarterly zeppelin”" in rule for rule in explained["rules"])
    assert any("“zeppelin”" in rule and "“order”" in rule for rule in explained["rules"])
    assert any("is hidden from this question" in rule for rule in explained["rules"])
    first, hidden = explained["articles"]
    assert (first["reference"], first["place"]) == ("AA-02004", 1)
    assert (hidden["reference"], hidden["place"]) == ("AA-02001", None)


@pytest.mark.usefixtures("synced_url")
def test_what_cannot_be_explained_is_said_in_a_sentence(run_bot: RunBot) -> None:
    empty, unknown = run_bot("why", " "), run_bot("why", "refund", "nowhere at all")

    assert (empty.returncode, unknown.returncode) == (2, 1)
    assert "It is empty." in empty.stderr
    assert unknown.stderr.startswith("I know no article “nowhere at all”.")
