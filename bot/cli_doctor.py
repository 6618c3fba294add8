"""`python -m bot doctor`: whether what the bot needs is there, and what to do where it is not."""

from dataclasses import asdict
from typing import Annotated

import typer

from bot import console, console_doctor
from bot.cli_settings import knowledge_of, read_legible_settings


def doctor(
    as_json: Annotated[bool, typer.Option("--json", help="One JSON array on one line.")] = False,
) -> None:
    """Look at settings, database, sources, encoder and Slack, and say what to do. Exits 1 when there is a fault."""
    from bot.doctor.case import Case  # here, since it takes half a second that not every command needs
    from bot.doctor.examining import examine

    settings, illegible = read_legible_settings()
    found = []
    for finding in examine(Case(settings, illegible, knowledge_of(settings))):
        found.append(finding)
        if not as_json:
            console_doctor.print_finding(finding)
    if as_json:
        console.print_json([asdict(finding) for finding in found])
    else:
        console_doctor.print_verdict(found)
    if any(finding.state == "fault" for finding in found):
        raise typer.Exit(1)
