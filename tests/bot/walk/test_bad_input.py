"""What people meet when something is too late, gone, doubled or none of ours: a clear word, and nothing in the log."""

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path

import pytest

from bot.playground.faults import Refuse
from bot.playground.model import Message
from bot.playground.town import ANA, BEN, BOT_ID, GENERAL, TEAM
from tests.bot.conftest import ServeWsgi, text_of
from tests.bot.walk import canary
from tests.bot.walk.seeding import seed
from tests.bot.walk.stage import Seen, Stage, rows_of, staged
from tests.bot.walk.table import ACTIONS, VIEWS, WAYS
from tests.bot.walk.ways import Way, button, carried
from tests.knowledge.given import NobodyWatches, jsonl_source
from tests.tables import Files

# What can't be opened any more says so, in the words of bot.modals.
TOO_LATE = "It took too long for Slack to open a window. Try again."

# The buttons that carry an article; what each says once that has gone.
CARRIERS = ("open", "share", "share_in_thread", "helpful", "not_helpful", "say_why")
GONE = ("no longer in the knowledge base", "is no longer there", "has gone")

# Some of what opens a modal, so that the test knows what to look at.
OPENING = ("settings", "search", "subscribe", "find_articles", "open", "announced", "change_subscription", "jump")

# What no button of ours carries, and numbers and shapes that none holds.
NOT_OURS: Sequence[object] = ("{", '{"article": [[1]]}')
HUGE = {"offset": 10**30, "page": 10**30, "subscription": 10**30, "request": 10**30, "post": 10**30}
MISTYPED = {name: [{}] for name in ("question", "article", "category", "search", "verb", "arguments", "offset", "page")}


@pytest.fixture
def stage(files: Files, tmp_path: Path, serve_wsgi: ServeWsgi) -> Iterator[Stage]:
    file = tmp_path / "quickjump.db"
    files.with_tables(file)
    with staged(serve_wsgi, file, help_channel=GENERAL) as ready:
        ready.stand(ANA, GENERAL)
        seed(ready, tmp_path)
        yield ready


def done(stage: Stage, gesture: Callable[[], object]) -> Seen:
    with stage.watched() as seen:
        gesture()
    return seen[0]


def said(seen: Seen) -> str:
    return "\n".join(text_of(shown) for shown in seen.shown if not isinstance(shown, str))


def failures(seen: Seen) -> list[str]:
    return [line for line in seen.log if "traceback" in line or '"ERROR"' in line]


def test_whatever_opens_a_modal_says_so_when_it_is_too_late_for_that(stage: Stage) -> None:
    silent, failed, tried = [], [], []
    for method in ("views.open", "views.push"):
        stage.slack.misbehave(Refuse("expired_trigger_id"), method, times=None)
    for way in (each for each in WAYS if "channel" in each.there):
        seen = done(stage, partial(way.do, stage))
        late = [call for call in seen.calls if call.fault and call.arguments["view"]["title"]["text"] != "Quickjump"]
        told = said(seen).count(TOO_LATE) + sum(call.method == "views.update" for call in seen.calls)
        tried += [way.name] if late else []
        silent += [way.name] if late and not told else []
        failed += failures(seen)
    assert {*OPENING} <= {*tried}
    assert not silent, silent
    assert not failed, failed


def test_buttons_that_are_none_of_ours_get_a_word_and_nothing_fails(stage: Stage) -> None:
    failed = []
    for way in ACTIONS:
        action = _example(way.name)
        for value in (*NOT_OURS, carried(stage, **HUGE), {**carried(stage), **MISTYPED}):
            seen = done(stage, partial(stage.press, button(action, value)))
            failed += [(action, value, line[:300]) for line in failures(seen)]
            failed += [] if said(seen) else [(action, value, "silence")]
    assert not failed, failed


def test_nobody_is_asked_nothing_and_nothing_is_voted_on(stage: Stage) -> None:
    for action in ("ask_a_person", "helpful", "not_helpful"):
        seen = done(stage, partial(stage.press, button(action, "{")))
        assert "I no longer know what that was for" in said(seen)
        assert "chat.postMessage" not in [call.method for call in seen.calls]
    assert stage.knowledge.votes.newest() == ()


@pytest.mark.parametrize("action", CARRIERS)
def test_an_article_that_is_gone_since_its_button_was_drawn_is_said_to_be(
    stage: Stage, tmp_path: Path, action: str
) -> None:
    rows = [row for row in canary.rows(new=True) if not row["id"].endswith("-0")]
    stage.knowledge.syncs.sync([jsonl_source(tmp_path / "help.jsonl", rows)], NobodyWatches())
    stage.refresh()
    seen = done(stage, partial(stage.press, button(action, carried(stage))))
    assert any(word in said(seen) for word in GONE), said(seen)
    assert not failures(seen)


@pytest.mark.parametrize("action", ["browse", "categories", "newest", "search_more", "search_next", "more"])
def test_a_page_that_is_gone_since_its_button_was_drawn_is_answered_with_what_there_is_now(
    stage: Stage, tmp_path: Path, action: str
) -> None:
    rows = [row for row in canary.rows(new=False) if row.get("visibility") != "internal"]
    stage.knowledge.syncs.sync([jsonl_source(tmp_path / "help.jsonl", rows)], NobodyWatches())
    stage.refresh()
    seen = done(stage, partial(stage.press, button(action, carried(stage, offset=20))))
    assert said(seen).strip()
    assert not [leak for shown in seen.shown for leak in canary.leaks(shown)]
    assert not failures(seen)


def test_of_two_who_claim_at_once_one_has_it_and_the_other_is_told_so(stage: Stage) -> None:
    shown = [_posted(stage, button("claim_request", {"request": stage.seeds["request"]})) for _ in range(2)]

    def press(message: Message, person: str) -> None:
        stage.note(stage.slack.press(message, "claim_request", person=person))

    with ThreadPoolExecutor(2) as people:
        seen = done(stage, lambda: [*people.map(press, shown, (ANA, BEN))])
    request = stage.knowledge.help_requests.of(TEAM.id, stage.seeds["request"])
    assert request is not None
    assert request.claimed_by in (ANA, BEN)
    assert said(seen).count("Somebody else has taken it already") == 1
    assert not failures(seen)


@pytest.mark.parametrize("way", VIEWS, ids=[way.name for way in VIEWS])
def test_a_form_that_is_submitted_twice_is_answered_alike_and_done_once(stage: Stage, way: Way) -> None:
    done(stage, partial(way.do, stage))
    once = counted(stage)
    again = done(stage, partial(way.do, stage))
    assert counted(stage) == once
    assert not failures(again)


def counted(stage: Stage) -> dict[str, int]:
    """How many rows each table holds."""
    return {name: len(rows) for name, rows in rows_of(stage).items()}


def _posted(stage: Stage, element: dict[str, object]) -> Message:
    blocks = [{"type": "actions", "block_id": "b1", "elements": [element]}]
    return stage.slack.workspace.say(GENERAL, BOT_ID, text="x", blocks=blocks)


def _example(name: str) -> str:
    return name.removesuffix(r"(:\d+)?").replace("(previous|next)", "next").replace("(more|first)", "more")
