"""The command line: its commands, and what a failure of any of them ends in."""

import sys
import time
import traceback
from collections.abc import Sequence
from io import TextIOWrapper
from typing import TYPE_CHECKING, Annotated

import typer

from bot import cli_search, console
from bot.calibration_plot import CannotDraw
from bot.cli_announce import announce
from bot.cli_bench import bench
from bot.cli_doctor import doctor
from bot.cli_eval import evaluate
from bot.cli_manifest import manifest
from bot.cli_misses import misses
from bot.cli_outbox import outbox
from bot.cli_playground import CannotPlay, Wish, play, playground
from bot.cli_settings import knowledge_of, open_knowledge, read_settings, wants_tracebacks
from bot.cli_stopping import stop_on_signals
from bot.cli_subscriptions import subscriptions
from bot.cli_sync import sync, sync_now
from bot.cli_tune import tune
from bot.cli_votes import votes
from bot.cli_why import why
from bot.console_answers import answer_as_dict, print_answer
from bot.exchange import BadImport
from bot.manifest import BadManifest
from bot.settings import BadSettings, Settings
from knowledge.articles import Audience, CategoryPath
from knowledge.characters import storable
from knowledge.errors import (
    BadDatabase,
    BadEvaluation,
    BadRule,
    BadSources,
    KnowledgeError,
    ModelUnavailable,
    SchemaBehind,
    UnknownLanguage,
    UnknownRevision,
    UnknownSource,
)

if TYPE_CHECKING:
    from knowledge.base import KnowledgeBase

# What takes long to import (the database, search, Slack's SDK, the readers of sources) is imported by the commands
# that need it: nobody who asks for help, or asks a question, waits for the rest.

