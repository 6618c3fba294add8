"""How answers and help look in Slack."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from slack_sdk.models.blocks import (
    ActionsBlock,
    Block,
    ButtonElement,
    DividerBlock,
    HeaderBlock,
)

from bot.cards import (
    LONGEST_ECHO,
    NO_ARTICLES,
    Message,
    bullets,
    button_value,
    by,
    card,
    echo,
    escape,
    nothing_found,
    plain,
    section,
    shorten,
    small,
    spoken,
    title_link,
    verb_button,
)
from bot.parts import Verb
from knowledge.articles import Answer, Article, Band, Match

# A confident answer is one card and so many further titles; otherwise so many matches are shown to choose from.
ALSO_LINES = 2
CHOICES = 5

# Whoever has not found it among so many does better with other words.
FURTHEST = 20


@dataclass(frozen=True, slots=True)
class Page:
    """Which part of an answer is shown, and whether only the asker sees it: then it can be shared."""

    offset: int = 0
    private: bool = True


FIRST_PRIVATE, FIRST_PUBLIC = Page(), Page(private=False)


def answer(found: Answer, page: Page = FIRST_PRIVATE, *, offered: Verb | None = None) -> Message:
    """The message that answers a question, by its band; `offered` is a verb that the question began with."""
    if not found.searched:
        return plain(NO_ARTICLES)
    if found.band is Band.NONE:
        return _nothing(found, offered)
    if found.band is Band.CONFIDENT and not page.offset:
        return _one(found, page, offered)
    return _several(found, page, offered)


def shared(match: Match, person: str) -> Message:
    """An article as a whole channel sees it, with who showed it."""
    return Message.of(spoken(match), [*card(match), small(f"Shared by {by(person)} with `/kb`")])


def sharing_done(found: Match) -> Message:
    """What stands in place of a private answer once its article has been shared."""
    return plain(f"Shared *{escape(shorten(found.article.title, LONGEST_ECHO))}* with the channel.")


def help_message(verbs: Iterable[Verb], examples: Sequence[Article], category: str) -> Message:
    """What `/kb` and a mention can do, with examples from the articles and a category that are here."""
    named = escape(shorten(category.replace("`", "'"), LONGEST_ECHO))
    ways = [
        "`/kb your question` answers you alone; from there you can share an article with the channel",
        "`@Quickjump your question` answers in a thread, for everybody",
        "in a direct message to me, just type your question",
        *(f"`/kb {verb.usage.format(category=named)}` {verb.purpose}" for verb in verbs),
    ]
    blocks: list[Block] = [HeaderBlock(text="Ask the knowledge base"), section(bullets(ways))]
    if examples:
        tried = bullets(f"`/kb {_as_typed(article)}`" for article in examples)
        blocks.append(section(f"Try one of these:\n{tried}"))
    blocks.append(small("Misspelt words are fine. Your words stay on the server that runs me."))
    return Message.of("Ask the knowledge base: /kb and your question", blocks)


def _one(found: Answer, page: Page, offered: Verb | None) -> Message:
    first, *others = found.matches
    also = bullets(title_link(match.article, 120) for match in others[:ALSO_LINES])
    blocks = [*_shortened(found), *card(first), *_buttons(found, page, offered, share=first, shown=1 + ALSO_LINES)]
    if also:
        blocks.append(section(f"Also:\n{also}"))
    return Message.of(spoken(first), blocks)


def _several(found: Answer, page: Page, offered: Verb | None) -> Message:
    question = echo(found)
    intro = f"More for “{question}”:" if page.offset else f"These may answer “{question}”:"
    choices = found.matches[:CHOICES]
    blocks: list[Block] = [*_shortened(found), section(intro)]
    for match in choices:
        blocks += card(match)
        if page.private:
            blocks.append(ActionsBlock(elements=[_share_button(match, found.question, "Share")]))
    blocks += [DividerBlock(), *_buttons(found, page, offered, share=None, shown=CHOICES)]
    titles = "; ".join(escape(shorten(match.article.title, LONGEST_ECHO)) for match in choices)
    return Message.of(f"{intro} {titles}", blocks)


def _nothing(found: Answer, offered: Verb | None) -> Message:
    buttons = [ActionsBlock(elements=[verb_button(offered.label, offered.word)])] if offered else []
    return Message.of(nothing_found(found), [*_shortened(found), section(nothing_found(found)), *buttons])


def _buttons(found: Answer, page: Page, offered: Verb | None, *, share: Match | None, shown: int) -> list[Block]:
    buttons: list[ButtonElement] = []
    if share and page.private:
        buttons.append(_share_button(share, found.question, "Share to the channel"))
    following = page.offset + shown
    if page.offset:
        value = button_value(found.question, {"offset": 0, "private": page.private})
        buttons.append(ButtonElement(text="Back to the first", action_id="back", value=value))
    if following < FURTHEST and (found.more or len(found.matches) > shown):
        value = button_value(found.question, {"offset": following, "private": page.private})
        buttons.append(ButtonElement(text="More results", action_id="more", value=value))
    if offered:
        buttons.append(verb_button(offered.label, offered.word))
    return [ActionsBlock(elements=buttons)] if buttons else []


def _share_button(match: Match, question: str, label: str) -> ButtonElement:
    value = button_value(question, {"article": match.article.key})
    return ButtonElement(text=label, action_id="share", value=value)


def _shortened(found: Answer) -> list[Block]:
    return (
        [small(f"Your question is long: I read its first {len(found.question)} characters.")] if found.shortened else []
    )


def _as_typed(article: Article) -> str:
    """How somebody might ask for an article: one of its search phrases, or its title; short, without code marks."""
    asked = article.phrases[0] if article.phrases else article.title.lower()
    return escape(shorten(asked.replace("`", "'"), 80))
