"""Why: how an answer came about, shown to admins; others are told who may see it, and get the answer itself."""

import re
from collections.abc import Iterator, Sequence

from bot.ask import blocks
from bot.cards import Message, bullets, escape, note, plain, section, shorten, small, title_link
from bot.gestures import Command
from bot.parts import Parts, Verb
from bot.sayings import NO_MEANING, SIGNALS, place_of, score_of, voters_of, why_so
from knowledge.articles import Audience
from knowledge.explanations import Entry, Explanation, ReadAs
from knowledge.posts import Way
from knowledge.questions import Asker, answered_by

# “Why is my invoice wrong?” is a question. What goes on so is explained only in quotation marks.
_GOES_ON = re.compile(
    r"(?:am|are|ca|can|could|did|do|does|has|have|is|must|shall|should|was|were|wo|would|will)(?:n['’]?t)?\b"
    r"|(?:an?|any|i|its?|my|no|not|our|so|some|that|the|their|there|these|they|this|we|you|your)\b",
    re.IGNORECASE,
)

_QUOTED = re.compile(r"[\"“”„«](?P<question>[^\"“”„«»]*)[\"“”»]?\s*(?P<article>.*)", re.DOTALL)
_LONGEST = 2500

_FAVOURED = "Categories that are subscribed here go first where two answers are about as good (`/kb settings`)."

_USAGE = (
    'Type what was asked, such as: /kb why "resubmit a failed order". '
    "The reference of an article behind it says where that stands."
)


def _could_be_asked(rest: str) -> bool:
    return bool(_QUOTED.fullmatch(rest)) or not _GOES_ON.match(rest)


def _why(parts: Parts, command: Command, arguments: str) -> Message:
    question, article = _read(arguments)
    if not question.strip():
        return note(_USAGE)
    audience = parts.channels.audience_for(command)
    refusal = parts.permissions.refusal_to_explain(command.workspace, command.person)
    if refusal:
        asked = question if _QUOTED.fullmatch(arguments) else f"{WHY.word} {question}"
        found = _answer(parts, command, asked, audience)
        return Message(f"{refusal} {found.text}", (*plain(escape(refusal)).blocks, *found.blocks))
    favoured = parts.knowledge.channel_settings.favoured(command.place)
    explained = parts.knowledge.explain(question, audience, article=article, favoured=favoured)
    return _drawn(explained, [_FAVOURED] if favoured else [])


def _answer(parts: Parts, command: Command, question: str, audience: Audience) -> Message:
    found = parts.knowledge.ask(question, audience, limit=blocks.CHOICES)
    asker = Asker(command.workspace, command.channel, command.person, audience)
    parts.knowledge.recording.add(asker, answered_by(found), Way.COMMAND)
    return blocks.answer(found)


def _read(arguments: str) -> tuple[str, str]:
    """The question, and the article that is named after one in quotation marks."""
    quoted = _QUOTED.fullmatch(arguments)
    return (quoted["question"], quoted["article"].strip()) if quoted else (arguments, "")


def _drawn(found: Explanation, settled: Sequence[str]) -> Message:
    """The explanation; `settled` says what the channel has a say in."""
    asked = f"Why “{escape(shorten(found.question, 150))}” is answered so: {escape(why_so(found))}"
    said = [asked, *_reading(found), *settled, *(_entry(found, entry) for entry in found.entries)]
    meant = dict.fromkeys(each.signal for entry in found.entries for each in entry.reasons)
    legend = bullets(f"*{escape(name)}*: {escape(SIGNALS.get(name, NO_MEANING))}" for name in meant)
    return Message.of(asked, [*map(section, said), *([small(shorten(legend, _LONGEST))] if legend else [])])


def _reading(found: Explanation) -> Iterator[str]:
    if found.reading:
        yield shorten("Read as: " + ", ".join(escape(_word(word)) for word in found.reading), _LONGEST)
    if found.rules:
        yield shorten(f"By these rules:\n{bullets(map(escape, found.rules))}", _LONGEST)


def _word(word: ReadAs) -> str:
    if not word.spelling:
        return f"{word.typed} (not known)"
    meant = "" if word.spelling == word.typed else f" → {word.spelling} ({word.similarity:.2f} alike)"
    return f"{word.typed}{meant}{'' if word.weight else ' (tells nothing)'}"


def _entry(found: Explanation, entry: Entry) -> str:
    wide = max((len(each.signal) for each in entry.reasons), default=0) + 1
    rows = [f"{'signal':<{wide}}{'said':>8}{'weight':>8}{'gave':>8}"]
    rows += [f"{each.signal:<{wide}}{each.said:>8.3f}{each.weight:>8.3f}{each.gave:>8.3f}" for each in entry.reasons]
    rows.append(f"{'all':<{wide}}{sum(each.gave for each in entry.reasons):>24.3f}")
    table = escape("\n".join(rows))
    said = f"{escape(place_of(entry, found))} {title_link(entry.article)} {escape(score_of(entry))}\n```{table}```"
    return f"{said}\n{voters_of(entry)}".rstrip()


WHY = Verb(
    word="why",
    usage='why "your question" AA-02004',
    purpose="shows admins how an answer came about, and where an article stands in it",
    label="",
    parses=_could_be_asked,
    answer=_why,
)