app = typer.Typer(
    help="Quickjump answers support questions from a knowledge base, in Slack and in the terminal.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)
db = typer.Typer(help="The database's tables.", no_args_is_help=True)
app.add_typer(db, name="db")
app.add_typer(outbox, name="outbox")
app.add_typer(subscriptions, name="subscriptions")
app.add_typer(bench, name="bench")
app.add_typer(tune, name="tune")

SLACK_OVER_HTTP = ("SLACK_BOT_TOKEN", "SLACK_SIGNING_SECRET")
SLACK_OVER_SOCKET = ("SLACK_BOT_TOKEN", "SLACK_APP_TOKEN")
SLACK_WORKER = ("SLACK_BOT_TOKEN",)

# Exit codes: 1, not done; 2, asked for in a way that can't be understood; 3, tables of another program; 70, a fault.
_NOT_UNDERSTOOD = (
    BadDatabase,
    BadEvaluation,
    BadImport,
    BadManifest,
    BadRule,
    BadSettings,
    BadSources,
    CannotDraw,
    CannotPlay,
    ModelUnavailable,
    UnknownLanguage,
    UnknownRevision,
    UnknownSource,
)
_FAULT = 70

# Whoever runs these commands may read everything in the database anyway.
_OPERATOR = Audience.INTERNAL


def main(args: Sequence[str] | None = None) -> None:
    """Run the command line; every failure is a sentence on stderr and an exit code."""
    if isinstance(sys.stdin, TextIOWrapper):
        sys.stdin.reconfigure(errors="replace")  # what is no text is a question all the same
    try:
        app(args)
    except KnowledgeError as problem:
        console.complain(str(problem))
        sys.exit(_exit_code(problem))
    except Exception as error:
        console.complain(f"Something went wrong that was not foreseen: {type(error).__name__}: {error}.")
        if wants_tracebacks():
            traceback.print_exc()
        else:
            console.complain("LOG_LEVEL=DEBUG shows where.")
        sys.exit(_FAULT)


def _exit_code(problem: KnowledgeError) -> int:
    if isinstance(problem, SchemaBehind):
        return 3
    return 2 if isinstance(problem, _NOT_UNDERSTOOD) else 1


@app.command()
def ask(
    words: Annotated[
        list[str] | None, typer.Argument(metavar="QUESTION", help="Without one, questions are read line by line.")
    ] = None,
    limit: Annotated[int, typer.Option(min=1, max=50, help="How many articles to show at most.")] = 5,
    category: Annotated[str, typer.Option(help="Only articles of this category and those below it.")] = "",
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object a question, a line each.")] = False,
) -> None:
    """Ask the knowledge base."""
    typed = storable(" ".join(words or ())).strip()
    if words and not typed:
        raise typer.BadParameter("It is empty. Ask in words, such as: how do I reset a password", param_hint="QUESTION")
    knowledge = open_knowledge(read_settings())
    within = _category(knowledge, category)
    if not knowledge.article_count(_OPERATOR):
        raise KnowledgeError("The knowledge base is empty. Fill it with: python -m bot sync")
    for question in [typed] if typed else console.questions():
        _answer(knowledge, question, limit=limit, category=within, as_json=as_json)


def _answer(knowledge: "KnowledgeBase", question: str, *, limit: int, category: CategoryPath, as_json: bool) -> None:
    started = time.perf_counter()
    answer = knowledge.ask(question, _OPERATOR, limit=limit, category=category)
    took_ms = (time.perf_counter() - started) * 1000
    if as_json:
        console.print_json(answer_as_dict(question, answer, took_ms=took_ms))
    else:
        print_answer(answer, took_ms=took_ms)


def _category(knowledge: "KnowledgeBase", text: str) -> CategoryPath:
    if not text:
        return ()
    found = knowledge.category_named(text, _OPERATOR)
    if found is None:
        raise typer.BadParameter(
            f"{text!r} is no category, or the name of several. See them with: python -m bot categories",
            param_hint="--category",
        )
    return found.path


app.command(context_settings=cli_search.SETTINGS)(cli_search.search)
app.command()(sync)
app.command()(announce)
app.command()(why)
app.command()(misses)
app.command()(votes)
app.command()(manifest)
app.command()(doctor)
app.command("eval")(evaluate)
app.command()(playground)


@app.command()
def categories(
    as_json: Annotated[bool, typer.Option("--json", help="One JSON array on one line.")] = False,
) -> None:
    """Show the categories with their counts, children included."""
    found = open_knowledge(read_settings()).categories(_OPERATOR)
    if as_json:
        console.print_json(console.categories_as_dicts(found))
    else:
        console.print_categories(found)


@db.command()
def upgrade(revision: Annotated[str, typer.Argument(help="Where to stop.")] = "head") -> None:
    """Create the tables, or bring them up to date."""
    knowledge_of(read_settings()).upgrade_schema(revision)
    console.out.print("The tables are up to date.")


@db.command()
def downgrade(revision: Annotated[str, typer.Argument(help="A revision, or base for none at all.")]) -> None:
    """Take the tables back to an earlier revision; what only later ones hold is lost."""
    knowledge_of(read_settings()).downgrade_schema(revision)
    console.out.print(f"The tables are at {revision}.")


@app.command()
def web() -> None:
    """Serve Slack over HTTP, with /livez and /readyz."""
    from bot.server.http import WebServer

    settings = read_settings(SLACK_OVER_HTTP)
    open_knowledge(settings).close()
    _prepare(settings)
    WebServer(settings, lambda: knowledge_of(settings)).run()


@app.command()
def run() -> None:
    """Connect to Slack over Socket Mode and do everything in this one process."""
    from bot.server.socket import run_until

    settings = read_settings(SLACK_OVER_SOCKET)
    knowledge = open_knowledge(settings)
    _prepare(settings)
    run_until(settings, knowledge, stop_on_signals())


@app.command()
def worker() -> None:
    """Answer what was left waiting and send what is due, beside `web` processes."""
    from bot.server.worker import run_until

    settings = read_settings(SLACK_WORKER)
    knowledge = open_knowledge(settings)
    _prepare(settings)
    run_until(settings, knowledge, stop_on_signals())


def _prepare(settings: Settings) -> None:
    """What every process does before it serves: log as JSON, and find out that Slack knows its token."""
    from bot.server import identity, logs

    logs.configure(settings.log_level, settings.secrets)
    identity.check_token(settings)


@app.command()
def start() -> None:
    """Create the tables, sync and run the bot, or open the playground where no SLACK_BOT_TOKEN is set."""
    settings = read_settings()
    if not settings.slack_bot_token:
        play(Wish(port=settings.port))
        return
    knowledge_of(settings).upgrade_schema()
    sync_now(settings)
    run()
