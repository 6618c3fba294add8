"""Announcements: which subscription tells of a change, when, and what goes into one post. Pure rules."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum

from knowledge.articles import Article, CategoryPath, folded
from knowledge.changes import ChangeKind
from knowledge.subscriptions import Cadence, Pause, Place, Subscription
from knowledge.timetables import next_run, opens_at

# More articles than this in one go are told in one digest, and so are several that have waited for longer than this.
MOST_SINGLY = 5
OLD_AFTER = timedelta(days=1)


class Occasion(StrEnum):
    """Why something is posted; a post's subject begins with it."""

    CHANGE = "change"  # one article, as it changes
    DIGEST = "digest"  # a period's changes, or many at once
    ASKED = "asked"  # what was held or waiting, as somebody asked for it now
    RECENT = "recent"  # the last articles of a category, as somebody asked for them


@dataclass(frozen=True, slots=True)
class News:
    """A change that may be told, with its article as it is now, without its body.

    `turn` is its place in the order in which all hear of changes; None while it is held. `since` is when it could be
    told first.
    """

    change: int
    turn: int | None
    kind: ChangeKind
    since: datetime
    article: Article


@dataclass(frozen=True, slots=True)
class Announcement:
    """An article told to one channel for the sake of a subscription, and the changes that are told by that.

    An article that somebody asked to be shown has no changes.
    """

    article: Article
    kind: ChangeKind
    subscription: Subscription
    changes: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class PlannedPost:
    """A post to be: one announcement, or a digest of several; a channel gets each subject once."""

    place: Place
    subject: str
    announcements: tuple[Announcement, ...]


@dataclass(frozen=True, slots=True)
class ChannelPlan:
    """What one channel is told now, and how its subscriptions are afterwards, as far as they differ."""

    posts: tuple[PlannedPost, ...] = ()
    changed: tuple[Subscription, ...] = ()


class Channel:
    """The subscriptions of one channel, which decide together who tells it of what."""

    def __init__(self, subscriptions: Iterable[Subscription]) -> None:
        self.subscriptions = tuple(subscriptions)
        self._by_shelf: Mapping[CategoryPath, Subscription] = {each.shelf: each for each in self.subscriptions}
        self._tellers: dict[CategoryPath, Subscription | None] = {}

    def teller(self, category: CategoryPath) -> Subscription | None:
        """The subscription that tells of a category: the narrowest that covers it, and none if one of them is muted."""
        if category not in self._tellers:
            self._tellers[category] = self._find_teller(folded(category))
        return self._tellers[category]

    def wants(self, news: News) -> bool:
        """Whether one of them tells of such a change to such an article."""
        teller = self.teller(news.article.category)
        return teller is not None and wants(teller, news)

    def told_by(
        self, subscriptions: Sequence[Subscription], news: Iterable[News]
    ) -> list[tuple[Subscription, tuple[Announcement, ...]]]:
        """What each of these subscriptions tells of the news: an article once, in the order of the news."""
        told: dict[int, dict[str, Announcement]] = {each.id: {} for each in subscriptions}
        for each in news:
            teller = self.teller(each.article.category)
            if teller and teller.id in told and _is_unheard(each, teller) and wants(teller, each):
                key, theirs = each.article.key, told[teller.id]
                theirs[key] = _joined(theirs.get(key), each, teller)
        return [(each, tuple(told[each.id].values())) for each in subscriptions]

    def _find_teller(self, path: CategoryPath) -> Subscription | None:
        covering = [self._by_shelf.get(path[:depth]) for depth in range(len(path), -1, -1)]
        found = [subscription for subscription in covering if subscription]
        muted = any(subscription.timetable.cadence is Cadence.MUTED for subscription in found)
        return found[0] if found and not muted else None


def wants(subscription: Subscription, news: News) -> bool:
    """Whether a subscription wants to hear of such a change to such an article."""
    style, article = subscription.style, news.article
    if news.kind is ChangeKind.UPDATED and not style.updates:
        return False
    if not style.without:
        return True
    words = f"{article.title}\n{article.summary}".casefold()
    return not any(unwanted.casefold() in words for unwanted in style.without)


def is_due(subscription: Subscription, now: datetime, *, last_turn: int) -> bool:
    """Whether a subscription is to be looked at: its time has come, or a change has come for one that waits for one."""
    if subscription.next_at is not None:
        return subscription.next_at <= now
    waits = subscription.timetable.cadence is Cadence.AT_ONCE and subscription.pause is Pause.NONE
    return waits and subscription.told_to < last_turn


