"""`python -m bot subscriptions …`: who is told of what, for people, and taken from one database to another."""

import sys
from pathlib import Path
from typing import Annotated

import typer

from bot import console, exchange
from bot.cli_settings import open_knowledge, read_settings
from bot.console_subscriptions import print_subscriptions
from knowledge.errors import KnowledgeError

subscriptions = typer.Typer(help="The channels' subscriptions.", no_args_is_help=True)

# Whoever imports is nobody in Slack, so that nobody is written to about what lines without a maker subscribe.
_NOBODY = ""

_STANDARD = Path("-")

_File = Annotated[Path, typer.Argument(metavar="FILE", help="A file, or - for standard input or output.")]


@subscriptions.command("list")
def list_(as_json: Annotated[bool, typer.Option("--json", help="One JSON array on one line.")] = False) -> None:
    """Show all subscriptions, channel by channel."""
    found = open_knowledge(read_settings()).subscriptions.everyone()
    if as_json:
        console.print_json([exchange.written(each) for each in found])
    else:
        print_subscriptions(found)


@subscriptions.command()
def export(file: _File) -> None:
    """Write all subscriptions, one JSON object a line, as `import` reads them. Pauses are not written."""
    found = open_knowledge(read_settings()).subscriptions.everyone()
    if file == _STANDARD:
        for each in found:
            console.print_json(exchange.written(each))
        return
    try:
        with file.open("w", encoding="utf-8") as opened:
            opened.writelines(console.as_json_line(exchange.written(each)) for each in found)
    except OSError as error:
        raise KnowledgeError(f"{file} can't be written: {error.strerror}.") from error
    console.out.print(f"{_counted(len(found))} written to {file}.", markup=False)


@subscriptions.command("import")
def import_(file: _File) -> None:
    """Make the subscriptions in a file, or change them to be as it says. Nothing is imported while a line is wrong."""
    lines = _lines(file)
    kept = open_knowledge(read_settings()).subscriptions
    found = exchange.read(lines, kept.now())
    new = kept.imported(found, person=_NOBODY)
    console.out.print(f"{_counted(len(found))} read; {new} of them new.")


def _lines(file: Path) -> list[str]:
    try:
        text = sys.stdin.read() if file == _STANDARD else file.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise KnowledgeError(
            f"{file} can't be read: {getattr(error, 'strerror', None) or 'it is no UTF-8'}."
        ) from error
    return text.split("\n")


def _counted(count: int) -> str:
    return "1 subscription" if count == 1 else f"{count} subscriptions"
