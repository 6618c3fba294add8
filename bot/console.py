"""What the command line prints: reports and figures, for people and as JSON."""

import contextlib
import json
import sys
from collections.abc import Iterator, Mapping, Sequence
from types import TracebackType
from typing import Any

from rich.console import Console
from rich.markup import escape
from rich.progress import MofNCompleteColumn, Progress, SpinnerColumn, TaskID, TextColumn
from rich.table import Table
from rich.text import Text
from rich.tree import Tree

from bot.spans import span
from knowledge.articles import (
    Category,
    CategoryPath,
)
from knowledge.changes import ChangeKind
from knowledge.characters import storable
from knowledge.posts import Waiting
from knowledge.sync import SourceReport

out = Console(highlight=False, soft_wrap=True)
err = Console(stderr=True, highlight=False, soft_wrap=True)


def print_json(value: object) -> None:
    """One JSON value on a line of its own, at once."""
    sys.stdout.write(as_json_line(value))
    sys.stdout.flush()


def as_json_line(value: object) -> str:
    """One JSON value as a line."""
    return json.dumps(value, ensure_ascii=False) + "\n"


def complain(sentence: str) -> None:
    """A sentence for the operator, on stderr."""
    err.print(Text(sentence))


def questions() -> Iterator[str]:
    """Questions from standard input, with a prompt where a person types them; blank lines ask nothing."""
    prompted = sys.stdin.isatty()
    if prompted:
        with contextlib.suppress(ImportError):  # with it input() edits lines and remembers them; some Pythons lack it
            import readline  # noqa: F401
        err.print("Type a question and press Enter; Ctrl-D ends.")
    while True:
        try:
            line = input("? ") if prompted else sys.stdin.readline()
        except EOFError:
            return
        if not line and not prompted:
            return
        if question := storable(line).strip():
            yield question


def print_categories(categories: Sequence[Category]) -> None:
    """The categories as a tree with counts."""
    root = Tree("Categories")
    branches: dict[CategoryPath, Tree] = {(): root}
    for category in categories:
        parent = branches[category.path[:-1]]
        branches[category.path] = parent.add(f"{escape(category.name)} ({category.count})")
    out.print(root)


def categories_as_dicts(categories: Sequence[Category]) -> list[dict[str, Any]]:
    """The categories as `categories --json` prints them: path, name and count, parents first."""
    return [{"path": list(category.path), "name": category.name, "count": category.count} for category in categories]


def print_sync(reports: Sequence[SourceReport], *, dry_run: bool) -> None:
    """What a sync found, source by source; what was skipped goes to stderr."""
    table = Table(
        "source", *(kind.value for kind in ChangeKind), "unchanged", title="Nothing was kept" if dry_run else None
    )
    for report in reports:
        if not report.problem:
            counts = [str(report.counts.get(kind, 0)) for kind in ChangeKind]
            table.add_row(report.source, *counts, str(report.unchanged))
    out.print(table)
    for report in reports:
        print_problems(report)


def print_encoded(made: int) -> None:
    """How many articles a sync gave vectors of their sentences."""
    out.print(Text(f"Articles given a vector: {made}"))


def print_problems(report: SourceReport) -> None:
    """What could not be read of a source, and what is held of it; nothing where all is well."""
    for notice in report.notices:
        complain(f"{report.source}: {notice.place}: {notice.text}.")
    for fault in report.faults:
        complain(f"{report.source}: {fault.place}: skipped, since {fault.problem}.")
    if report.faults:
        complain(f"{report.source}: nothing was removed, since a missing article may be one of those skipped.")
    if report.held:
        complain(
            f"{report.source}: nothing of it is announced, since {report.held}. "
            f"If that is right: python -m bot sync --accept --source {report.source}"
        )
    if report.problem:
        complain(f"{report.source}: not read, and its articles stay as they were: {report.problem}")


def print_waiting(posts: Sequence[Waiting]) -> None:
    """The posts that are not sent, a row each."""
    table = Table("id", "state", "channel", "subject", "attempts", "age", "next try", "problem")
    for post in posts:
        next_try = "" if post.next_in is None else f"in {span(post.next_in)}"
        cells = (post.state, post.channel, post.subject, str(post.attempts), span(post.age), next_try, post.problem)
        table.add_row(str(post.id), *(escape(cell) for cell in cells))
    out.print(table if posts else Text("Nothing waits to be posted."))


def print_figures(name: str, figures: Mapping[str, float | None]) -> None:
    """The figures of an evaluation as a table."""
    table = Table("measure", name)
    for measure, value in figures.items():
        shown = "none" if value is None else f"{value:.4f}" if isinstance(value, float) else str(value)
        table.add_row(measure, shown)
    out.print(table)


class SyncBar:
    """Shows on stderr how a sync goes on."""

    def __init__(self) -> None:
        self._progress = Progress(
            SpinnerColumn(), TextColumn("{task.description}"), MofNCompleteColumn(), console=err, transient=True
        )
        self._task: TaskID | None = None

    def __enter__(self) -> "SyncBar":
        self._progress.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._progress.stop()

    def reading(self, source: str) -> None:
        self._task = self._progress.add_task(escape(source), total=None)

    def article(self) -> None:
        if self._task is not None:
            self._progress.advance(self._task)


def print_comparison(phase: str, servers: Mapping[str, Mapping[str, float]]) -> None:
    """What several servers did in one phase of a bench, a row each."""
    columns = list(next(iter(servers.values())))
    table = Table("", *columns, title=phase, title_justify="left")
    for name, figures in servers.items():
        table.add_row(escape(name), *(f"{figures[column]:g}" for column in columns))
    out.print(table)


def print_rows(title: str, rows: Sequence[Mapping[str, str]]) -> None:
    """Rows of the same columns as a Markdown table, to be read or pasted."""
    widths = [max(len(name), *(len(row[name]) for row in rows)) for name in rows[0]]
    lines = [list(rows[0]), ["-" * width for width in widths], *(list(row.values()) for row in rows)]
    out.print(Text(title, "bold"))
    for line in lines:
        cells = (cell.ljust(width) for cell, width in zip(line, widths, strict=True))
        out.print(Text(f"| {' | '.join(cells)} |"))


def print_tally(found: Mapping[str, Any]) -> None:
    """What a bench counted, a line each, with what went wrong last."""
    for name, value in found.items():
        if name != "problems":
            out.print(Text(f"{name}: {value}"))
    for problem in found.get("problems", ()):
        out.print(Text(problem, "bold"))
