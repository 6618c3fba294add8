"""The verbs of announcements: looking ahead, and announcing now what waits."""

from bot.announce import blocks
from bot.cards import Message, note
from bot.categories import UnknownCategory, category_meant, choices
from bot.gestures import Command
from bot.parts import Parts, Verb
from bot.refusals import reason_of
from bot.typed.reading import Wanted, could_be_category, read_category
from knowledge.announcements import Announcement, Line
from knowledge.articles import Audience, CategoryPath, category_text, is_within
from knowledge.subscriptions import Pause, Place, Subscription

# So many articles show what announcements look like while none waits.
_EXAMPLES = 3


def _preview(parts: Parts, command: Command, arguments: str) -> Message:
    audience = parts.channels.audience_for(command)
    try:
        category = _category(parts, read_category(arguments), audience)
    except UnknownCategory as unknown:
        return choices(unknown, PREVIEW.word, category_text)
    waiting = [
        _line(each)
        for each in parts.knowledge.announcements.waiting(command.place)
        if is_within(each.article.category, category) and audience.may_read(each.article.visibility)
    ]
    if waiting:
        return blocks.waiting(waiting)
    latest = parts.knowledge.announcements.latest(category, audience, _EXAMPLES)
    return blocks.example([Line(article, None, compact=False) for article in latest], category)


def _announce_now(parts: Parts, command: Command, arguments: str) -> Message:
    parts.permissions.check_change(command)
    audience = parts.channels.audience_for(command)
    wanted = read_category(arguments)
    if not wanted.category and not wanted.everything:
        return announced_now(parts, command.place, person=command.person)
    try:
        category = _category(parts, wanted, audience)
    except UnknownCategory as unknown:
        return choices(unknown, ANNOUNCE_NOW.word, category_text)
    subscription = parts.knowledge.subscriptions.find(command.place, category)
    if subscription is None:
        return note(f"This channel is not subscribed to {category_text(category) or 'all categories'} by itself.")
    return announced_now(parts, command.place, person=command.person, only=subscription)


def announced_now(parts: Parts, place: Place, *, person: str, only: Subscription | None = None) -> Message:
    """Announce what waits in a channel, or for one of its subscriptions, and say what became of it."""
    subscriptions = [only] if only else parts.knowledge.subscriptions.of(place)
    if not subscriptions:
        return note("This channel is subscribed to nothing. Subscribe with /kb subscribe and a category.")
    count = parts.knowledge.announcements.announce_now(place, person=person, only=only.id if only else None)
    if count:
        return note(f"{count} {'article is on its' if count == 1 else 'articles are on their'} way here.")
    if refused := [each for each in subscriptions if each.pause is Pause.REFUSED]:
        return note(f"I can't post here. {reason_of(refused[0].problem)}")
    if all(each.pause is not Pause.NONE for each in subscriptions):
        return note("Announcements are paused here. Type /kb resume, and what was missed comes as one digest.")
    return note("Nothing waits to be posted here.")


def _category(parts: Parts, wanted: Wanted, audience: Audience) -> CategoryPath:
    return category_meant(parts.knowledge, wanted.category, audience) if wanted.category else ()


def _line(announcement: Announcement) -> Line:
    return Line(announcement.article, announcement.kind, announcement.subscription.style.compact)


PREVIEW = Verb(
    word="preview",
    usage="preview {category}",
    purpose="shows you alone what would be posted",
    label="Preview announcements",
    parses=could_be_category,
    answer=_preview,
)
ANNOUNCE_NOW = Verb(
    word="announce-now",
    usage="announce-now",
    purpose="posts at once what waits for a digest or for its release",
    label="Announce now",
    parses=could_be_category,
    answer=_announce_now,
)
