"""`python -m bot manifest`: the app manifest to create this installation's Slack app from."""

from typing import Annotated

import typer

from bot import console
from bot.cli_settings import knowledge_of, read_settings
from bot.manifest import as_yaml, committed, domains_of, manifest_for
from knowledge.articles import Audience
from knowledge.errors import KnowledgeError


def manifest(
    domains: Annotated[
        str,
        typer.Option(help="Where links to articles lead, separated by commas; without it, where those here do."),
    ] = "",
    url: Annotated[
        str, typer.Option(help="Where Slack reaches `web` over HTTPS; without it, the app uses Socket Mode.")
    ] = "",
    as_json: Annotated[bool, typer.Option("--json", help="As JSON, which Slack takes too.")] = False,
) -> None:
    """Write the manifest of this installation: paste it at api.slack.com/apps, Create New App, From a manifest."""
    from bot.server.http import EVENTS_PATH  # here, since it takes half a second that not every command needs

    given = [each for each in domains.split(",") if each.strip()]
    made = manifest_for(committed(), domains=given or _domains_here(), url=url, path=EVENTS_PATH)
    if as_json:
        console.print_json(made)
    else:
        typer.echo(as_yaml(made), nl=False)


def _domains_here() -> list[str]:
    """The domains of the articles that are here; none where there is no knowledge base yet."""
    try:
        return domains_of(knowledge_of(read_settings()).links(Audience.INTERNAL))
    except KnowledgeError:
        return []
