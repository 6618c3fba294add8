"""What channels are told of changes, and when: the rules as a reader would say them, on both databases."""

from datetime import UTC, datetime, time

from knowledge.subscriptions import Cadence, Place, Quiet, Style
from tests.knowledge.announcing import SALES, SUPPORT, HelpCentre

DAILY, WEEKLY, MUTED = Cadence.DAILY, Cadence.WEEKLY, Cadence.MUTED


def test_a_new_article_is_told_once_to_each_channel_that_wants_it(centre: HelpCentre) -> None:
    centre.subscribe("Billing")
    centre.subscribe("Orders", SALES)
    centre.publish("refunds", category="Billing / Invoices")

    assert centre.knowledge.announcements.plan() == 0
    assert centre.settle() == 1
    assert centre.passes(days=1) == 0
    assert centre.posts() == [("change", ["refunds"])]
    assert centre.posts(SALES) == []


def test_the_narrowest_subscription_decides(centre: HelpCentre) -> None:
    centre.subscribe("", cadence=DAILY, at=time(12))
    centre.subscribe("Billing / Invoices")
    centre.publish("refunds", category="Billing / Invoices")
    centre.publish("orders", category="Orders")

    assert centre.settle() == 1
    assert centre.posts() == [("change", ["refunds"])]
    assert centre.passes(hours=3) == 1
    assert centre.posts()[1:] == [("digest", ["orders"])]


def test_muted_wins_over_all_and_over_narrower_ones(centre: HelpCentre) -> None:
    centre.subscribe("")
    centre.subscribe("Billing / Invoices")
    centre.subscribe("Billing", cadence=MUTED)
    centre.publish("refunds", category="Billing / Invoices")
    centre.publish("orders", category="Orders")
    centre.settle()

    assert centre.posts() == [("change", ["orders"])]


def test_what_follows_within_the_grace_period_is_told_with_the_article_and_with_its_last_text(
    centre: HelpCentre,
) -> None:
    centre.subscribe()
    centre.publish("refunds")
    centre.passes(seconds=30)
    centre.publish("refunds", title="Refunds, at last")
    centre.passes(seconds=30)
    assert centre.passes(hours=1) == 0

    [contents] = centre.contents()
    assert contents.lines[0].article.title == "Refunds, at last"
    assert centre.posts() == [("change", ["refunds"])]


def test_an_update_is_told_each_time_to_those_who_want_updates(centre: HelpCentre) -> None:
    centre.subscribe()
    centre.subscribe(place=SALES, style=Style(updates=False))
    centre.publish("refunds")
    centre.settle()
    for body in ("Once.", "Twice."):
        centre.publish("refunds", body=body)
        centre.settle()

    assert centre.posts() == [("change", ["refunds"]), ("change", ["refunds*"]), ("change", ["refunds*"])]
    assert centre.posts(SALES) == [("change", ["refunds"])]


def test_what_no_reader_sees_is_no_update(centre: HelpCentre) -> None:
    centre.subscribe()
    centre.publish("refunds")
    centre.settle()
    centre.publish("refunds", phrases=["money back"])

    assert centre.settle() == 0


def test_more_than_five_at_once_become_a_digest_by_category(centre: HelpCentre) -> None:
    centre.subscribe("")
    centre.publish("a", "c", "e", category="Orders")
    centre.publish("b", "d", "f", category="Billing")
    assert centre.settle() == 1
    assert centre.posts() == [("digest", ["b", "d", "f", "a", "c", "e"])]

    centre.publish("1", "2", "3", "4", "5")
    assert centre.settle() == 5


def test_subscriptions_that_are_due_together_give_one_digest(centre: HelpCentre) -> None:
    centre.subscribe("Billing", cadence=DAILY, at=time(10))
    centre.subscribe("Orders", cadence=WEEKLY, at=time(10), weekday=0)
    centre.publish("refunds", category="Billing")
    centre.publish("orders", category="Orders")
    assert centre.passes(hours=1) == 1
    assert centre.posts() == [("digest", ["refunds", "orders"])]


def test_an_article_that_is_new_and_then_updated_stands_in_a_digest_once_as_new(centre: HelpCentre) -> None:
    centre.subscribe(cadence=DAILY, at=time(17))
    centre.publish("refunds")
    centre.settle()
    centre.publish("refunds", body="More.")
    centre.passes(hours=8)
    assert centre.posts() == [("digest", ["refunds"])]


def test_an_empty_digest_is_not_posted(centre: HelpCentre) -> None:
    centre.subscribe(cadence=DAILY, at=time(10))
    centre.publish("orders", category="Orders")
    assert centre.passes(days=3) == 0


