"""The sample help centre's own site, where links in answers lead."""

import urllib.error
import urllib.request
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from urllib.parse import quote

import pytest

from bot.playground import FakeSlack
from bot.playground.articles import Articles
from bot.playground.browser import help_centre
from bot.playground.browser.meaning import Stage
from bot.playground.browser.menus import Menus
from bot.playground.browser.serving import Page
from bot.playground.drafts import Draft


@pytest.fixture
def articles(tmp_path: Path) -> Articles:
    kept = Articles(tmp_path, clock=lambda: 1_800_000_000.0)
    kept.publish(Draft("Pay <b>now</b>", "Say {this} & <script>that</script>", category="Orders"))
    (tmp_path / "elsewhere.md").write_text(
        "---\ntitle: Élan\nurl: https://help.example.com/articles/%C3%A9lan\n---\nText", encoding="utf-8"
    )
    return kept


@pytest.fixture
def slack(articles: Articles) -> Iterator[FakeSlack]:
    slack = FakeSlack()
    more = ((help_centre.PATH, partial(help_centre.article_page, articles)),)
    page = Page(Stage(slack, Menus()), besides=lambda _look: {}, hosts=frozenset({"127.0.0.1"}), more=more)
    slack.also_serve(page.routes(), guard=page.guard)
    with slack:
        yield slack
        assert slack.faults == ()


def visit(slack: FakeSlack, url: str) -> tuple[int, str]:
    address = f"{slack.address}{help_centre.PATH}?url={quote(url, safe='')}"
    try:
        with urllib.request.urlopen(address, timeout=20) as answer:
            return answer.status, answer.read().decode()
    except urllib.error.HTTPError as refused:
        return refused.code, refused.read().decode()


def test_an_article_is_shown_at_its_address_and_nothing_in_it_is_markup(slack: FakeSlack) -> None:
    status, shown = visit(slack, "https://help.example.com/pay-b-now-b")
    assert status == 200
    assert "<h1>Pay &lt;b&gt;now&lt;/b&gt;</h1>" in shown
    assert "Say {this} &amp; &lt;script&gt;that&lt;/script&gt;" in shown
    assert "Orders · updated 2027-01-15" in shown
    assert "<h1>Élan</h1>" in visit(slack, "https://help.example.com/articles/élan")[1]


@pytest.mark.parametrize(
    "url", ["", "x", "https://help.example.com/none", "https://help.example.com/../elsewhere", "\0"]
)
def test_where_no_article_is_a_sentence_says_so(slack: FakeSlack, url: str) -> None:
    status, shown = visit(slack, url)
    assert status == 404
    assert "There is no such article" in shown
