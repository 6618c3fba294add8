"""`python -m bot search`: words with filters, a page of what matches."""

import time
from typing import Annotated

import typer

from bot import console_search
from bot.cli_settings import open_knowledge, read_settings
from bot.console import print_json
from knowledge.articles import Audience
from knowledge.characters import storable
from knowledge.errors import KnowledgeError

# A search's own -word is no option of the command.
SETTINGS = {"ignore_unknown_options": True}

_EXAMPLE = "refund -trial category:billing sort:newest"


def search(
    words: Annotated[list[str], typer.Argument(metavar="SEARCH", help=f"Words and filters, such as: {_EXAMPLE}")],
    limit: Annotated[int, typer.Option(min=1, max=50, help="How many articles a page shows.")] = 5,
    page: Annotated[int, typer.Option(min=1, max=1_000_000, help="Which page, from 1 on.")] = 1,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object on one line.")] = False,
) -> None:
    """Search with filters: category: title: updated: source: sort: "a phrase" -word."""
    if unknown := [word for word in words if word.startswith("--")]:
        raise typer.BadParameter(f"There is no option {unknown[0]}.", param_hint="SEARCH")
    text = storable(" ".join(words)).strip()
    if not text:
        raise typer.BadParameter(
            f"It is empty. Search with words and filters, such as: {_EXAMPLE}", param_hint="SEARCH"
        )
    knowledge = open_knowledge(read_settings())
    if not knowledge.article_count(Audience.INTERNAL):
        raise KnowledgeError("The knowledge base is empty. Fill it with: python -m bot sync")
    started = time.perf_counter()
    # Whoever runs this may read everything in the database anyway.
    found = knowledge.search(text, Audience.INTERNAL, limit=limit, offset=(page - 1) * limit)
    took_ms = (time.perf_counter() - started) * 1000
    pages = -(-found.total // limit)
    if as_json:
        print_json(console_search.found_as_dict(text, found, page=page, pages=pages, took_ms=took_ms))
    else:
        console_search.print_found(found, page=page, pages=pages, took_ms=took_ms)
