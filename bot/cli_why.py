"""`python -m bot why`: how an answer came about, for people and as JSON."""

from typing import Annotated

import typer

from bot import console
from bot.cli_settings import open_knowledge, read_settings
from bot.console_why import explanation_as_dict, print_explanation
from knowledge.articles import Audience
from knowledge.characters import storable


def why(
    question: Annotated[str, typer.Argument(help="What is asked, in quotation marks.")],
    article: Annotated[
        str, typer.Argument(help="Where an article stands: its reference, key or title, in quotation marks.")
    ] = "",
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object on one line.")] = False,
) -> None:
    """Show how a question is read, and what each signal gives to the first articles, or to one that is named."""
    asked = storable(question).strip()
    if not asked:
        raise typer.BadParameter("It is empty. Ask in words, such as: reset a password", param_hint="QUESTION")
    found = open_knowledge(read_settings()).explain(asked, Audience.INTERNAL, article=storable(article).strip())
    if as_json:
        console.print_json(explanation_as_dict(found))
    else:
        print_explanation(found)
