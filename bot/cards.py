"""What is shown in Slack: messages, and the pieces that several capabilities draw."""

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from slack_sdk.models.blocks import (
    ActionsBlock,
    Block,
    ButtonElement,
    ContextBlock,
    HeaderBlock,
    MarkdownTextObject,
    SectionBlock,
)

from bot.sayings import said_of
from knowledge.articles import Answer, Article, Excerpt, Match, UnknownReference, category_text

# Slack's limits (SLACK.md, "Posting").
LONGEST_BUTTON_VALUE = 2000
_LONGEST_LABEL = 75

# As much of a question, or of a title, as a sentence repeats.
LONGEST_ECHO = 150

NO_ARTICLES = (
    "The knowledge base holds no articles for this channel yet, so I can't answer. "
    "Whoever runs me fills it with `python -m bot sync`."
)

# A link that is longer leaves too little of a section's 3,000 characters for the excerpt: the title stands alone.
LONGEST_LINK, _LONGEST_OF_SEVERAL = 1500, 750

# Two facts that are all ampersands, five characters each when they are escaped, still leave room for the third.
_LONGEST_FACT = 250

# How the ids of people begin.
_PEOPLE = ("U", "W")
_CHANNEL = re.compile("[CGD][A-Z0-9]+")

# What turns the direction of writing around would turn our own words too.
_TURNS = dict.fromkeys("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069", "")
_ESCAPES = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;", **_TURNS})


@dataclass(frozen=True, slots=True)
class Message:
    """A text for notifications and screen readers, and the blocks that are seen instead of it."""

    text: str
    blocks: tuple[dict[str, Any], ...] = ()

    @classmethod
    def of(cls, text: str, blocks: Sequence[Block]) -> "Message":
        """The message made of block models; they refuse most of what Slack would."""
        return cls(text, tuple(block.to_dict() for block in blocks))

    def as_reply(self, **options: Any) -> dict[str, Any]:
        """The message as an ack, a response_url or a Web API method takes it."""
        return {"text": self.text, "blocks": list(self.blocks), **options}


def section(mrkdwn: str) -> SectionBlock:
    """A paragraph; what came from an article or a person has been escaped in it."""
    return SectionBlock(text=MarkdownTextObject(text=mrkdwn))


def small(mrkdwn: str) -> ContextBlock:
    """A line in small type; what came from an article or a person has been escaped in it."""
    return ContextBlock(elements=[MarkdownTextObject(text=mrkdwn)])


def header(text: str) -> HeaderBlock:
    """A heading in our own words, by which screen readers move about."""
    return HeaderBlock(text=text)


def plain(mrkdwn: str) -> Message:
    """A message that is one paragraph."""
    return Message.of(mrkdwn, [section(mrkdwn)])


def note(text: str) -> Message:
    """A sentence in our own words."""
    return plain(escape(text))


def card(match: Match, question: str = "", *, number: int | None = None) -> list[Block]:
    """A match: its title, excerpt and facts, with a button that opens the article as the answer to a question.

    `number` stands before the title.
    """
    below = facts(match.article)
    shown = SectionBlock(text=match_text(match, number=number), accessory=open_button(match.article, question))
    return [shown, *([small(below)] if below else [])]


def match_text(match: Match, *, number: int | None = None) -> MarkdownTextObject:
    """A match's title above its excerpt, behind its number if it has one."""
    place = f"{number}. " if number is not None else ""
    return MarkdownTextObject(text=f"{place}{title_link(match.article)}\n{marked(match.excerpt)}".rstrip())


def open_button(article: Article, question: str = "") -> ButtonElement:
    """The button that opens an article in a modal, be it as the answer to a question."""
    value = button_value(question, {"article": article.key}) if question else article_value(article)
    return ButtonElement(text="Open article", action_id="open", value=value)


def article_value(article: Article) -> str:
    """What a button carries that needs an article alone."""
    return json.dumps({"article": article.key}, ensure_ascii=False)


def button_value(question: str, fields: Mapping[str, object]) -> str:
    """What a button carries, as JSON; the end of the question goes when the whole is too long for Slack."""
    return kept_with(question, fields, LONGEST_BUTTON_VALUE)


def kept_with(question: str, fields: Mapping[str, object], most: int) -> str:
    """A question with some fields as JSON of at most so many characters, to which the end of the question gives way."""
    kept = question
    while len(value := json.dumps({"question": kept, **fields}, ensure_ascii=False)) > most and kept:
        kept = kept[: len(kept) - (len(value) - most)]
    return value


def verb_button(label: str, word: str, arguments: str = "", *, number: int = 0) -> ButtonElement:
    """A button that does a verb of `/kb` with some arguments; several that stand side by side each have a number."""
    value = json.dumps({"verb": word, "arguments": arguments}, ensure_ascii=False)
    action = f"verb:{number}" if number else "verb"
    return ButtonElement(text=shorten(label, _LONGEST_LABEL), action_id=action, value=value)


