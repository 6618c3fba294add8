"""How the form looks in which a search is filled in."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from slack_sdk.models.blocks import (
    Block,
    CheckboxesElement,
    DatePickerElement,
    ExternalDataSelectElement,
    InputBlock,
    InputInteractiveElement,
    Option,
    PlainTextInputElement,
    PlainTextObject,
    StaticSelectElement,
)

from bot.buttons import jump_field
from bot.cards import Message, bullets, shorten, small
from bot.modals import modal
from bot.search.blocks import code
from bot.search.form import fields
from bot.search.form.fields import Filling
from bot.search.form.filling import LONGEST_WITHOUT
from knowledge.articles import Article, Category, CategoryPath, category_mark, category_text
from knowledge.searches import Search, Sort, Traits, in_quotes, typed, typed_value

# Slack's limits (SLACK.md, "Posting"); the longest text is that of any field.
_LONGEST_OPTION, LONGEST_TEXT = 75, 3000

# So much of a phrase is read.
_LONGEST_PHRASE = 200

# An example is a title's first words.
_EXAMPLE_WORDS = 4


def form_view(filling: Filling, how: Iterable[str], memory: str) -> dict[str, Any]:
    """The form as a modal, filled in, with how the same is typed in paragraphs of mrkdwn below it."""
    blocks = [jump_field(), *_what(filling), *_where(filling), *_order(filling), *map(small, how)]
    view = modal("Search the articles", Message.of("Search the articles", blocks), memory=memory)
    submit = {"type": "plain_text", "text": "Search"}
    return view | {"callback_id": fields.CALLBACK, "submit": submit, "close": {"type": "plain_text", "text": "Cancel"}}


def options(categories: Iterable[CategoryPath]) -> Sequence[Option]:
    """Categories as the menu offers them."""
    return [_option(category_mark(each), _label(each)) for each in categories]


def how_to(examples: Sequence[Article], tops: Sequence[Category]) -> Iterator[str]:
    """How the same is typed, and what no field is for, with examples that find something; mrkdwn."""
    category = typed_value("category", tops[0].name.casefold() if tops else "billing")
    ways = [
        f"{code(category)} one category and all below it",
        f"{code(typed_value('source', examples[0].source if examples else 'help-centre'))} what one source holds",
        f"{code(in_quotes('exact phrase'))} these words, in this order",
        f"{code('title:refund')} a word of the title",
        f"{code('-word')} without a word; a minus works before quotes, `category:`, `source:` and `title:` too",
        f"{code('updated:>2025-01-31')}, {code('updated:2025-01')}, "
        f"{code('updated:2025-01-01..2025-02-01')} last updated then",
        f"{', '.join(code(f'sort:{each}') for each in Sort)} in which order",
    ]
    yield f"All of this can be typed too, behind `/kb search` and among the words here:\n{bullets(ways)}"
    tried = bullets(code(f"/kb search {typed(search)}") for search in _examples(examples))
    if tried:
        yield f"Try one of these:\n{tried}"


def _what(filling: Filling) -> list[Block]:
    return [
        _input(
            fields.WORDS,
            "Words",
            _text(filling.words, LONGEST_TEXT),
            hint="As in any question: misspelt ones are fine.",
        ),
        _input(fields.PHRASE, "This exact phrase", _text(filling.phrase, _LONGEST_PHRASE)),
        _input(
            fields.WITHOUT,
            "None of these words",
            _text(filling.without, LONGEST_WITHOUT),
            hint='Words that belong together stand in quotes: "free trial".',
        ),
    ]


def _where(filling: Filling) -> list[Block]:
    chosen = [*options([filling.category])] if filling.category else []
    menu = ExternalDataSelectElement(
        action_id=fields.CATEGORY_MENU,
        placeholder="All categories",
        min_query_length=0,
        initial_option=chosen[0] if chosen else None,
    )
    titles = [_option(fields.TITLES, "Titles only")]
    boxes = CheckboxesElement(
        action_id="given", options=titles, initial_options=titles if filling.titles_only else None
    )
    return [_input(fields.CATEGORY, "Category", menu), _input(fields.WHERE, "Look for the words in", boxes)]


def _order(filling: Filling) -> list[Block]:
    since = DatePickerElement(action_id="given", initial_date=filling.since.isoformat() if filling.since else None)
    labels = {sort.value: label for sort, label in fields.SORTS.items()}
    return [_input(fields.SINCE, "Updated since", since), _input(fields.SORT, "Sort by", _menu(labels, filling.sort))]


def _examples(articles: Sequence[Article]) -> list[Search]:
    """Searches that each find one of the articles at least; none where there are no articles."""
    if not articles:
        return []
    first, last = articles[0], articles[-1]
    phrase = " ".join(first.title.split()[:_EXAMPLE_WORDS])
    named = [category_text(article.category) for article in articles if article.category]
    shelf = [Search(having=Traits(categories=(named[-1],)), sort=Sort.NEWEST)] if named else []
    return [Search(having=Traits(texts=(phrase,))), *shelf, Search(last.title.lower(), sort=Sort.NEWEST)]


def _input(block: str, label: str, element: InputInteractiveElement, *, hint: str | None = None) -> InputBlock:
    return InputBlock(block_id=block, label=label, element=element, optional=True, hint=hint)


def _text(value: str, most: int) -> PlainTextInputElement:
    return PlainTextInputElement(action_id="given", initial_value=value[:most] or None, max_length=most)


def _menu(labels: Mapping[str, str], chosen: str) -> StaticSelectElement:
    drawn = [_option(value, label) for value, label in labels.items()]
    return StaticSelectElement(action_id="given", options=drawn, initial_option=_option(chosen, labels[chosen]))


def _option(value: str, label: str) -> Option:
    return Option(value=value, text=PlainTextObject(text=label))


def _label(path: CategoryPath) -> str:
    """As much of a path as an option has room for: its end, which tells it apart."""
    shown = category_text(path)
    while len(shown) > _LONGEST_OPTION and len(path) > 1:
        path = path[1:]
        shown = f"… / {category_text(path)}"
    return shorten(shown, _LONGEST_OPTION)
