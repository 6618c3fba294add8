"""Whether the list of sources can be read, and each source; how old what is known of it is; what is held."""

from collections.abc import Iterator, Mapping
from datetime import timedelta

from bot.doctor.case import Case
from bot.findings import Finding, fault, warning, well
from bot.spans import span
from knowledge.changes import HeldSource
from knowledge.errors import BadSources, SourceFailed
from knowledge.sources.config import read_sources
from knowledge.sources.source import Entry, Fault, Source

# A source is late that was not synced for so many of its intervals, and for so long.
_LATE_INTERVALS, _LATE = 3, timedelta(minutes=5)

_SYNC = "Run: python -m bot sync"


def sources(case: Case) -> Iterator[Finding]:
    """The list, and each source about which there is something to do."""
    path = case.settings.knowledge_sources
    try:
        listed = read_sources(path)
    except BadSources as bad:
        said = f"{path} can't be used: {'; '.join(bad.problems)}."
        yield fault("sources", said, "Put it right; README.md says in “Your own articles” what it holds.")
        return
    ages = {} if case.trouble else case.knowledge.syncs.ages()
    yield well("sources", f"{path} lists {', '.join(_named(source, ages) for source in listed)}.")
    for source in listed:
        unread = _unread(source)
        if unread:
            yield unread
        elif not case.trouble:
            yield from _late(case, source, ages.get(source.name))
    if not case.trouble:
        yield from map(_held, case.knowledge.syncs.held())


def _named(source: Source, ages: Mapping[str, timedelta]) -> str:
    age = ages.get(source.name)
    return source.name if age is None else f"{source.name} (synced {span(age)} ago)"


def _unread(source: Source) -> Finding | None:
    """That a source can't be read, if so. No more of it is read than its first article."""
    try:
        problem = _first_problem(source)
    except SourceFailed as failed:
        problem = str(failed)
    if not problem:
        return None
    advice = f"Put its path right, or what is there. Then run: python -m bot sync --source {source.name}"
    return fault(f"source {source.name}", problem, advice)


def _first_problem(source: Source) -> str:
    """What is wrong with the first thing in a source none of whose articles can be read; nothing where one can."""
    problem = ""
    for found in source.read():
        if isinstance(found, Entry):
            return ""
        if isinstance(found, Fault) and not problem:
            problem = f"{found.place}: {found.problem}."
    return problem


def _late(case: Case, source: Source, age: timedelta | None) -> Iterator[Finding]:
    """Whether a source is late. Without Slack no process syncs it in turn, so that it can't be."""
    subject = f"source {source.name}"
    every = timedelta(seconds=source.defaults.sync_every or case.settings.sync_every)
    if age is None:
        yield warning(subject, "It was never synced, so none of its articles is found.", _SYNC)
    elif case.settings.slack_bot_token and age > max(_LATE_INTERVALS * every, _LATE):
        said = f"It was last synced {span(age)} ago, and should be every {span(every)}."
        yield warning(
            subject, said, "See whether `run` or a `worker` is running, and what its log says of this source."
        )


def _held(held: HeldSource) -> Finding:
    said = f"{held.why}, so nothing of it is announced."
    return warning(
        f"source {held.name}", said, f"If that is right, run: python -m bot sync --accept --source {held.name}"
    )