def offer(mrkdwn: str, word: str, arguments: Mapping[str, str]) -> Message:
    """A paragraph above buttons, which each do a verb with the arguments that belong to their label."""
    buttons = [
        verb_button(label, word, each, number=number) for number, (label, each) in enumerate(arguments.items(), start=1)
    ]
    return Message.of(mrkdwn, [section(mrkdwn), *row_of(buttons)])


def row_of(buttons: Iterable[ButtonElement]) -> list[ActionsBlock]:
    """Buttons side by side, if there are any; without those that carry more than Slack takes, which must be typed."""
    shown = [button for button in buttons if len(button.value or "") <= LONGEST_BUTTON_VALUE]
    return [ActionsBlock(elements=shown)] if shown else []


def echo(found: Answer) -> str:
    """As much of the question as an answer repeats."""
    return escaped(found.question, LONGEST_ECHO)


def nothing_found(found: Answer) -> str:
    """What is said where no article answers."""
    lines = [f"I found no article for “{echo(found)}”."]
    if found.hints:
        hints = bullets(_short_link(each.article) for each in found.hints)
        lines.append(f"These come nearest, and may not be what you need:\n{hints}")
    if found.nearest:
        names = ((escaped(category_text(category.path), LONGEST_ECHO), category.count) for category in found.nearest)
        listed = ", ".join(f"*{name}* ({count})" for name, count in names)
        lines.append(f"Or look in {listed}; `/kb categories` shows all.")
    lines.append("Try other words, fewer of them, or those that a title would have. `/kb help` shows examples.")
    return "\n".join(lines)


def reference_unknown(unknown: UnknownReference) -> str:
    """What is said where nobody bears a reference, with the articles whose references are like it, a line each."""
    near = bullets(f"{escaped(each.reference, LONGEST_ECHO)} · {_short_link(each)}" for each in unknown.near)
    return f"{escape(said_of(unknown))}\n{near}".rstrip()


def spoken(match: Match) -> str:
    """A match for notifications and screen readers."""
    return escape(f"{match.article.title}: {match.excerpt.text}" if match.excerpt.text else match.article.title)


def by(person: str) -> str:
    """A person as a message names them."""
    return f"<@{person}>" if person.isascii() and person.isalnum() else "somebody"


def named_place(channel: str) -> str:
    """A channel, or the person whose direct messages are meant, as a message names them."""
    if channel.startswith(_PEOPLE):
        return by(channel)
    return f"<#{channel}>" if _CHANNEL.fullmatch(channel) else "a channel"


def bullets(lines: Iterable[str]) -> str:
    """Lines of mrkdwn as a list."""
    return "\n".join(f"• {line}" for line in lines)


def escape(text: str) -> str:
    """Text from an article or a person as mrkdwn shows it literally: `<!channel>` and links are dead in it."""
    return text.translate(_ESCAPES)


def escaped(text: str, most: int) -> str:
    """As much of a text as is at most so many characters of mrkdwn once it is escaped, which makes five of an &."""
    kept = most
    while len(shown := escape(shorten(text, kept))) > most:
        kept = kept * most // len(shown)
    return shown


def shorten(text: str, most: int) -> str:
    """A text of at most so many characters, cut at a word where that costs little."""
    if len(text) <= most:
        return text
    cut = text[: most - 1]
    blank = cut.rfind(" ")
    return (cut[:blank] if blank > most // 2 else cut).rstrip() + "…"


def title_link(article: Article, most: int = 250, *, longest: int = LONGEST_LINK) -> str:
    """An article's title in bold, as a link where it has one that makes no more than so many characters of it."""
    title = escape(shorten(article.title, most))
    link = f"*<{escape(article.url)}|{title}>*"
    return link if article.url and len(link) <= longest else f"*{title}*"


def _short_link(article: Article) -> str:
    """The same where several stand in one paragraph."""
    return title_link(article, LONGEST_ECHO, longest=_LONGEST_OF_SEVERAL)


def marked(excerpt: Excerpt) -> str:
    """An excerpt with its hits in bold, neighbouring ones as one."""
    text, done, pieces = excerpt.text, 0, list[str]()
    for start, end in _joined(excerpt):
        pieces += [escape(text[done:start]), f"*{escape(text[start:end])}*"]
        done = end
    return "".join([*pieces, escape(text[done:])])


def _joined(excerpt: Excerpt) -> list[tuple[int, int]]:
    joined: list[tuple[int, int]] = []
    for start, end in excerpt.hits:
        if joined and excerpt.text[joined[-1][1] : start].strip(" ") == "":
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return joined


def facts(article: Article) -> str:
    """What stands below an article's title in small type: its category, date and reference, as far as it has them."""
    updated = f"updated {article.updated:%-d %B %Y}" if article.updated else ""
    category = escape(shorten(category_text(article.category), _LONGEST_FACT))
    known = (category, updated, escape(shorten(article.reference, _LONGEST_FACT)))
    return " · ".join(fact for fact in known if fact)
