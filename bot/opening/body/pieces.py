"""Parts of a document cut into pieces that one block has room for; together they say what the parts say."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from knowledge.document import Code, Heading, Items, Paragraph, Part, Run, Runs

# A text in one block is cut where Slack cuts that of a section, which keeps long code readable in pieces.
LONGEST_TEXT, LONGEST_HEADING = 3000, 150

# So many runs of text, or items of a list, stand in one block.
_MOST_RUNS, _MOST_ITEMS = 50, 50


def pieces_of(part: Part) -> Iterator[Part]:
    """A part as parts that are each no longer than one block should be, so that pages fill up to their end."""
    match part:
        case Heading(text) if len(text) > LONGEST_HEADING:
            yield from pieces_of(Paragraph((Run(text, bold=True),)))
        case Heading():
            yield part
        case Code(text):
            yield from map(Code, _texts(text))
        case Paragraph(runs):
            yield from (replace(part, runs=some) for some in _in_rooms(runs))
        case Items():
            yield from _lists(part)


def _lists(part: Items) -> Iterator[Part]:
    """Items that fit into a block together; one that is longer than a block goes on in paragraphs."""
    together: list[Runs] = []
    number = part.first
    for item in part.items:
        first, *rest = _in_rooms(item) or [()]
        if together and (len(together) == _MOST_ITEMS or _weight([*together, first]) > LONGEST_TEXT):
            yield replace(part, items=tuple(together), first=number)
            number, together = _later(number, len(together)), []
        together.append(first)
        if rest:
            yield replace(part, items=tuple(together), first=number)
            yield from map(Paragraph, rest)
            number, together = _later(number, len(together)), []
    if together:
        yield replace(part, items=tuple(together), first=number)


def _later(number: int | None, count: int) -> int | None:
    return number + count if number is not None else None


def _in_rooms(runs: Iterable[Run]) -> list[Runs]:
    """Runs in lots that one block has room for, none of them empty."""
    rooms: list[list[Run]] = []
    for piece in (replace(run, text=text) for run in runs for text in _texts(run.text)):
        if not rooms or len(rooms[-1]) == _MOST_RUNS or _weight([[*rooms[-1], piece]]) > LONGEST_TEXT:
            rooms.append([])
        rooms[-1].append(piece)
    return [tuple(room) for room in rooms]


def _weight(lots: Iterable[Iterable[Run]]) -> int:
    return sum(len(run.text) + len(run.link) for runs in lots for run in runs)


def _texts(text: str) -> list[str]:
    """A text in pieces that one block takes, cut between lines or words where that costs little."""
    pieces = []
    while len(text) > LONGEST_TEXT:
        cut = max(text.rfind(between, LONGEST_TEXT // 2, LONGEST_TEXT) for between in "\n ")
        cut = cut if cut > 0 else LONGEST_TEXT
        pieces.append(text[:cut])
        text = text[cut:].removeprefix("\n")
    return [*pieces, text] if text else pieces