def plan_channel(
    subscriptions: Sequence[Subscription], news: Sequence[News], now: datetime, *, last_turn: int
) -> ChannelPlan:
    """What one channel is told now, all its subscriptions given, and the news that it may not have been told.

    What subscriptions that gather, or whose digest is due, have to tell comes as one digest; so does all else when it
    is much, or old. Nothing is told in quiet hours and on days off: it comes as a digest when they end.
    """
    channel = Channel(subscriptions)
    singly: list[Announcement] = []
    digest: list[Announcement] = []
    changed: list[Subscription] = []
    due = [each for each in channel.subscriptions if is_due(each, now, last_turn=last_turn)]
    for subscription, told in channel.told_by(due, news):
        opens = opens_at(subscription.timetable, now)
        if told and opens > now:
            changed.append(replace(_awake(subscription), next_at=opens, gathers=True))
            continue
        (digest if _gathers(subscription) else singly).extend(told)
        changed.append(after_telling(subscription, now, last_turn=last_turn))
    if len(singly) > MOST_SINGLY or _is_old(singly, news, now):
        singly, digest = [], [*singly, *digest]
    posts = [post_of(announcement) for announcement in _in_turn(singly, news)]
    posts += [digest_of(digest)] if digest else []
    return ChannelPlan(tuple(posts), tuple(changed))


def after_telling(subscription: Subscription, now: datetime, *, last_turn: int) -> Subscription:
    """A subscription that has just told all it had to."""
    next_at = next_run(subscription.timetable, now)
    return replace(_awake(subscription), told_to=max(last_turn, subscription.told_to), next_at=next_at, gathers=False)


def post_of(announcement: Announcement) -> PlannedPost:
    """A post that tells of one article; its subject is the change."""
    subject = f"{Occasion.CHANGE}:{min(announcement.changes)}"
    return PlannedPost(announcement.subscription.place, subject, (announcement,))


def digest_of(announcements: Sequence[Announcement], occasion: Occasion = Occasion.DIGEST) -> PlannedPost:
    """A post that tells of several articles, by category. No two of a channel tell of the same change, so the lowest
    names it."""
    in_order = sorted(announcements, key=lambda each: folded(each.article.category))
    lowest = min(change for each in announcements for change in each.changes)
    return PlannedPost(announcements[0].subscription.place, f"{occasion}:{lowest}", tuple(in_order))


def telling_again(subscription: Subscription, turn: int, at: datetime) -> Subscription:
    """A subscription that is to tell again what had its turn then, and what came since and was not told.

    It does so at a moment in a digest, or when its pause ends.
    """
    next_at = at if subscription.pause is Pause.NONE else subscription.next_at
    return replace(subscription, told_to=turn - 1, gathers=True, next_at=next_at)


def _awake(subscription: Subscription) -> Subscription:
    """A subscription whose pause, if it had one, is over."""
    return replace(subscription, pause=Pause.NONE, paused_until=None)


def _gathers(subscription: Subscription) -> bool:
    return subscription.gathers or subscription.timetable.cadence is not Cadence.AT_ONCE


def _is_unheard(news: News, subscription: Subscription) -> bool:
    return news.turn is None or news.turn > subscription.told_to


def _joined(before: Announcement | None, news: News, subscription: Subscription) -> Announcement:
    if before is None:
        return Announcement(news.article, news.kind, subscription, (news.change,))
    kind = ChangeKind.NEW if ChangeKind.NEW in (before.kind, news.kind) else news.kind
    return replace(before, kind=kind, changes=(*before.changes, news.change))


def _in_turn(singly: Iterable[Announcement], news: Iterable[News]) -> list[Announcement]:
    """Announcements of several subscriptions in the order in which their changes had their turns."""
    order = {each.change: place for place, each in enumerate(news)}
    return sorted(singly, key=lambda each: order[each.changes[0]])


def _is_old(singly: Sequence[Announcement], news: Sequence[News], now: datetime) -> bool:
    """Whether several of them have waited for so long that one digest is kinder than a row of posts."""
    since = {each.change: each.since for each in news}
    old = [each for each in singly if since[min(each.changes)] <= now - OLD_AFTER]
    return len(old) > 1


@dataclass(frozen=True, slots=True)
class Line:
    """An article as it stands in a post: as it is now, as what it is told and in which form, and whether it is gone."""

    article: Article
    kind: ChangeKind | None
    compact: bool
    is_gone: bool = False


@dataclass(frozen=True, slots=True)
class Contents:
    """What an announcement's post says: why it is posted, its articles, and whether it stands in Slack already."""

    occasion: Occasion
    lines: tuple[Line, ...]
    is_posted: bool = False
