"""Home is what Slack takes, whatever articles, categories, sources and parked posts there are, and readable aloud."""

import json
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.app import create_parts
from bot.cards import section
from bot.home import blocks
from bot.home.publishing import home_of
from bot.parts import Parts, Visitor
from bot.playground.town import BEN, GENERAL, OPS, SUPPORT, TEAM
from bot.playground.view_limits import checked_view
from bot.settings import Settings
from knowledge.articles import Audience, category_path
from knowledge.base import KnowledgeBase
from knowledge.changes import MassLimits
from knowledge.posts import Post
from knowledge.subscriptions import Cadence, Place, Style, Timetable
from tests.bot.conftest import SlacksSchema, text_of, with_short_values
from tests.knowledge.given import GivenClock, NobodyWatches, jsonl_source

CANARY = "zanzibarite"
HOSTILE = (
    "<!channel>",
    "&" * 60,
    "🎉👩‍👩‍👧‍👦",
    "\u202eevil\u202c",
    "שלום עולם",
    "*b* `c` ~s~",
    '"' * 60,
    "x" * 200,
    "[x](y)",
    "help",
)

words = st.sampled_from(HOSTILE) | st.text(max_size=60)
shelves = st.lists(words, min_size=1, max_size=20).map(list)
articles = st.fixed_dictionaries(
    {
        "title": words,
        "category": shelves,
        "visibility": st.sampled_from(["public", "internal"]),
        "phrases": st.lists(words, max_size=2),
        "reference": words,
    }
)


class Office:
    """A knowledge base that holds whatever a test gives it, and Home as it is drawn of that."""

    def __init__(self, parts: Parts, clock: GivenClock, folder: Path) -> None:
        self._parts, self._clock, self._file = parts, clock, folder / "help.jsonl"
        self._sync([])

    def holds(self, given: list[dict[str, Any]]) -> None:
        """Publish articles, have them told, and subscribe to where they stand; park a post about the first."""
        rows = []
        for number, each in enumerate(given):
            secret = f" {CANARY}" if each["visibility"] == "internal" else ""
            path = category_path([f"{each['category'][0]}{secret}", *each["category"][1:]])
            title = f"{each['title']}{secret}".strip() or "Untitled"
            rows.append(each | {"id": str(number), "category": [*path], "title": title, "body": "About it."})
            place = Place(TEAM.id, [BEN, GENERAL, SUPPORT, OPS][number % 4])
            timetable = Timetable([*Cadence][number % 4], timezone="Asia/Kolkata")
            subscribe = self._parts.knowledge.subscriptions.subscribe
            subscribe(place, path, person="<!here>", timetable=timetable, style=Style())
        self._sync(rows)

    def parks(self, problem: str) -> None:
        knowledge = self._parts.knowledge
        knowledge.outbox.put(Post(TEAM.id, GENERAL, problem[:50], "It was to be posted."))
        while delivery := knowledge.outbox.claim_due():
            knowledge.outbox.park(delivery, problem)
            self._clock.passes(timedelta(seconds=2))

    def home(self, audience: Audience, channels: tuple[str, ...] | None) -> dict[str, Any]:
        is_admin = audience is Audience.INTERNAL
        visitor = Visitor(TEAM.id, BEN, audience, is_admin, channels, is_known=channels is not None)
        return home_of(self._parts, visitor, channel="D0BEN")

    def _sync(self, rows: list[dict[str, Any]]) -> None:
        first = {"id": "first", "title": "The first", "body": "It was here before."}
        self._parts.knowledge.syncs.sync([jsonl_source(self._file, [first, *rows])], NobodyWatches())
        self._clock.passes(timedelta(seconds=60))
        self._parts.knowledge.announcements.plan()
        self._parts.knowledge.refresh()


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    folder, clock = tmp_path_factory.mktemp("office"), GivenClock()
    url = f"sqlite:///{folder}/quickjump.db"
    knowledge = KnowledgeBase(url, clock=clock, limits=MassLimits(gone_percent=100, new=1000))
    knowledge.upgrade_schema()
    parts = create_parts(Settings(slack_bot_token="xoxb-nobody", slack_api_url="http://127.0.0.1:1/"), knowledge)
    yield Office(parts, clock, folder)
    assert parts.pool.close(30)
    knowledge.close()


@given(held=st.lists(articles, max_size=8), problem=words, knows_channels=st.booleans())
@settings(max_examples=12, derandomize=True, database=None, deadline=None, suppress_health_check=list(HealthCheck))
def test_home_is_a_view_that_slack_takes_and_tells_the_public_nothing_internal(
    office: Office, slacks_schema: SlacksSchema, held: list[dict[str, Any]], problem: str, knows_channels: bool
) -> None:
    office.holds(held)
    office.parks(problem)
    for audience in Audience:
        view = office.home(audience, (GENERAL, SUPPORT, OPS) if knows_channels else None)
        drawn = json.dumps(view, ensure_ascii=False)

        slacks_schema("view.home").validate(with_short_values(view))
        checked_view(view, kind="home")
        assert len(view["blocks"]) <= 60
        assert CANARY not in drawn or audience is Audience.INTERNAL
        for live in ("<!", "\u202e"):
            assert live not in "\n".join(mrkdwn(view["blocks"]))


def test_home_can_be_read_aloud_from_heading_to_heading(office: Office) -> None:
    view = office.home(Audience.INTERNAL, (GENERAL,))
    kinds = [block["type"] for block in view["blocks"]]
    headings = [block["text"]["text"] for block in view["blocks"] if block["type"] == "header"]

    assert kinds[0] == "header"
    assert headings == [
        *(
            "Find an answer",
            "What is new",
            "Subscriptions",
            "Categories",
            "For admins: sources",
            "For admins: questions without an answer",
            "For admins: posts",
        )
    ]
    assert "image" not in kinds
    [field] = [block for block in view["blocks"] if block["type"] == "input"]
    assert field["label"]["text"] == "Ask the knowledge base"


def test_what_does_not_fit_is_left_out_with_a_word() -> None:
    shown = blocks.home([section(str(number)) for number in range(200)], channel="D1", is_known=True)["blocks"]

    assert len(shown) == 100
    assert "more than fits here" in text_of(shown[-1])


def mrkdwn(drawn: object) -> Iterator[str]:
    """All texts that Slack reads as markup."""
    if isinstance(drawn, dict):
        if drawn.get("type") == "mrkdwn":
            yield drawn["text"]
        drawn = [*drawn.values()]
    for each in drawn if isinstance(drawn, list) else ():
        yield from mrkdwn(each)
