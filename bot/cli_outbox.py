"""`python -m bot outbox …`: what is not sent, and what shall become of it."""

from collections.abc import Sequence
from typing import Annotated, Any

import typer

from bot import console
from bot.cli_settings import open_knowledge, read_settings
from knowledge.errors import KnowledgeError
from knowledge.posts import DeliveryState, Handled, Waiting

outbox = typer.Typer(help="What waits to be posted.", no_args_is_help=True)

_Ids = Annotated[
    list[int] | None, typer.Argument(metavar="ID…", min=1, max=2**31 - 1, help="As `outbox list` shows them.")
]

# What is said of a post that nothing can be done with, by its state.
_LEFT = {
    None: "There is no post {id}.",
    DeliveryState.PENDING: "Post {id} is pending: it is sent by itself.",
    DeliveryState.SENDING: "Post {id} is being sent just now. Ask again in a minute.",
    DeliveryState.UNCLEAR: "Post {id} is unclear: it is looked up, and sent if it is not there.",
    DeliveryState.SENT: "Post {id} was sent.",
    DeliveryState.DROPPED: "Post {id} was dropped before.",
}


@outbox.command("list")
def list_(
    state: Annotated[DeliveryState | None, typer.Option(help="Only posts in this state.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON array on one line.")] = False,
) -> None:
    """Show what is not sent, the oldest first; dropped posts only when they are asked for."""
    backlog = open_knowledge(read_settings()).backlog
    posts = backlog.all([state]) if state else backlog.all()
    if as_json:
        console.print_json(_as_dicts(posts))
    else:
        console.print_waiting(posts)


def _as_dicts(posts: Sequence[Waiting]) -> list[dict[str, Any]]:
    """The posts as `list --json` prints them; times are in seconds."""
    return [
        {
            "id": post.id,
            "state": post.state.value,
            "workspace": post.workspace,
            "channel": post.channel,
            "subject": post.subject,
            "attempts": post.attempts,
            "age_s": round(post.age.total_seconds(), 3),
            "next_in_s": None if post.next_in is None else round(post.next_in.total_seconds(), 3),
            "problem": post.problem,
        }
        for post in posts
    ]


@outbox.command()
def retry(
    ids: _Ids = None,
    every: Annotated[bool, typer.Option("--all", help="All that are parked.")] = False,
) -> None:
    """Send parked or dropped posts after all. One that could not be looked up may stand in its channel: look first."""
    chosen = _chosen(ids, every=every)
    _tell(open_knowledge(read_settings()).backlog.retry(chosen), "{count} will be sent.")


@outbox.command()
def drop(
    ids: _Ids = None,
    every: Annotated[bool, typer.Option("--all", help="All that are pending, unclear or parked.")] = False,
) -> None:
    """Never send these posts."""
    chosen = _chosen(ids, every=every)
    _tell(open_knowledge(read_settings()).backlog.drop(chosen), "{count} will never be sent.")


def _chosen(ids: Sequence[int] | None, *, every: bool) -> Sequence[int] | None:
    """The ids that were given, or None for all."""
    if bool(ids) == every:
        raise typer.BadParameter("Give either ids, as `python -m bot outbox list` shows them, or --all.")
    return ids or None


def _tell(handled: Handled, sentence: str) -> None:
    count = len(handled.done)
    console.out.print(sentence.format(count="1 post" if count == 1 else f"{count} posts"))
    if handled.left:
        raise KnowledgeError("\n".join(_LEFT[state].format(id=id) for id, state in handled.left.items()))
