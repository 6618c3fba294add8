"""What the command line prints: answers, reports and figures, for people and as JSON."""

import contextlib
import json
import sys
from collections.abc import Iterator, Mapping, Sequence
from datetime import timedelta
from types import TracebackType
from typing import Any

from rich.console import Console
from rich.markup import escape
from rich.progress import MofNCompleteColumn, Progress, SpinnerColumn, TaskID, TextColumn
from rich.table import Table
from rich.text import Text
from rich.tree import Tree

from bot.findings import Finding
from knowledge.articles import Answer, Article, Band, Category, CategoryPath, Excerpt, Match, category_text
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


def answer_as_dict(question: str, answer: Answer, *, took_ms: float) -> dict[str, Any]:
    """An answer as `ask --json` prints it; the matches of an answer that found nothing are left out."""
    matches = () if answer.band is Band.NONE else answer.matches
    return {
        "question": question,
        "band": answer.band.value,
        "matches": [_match_as_dict(rank, match) for rank, match in enumerate(matches, start=1)],
        "took_ms": round(took_ms, 2),
    }


def _match_as_dict(rank: int, match: Match) -> dict[str, Any]:
    article = match.article
    return {
        "rank": rank,
        "id": article.id,
        "reference": article.reference,
        "title": article.title,
        "url": article.url,
        "category": category_text(article.category),
        "excerpt": match.excerpt.text,
        "score": round(match.score, 4),
    }


def print_answer(answer: Answer, *, took_ms: float) -> None:
    """An answer as a person reads it in a terminal."""
    if answer.shortened:
        out.print(Text(f"The question is long: its first {len(answer.question)} characters were read.", "dim"))
    if answer.band is Band.NONE:
        out.print(Text("No article answers that."), _nearest(answer))
        out.print(Text("Try other words, fewer of them, or those that a title would have.", "dim"))
    elif answer.band is Band.SEVERAL:
        out.print(Text("These may answer it:"))
    shown = () if answer.band is Band.NONE else answer.matches
    for rank, match in enumerate(shown, start=1):
        _print_match(rank, match, whole=rank == 1 or answer.band is Band.SEVERAL)
    noun = "article" if answer.searched == 1 else "articles"
    out.print(Text(f"{answer.searched} {noun}, {took_ms:.1f} ms\n", "dim"))


def _nearest(answer: Answer) -> Text:
    names = ", ".join(f"{category_text(category.path)} ({category.count})" for category in answer.nearest)
    return Text(f"The nearest categories are {names}." if names else "")


def _print_match(rank: int, match: Match, *, whole: bool) -> None:
    article = match.article
    out.print(Text.assemble(f"{rank}. ", (article.title, "bold")))
    if whole:
        if match.excerpt.text:
            out.print(Text("   ").append_text(_marked(match.excerpt)))
        if facts := _facts(article):
            out.print(Text(f"   {facts}", "dim"))
    if article.url:
        out.print(Text(f"   {article.url}", "blue"))


def _marked(excerpt: Excerpt) -> Text:
    text = Text(excerpt.text)
    for start, end in excerpt.hits:
        text.stylize("bold yellow", start, end)
    return text


def _facts(article: Article) -> str:
    updated = f"updated {article.updated}" if article.updated else ""
    return " · ".join(fact for fact in (category_text(article.category), updated, article.reference) if fact)


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
        _print_problems(report)


def _print_problems(report: SourceReport) -> None:
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
        next_try = "" if post.next_in is None else f"in {_span(post.next_in)}"
        cells = (post.state, post.channel, post.subject, str(post.attempts), _span(post.age), next_try, post.problem)
        table.add_row(str(post.id), *(escape(cell) for cell in cells))
    out.print(table if posts else Text("Nothing waits to be posted."))


def _span(time: timedelta) -> str:
    """A length of time in its two largest units."""
    minutes, seconds = divmod(int(time.total_seconds()), 60)
    hours, minutes = divmod(minutes, 60)
    days, hours = divmod(hours, 24)
    units = [(days, "d"), (hours, "h"), (minutes, "min"), (seconds, "s")]
    first = next((place for place, (count, _) in enumerate(units) if count), len(units) - 1)
    return " ".join(f"{count} {unit}" for count, unit in units[first : first + 2])


def print_figures(name: str, figures: Mapping[str, float]) -> None:
    """The figures of an evaluation as a table."""
    table = Table("measure", name)
    for measure, value in figures.items():
        table.add_row(measure, f"{value:.4f}" if isinstance(value, float) else str(value))
    out.print(table)


def print_findings(findings: Sequence[Finding]) -> None:
    """What the doctor found, a line each, the broken ones in bold."""
    for finding in findings:
        mark = {"ok": "ok", "lacking": "--", "broken": "!!"}[finding.state]
        style = "bold" if finding.state == "broken" else ""
        out.print(Text(f"{mark}  {finding.subject}: {finding.said}", style))


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


def print_tally(found: Mapping[str, Any]) -> None:
    """What a bench counted, a line each, with what went wrong last."""
    for name, value in found.items():
        if name != "problems":
            out.print(Text(f"{name}: {value}"))
    for problem in found.get("problems", ()):
        out.print(Text(problem, "bold"))