def test_what_comes_in_quiet_hours_or_at_a_weekend_comes_as_one_digest_when_they_end(centre: HelpCentre) -> None:
    centre.subscribe(quiet=Quiet(time(9), time(12)))
    centre.subscribe(place=SALES, weekdays_only=True)
    for id in ("a", "b"):
        centre.publish(id)
        centre.settle()
    assert centre.posts() == []
    assert centre.at(datetime(2026, 11, 2, 12, tzinfo=UTC)) == 1
    assert centre.posts() == [("digest", ["a", "b"])]
    assert len(centre.posts(SALES)) == 2

    centre.at(datetime(2026, 11, 7, 12, tzinfo=UTC))
    centre.publish("c")
    centre.settle()
    assert len(centre.posts(SALES)) == 2
    centre.at(datetime(2026, 11, 9, tzinfo=UTC))
    assert centre.posts(SALES)[2:] == [("digest", ["c"])]


def test_words_that_a_channel_does_not_want_to_hear_keep_an_article_out(centre: HelpCentre) -> None:
    centre.subscribe(style=Style(without=("free trial",)))
    centre.publish("a", title="The FREE Trial ends")
    centre.publish("b", title="Trials")
    centre.settle()
    assert centre.posts() == [("change", ["b"])]


def test_an_article_that_is_gone_before_it_is_told_is_not_told(centre: HelpCentre) -> None:
    centre.subscribe()
    centre.publish("a", "b", "c", "d", "e", "f")
    centre.remove("a")
    centre.settle()
    assert [ids for _, ids in centre.posts()] == [["b"], ["c"], ["d"], ["e"], ["f"]]


def test_an_article_that_only_moves_is_not_told_and_is_told_under_its_new_id_when_it_moves_while_it_waits(
    centre: HelpCentre,
) -> None:
    centre.subscribe()
    centre.publish("a")
    centre.rename_id("a", "b")
    centre.settle()
    assert centre.posts() == [("change", ["b"])]
    centre.rename_id("b", "c")
    assert centre.settle() == 0
    assert centre.posts() == [("change", ["c"])]


def test_pausing_holds_back_and_resuming_gives_one_digest(centre: HelpCentre) -> None:
    centre.subscribe()
    centre.publish("before")
    centre.settle()
    centre.knowledge.subscriptions.pause(SUPPORT, person="U1", until=None)
    assert centre.posts() == []
    centre.publish("a", "b")
    centre.passes(days=100)
    assert centre.posts() == []
    centre.knowledge.subscriptions.resume(SUPPORT, person="U1")
    assert centre.passes() == 1
    assert centre.posts() == [("digest", ["before", "a", "b"])]
    assert centre.passes(days=1) == 0


def test_a_pause_ends_by_itself(centre: HelpCentre) -> None:
    centre.subscribe()
    until = datetime(2026, 11, 4, 9, tzinfo=UTC)
    centre.knowledge.subscriptions.pause(SUPPORT, person="U1", until=until)
    centre.publish("a")
    assert centre.passes(hours=47) == 0
    assert centre.at(until) == 1
    assert centre.posts() == [("digest", ["a"])]
    centre.publish("b")
    centre.settle()
    assert centre.posts()[1:] == [("change", ["b"])]


def test_a_narrower_subscription_tells_what_the_wider_one_still_had_to(centre: HelpCentre) -> None:
    centre.subscribe("", cadence=WEEKLY, weekday=4)
    centre.publish("refunds")
    centre.settle()
    centre.subscribe("Billing")
    assert centre.passes() == 1
    assert centre.posts() == [("change", ["refunds"])]
    assert centre.passes(days=7) == 0


def test_a_new_subscription_is_told_nothing_of_before(centre: HelpCentre) -> None:
    centre.publish("old")
    centre.settle()
    centre.subscribe()
    assert centre.passes(days=1) == 0


def test_what_was_told_is_not_told_again_when_another_subscription_takes_over(centre: HelpCentre) -> None:
    centre.subscribe("", cadence=WEEKLY, weekday=4)
    centre.subscribe("Billing")
    centre.publish("refunds")
    centre.settle()
    centre.knowledge.subscriptions.unsubscribe(SUPPORT, ("billing",), person="U1")
    assert centre.passes(days=7) == 0


def test_held_articles_wait_for_their_release(centre: HelpCentre) -> None:
    centre.subscribe()
    centre.subscribe(place=SALES)
    centre.publish("secret", announce="hold")
    centre.publish("never", announce=False)
    assert centre.passes(days=3) == 0
    assert [article.id for article in centre.knowledge.announcements.held()] == ["secret"]

    assert centre.knowledge.announcements.announce_now(SUPPORT, person="U1") == 1
    assert centre.posts() == [("asked", ["secret"])]
    assert centre.knowledge.announcements.announce_now(SUPPORT, person="U1") == 0
    assert centre.posts(SALES) == []
    assert centre.knowledge.announcements.release() == 1
    assert centre.passes() == 1
    assert centre.posts(SALES) == [("change", ["secret"])]
    assert centre.passes(days=1) == 0


