"""`python -m bot tune …`: people's words, and which article belongs to a question."""

from typing import TYPE_CHECKING, Annotated

import typer

from bot import console, console_tune
from bot.cli_settings import open_knowledge, read_settings
from knowledge.articles import ALWAYS, Asked, Audience, Reach
from knowledge.tuning import Hide, Phrase, Pin, Rule, Synonym

if TYPE_CHECKING:
    from knowledge.base import KnowledgeBase

tune = typer.Typer(help="People's words, and which article belongs to a question.", no_args_is_help=True)

# Whoever runs these commands may read everything in the database anyway.
_OPERATOR = Audience.INTERNAL

_Article = Annotated[str, typer.Argument(metavar="ARTICLE", help="Its reference, its key, its id or its title.")]
_Contains = Annotated[
    bool, typer.Option("--contains", help="For all questions that hold these words one after the other.")
]


@tune.command()
def synonym(
    words: Annotated[str, typer.Argument(metavar="WORDS", help="What people say.")],
    means: Annotated[str, typer.Argument(metavar="MEANS", help="What articles say.")],
    one_way: Annotated[bool, typer.Option("--one-way", help="WORDS mean MEANS, but MEANS not WORDS.")] = False,
) -> None:
    """Read words as others too: RCP as reseller control panel, and the other way round."""
    _keep(open_knowledge(read_settings()), Synonym(words, means, two_way=not one_way))


@tune.command()
def phrase(
    article: _Article, text: Annotated[str, typer.Argument(metavar="PHRASE", help="How people ask for it.")]
) -> None:
    """Add a search phrase to an article, beside those that it gives itself."""
    knowledge = open_knowledge(read_settings())
    _keep(knowledge, Phrase(_key(knowledge, article), text))


@tune.command()
def pin(
    question: Annotated[str, typer.Argument(metavar="QUESTION", help="Case and punctuation don't count.")],
    article: _Article,
    contains: _Contains = False,
) -> None:
    """Put an article first for a question, whatever else is found."""
    knowledge = open_knowledge(read_settings())
    _keep(knowledge, Pin(_key(knowledge, article), _asked(question, contains=contains)))


@tune.command()
def hide(
    article: _Article,
    question: Annotated[
        str | None, typer.Argument(metavar="QUESTION", help="Without one it is no answer to any question.")
    ] = None,
    contains: _Contains = False,
) -> None:
    """Keep an article from the answers to a question, or from all. It still opens by its reference."""
    if question is None and contains:
        raise typer.BadParameter("It goes with a QUESTION.", param_hint="--contains")
    knowledge = open_knowledge(read_settings())
    asked = ALWAYS if question is None else _asked(question, contains=contains)
    _keep(knowledge, Hide(_key(knowledge, article), asked))


@tune.command("list")
def list_(as_json: Annotated[bool, typer.Option("--json", help="One JSON array on one line.")] = False) -> None:
    """Show all rules: those of sources.toml, those made here, and the pins and hides that articles give themselves."""
    tuning = open_knowledge(read_settings()).tuning
    kept, claiming = tuning.all().kept, tuning.claiming_articles()
    if as_json:
        console.print_json(console_tune.rules_as_dicts(kept, claiming))
    else:
        console_tune.print_rules(kept, claiming)


@tune.command()
def remove(
    number: Annotated[int, typer.Argument(metavar="NUMBER", min=1, max=2**31 - 1, help="As `tune list` shows it.")],
) -> None:
    """Forget a rule that was made here."""
    removed = open_knowledge(read_settings()).tuning.remove(number)
    console_tune.print_removed(removed)


@tune.command()
def check(as_json: Annotated[bool, typer.Option("--json", help="One JSON array on one line.")] = False) -> None:
    """Name the rules that come to nothing or contradict each other. Exits 1 when there are any."""
    found = open_knowledge(read_settings()).check_tuning()
    if as_json:
        console.print_json(console_tune.advice_as_dicts(found))
    else:
        console_tune.print_checked(found)
    if found:
        raise typer.Exit(1)


def _keep(knowledge: "KnowledgeBase", rule: Rule) -> None:
    """Keep a rule, and say at once what is to be looked at."""
    kept, is_new = knowledge.tuning.add(rule)
    console_tune.print_kept(kept, is_new=is_new)
    console_tune.print_advice([each for each in knowledge.check_tuning() if kept.number in each.rules])


def _key(knowledge: "KnowledgeBase", article: str) -> str:
    """The key of the article that somebody named; `UnknownArticle`."""
    return knowledge.article_named(article, _OPERATOR).key


def _asked(question: str, *, contains: bool) -> Asked:
    return Asked(question, Reach.CONTAINS if contains else Reach.EXACT)
