"""What channels are to be told, said as plainly as can be, in lists and dicts: what the bot does is held against it.

When a timetable opens, and when its next digest comes, is asked of knowledge/timetables.py, which is proved on its own.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from knowledge.subscriptions import Cadence, Style, Timetable
from knowledge.timetables import next_run, opens_at

GRACE, DAY = timedelta(seconds=60), timedelta(days=1)
MOST_SINGLY, MOST_NEW, MOST_GONE = 5, 12, 0.2

Path = tuple[str, ...]


@dataclass(eq=False)
class Piece:
    """An article. It stays the same one when its id changes."""

    source: str
    id: str
    title: str
    category: Path
    announce: str = "yes"
    gone: bool = False

    @property
    def is_silent(self) -> bool:
        """Whether it is not told while things are so."""
        return self.gone or self.announce == "no"


@dataclass(eq=False)
class Event:
    """Something new to readers: an article, or what it says."""

    piece: Piece
    kind: str
    at: datetime
    released_at: datetime | None = None


@dataclass(eq=False)
class Wish:
    """A subscription, with what it has not told or passed over yet. It waits for `due`, or else for an event."""

    category: Path
    timetable: Timetable
    style: Style
    unheard: list[Event] = field(default_factory=list)
    due: datetime | None = None
    gathers: bool = False
    pause: str = ""

    @property
    def is_muted(self) -> bool:
        return self.timetable.cadence is Cadence.MUTED

    @property
    def is_at_once(self) -> bool:
        return self.timetable.cadence is Cadence.AT_ONCE

    def is_due(self, now: datetime) -> bool:
        return self.due <= now if self.due else bool(self.unheard) and self.is_at_once and not self.pause

    def wants(self, event: Event) -> bool:
        told = event.kind == "new" or self.style.updates
        return told and not any(words.lower() in event.piece.title.lower() for words in self.style.without)

    def reschedule(self, now: datetime) -> None:
        """What it had gathered it tells as soon as it may; else it waits for its next digest, if it has any."""
        if not self.pause:
            self.due = now if self.is_at_once and self.gathers else next_run(self.timetable, now)

    def has_told_all(self, now: datetime) -> None:
        self.unheard, self.gathers, self.pause = [], False, ""
        self.due = next_run(self.timetable, now)

    def resume(self, now: datetime) -> None:
        self.pause, self.due, self.gathers = "", now, True


@dataclass(eq=False)
class Line:
    """An article in a post, with the events that are told by it."""

    piece: Piece
    events: list[Event]
    wish: Wish

    @property
    def kind(self) -> str:
        return "new" if any(event.kind == "new" for event in self.events) else "updated"


@dataclass(eq=False)
class Told:
    """A post."""

    why: str
    lines: Sequence[Line]
    at: datetime
    state: str = "pending"


class Room:
    """A channel."""

    def __init__(self) -> None:
        self.wishes: dict[Path, Wish] = {}
        self.posts: list[Told] = []
        self.heard: set[Event] = set()

    def teller(self, category: Path) -> Wish | None:
        """The narrowest subscription that covers a category, unless one that covers it is muted."""
        shelves = [category[:depth] for depth in range(len(category), -1, -1)]
        covering = [self.wishes[shelf] for shelf in shelves if shelf in self.wishes]
        return covering[0] if covering and not any(wish.is_muted for wish in covering) else None

    def lines(self, wish: Wish, events: Iterable[Event]) -> list[Line]:
        """What a subscription has to tell of these events: a line an article."""
        lines: dict[Piece, Line] = {}
        for event in events:
            piece = event.piece
            never = piece.is_silent or event in self.heard
            if not never and self.teller(piece.category) is wish and wish.wants(event):
                lines.setdefault(piece, Line(piece, [], wish)).events.append(event)
        return list(lines.values())

    def post(self, why: str, lines: Sequence[Line], now: datetime) -> None:
        self.posts.append(Told(why, sorted(lines, key=lambda line: line.piece.category), now))
        self.heard.update(event for line in lines for event in line.events)


class Model:
    """All channels and sources, and the rules."""

    def __init__(self, channels: Iterable[str]) -> None:
        self.rooms = {channel: Room() for channel in channels}
        self.waiting: list[Event] = []  # for their grace period to end, for a release, for an operator
        self.turned: list[Event] = []  # what subscriptions have heard of, or may hear of
        self.held: dict[str, bool] = {}  # by source

    def sync(self, source: str, changes: Sequence[tuple[str, Piece]], now: datetime, *, of: int) -> None:
        """A source's articles change, of so many that there were: each is `new`, `updated` or `gone`."""
        kinds = [kind for kind, _ in changes]
        gone = kinds.count("gone")
        is_baseline = source not in self.held
        much = kinds.count("new") > MOST_NEW or (gone > 1 and gone > of * MOST_GONE)
        self.held[source] = not is_baseline and (much or self.held[source])
        for kind, piece in changes:
            piece.gone = kind == "gone"
            if not piece.gone and not is_baseline:
                self.waiting.append(Event(piece, kind, now))

    def accept(self, *, silently: bool) -> None:
        self.waiting = [event for event in self.waiting if not (silently and self.held[event.piece.source])]
        self.held = dict.fromkeys(self.held, False)

    def release(self, now: datetime) -> None:
        for event in self._on_hold():
            event.released_at = now

    def subscribe(self, channel: str, category: Path, timetable: Timetable, style: Style, now: datetime) -> None:
        room, wish = self.rooms[channel], self.rooms[channel].wishes.get(category)
        if wish and (wish.timetable, wish.style) == (timetable, style):
            return
        if wish:
            if wish.is_muted:
                wish.unheard, wish.gathers = [], bool(wish.pause)
            wish.timetable, wish.style = timetable, style
            wish.reschedule(now)
        else:
            so_far = room.teller(category)
            unheard = list(so_far.unheard) if so_far else []
            room.wishes[category] = Wish(category, timetable, style, unheard, due=next_run(timetable, now))
        for other in room.wishes.values():
            if other.timetable.timezone != timetable.timezone:
                other.timetable = replace(other.timetable, timezone=timetable.timezone)
                other.reschedule(now)

    def unsubscribe(self, channel: str, category: Path) -> None:
        self.rooms[channel].wishes.pop(category, None)

    def pause(self, channel: str, until: datetime | None, now: datetime, *, only: Wish | None) -> None:
        room = self.rooms[channel]
        self._take_back(room, [post for post in _unsent(room) if only is None or _tells_for(only, post)], now)
        for wish in _concerned(room, only):
            wish.pause, wish.due, wish.gathers = "asked", until, True

    def resume(self, channel: str, now: datetime, *, only: Wish | None) -> None:
        for wish in _concerned(self.rooms[channel], only):
            if wish.pause:
                wish.resume(now)

    def refuse(self, channel: str, refused: Told | None, now: datetime) -> None:
        """Slack does not take a post, or nothing at all."""
        room = self.rooms[channel]
        self._take_back(room, [*_unsent(room), *([refused] if refused else [])], now)
        for wish in _concerned(room, None):
            if not wish.pause:
                wish.pause, wish.due, wish.gathers = "refused", None, True

    def give_back(self, channel: str, now: datetime) -> None:
        for wish in self.rooms[channel].wishes.values():
            if wish.pause == "refused":
                wish.resume(now)

    def gather_old(self, now: datetime) -> None:
        for room in self.rooms.values():
            unasked = [post for post in _unsent(room) if post.why != "asked"]
            if len(unasked) > 1 and any(post.at <= now - DAY for post in unasked):
                self._take_back(room, unasked, now)

    def announce_now(self, channel: str, now: datetime, *, only: Wish | None) -> None:
        room = self.rooms[channel]
        asked = [wish for wish in _concerned(room, only) if not wish.pause]
        lines = [line for wish in asked for line in room.lines(wish, [*wish.unheard, *self._on_hold()])]
        if lines:
            room.post("asked", lines, now)
            for wish in asked:
                wish.has_told_all(now)

    def plan(self, now: datetime) -> None:
        self.give_turns(now)
        for room in self.rooms.values():
            self._plan_room(room, now)

    def give_turns(self, now: datetime) -> None:
        """What an article has waiting is heard of together, a grace period after the first of it."""
        ripe = [piece for piece in dict.fromkeys(event.piece for event in self.waiting) if self._is_ripe(piece, now)]
        turning = [event for event in self.waiting if event.piece in ripe]
        self.waiting = [event for event in self.waiting if event.piece not in ripe]
        for event in turning:
            if not event.piece.is_silent:
                self.turned.append(event)
                for wish in [wish for room in self.rooms.values() for wish in room.wishes.values()]:
                    wish.unheard.append(event)

    def _is_ripe(self, piece: Piece, now: datetime) -> bool:
        first = next(event for event in self.waiting if event.piece is piece)
        return first.at + GRACE <= now and not self.held[piece.source] and not _is_on_hold(first)

    def _plan_room(self, room: Room, now: datetime) -> None:
        singly: list[Line] = []
        digest: list[Line] = []
        for wish in [wish for wish in room.wishes.values() if wish.is_due(now)]:
            lines, opens = room.lines(wish, wish.unheard), opens_at(wish.timetable, now)
            if lines and opens > now:
                wish.pause, wish.due, wish.gathers = "", opens, True
            else:
                (singly if wish.is_at_once and not wish.gathers else digest).extend(lines)
                wish.has_told_all(now)
        old = [line for line in singly if (line.events[0].released_at or line.events[0].at) <= now - DAY]
        if len(singly) > MOST_SINGLY or len(old) > 1:
            singly, digest = [], singly + digest
        for line in sorted(singly, key=lambda line: self.turned.index(line.events[0])):
            room.post("change", [line], now)
        if digest:
            room.post("digest", digest, now)

    def _take_back(self, room: Room, posts: Sequence[Told], now: datetime) -> None:
        """What posts tell is told anew, in a digest, by whom it is for now; that one looks at all that came since."""
        events = [event for post in posts for line in post.lines for event in line.events]
        room.posts = [post for post in room.posts if post not in posts]
        room.heard.difference_update(events)
        for event in events:
            teller = room.teller(event.piece.category)
            if teller and event in self.turned and event not in teller.unheard:
                teller.unheard = self.turned[self.turned.index(event) :]
                teller.gathers = True
                teller.due = teller.due if teller.pause else now

    def _on_hold(self) -> list[Event]:
        return [event for event in self.waiting if _is_on_hold(event)]


def _is_on_hold(event: Event) -> bool:
    return event.piece.announce == "hold" and not event.piece.gone and not event.released_at


def _unsent(room: Room) -> list[Told]:
    return [post for post in room.posts if post.state == "pending"]


def _tells_for(wish: Wish, post: Told) -> bool:
    return any(line.wish is wish for line in post.lines)


def _concerned(room: Room, only: Wish | None) -> list[Wish]:
    return [wish for wish in room.wishes.values() if only in (None, wish) and not wish.is_muted]
