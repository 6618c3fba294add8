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

from bot.buttons import helpful_button, none_button, person_button, stop_button, vote_buttons
from bot.cards import (
    LONGEST_ECHO,
    NO_ARTICLES,
    Message,
    bullets,
    button_value,
    card,
    echo,
    escape,
    nothing_found,
    plain,
    reference_unknown,
    row_of,
    section,
    shorten,
    small,
    spoken,
    title_link,
    verb_button,
)
from bot.parts import Verb
from bot.sayings import REPLIES
from knowledge.articles import Answer, Article, Band, Match, Talk

# A confident answer is one card and so many further titles; otherwise so many matches are shown to choose from.
ALSO_LINES = 2
CHOICES = 5

# What Slack has to offer beside what is said to small talk.
_HINTS = {
    Talk.GREETING: "`/kb help` shows examples.",
    Talk.WHAT_CAN_YOU_DO: "`/kb help` shows all I can do, with examples.",
    Talk.STOP: "Where a channel is told of articles as they appear, `/kb pause` or `/kb unsubscribe` there ends it.",
    Talk.NOTHING: "`/kb help` shows examples.",
}

_WHY_UNASKED = "I answered because this channel lets me answer questions. `/kb settings` changes that."

_PEOPLE = "I'm a bot, and there are people who help: press *Ask a person*, and I put your question to them."

# Help names a category once for each of seven verbs, in one paragraph, and an escaped character can be five.
_LONGEST_IN_HELP = 40

# Whoever has not found it among so many does better with other words.
FURTHEST = 20


@dataclass(frozen=True, slots=True)
class Page:
    """Which part of an answer is shown, and whether only the asker sees it: then it can be shared, unless it is shown
    in their Home, from where there is no channel to share it to.

    Where articles are `numbered`, people may say the number of the one that they want. `people` says that there are
    some whom a question can be handed to, `unasked` that nobody asked us for the answer, whose pages say so too.
    """

    offset: int = 0
    private: bool = True
    numbered: bool = False
    people: bool = False
    at_home: bool = False
    unasked: bool = False

    @property
    def can_be_shared(self) -> bool:
        return self.private and not self.at_home


FIRST_PRIVATE, FIRST_PUBLIC = Page(), Page(private=False, numbered=True)


def answer(found: Answer, page: Page = FIRST_PRIVATE, *, offered: Verb | None = None) -> Message:
    """The message that answers a question, by its band; `offered` is a verb that the question began with."""
    if found.talk is Talk.WANTS_A_PERSON and page.people:
        return _with_offer(_PEOPLE, (), _more_ways(found, page, offered))
    if found.talk:
        return _with_offer(_reply(found.talk), (), _more_ways(found, FIRST_PRIVATE, offered))
    if not found.searched:
        return plain(NO_ARTICLES)
    if found.unknown:
        return _with_offer(reference_unknown(found.unknown), (), _more_ways(found, page, offered))
    if found.band is Band.NONE:
        return _with_offer(nothing_found(found), _shortened(found), _more_ways(found, page, offered))
    if found.band is Band.CONFIDENT and not page.offset:
        return _one(found, page, offered)
    return _several(found, page, offered)


def picked(match: Match, question: str) -> Message:
    """The one article of those that were shown for a question which somebody asked for."""
    votes = row_of(vote_buttons(question, match.article)) if question else []
    return Message.of(spoken(match), [*card(match, question), *votes])


def shown_of(found: Answer, page: Page) -> tuple[Match, ...]:
    """The matches that an answer's message shows, in their order."""
    if found.band is Band.NONE:
        return found.hints
    is_one = found.band is Band.CONFIDENT and not page.offset
    return found.matches[: 1 + ALSO_LINES if is_one else CHOICES]


def unasked(message: Message) -> Message:
    """An answer to what did not name us: with why it stands there, and how to have no more of them."""
    below = [ActionsBlock(elements=[stop_button()]), small(_WHY_UNASKED)]
    return Message(message.text, (*message.blocks, *(block.to_dict() for block in below)))


