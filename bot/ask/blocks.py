"""How answers and help look in Slack."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from slack_sdk.models.blocks import (
    ActionsBlock,
    Block,
    ButtonElement,
    ContextBlock,
    DividerBlock,
    HeaderBlock,
    MarkdownTextObject,
    SectionBlock,
)

from bot.cards import LONGEST_BUTTON_VALUE, Message, escape, facts, marked, shorten, title_link
from bot.parts import Verb
from knowledge.articles import Answer, Article, Band, Match, category_text

# A confident answer is one card and so many further titles; otherwise so many matches are shown to choose from.
ALSO_LINES = 2
CHOICES = 5

# Whoever has not found it among so many does better with other words.
FURTHEST = 20

# As much of a question as an answer repeats.
_LONGEST_ECHO = 150


@dataclass(frozen=True, slots=True)
class Page:
    """Which part of an answer is shown, and whether only the asker sees it: then it can be shared."""

    offset: int = 0
    private: bool = True


FIRST_PRIVATE, FIRST_PUBLIC = Page(), Page(private=False)


def answer(found: Answer, page: Page = FIRST_PRIVATE, *, offered: Verb | None = None) -> Message:
    """The message that answers a question, by its band; `offered` is a verb that the question began with."""
    if not found.searched:
        return _empty()
    if found.band is Band.NONE:
        return _nothing(found, offered)
    if found.band is Band.CONFIDENT and not page.offset:
        return _one(found, page, offered)
    return _several(found, page, offered)


def shared(match: Match, person: str) -> Message:
    """An article as a whole channel sees it, with who showed it."""
    return Message.of(_spoken(match), [*_card(match), _small(f"Shared by <@{person}> with `/kb`")])


def sharing_done(found: Match) -> Message:
    """What stands in place of a private answer once its article has been shared."""
    return _plain(f"Shared *{escape(shorten(found.article.title, _LONGEST_ECHO))}* with the channel.")


def note(text: str) -> Message:
    """A sentence in our own words."""
    return _plain(escape(text))


def help_message(verbs: Iterable[Verb], examples: Sequence[Article]) -> Message:
    """What `/kb` and a mention can do, with examples from the articles that are here."""
    ways = [
        "`/kb your question` answers you alone; from there you can share an article with the channel",
        "`@Quickjump your question` answers in a thread, for everybody",
        "in a direct message to me, just type your question",
        *(f"`/kb {verb.usage}` {verb.purpose}" for verb in verbs),
    ]
    blocks: list[Block] = [HeaderBlock(text="Ask the knowledge base"), _section(_bullets(ways))]
    if examples:
        tried = _bullets(f"`/kb {_as_typed(article)}`" for article in examples)
        blocks.append(_section(f"Try one of these:\n{tried}"))
    blocks.append(_small("Misspelt words are fine. Your words stay on the server that runs me."))
    return Message.of("Ask the knowledge base: /kb and your question", blocks)


def _one(found: Answer, page: Page, offered: Verb | None) -> Message:
    first, *others = found.matches
    also = _bullets(title_link(match.article, 120) for match in others[:ALSO_LINES])
    blocks = [*_shortened(found), *_card(first), *_buttons(found, page, offered, share=first, shown=1 + ALSO_LINES)]
    if also:
        blocks.append(_section(f"Also:\n{also}"))
    return Message.of(_spoken(first), blocks)


def _several(found: Answer, page: Page, offered: Verb | None) -> Message:
    question = _echo(found)
    intro = f"More for “{question}”:" if page.offset else f"These may answer “{question}”:"
    choices = found.matches[:CHOICES]
    blocks: list[Block] = [*_shortened(found), _section(intro)]
    for match in choices:
        button = _share_button(match, found.question, "Share") if page.private else None
        blocks.append(SectionBlock(text=_summary(match), accessory=button))
        if below := facts(match.article):
            blocks.append(_small(below))
    blocks += [DividerBlock(), *_buttons(found, page, offered, share=None, shown=CHOICES)]
    titles = "; ".join(escape(match.article.title) for match in choices)
    return Message.of(f"{intro} {titles}", blocks)


def _nothing(found: Answer, offered: Verb | None) -> Message:
    lines = [f"I found no article for “{_echo(found)}”."]
    if found.nearest:
        names = ", ".join(f"*{escape(category_text(category.path))}* ({category.count})" for category in found.nearest)
        lines.append(f"The nearest categories are {names}.")
    lines.append("Try other words, fewer of them, or those that a title would have. `/kb help` shows examples.")
    buttons = [ActionsBlock(elements=[_verb_button(offered)])] if offered else []
    return Message.of(lines[0], [*_shortened(found), _section("\n".join(lines)), *buttons])


def _empty() -> Message:
    return _plain(
        "The knowledge base holds no articles for this channel yet, so I can't answer. "
        "Whoever runs me fills it with `python -m bot sync`."
    )


def _card(match: Match) -> list[Block]:
    below = facts(match.article)
    return [SectionBlock(text=_summary(match)), *([_small(below)] if below else [])]


def _summary(match: Match) -> MarkdownTextObject:
    return MarkdownTextObject(text=f"{title_link(match.article)}\n{marked(match.excerpt)}".rstrip())


def _buttons(found: Answer, page: Page, offered: Verb | None, *, share: Match | None, shown: int) -> list[Block]:
    buttons: list[ButtonElement] = []
    if share and page.private:
        buttons.append(_share_button(share, found.question, "Share to the channel"))
    following = page.offset + shown
    if page.offset:
        value = _value(found.question, {"offset": 0, "private": page.private})
        buttons.append(ButtonElement(text="Back to the first", action_id="back", value=value))
    if following < FURTHEST and (found.more or len(found.matches) > shown):
        value = _value(found.question, {"offset": following, "private": page.private})
        buttons.append(ButtonElement(text="More results", action_id="more", value=value))
    if offered:
        buttons.append(_verb_button(offered))
    return [ActionsBlock(elements=buttons)] if buttons else []


def _share_button(match: Match, question: str, label: str) -> ButtonElement:
    value = _value(question, {"article": match.article.key})
    return ButtonElement(text=label, action_id="share", value=value)


def _verb_button(verb: Verb) -> ButtonElement:
    return ButtonElement(text=verb.label, action_id="verb", value=json.dumps({"verb": verb.word}))


def _value(question: str, fields: Mapping[str, object]) -> str:
    """What a button carries, as JSON; the end of the question goes when the whole is too long for Slack."""
    kept = question
    while len(value := json.dumps({"question": kept, **fields}, ensure_ascii=False)) > LONGEST_BUTTON_VALUE:
        kept = kept[: len(kept) - (len(value) - LONGEST_BUTTON_VALUE)]
    return value


def _shortened(found: Answer) -> list[Block]:
    return (
        [_small(f"Your question is long: I read its first {len(found.question)} characters.")]
        if found.shortened
        else []
    )


def _spoken(match: Match) -> str:
    return escape(f"{match.article.title}: {match.excerpt.text}" if match.excerpt.text else match.article.title)


def _echo(found: Answer) -> str:
    return escape(shorten(found.question, _LONGEST_ECHO))


def _as_typed(article: Article) -> str:
    """How somebody might ask for an article: one of its search phrases, or its title; short, without code marks."""
    asked = article.phrases[0] if article.phrases else article.title.lower()
    return escape(shorten(asked.replace("`", "'"), 80))


def _bullets(lines: Iterable[str]) -> str:
    return "\n".join(f"• {line}" for line in lines)


def _section(text: str) -> SectionBlock:
    return SectionBlock(text=MarkdownTextObject(text=text))


def _small(text: str) -> ContextBlock:
    return ContextBlock(elements=[MarkdownTextObject(text=text)])


def _plain(text: str) -> Message:
    return Message.of(text, [_section(text)])
