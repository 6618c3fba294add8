"""What channels are told where things cross: pauses, holds, other subscriptions, and clocks that jump."""

from datetime import time

import pytest

from knowledge.subscriptions import Cadence, Quiet
from tests.knowledge.announcing import SALES, SUPPORT, HelpCentre

WEEKLY, MUTED = Cadence.WEEKLY, Cadence.MUTED


def test_an_article_that_is_back_before_its_turn_is_told_as_new_whenever_somebody_plans(centre: HelpCentre) -> None:
    centre.subscribe()
    centre.publish("a", "b", "c", "d", "e", "f")
    centre.passes(seconds=20)
    centre.remove("a")
    centre.passes(seconds=20)
    centre.publish("a")
    centre.passes(seconds=20)
    assert centre.posts() == [("digest", ["a", "b", "c", "d", "e", "f"])]


def test_an_article_that_is_not_to_be_announced_for_a_moment_only_is_told(centre: HelpCentre) -> None:
    centre.subscribe()
    centre.publish("a", announce=False)
    centre.passes(seconds=30)
    centre.publish("a", announce=True)
    centre.passes(seconds=30)
    assert centre.posts() == [("change", ["a"])]


def test_an_article_that_is_no_longer_to_be_announced_is_left_out_of_a_digest(centre: HelpCentre) -> None:
    centre.subscribe(cadence=WEEKLY)
    centre.publish("a", "b")
    centre.settle()
    centre.publish("a", announce=False)
    centre.passes(days=7)
    assert centre.posts() == [("digest", ["b"])]


def test_what_follows_is_told_with_the_article_though_the_clock_has_jumped_back(centre: HelpCentre) -> None:
    centre.subscribe()
    centre.publish("a")
    centre.passes(hours=-1)
    centre.publish("a", body="More.")
    centre.settle()
    centre.passes(hours=1)
    assert centre.posts() == [("change", ["a"])]


def test_an_update_of_a_held_article_is_told_to_those_who_have_been_told_of_it(centre: HelpCentre) -> None:
    centre.subscribe()
    centre.subscribe(place=SALES)
    centre.publish("secret", announce="hold")
    centre.settle()
    centre.knowledge.announcements.announce_now(SUPPORT, person="U1")
    centre.publish("secret", body="More.")
    centre.knowledge.announcements.release()
    centre.settle()
    assert centre.posts() == [("asked", ["secret"]), ("change", ["secret*"])]
    assert centre.posts(SALES) == [("change", ["secret"])]


def test_single_posts_come_in_the_order_of_what_they_tell_whoever_tells_it(centre: HelpCentre) -> None:
    centre.subscribe("Billing")
    centre.subscribe("Orders")
    centre.publish("orders", category="Orders")
    centre.publish("refunds", category="Billing")
    centre.settle()
    assert centre.posts() == [("change", ["orders"]), ("change", ["refunds"])]


def test_what_is_announced_now_stands_by_category(centre: HelpCentre) -> None:
    centre.subscribe("", cadence=WEEKLY)
    centre.publish("a", category="Orders")
    centre.publish("b", category="Billing")
    centre.publish("c", category="Orders")
    centre.settle()
    centre.knowledge.announcements.announce_now(SUPPORT, person="U1")
    assert centre.posts() == [("asked", ["b", "a", "c"])]


@pytest.mark.parametrize("narrower_since", [True, False])
def test_what_a_pause_takes_back_is_told_by_whoever_tells_of_the_category_by_then(
    centre: HelpCentre, narrower_since: bool
) -> None:
    centre.subscribe("")
    if not narrower_since:
        centre.subscribe("Billing")
    centre.publish("refunds")
    centre.settle()
    if narrower_since:
        centre.subscribe("Billing")
    else:
        centre.knowledge.subscriptions.unsubscribe(SUPPORT, ("billing",), person="U1")
    centre.knowledge.subscriptions.pause(SUPPORT, person="U1", until=None)
    assert centre.posts() == []
    centre.knowledge.subscriptions.resume(SUPPORT, person="U1")
    centre.passes()
    assert centre.posts() == [("digest", ["refunds"])]


def test_a_post_that_is_refused_during_a_pause_does_not_end_it(centre: HelpCentre) -> None:
    centre.subscribe()
    centre.publish("a")
    centre.settle()
    delivery = centre.knowledge.outbox.claim_due()
    assert delivery is not None
    centre.knowledge.subscriptions.pause(SUPPORT, person="U1", until=None)
    centre.knowledge.places.refused(SUPPORT, "is_archived", post=delivery.id)
    assert centre.passes(days=1) == 0
    centre.knowledge.subscriptions.resume(SUPPORT, person="U1")
    centre.passes()
    assert centre.posts() == [("digest", ["a"])]


def test_what_was_gathered_before_a_channel_was_muted_makes_no_digest_of_what_comes_after(centre: HelpCentre) -> None:
    centre.subscribe(quiet=Quiet(time(9), time(10)))
    centre.publish("a")
    centre.settle()
    centre.subscribe(cadence=MUTED)
    centre.publish("b")
    centre.subscribe()
    centre.settle()
    assert centre.posts() == [("change", ["b"])]
