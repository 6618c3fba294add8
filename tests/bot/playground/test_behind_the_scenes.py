"""The drawer as the page gets it over HTTP, and what is done in it."""

import json
import threading
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from slack_bolt import App, BoltResponse
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from bot.playground import FakeSlack
from bot.playground.articles import Articles
from bot.playground.browser.acting import GESTURES
from bot.playground.browser.controls import Backstage, controls_of
from bot.playground.browser.drawer import EXCHANGE_PATH, MOST_REQUESTS, drawer_of, exchange
from bot.playground.browser.meaning import Stage
from bot.playground.browser.menus import Menus
from bot.playground.browser.serving import Page
from bot.playground.drafts import Draft
from bot.playground.town import ANA, GENERAL
from tests.bot.playground.given import section

Do = Callable[..., dict[str, Any]]
Get = Callable[[str], Any]
Json = dict[str, Any]


@pytest.fixture
def articles(tmp_path: Path, clock: Any) -> Articles:
    kept = Articles(tmp_path / "articles", clock=clock)
    kept.publish(Draft("First", "text", category="Orders"))
    return kept


@pytest.fixture
def forwarded() -> list[float]:
    """By how many seconds the clocks were set forward."""
    return []


@pytest.fixture
def slack(articles: Articles, forwarded: list[float]) -> Iterator[FakeSlack]:
    slack = FakeSlack()

    def forward(seconds: float) -> None:
        slack.clock.forward(seconds)
        forwarded.append(seconds)

    backstage = Backstage(articles, forward, lambda: [f"web: a line with {slack.bot_token}"])
    page = Page(
        Stage(slack, Menus()),
        besides=lambda _look: {},
        hosts=frozenset({"127.0.0.1"}),
        gestures={**GESTURES, **controls_of(backstage)},
        more=((EXCHANGE_PATH, partial(exchange, slack)),),
    )
    slack.also_serve(page.routes(), guard=page.guard)
    with slack:
        yield slack
        assert slack.faults == ()


@pytest.fixture
def get(slack: FakeSlack) -> Get:
    """Fetches an address of the page as JSON."""

    def fetch(path: str) -> Any:
        with urllib.request.urlopen(slack.address + path, timeout=20) as answer:
            return json.load(answer)

    return fetch


@pytest.fixture
def do(slack: FakeSlack) -> Do:
    """Does what the page asks for, as Ana."""

    def post(control: str, /, **body: Any) -> Json:
        request = urllib.request.Request(
            f"{slack.address}/playground/gestures/control/{control}",
            json.dumps({"person": ANA, **body}).encode(),
            {"Content-Type": "application/json"},
        )
        with urllib.request.urlopen(request, timeout=20) as answer:
            told: Json = json.load(answer)
            return told

    return post


def shown(slack: FakeSlack, articles: Articles) -> Json:
    drawer: Json = json.loads(json.dumps(drawer_of(slack, articles)))
    return drawer


def test_a_refused_call_is_listed_with_its_reason_and_opened_by_its_number(
    slack: FakeSlack, articles: Articles, client: WebClient, get: Get
) -> None:
    with pytest.raises(SlackApiError):
        client.chat_postMessage(channel=GENERAL, text="x", blocks=[section("x" * 3001)])

    [listed] = shown(slack, articles)["requests"]
    assert "must be less than 3001 characters" in listed["refused"]
    assert "payload" not in listed
    opened = get(f"/playground/traffic/{listed['number']}")
    assert opened["payload"]["blocks"][0]["type"] == "section"
    assert opened["answer"]["error"] == "invalid_blocks"


def test_no_token_and_no_secret_is_shown(
    slack: FakeSlack, articles: Articles, app: App, reach: Callable[[App], None], client: WebClient, get: Get
) -> None:
    @app.middleware
    def echo(body: Json) -> BoltResponse:
        return BoltResponse(status=200, body={"text": f"your tokens: {slack.bot_token} {slack.app_token}"})

    reach(app)
    slack.slash("/kb", slack.signing_secret, channel=GENERAL, person=ANA)
    slack.mention("help", channel=GENERAL, person=ANA)
    client.apps_connections_open(app_token=slack.app_token)
    client.auth_test()
    requests = shown(slack, articles)["requests"]
    everything = json.dumps([requests, *(get(f"/playground/traffic/{each['number']}") for each in requests)])

    bot = slack.workspace.bot
    for secret in (bot.bot_token, bot.app_token, bot.signing_secret, bot.verification_token, "/link/ticket"):
        assert secret not in everything
    assert "(hidden)" in everything


