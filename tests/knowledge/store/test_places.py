"""Places: channels that can't be posted to, a workspace that can't, and channels that are shared."""

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from itertools import count
from pathlib import Path

import pytest
from sqlalchemy import Connection, create_engine, text

from knowledge.base import KnowledgeBase
from knowledge.posts import Post
from knowledge.subscriptions import Cadence, Pause, Place, Subscription
from tests.knowledge.announcing import SALES, SUPPORT, HelpCentre
from tests.knowledge.given import GivenClock

ELSEWHERE = Place("T2", "C1")


@pytest.fixture
def centre(database_url: str, tmp_path: Path, open_knowledge: Callable[..., KnowledgeBase]) -> HelpCentre:
    clock = GivenClock()
    return HelpCentre(open_knowledge(database_url, clock=clock), clock, tmp_path, database_url)


_numbers = count()


def told(changed: Sequence[Subscription], at: datetime) -> list[Post]:
    """A post for each subscription that has changed."""
    return [Post(each.place.workspace, "U1", f"told:{next(_numbers)}", "Told.") for each in changed]


def directs(centre: HelpCentre) -> int:
    return sum(waiting.channel == "U1" for waiting in centre.knowledge.backlog.all())


def test_makers_are_told_when_the_reason_changes_and_not_twice_of_the_same(centre: HelpCentre) -> None:
    centre.subscribe()
    for problem in ("is_archived", "is_archived", "not_in_channel", "not_in_channel"):
        centre.knowledge.places.refused(SUPPORT, problem, notify=told)
    assert directs(centre) == 2
    for _ in range(2):
        centre.knowledge.places.returned(SUPPORT, notify=told)
    assert directs(centre) == 3


def test_makers_are_told_once_however_many_processes_hear_of_it(centre: HelpCentre) -> None:
    centre.subscribe()
    places = centre.knowledge.places
    with ThreadPoolExecutor(4) as pool:
        list(pool.map(lambda _: places.refused(SUPPORT, "is_archived", notify=told), range(4)))
        list(pool.map(lambda _: places.returned(SUPPORT, notify=told), range(4)))
    assert directs(centre) == 2


def test_a_workspace_is_paused_as_a_whole_and_another_is_not(centre: HelpCentre) -> None:
    centre.subscribe()
    centre.subscribe("Orders", SALES, Cadence.MUTED)
    centre.subscribe(place=SALES)
    centre.subscribe(place=ELSEWHERE)
    asleep = centre.subscribe("Orders")
    centre.knowledge.subscriptions.pause(SUPPORT, person="U1", until=None, only=asleep.id)
    centre.publish("a")
    centre.settle()
    assert centre.knowledge.places.refused_everywhere("T1", "token_revoked") == 2

    pauses = {
        (each.place, each.category): (each.pause, each.problem) for each in centre.knowledge.subscriptions.everyone()
    }
    assert pauses == {
        (SUPPORT, ("Billing",)): (Pause.REFUSED, "token_revoked"),
        (SUPPORT, ("Orders",)): (Pause.ASKED, "token_revoked"),
        (SALES, ("Billing",)): (Pause.REFUSED, "token_revoked"),
        (SALES, ("Orders",)): (Pause.NONE, ""),
        (ELSEWHERE, ("Billing",)): (Pause.NONE, ""),
    }
    assert [centre.posts(place) for place in (SUPPORT, SALES, ELSEWHERE)] == [[], [], [("change", ["a"])]]
    centre.knowledge.places.returned(SUPPORT)
    centre.settle()
    assert centre.posts() == [("digest", ["a"])]


def test_posts_that_name_what_is_internal_become_stale_when_their_channel_is_shared(centre: HelpCentre) -> None:
    centre.subscribe()
    centre.subscribe(place=SALES)
    centre.publish("open")
    centre.publish("secret", visibility="internal")
    centre.settle()
    centre.post_as_sent()
    audiences = centre.knowledge.audiences
    audiences.note("T1", "C1", shared=False)
    assert centre.knowledge.edits.claim() is None
    audiences.note("T1", "C1", shared=True)
    edit = centre.knowledge.edits.claim()
    assert edit is not None
    assert edit.delivery.post.channel == "C1"
    centre.knowledge.edits.edited(edit)
    audiences.note("T1", "C1", shared=True)
    centre.clock.passes(timedelta(minutes=1))
    assert centre.knowledge.edits.claim() is None


def test_a_post_that_another_process_is_just_claiming_is_not_taken_back_and_told_again(
    centre: HelpCentre, database_url: str
) -> None:
    centre.subscribe()
    centre.publish("a")
    centre.settle()
    engine = create_engine(database_url)
    with ThreadPoolExecutor(1) as pool, engine.begin() as claiming:
        claiming.execute(text("UPDATE outbox SET state = 'sending', owner = 'another'"))
        paused = pool.submit(centre.knowledge.subscriptions.pause, SUPPORT, person="U1", until=None)
        _wait_until_it_waits(claiming)
        claiming.commit()
        assert paused.result()
    engine.dispose()

    assert [waiting.state.value for waiting in centre.knowledge.backlog.all()] == ["sending"]
    centre.knowledge.subscriptions.resume(SUPPORT, person="U1")
    assert centre.passes(seconds=1) == 0


def test_a_refusal_that_is_noted_late_takes_back_nothing_that_another_process_has_sent_meanwhile(
    centre: HelpCentre, database_url: str, open_knowledge: Callable[..., KnowledgeBase]
) -> None:
    centre.subscribe()
    centre.publish("a")
    centre.settle()
    slow, quick = centre.knowledge, open_knowledge(database_url, clock=centre.clock)
    late = slow.outbox.claim_due()
    assert late
    centre.clock.passes(timedelta(minutes=1))
    quick.outbox.take_over_orphans(timedelta())
    unclear = quick.outbox.claim_unclear()
    assert unclear
    assert quick.outbox.absent(unclear)
    again = quick.outbox.claim_due()
    assert again
    assert quick.outbox.sent(again, "1.0")

    slow.places.refused(SUPPORT, "not_in_channel", post=late.id)
    quick.places.returned(SUPPORT)
    assert centre.passes(seconds=1) == 0
    assert quick.announcements.posted_in(late.id, SUPPORT)


def _wait_until_it_waits(holding: Connection) -> None:
    """Until somebody waits for what a transaction holds. On SQLite nobody can be seen waiting, nor gets in between."""
    waiting = text("SELECT count(*) FROM pg_stat_activity WHERE pg_backend_pid() = ANY (pg_blocking_pids(pid))")
    if holding.dialect.name == "postgresql":
        while not holding.execute(waiting).scalar():
            pass
