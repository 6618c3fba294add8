"""Everything that the bot draws, each made of whatever articles and categories there may be."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import product
from typing import Any

from bot.announce import blocks as announce
from bot.app import VERBS
from bot.ask import blocks as ask
from bot.browse import blocks as browse
from bot.buttons import person_button
from bot.cards import Message
from bot.find import blocks as find
from bot.handoff import blocks as handoff
from bot.home import blocks as home
from bot.jump import blocks as jump
from bot.opening import blocks as opening
from bot.search import blocks as search
from bot.search.form import blocks as search_form
from bot.search.form.fields import Filling
from bot.search.window import blocks as search_window
from bot.shelves import blocks as shelves
from bot.subscribe import blocks as subscribe
from bot.subscribe.form import blocks as subscribe_form
from bot.subscribe.listing import blocks as listing
from bot.subscribe.listing.reading import Page as Listed
from bot.subscribe.making import Made
from bot.subscribe.naming import Names
from bot.talk import blocks as talk
from bot.talk.ears import Ears
from bot.unfurl import blocks as unfurl
from bot.vote import blocks as vote
from knowledge.announcements import Contents, Line, Occasion
from knowledge.articles import Answer, Audience, Band, Category, Talk, UnknownReference
from knowledge.browsing import Page, Shelf, Suggestions
from knowledge.changes import ChangeKind
from knowledge.channel_settings import Answers, ChannelSettings
from knowledge.help_requests import HelpRequest, RequestState
from knowledge.searches import Found, Search, Traits
from knowledge.subscriptions import Cadence, Pause, Place, Style, Subscription, Timetable
from tests.drawn import World

# A message, or a view or whatever else Slack takes as JSON.
Drawn = Message | Mapping[str, Any]
Surface = Callable[[World], Iterator[Drawn]]

_NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)
_WHENCE = {"channel": "C0GENERAL", "response_url": "https://hooks.slack.com/" + "x" * 100}


def _announcements(world: World) -> Iterator[Drawn]:
    for occasion, lines in product(Occasion, (_lines(world), _lines(world)[:1], _lines(world)[1:2])):
        yield announce.announcement(Contents(occasion, lines), post=7)


def _lines(world: World) -> tuple[Line, ...]:
    kinds = (*ChangeKind, None)
    return tuple(
        Line(article, kinds[number % len(kinds)], compact=number % 3 == 0, is_gone=number % 7 == 6)
        for number, article in enumerate(world.articles)
    )


def _answers(world: World) -> Iterator[Drawn]:
    for found, page in product(_found(world), (ask.FIRST_PRIVATE, ask.FIRST_PUBLIC, ask.Page(5, people=True))):
        yield ask.answer(found, page, offered=VERBS[0])


def _found(world: World) -> Iterator[Answer]:
    for band in Band:
        yield Answer(
            world.text, band, world.matches, world.categories[:3], shortened=True, more=True, searched=9, hints=()
        )
    none = Answer(world.text, Band.NONE, (), world.categories[:3], searched=9, hints=world.matches[:2])
    yield from (none, replace(none, hints=(), nearest=()), replace(none, searched=0))
    yield replace(none, unknown=UnknownReference(world.text, world.articles[:3]))
    yield from (replace(none, talk=said) for said in Talk)


def _searches(world: World) -> Iterator[Found]:
    texts = Traits(texts=(world.text,), categories=("/".join(world.path)[:200],))
    for wanted, matches in product((Search(world.text[:300]), Search(having=texts)), (world.matches, ())):
        yield Found(wanted, matches, 700, 5, Band.NONE, (world.text,) * 9, searched=9)
    yield Found(Search(), (), 0)


def _shelves(world: World) -> Iterator[Drawn]:
    children = tuple(each for each in world.categories if len(each.path) == 2)
    for path, page in product(((), world.path, world.deepest), (Page(world.articles[:10], 10, 99), Page((), 0, 0))):
        yield shelves.shelf_message(Shelf(path, 1234, children, page))
    yield shelves.shelf_message(Shelf((), 0, (), Page((), 0, 0)))


def _trees(world: World) -> Iterator[Drawn]:
    for offset in range(0, len(world.categories) + 1, 10):
        yield browse.tree(world.categories[: max(offset, 1)] if offset > 150 else world.categories, offset // 2, 999)
    yield from (browse.tree((), 0, 5), browse.tree((), 0, 0))


def _newest(world: World) -> Iterator[Drawn]:
    for path, page in product(((), world.deepest), (Page(world.articles[:10], 10, 99), Page((), 0, 0))):
        yield browse.newest(page, path)


def _homes(world: World) -> Iterator[Drawn]:
    tops = [each for each in world.categories if len(each.path) == 1]
    sections = [*browse.home_section(tops, len(tops)), *announce.headline(_lines(world)[0]), home.failed(world.text)]
    for known, times in ((True, 1), (False, 20)):
        yield home.home(sections[: 100 if times == 1 else 3] * times, channel="D1", is_known=known)


def _requests(world: World) -> Iterator[HelpRequest]:
    for state, channel in product(RequestState, ("C1", "D1", "")):
        yield HelpRequest("T1", channel, "1.1", "U0ANA", "x", world.text or "x", (), "C2", 7, state, "U0BEN", "U0BEN")


def _forms(world: World) -> Iterator[Drawn]:
    paths = [each.path for each in world.categories]
    for categories, category in product((paths, paths[:5], [()][:0]), ("", "*x*")):
        style = Style(without=(world.text[:60] or "x",))
        yield subscribe_form.form_view(subscribe_form.Form(categories, Timetable(), style, dict(_WHENCE), category))


class _Knowledge:
    """As much of a knowledge base as naming asks for."""

    def __init__(self, categories: tuple[Category, ...]) -> None:
        self._categories = categories

    def categories(self, audience: Audience) -> tuple[Category, ...]:
        return self._categories


def _names(world: World) -> Names:
    return Names(_Knowledge(world.categories), Audience.PUBLIC)  # type: ignore[arg-type]


def _subscriptions(world: World) -> Iterator[Subscription]:
    for path, cadence, pause in product(((), world.path, world.deepest), Cadence, (Pause.NONE, Pause.REFUSED)):
        style = Style(without=(world.text[:60] or "x",) * 10)
        yield Subscription(
            7, Place("T1", "C1"), path, Timetable(cadence), style, "U0ANA", _NOW,
            next_at=_NOW + timedelta(days=1), pause=pause, problem=world.text[:50],
        )  # fmt: skip


def _made(world: World) -> Iterator[Drawn]:
    found = tuple(_subscriptions(world))
    for each in found:
        yield subscribe.confirmation(Made(each, None, found, _NOW, _names(world), is_direct=True, recent=3, posted=3))


def _lists(world: World) -> Iterator[Drawn]:
    found = tuple(_subscriptions(world))[:10]
    yield listing.listing(Listed(found, 10, 99, {7: _NOW}, _NOW, _names(world), is_direct=False, said="Done."))
    yield listing.listing(Listed((), 0, 0, {}, _NOW, _names(world), is_direct=True, example=world.deepest))


def _settings(world: World) -> Iterator[ChannelSettings]:
    for answers, channel in product(Answers, ("", "C1")):
        yield ChannelSettings(answers, several=True, follow_ups=True, favours=True, help_channel=channel)


SURFACES: Mapping[str, Surface] = {
    "announce.announcement": _announcements,
    "announce.withheld": lambda _: iter([announce.withheld()]),
    "announce.everything": lambda w: iter([announce.everything(Contents(Occasion.DIGEST, _lines(w) * 9))]),
    "announce.waiting": lambda w: iter([announce.waiting(_lines(w)), announce.waiting(_lines(w)[:1])]),
    "announce.example": lambda w: (announce.example(lines, w.deepest) for lines in (_lines(w), ())),
    "ask.answer": _answers,
    "ask.picked": lambda w: (ask.picked(match, w.text) for match in w.matches),
    "ask.unasked": lambda w: (ask.unasked(ask.answer(found, ask.FIRST_PUBLIC)) for found in _found(w)),
    "ask.help_message": lambda w: iter([ask.help_message(VERBS, w.articles[:3], w.path[0])]),
    "browse.tree": _trees,
    "browse.newest": _newest,
    "find.found_modal": lambda w: (find.found_modal(each, find.Place("C1", "1.1"), said=w.text) for each in _found(w)),
    "handoff.asked": lambda w: (handoff.asked(each, w.articles[:3]) for each in _requests(w)),
    "handoff.asking_done": lambda w: map(handoff.asking_done, _requests(w)),
    "handoff.asked_before": lambda w: map(handoff.asked_before, _requests(w)),
    "handoff.claimed": lambda w: map(handoff.claimed, _requests(w)),
    "handoff.resolved": lambda w: map(handoff.resolved, _requests(w)),
    "handoff.proposal_form": lambda w: map(handoff.proposal_form, _requests(w)),
    "home.home": _homes,
    "jump.field": lambda _: iter([jump.field()]),
    "jump.groups": lambda w: iter([{"option_groups": jump.groups(Suggestions(w.categories[:30], w.articles))}]),
    "opening.article_modal": lambda w: (
        opening.article_modal(article, opening.Opened(w.text, "V1", _WHENCE), page=page, said=w.text[:500])
        for article in w.articles[:3]
        for page in (0, 99)
    ),
    "search.results": lambda w: map(search.results, _searches(w)),
    "search.form.form_view": lambda w: iter(
        [search_form.form_view(Filling(w.text[:3000], category=w.path), search_form.how_to(w.articles, ()), "{}")]
    ),
    "search.window.results_view": lambda w: (
        search_window.results_view(each, _WHENCE, said="x") for each in _searches(w)
    ),
    "search.window.posted": lambda w: (search_window.posted(each, "U0ANA") for each in _searches(w)),
    "shelves.shelf_message": _shelves,
    "subscribe.confirmation": _made,
    "subscribe.paragraphs": lambda _: iter([subscribe.paragraphs(["One.", "Two."], [subscribe.begin_button()])]),
    "subscribe.which": lambda w: iter(
        [subscribe.which("Which?", "unsubscribe", [each.path for each in w.categories[: subscribe.MOST_CHOICES]])]
    ),
    "subscribe.form.form_view": _forms,
    "subscribe.listing.listing": _lists,
    "talk.form_view": lambda w: (
        talk.form_view(talk.Form(each, dict(_WHENCE), is_direct, Ears("I can't hear.", "Not yet.")))
        for each in _settings(w)
        for is_direct in (True, False)
    ),
    "talk.settled_view": lambda w: (talk.settled_view(each, is_direct=False) for each in _settings(w)),
    "talk.refused": lambda w: (talk.refused(w.text, each) for each in _settings(w)),
    "talk.stopped": lambda _: iter([talk.stopped()]),
    "unfurl.unfurled": lambda w: map(unfurl.unfurled, w.articles),
    "vote.thanks_for_helpful": lambda _: iter([vote.thanks_for_helpful()]),
    "vote.thanks_for_not_helpful": lambda w: (
        vote.thanks_for_not_helpful(w.text, each.key, [person_button(w.text)]) for each in w.articles
    ),
    "vote.reason_view": lambda w: (vote.reason_view(w.text, each.key) for each in w.articles),
}
