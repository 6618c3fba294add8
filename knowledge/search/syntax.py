"""Syntax: a search as somebody types it, read, with a sentence on everything in it that can't be."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field

from knowledge.characters import storable
from knowledge.search.days import EXAMPLES, Days, read_days
from knowledge.search.nearest import nearest_names
from knowledge.search.pieces import Filter, Piece, Quote, Word, pieces_of
from knowledge.search.text import words, words_with_places
from knowledge.searches import Search, Sort, Traits, Understood

# As much as is read: characters of all words, as of a question, and of one quote or filter, and how many of these.
LONGEST_WORDS, LONGEST_VALUE, MOST_PARTS = 1500, 200, 50

# As much of what was typed as a sentence repeats.
_LONGEST_ECHO = 60

_SORTS: Mapping[str, Sort] = {
    **dict.fromkeys(("newest", "new", "latest", "recent"), Sort.NEWEST),
    **dict.fromkeys(("oldest", "old"), Sort.OLDEST),
    **dict.fromkeys(("best", "relevance"), Sort.BEST),
    **dict.fromkeys(("title", "name"), Sort.TITLE),
}


def read_search(text: str) -> Understood:
    """The search that somebody typed. Whatever it is, something is understood of it.

    Words with a colon are filters where they bear a filter's name (a blank may follow), or where a value follows at
    once that is no path, number of a port or the like; see `pieces.py`.
    """
    draft = _Draft()
    for piece in pieces_of(storable(text), frozenset(_FILTERS)):
        _understand(piece, draft)
    return draft.understood()


def echo(text: str) -> str:
    """What was typed as a sentence repeats it: in quotes, and cut when it is long."""
    plain = " ".join(text.split())
    return f"“{plain}”" if len(plain) <= _LONGEST_ECHO else f"“{plain[:_LONGEST_ECHO].rstrip()}…”"


@dataclass(slots=True)
class _Listed:
    """Traits that are still being read."""

    texts: dict[str, None] = field(default_factory=dict)
    titles: dict[str, None] = field(default_factory=dict)
    categories: dict[str, None] = field(default_factory=dict)
    sources: dict[str, None] = field(default_factory=dict)

    def traits(self) -> Traits:
        return Traits(tuple(self.texts), tuple(self.titles), tuple(self.categories), tuple(self.sources))

    def count(self) -> int:
        return len(self.texts) + len(self.titles) + len(self.categories) + len(self.sources)


@dataclass(slots=True)
class _Draft:
    """A search that is still being read."""

    words: list[str] = field(default_factory=list)
    having: _Listed = field(default_factory=_Listed)
    lacking: _Listed = field(default_factory=_Listed)
    days: Days = field(default_factory=Days)
    sort: Sort | None = None
    unknown: list[Filter] = field(default_factory=list)
    problems: dict[str, None] = field(default_factory=dict)

    def say(self, problem: str) -> None:
        self.problems[problem] = None

    def listed(self, minus: bool) -> _Listed:
        return self.lacking if minus else self.having

    def put(self, listed: dict[str, None], value: str) -> None:
        """Add a value to a list of traits, unless there are too many already."""
        if len(value) > LONGEST_VALUE:
            self.say(f"{echo(value)} is long: I read its first {LONGEST_VALUE} characters.")
            value = value[:LONGEST_VALUE].rstrip()
        if self.having.count() + self.lacking.count() < MOST_PARTS:
            listed[value] = None
        else:
            self.say(f"There are more than {MOST_PARTS} filters and quotes: I read the first {MOST_PARTS}.")

    def understood(self) -> Understood:
        if self.unknown and not self.asks_something:
            self.words += [word for piece in self.unknown if not piece.minus for word in _plain(_written(piece))]
            if self.words:
                self.say(f"There is nothing else, so I searched for {echo(' '.join(self.words))}.")
        question = _bounded(self.words)
        if len(question) < len(" ".join(self.words)):
            self.say(f"Your search is long: I read the first {len(question)} characters of its words.")
        having, lacking = self.having.traits(), self.lacking.traits()
        search = Search(question, having, lacking, self.days.since, self.days.until, self.sort)
        return Understood(search, tuple(self.problems))

    @property
    def asks_something(self) -> bool:
        return bool(self.words or self.having.count() or self.lacking.count() or self.days != Days())


def _understand(piece: Piece, draft: _Draft) -> None:
    match piece:
        case Word(text, minus=False):
            draft.words.append(text)
        case Word(text) if words(text):
            draft.put(draft.lacking.texts, text)
        case Word(text):
            draft.words.append(text)
        case Quote():
            _quote(piece, draft)
        case Filter(name) if filter := _FILTERS.get(name.casefold()):
            _known(piece, filter, draft)
        case Filter():
            draft.unknown.append(piece)
            draft.say(_unknown(piece))


def _quote(quote: Quote, draft: _Draft) -> None:
    if not words(quote.text):
        draft.say('There are no words between the quotes. Write some there, as in "failed order".')
        return
    if not quote.closed:
        draft.say(f"A quote is opened and not closed, so I took it to end where the search does: {echo(quote.text)}.")
    draft.put(draft.listed(quote.minus).texts, quote.text)


def _known(piece: Filter, filter: "_Kind", draft: _Draft) -> None:
    if not piece.value:
        draft.say(f"Nothing follows {piece.name.casefold()}:, so I left it out. Write it as {filter.example}.")
    elif not filter.read(piece, draft):
        if piece.spaced:  # then it was rather a word before a colon
            draft.words += _plain(piece.value)
    elif not piece.closed:
        draft.say(f"A quote is opened and not closed, so I took it to end where the search does: {echo(piece.value)}.")


def _unknown(piece: Filter) -> str:
    near = nearest_names(piece.name, list(_FILTERS))
    known = f"Did you mean {near[0]}:?" if near else f"The filters are {', '.join(f'{name}:' for name in _FILTERS)}."
    return f"I know no filter {echo(piece.name + ':')}, so I left {echo(_written(piece))} out. {known}"


def _written(piece: Filter) -> str:
    return f"{'-' if piece.minus else ''}{piece.name}:{piece.value}"


def _plain(text: str) -> list[str]:
    """The words of a text as they are written, without the marks between them."""
    return [text[start:end] for _, start, end in words_with_places(text)]


def _bounded(tokens: Iterable[str]) -> str:
    """As many of the words as are read, each whole unless the first is too long by itself."""
    kept, length = list[str](), 0
    for token in tokens:
        length += len(token) + 1
        if length > LONGEST_WORDS + 1:
            return " ".join(kept or _plain(token[:LONGEST_WORDS]))
        kept.append(token)
    return " ".join(kept)


def _category(piece: Filter, draft: _Draft) -> bool:
    draft.put(draft.listed(piece.minus).categories, piece.value)
    return True


def _source(piece: Filter, draft: _Draft) -> bool:
    draft.put(draft.listed(piece.minus).sources, piece.value)
    return True


def _title(piece: Filter, draft: _Draft) -> bool:
    if not words(piece.value):
        draft.say(f"There are no words in {echo(piece.value)}, so I left title: out.")
        return False
    draft.put(draft.listed(piece.minus).titles, piece.value)
    return True


def _updated(piece: Filter, draft: _Draft) -> bool:
    days = read_days(piece.value)
    if days is None:
        draft.say(f"{echo(piece.value)} is no date, so I left it out. Write {EXAMPLES}.")
        return False
    if piece.minus:
        draft.say("updated: can't be turned round with a minus, so I left it out. Write updated:<2025-01-31, say.")
        return True
    draft.days = draft.days.within(days)
    return True


def _sort(piece: Filter, draft: _Draft) -> bool:
    sort = _SORTS.get(piece.value.casefold())
    if sort is None:
        draft.say(f"I can't sort by {echo(piece.value)}. Write {', '.join(f'sort:{each}' for each in Sort)}.")
        return False
    if piece.minus:
        draft.say("sort: takes no minus, so I left it out. Write sort:oldest for what is not newest.")
        return True
    if draft.sort not in (None, sort):
        draft.say(f"There is more than one sort:, and the last one counts: sort:{sort}.")
    draft.sort = sort
    return True


@dataclass(frozen=True, slots=True)
class _Kind:
    """A filter: how one is written, and what reads it into a draft; that says whether it could."""

    example: str
    read: Callable[[Filter, _Draft], bool]


_FILTERS: Mapping[str, _Kind] = {
    "category": _Kind("category:billing", _category),
    "title": _Kind("title:refund", _title),
    "updated": _Kind("updated:>2025-01-31", _updated),
    "source": _Kind("source:help-centre", _source),
    "sort": _Kind("sort:newest", _sort),
}