def test_a_held_article_whose_author_lets_it_go_is_told_as_new(centre: HelpCentre) -> None:
    centre.subscribe()
    centre.publish("secret", announce="hold")
    centre.passes(days=1)
    centre.publish("secret", announce=True, body="More of it.")
    centre.settle()
    assert centre.posts() == [("change", ["secret"])]


def test_announce_now_tells_what_waits_for_a_digest_which_then_does_not_tell_it(centre: HelpCentre) -> None:
    centre.subscribe(cadence=WEEKLY)
    centre.publish("a")
    centre.settle()
    assert centre.knowledge.announcements.announce_now(SUPPORT, person="U1") == 1
    assert centre.posts() == [("asked", ["a"])]
    assert centre.passes(days=14) == 0


def test_a_mass_change_is_told_only_when_it_is_accepted(centre: HelpCentre) -> None:
    centre.subscribe()
    report = centre.publish(*(f"new{number}" for number in range(51)))
    assert report.held == "51 articles are new at once"
    centre.publish("one more")
    assert centre.passes(days=2) == 0
    [held] = centre.knowledge.syncs.held()
    assert (held.name, held.waiting) == ("help", 52)

    centre.knowledge.syncs.accept()
    assert centre.passes() == 1
    assert [len(ids) for _, ids in centre.posts()] == [52]
    assert centre.knowledge.syncs.held() == []


def test_a_source_of_which_much_is_gone_is_held_and_can_be_accepted_silently(centre: HelpCentre) -> None:
    centre.subscribe()
    centre.publish("a", "b", "c", "d")
    centre.settle()
    centre.post_as_sent()
    assert centre.remove("a", "b").held == "2 of 5 articles are gone"
    centre.publish("e")
    assert centre.settle() == 0
    centre.knowledge.syncs.accept(silently=True)
    assert centre.settle() == 0
    centre.publish("f")
    assert centre.settle() == 1


def test_posts_that_name_an_article_become_stale_when_its_title_changes_or_it_goes(centre: HelpCentre) -> None:
    centre.subscribe(style=Style(updates=False))
    centre.publish("a", "b")
    centre.settle()
    centre.post_as_sent()
    centre.publish("a", body="Another body.")
    assert centre.knowledge.edits.claim() is None
    centre.publish("a", title="Another title")
    centre.remove("b")
    for _ in range(2):
        assert centre.knowledge.edits.claim() is not None
        centre.passes(seconds=2)
    assert centre.knowledge.edits.claim() is None


def test_what_is_refused_is_told_in_one_digest_when_the_channel_is_back(centre: HelpCentre) -> None:
    centre.subscribe()
    centre.publish("a", "b")
    centre.settle()
    delivery = centre.knowledge.outbox.claim_due()
    assert delivery is not None
    [paused] = centre.knowledge.places.refused(SUPPORT, "is_archived", post=delivery.id)
    assert paused.made_by == "U1"
    assert centre.knowledge.places.refused(SUPPORT, "is_archived") == []
    centre.publish("c")
    assert centre.settle() == 0
    assert centre.posts() == []

    assert len(centre.knowledge.places.returned(SUPPORT)) == 1
    assert centre.passes() == 1
    assert centre.posts() == [("digest", ["a", "b", "c"])]


def test_posts_that_waited_for_a_day_become_one_digest(centre: HelpCentre) -> None:
    centre.subscribe()
    centre.publish("a", "b")
    centre.settle()
    assert centre.knowledge.announcements.gather_old() == 0
    centre.passes(days=1)
    assert centre.knowledge.announcements.gather_old() == 2
    assert centre.passes() == 1
    assert centre.posts() == [("digest", ["a", "b"])]


def test_a_channel_that_gets_another_id_is_told_there(centre: HelpCentre) -> None:
    centre.subscribe()
    centre.publish("a")
    centre.settle()
    centre.knowledge.places.moved("T1", "C1", "C9")
    centre.publish("b")
    centre.settle()
    assert centre.posts(Place("T1", "C9")) == [("change", ["a"]), ("change", ["b"])]
    assert centre.posts() == []


def test_what_is_no_longer_wanted_when_it_is_posted_is_left_out(centre: HelpCentre) -> None:
    centre.subscribe()
    centre.publish("a")
    centre.settle()
    centre.subscribe(cadence=MUTED)
    assert centre.posts() == [("change", [])]


def test_a_subscription_that_is_ended_leaves_its_number_to_no_other(centre: HelpCentre) -> None:
    ended = centre.subscribe("Billing")
    centre.knowledge.subscriptions.end(SUPPORT, person="U1")
    assert centre.subscribe("Orders").id != ended.id
    assert centre.knowledge.subscriptions.numbered(SUPPORT, ended.id) is None
