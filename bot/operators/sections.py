"""What Home shows admins: the age of the sources, what nobody could be answered, and posts that wait for a word."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import timedelta

from slack_sdk.models.blocks import Block

from bot.cards import bullets, escape, header, named_place, section, shorten, small
from bot.parts import Parts, Visitor
from knowledge.changes import HeldSource
from knowledge.misses import Miss
from knowledge.posts import DeliveryState, Waiting

_MOST_SOURCES, _MOST_POSTS, _MOST_MISSES = 10, 3, 5
_LONGEST_TEXT = 150


def sources(parts: Parts, visitor: Visitor) -> Sequence[Block]:
    """How long ago each source was synced, the longest first, and which are held."""
    if not visitor.is_admin:
        return []
    synced, held = parts.knowledge.syncs.ages(), parts.knowledge.syncs.held()
    lines = bullets(_source_lines(synced, held)) or "Nothing was synced yet. Run `python -m bot sync`."
    return [header("For admins: sources"), section(lines)]


def misses(parts: Parts, visitor: Visitor) -> Sequence[Block]:
    """The questions that no article answers yet, those first that were asked most."""
    if not visitor.is_admin:
        return []
    found = parts.knowledge.misses.open(visitor.workspace, limit=_MOST_MISSES)
    lines = bullets(map(_miss_line, found)) or "None: what was asked lately, an article answers."
    return [header("For admins: questions without an answer"), section(lines)]


def unsent(parts: Parts, visitor: Visitor) -> Sequence[Block]:
    """The posts that are parked, the oldest first, and what to do about them."""
    if not visitor.is_admin:
        return []
    count = parts.knowledge.outbox.counts().get(DeliveryState.PARKED, 0)
    parked = parts.knowledge.backlog.all([DeliveryState.PARKED], limit=_MOST_POSTS)
    if not parked:
        return [header("For admins: posts"), section("No post is parked: all were sent, or are on their way.")]
    lines, are = bullets(map(_post_line, parked)), "1 post is" if count == 1 else f"{count} posts are"
    hint = small("`python -m bot outbox list --state parked` shows all; `outbox retry` and `outbox drop` settle them.")
    return [
        header("For admins: posts"),
        section(f"{are} parked, and not sent before somebody says so:\n{lines}"),
        hint,
    ]


def _source_lines(synced: Mapping[str, timedelta], held: Sequence[HeldSource]) -> Iterator[str]:
    why = {each.name: each.why for each in held}
    oldest = sorted(synced.items(), key=lambda item: -item[1])
    for name, age in oldest[:_MOST_SOURCES]:
        waits = f"; held, since {escape(why[name])}: `python -m bot sync --accept`" if name in why else ""
        yield f"*{escape(name)}*: synced {_ago(age)}{waits}"
    if more := len(oldest[_MOST_SOURCES:]):
        yield f"and {more} that were synced later"


def _miss_line(miss: Miss) -> str:
    times = "asked once" if miss.times == 1 else f"asked {miss.times} times" if miss.times else ""
    proposed = "an answer is proposed" if miss.proposal else ""
    text = escape(shorten(miss.text, _LONGEST_TEXT)) if miss.text else "a question whose words are not kept"
    return f"{text} ({', '.join(filter(None, (times, proposed)))})"


def _post_line(post: Waiting) -> str:
    return f"to {named_place(post.channel)}, {_ago(post.age)}: {escape(shorten(post.problem, _LONGEST_TEXT))}"


def _ago(age: timedelta) -> str:
    """How long ago something was, in the largest unit that it fills."""
    for unit, length in (("day", timedelta(days=1)), ("hour", timedelta(hours=1)), ("minute", timedelta(minutes=1))):
        if count := age // length:
            return f"{count} {unit}{'' if count == 1 else 's'} ago"
    return "just now"