def test_a_screen_holds_the_newest_requests_alone(slack: FakeSlack, articles: Articles) -> None:
    for _ in range(MOST_REQUESTS + 5):
        slack.traffic.from_bot("auth.test", {}, seen=None, fault=None, took_seconds=0)

    assert [each["number"] for each in shown(slack, articles)["requests"]] == [*range(6, MOST_REQUESTS + 6)]


@pytest.mark.parametrize("number", ["9", "999999999999999"])
def test_a_request_that_is_no_longer_kept_is_told_of(get: Get, number: str) -> None:
    assert "no longer kept" in get(f"/playground/traffic/{number}")["told"]


@pytest.mark.parametrize("number", ["x", "-1", "1" * 5000, ""])
def test_what_is_no_number_is_no_address(get: Get, number: str) -> None:
    with pytest.raises(urllib.error.HTTPError, match="404"):
        get(f"/playground/traffic/{number}")


def test_a_fault_is_switched_on_and_shown_as_on(slack: FakeSlack, articles: Articles, do: Do) -> None:
    assert do("fault", name="drop", on=True) == {"ok": True}
    on = [each["name"] for each in shown(slack, articles)["switches"] if each["on"]]
    do("fault", name="drop", on=False)
    do("fault", name="four", on=True)
    do("behave")

    assert on == ["drop"]
    assert not any(each["on"] for each in shown(slack, articles)["switches"])
    assert "no switch 'volcano'" in do("fault", name="volcano", on=True)["told"]


def test_the_clock_goes_forward_by_an_hour(slack: FakeSlack, do: Do, forwarded: list[float]) -> None:
    assert do("clock", seconds=3600)["ok"]

    assert (forwarded, slack.clock.ahead) == ([3600], 3600)


@pytest.mark.parametrize("seconds", [0, -5, 10**12, "soon", 1.5, None, True])
def test_a_clock_that_can_not_go_there_stays_where_it_is(
    slack: FakeSlack, do: Do, forwarded: list[float], seconds: Any
) -> None:
    answer = do("clock", seconds=seconds)

    assert (answer["ok"], forwarded) == (False, [])
    assert answer["told"].endswith(".")


def test_an_article_is_published_edited_and_removed(slack: FakeSlack, articles: Articles, do: Do) -> None:
    published = do("publish", title="Refunds", body="text", category="Orders")
    seen = do("article", id=published["id"])["article"]
    kept = {name: seen[name] for name in ("id", "revision", "body", "category")}
    edited = do("edit_article", title="All about refunds", **kept)
    listed = shown(slack, articles)["articles"]
    seen = do("article", id=published["id"])["article"]
    removed = do("remove_article", id=seen["id"], revision=seen["revision"])

    assert "channels that are subscribed to “Orders”" in published["told"]
    assert edited["ok"]
    assert [each["title"] for each in listed] == ["All about refunds", "First"]
    assert removed["ok"]
    assert [each["title"] for each in shown(slack, articles)["articles"]] == ["First"]
    assert shown(slack, articles)["categories"] == ["Orders"]


def test_what_is_wrong_with_an_article_names_its_field(do: Do) -> None:
    assert do("publish", title="x" * 3000, body="text") == {
        "ok": False,
        "told": "Its title has 3,000 characters, and may have 200 at most.",
        "field": "title",
    }
    assert do("publish", title="", body="")["told"] == "It has no title yet: write what it is about."
    assert do("publish", title="Refunds", body="")["field"] == "body"
    assert not do("publish", title=["no", "text"], body="text")["ok"]
    assert "no longer there" in do("article", id="../../etc/passwd")["told"]


def test_a_folder_that_can_not_be_written_is_told_of(tmp_path: Path, articles: Articles, do: Do) -> None:
    folder = tmp_path / "articles"
    (folder / "first.md").unlink()
    folder.rmdir()
    folder.write_text("a file")

    assert do("publish", title="Refunds", body="text")["told"].startswith("The folder of the articles can't be used: ")


def test_every_tab_hears_of_what_was_published(slack: FakeSlack, articles: Articles, do: Do) -> None:
    looked = threading.Event()
    seen: list[bool] = []

    def is_there() -> bool:
        looked.set()
        return len(articles.all()) == 2

    tab = threading.Thread(target=lambda: seen.append(slack.wait_for(is_there, seconds=20)))
    tab.start()
    assert looked.wait(20)
    do("publish", title="Refunds", body="text")
    tab.join(timeout=20)

    assert seen == [True]


def test_the_end_of_the_log_is_shown_without_secrets(do: Do) -> None:
    assert do("log") == {"ok": True, "lines": ["web: a line with (hidden)"]}


def test_the_list_of_requests_is_cleared(slack: FakeSlack, articles: Articles, client: WebClient, do: Do) -> None:
    client.auth_test()
    do("clear")

    assert shown(slack, articles)["requests"] == []