def help_message(verbs: Iterable[Verb], examples: Sequence[Article], category: str) -> Message:
    """What `/kb` and a mention can do, with examples from the articles and a category that are here."""
    named = escape(shorten(category.replace("`", "'"), _LONGEST_IN_HELP))
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


def _reply(talk: Talk) -> str:
    return escape(REPLIES[talk]) + (f" {_HINTS[talk]}" if talk in _HINTS else "")


def _one(found: Answer, page: Page, offered: Verb | None) -> Message:
    first, *others = found.matches
    also = bullets(title_link(match.article, 120) for match in others[:ALSO_LINES])
    shown = card(first, found.question)
    blocks = [*_shortened(found), *shown, *_buttons(found, page, offered, first=first, shown=1 + ALSO_LINES)]
    if also:
        blocks.append(section(f"Also:\n{also}"))
    return Message.of(spoken(first), blocks)


def _several(found: Answer, page: Page, offered: Verb | None) -> Message:
    question = echo(found)
    intro = f"More for “{question}”:" if page.offset else f"These may answer “{question}”:"
    choices = found.matches[:CHOICES]
    blocks: list[Block] = [*_shortened(found), section(intro)]
    for number, match in enumerate(choices, start=page.offset + 1):
        shown = card(match, found.question, number=number if page.numbered else None)
        blocks += [*shown, _choice(match, found.question, page)]
    blocks += [DividerBlock(), *_buttons(found, page, offered, first=None, shown=CHOICES)]
    titles = "; ".join(escape(shorten(match.article.title, LONGEST_ECHO)) for match in choices)
    return Message.of(f"{intro} {titles}", blocks)


def _with_offer(said: str, above: Iterable[Block], ways: Sequence[ButtonElement]) -> Message:
    """A paragraph that is all of an answer, with other ways to one."""
    return Message.of(said, [*above, section(said), *row_of(ways)])


def _more_ways(found: Answer, page: Page, offered: Verb | None) -> list[ButtonElement]:
    """Other ways to an answer: people, where some can be asked, and the verb that the question began with."""
    people = [person_button(found.question)] if page.people else []
    return [*people, *([verb_button(offered.label, offered.word)] if offered else [])]


def _choice(match: Match, question: str, page: Page) -> ActionsBlock:
    """What can be done with one of several articles."""
    share = [_share_button(match, question, "Share")] if page.can_be_shared else []
    return ActionsBlock(elements=[*share, helpful_button(question, match.article)])


def _buttons(found: Answer, page: Page, offered: Verb | None, *, first: Match | None, shown: int) -> list[Block]:
    """What stands below an answer: `first` is the one article that is, or there are several."""
    buttons: list[ButtonElement] = []
    if first and page.can_be_shared:
        buttons.append(_share_button(first, found.question, "Share to the channel"))
    buttons += vote_buttons(found.question, first.article) if first else [none_button(found.question)]
    following = page.offset + shown
    if page.offset:
        value = _turning(found, page, 0)
        buttons.append(ButtonElement(text="Back to the first", action_id="back", value=value))
    if following < FURTHEST and (found.more or len(found.matches) > shown):
        value = _turning(found, page, following)
        buttons.append(ButtonElement(text="More results", action_id="more", value=value))
    handed = FIRST_PRIVATE if first else page  # whoever has the answer needs nobody
    return [*row_of([*buttons, *_more_ways(found, handed, offered)])]


def _turning(found: Answer, page: Page, offset: int) -> str:
    """What a button carries that turns to the page which begins with a match."""
    return button_value(found.question, {"offset": offset, "private": page.private, "unasked": page.unasked})


def _share_button(match: Match, question: str, label: str) -> ButtonElement:
    value = button_value(question, {"article": match.article.key})
    return ButtonElement(text=label, action_id="share", value=value)


def _shortened(found: Answer) -> list[Block]:
    return (
        [small(f"Your question is long: I read its first {len(found.question)} characters.")] if found.shortened else []
    )


def _as_typed(article: Article) -> str:
    """How somebody might ask for an article, short and without code marks."""
    return escape(shorten(article.as_question.replace("`", "'"), 80))
