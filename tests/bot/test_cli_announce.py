"""`announce` and `sync --accept`: what is posted where and when, what is held, and how it is let go."""

import json
from collections.abc import Callable
from datetime import time, timedelta
from pathlib import Path
from subprocess import CompletedProcess
from typing import Any

import pytest

from knowledge.articles import category_path
from knowledge.base import KnowledgeBase
from knowledge.subscriptions import Cadence, Place, Style, Subscription, Timetable

RunBot = Callable[..., CompletedProcess[str]]
Done = CompletedProcess[str]

SOON = {"ANNOUNCE_AFTER": "0"}


class HelpFolder:
    """A folder of articles, the commands that work on it, and who subscribes."""

    def __init__(self, folder: Path, run_bot: RunBot, knowledge: KnowledgeBase, database_url: str) -> None:
        self._folder, self._run_bot, self.knowledge = folder, run_bot, knowledge
        self._env = SOON | {"DATABASE_URL": database_url}
        (folder / "articles").mkdir()
        source = '[[source]]\nname = "help"\nkind = "markdown"\npath = "articles"\n'
        (folder / "sources.toml").write_text(source, encoding="utf-8")
        self.write("first", category="Elsewhere")
        self.bot("sync")

    def write(self, *names: str, category: str = "Billing", **fields: str) -> None:
        given = "\n".join(f"{name}: {value}" for name, value in (fields | {"category": category}).items())
        for name in names:
            (self._folder / "articles" / f"{name}.md").write_text(f"---\n{given}\n---\n# Article {name}\nText.")

    def subscribe(self, channel: str, cadence: Cadence = Cadence.AT_ONCE, **timetable: Any) -> Subscription:
        made, _ = self.knowledge.subscriptions.subscribe(
            Place("T1", channel),
            category_path("Billing"),
            person="U1",
            timetable=Timetable(cadence=cadence, **timetable),
            style=Style(),
        )
        return made

    def bot(self, *args: str, **env: str) -> Done:
        done = self._run_bot(*args, env=self._env | env)
        assert done.returncode == 0, done
        return done

    def json(self, *args: str) -> Any:
        return json.loads(self.bot(*args, "--json").stdout)

    def posts(self) -> int:
        return len(self.knowledge.backlog.all())


@pytest.fixture
def help_folder(
    tmp_path: Path, sqlite_url: str, run_bot: RunBot, open_knowledge: Callable[..., KnowledgeBase]
) -> HelpFolder:
    return HelpFolder(tmp_path, run_bot, open_knowledge(sqlite_url), sqlite_url)


def cells(done: Done) -> list[list[str]]:
    """The rows of the table that a command printed."""
    rows = [line.strip("│┃ ").split("│") for line in done.stdout.splitlines() if "│" in line]
    return [[cell.strip() for cell in row] for row in rows]


def test_a_rehearsal_says_what_would_be_posted_where_and_when_and_does_nothing(help_folder: HelpFolder) -> None:
    help_folder.subscribe("C1")
    help_folder.subscribe("C2", Cadence.WEEKLY, timezone="Europe/Lisbon")
    paused = help_folder.subscribe("C3")
    help_folder.knowledge.places.refused(paused.place, "is_archived")
    asleep = help_folder.subscribe("C4")
    help_folder.knowledge.subscriptions.pause(asleep.place, person="U1", until=None)
    help_folder.write("a")
    help_folder.write("b", visibility="internal")
    help_folder.bot("sync")
    done = help_folder.bot("announce", "--dry-run")

    once_a, once_b, weekly, refused, asked = cells(done)
    assert [once_a, once_b] == [["C1", "now", "New: Article a"], ["C1", "now", "New: Article b (internal)"]]
    assert weekly[0] == "C2"
    assert weekly[1].startswith("Mon ")
    assert weekly[1].endswith(" 09:00 Europe/Lisbon")
    assert weekly[2] == "2 articles: Article a; Article b (internal)"
    assert refused[:2] == ["C3", "when it can be posted to (is_archived)"]
    assert asked[:2] == ["C4", "when it is resumed"]
    assert help_folder.posts() == 0
    assert help_folder.bot("announce", "--dry-run").stdout == done.stdout


def test_a_rehearsal_as_json_names_channels_moments_and_articles(help_folder: HelpFolder) -> None:
    help_folder.subscribe("C1", Cadence.DAILY)
    help_folder.write("a")
    help_folder.bot("sync")
    told = help_folder.json("announce", "--dry-run")

    [post] = told["posts"]
    assert told | {"posts": []} == {"posts": [], "held": [], "held_articles": 0}
    assert post["at"].endswith("T09:00:00+00:00")
    assert (post["workspace"], post["channel"], post["pause"], post["problem"]) == ("T1", "C1", "", "")
    [article] = post["articles"]
    assert (article["id"], article["kind"], article["category"]) == ("a", "new", "Billing")


def test_what_is_due_is_planned_once(help_folder: HelpFolder) -> None:
    help_folder.subscribe("C1")
    help_folder.write("a")
    help_folder.bot("sync")

    assert help_folder.bot("announce").stdout == "1 post is on the way.\n"
    assert help_folder.bot("announce").stdout == "Nothing is due.\n"
    assert help_folder.posts() == 1


def test_a_digest_is_due_by_a_clock_that_is_a_day_ahead(
    tmp_path: Path, database_url: str, run_bot: RunBot, open_knowledge: Callable[..., KnowledgeBase]
) -> None:
    folder = HelpFolder(tmp_path, run_bot, open_knowledge(database_url), database_url)
    in_twelve_hours = folder.knowledge.subscriptions.now() + timedelta(hours=12)
    folder.subscribe("C1", Cadence.DAILY, at=time(in_twelve_hours.hour))
    folder.write("a")
    folder.bot("sync")
    assert folder.bot("announce").stdout == "Nothing is due.\n"
    assert cells(folder.bot("announce", "--dry-run", CLOCK_AHEAD="86400")) == [["C1", "now", "New: Article a"]]

    assert folder.bot("announce", CLOCK_AHEAD="86400").stdout == "1 post is on the way.\n"
    assert folder.bot("announce", CLOCK_AHEAD="86400").stdout == "Nothing is due.\n"
    assert folder.posts() == 1


def test_what_has_just_changed_follows(help_folder: HelpFolder) -> None:
    help_folder.subscribe("C1")
    help_folder.write("a")
    help_folder.bot("sync")
    done = help_folder.bot("announce", ANNOUNCE_AFTER="300")
    follows = "1 more follows within 300 s: a change waits so long (ANNOUNCE_AFTER).\n"
    assert done.stdout == f"Nothing is due.\n{follows}"


def test_articles_that_are_held_are_released(help_folder: HelpFolder) -> None:
    help_folder.subscribe("C1")
    help_folder.write("a", "b", announce="hold")
    help_folder.bot("sync")
    held = "2 articles are held: python -m bot announce --release\n"
    assert help_folder.bot("announce", "--dry-run").stdout == f"Nothing waits to be announced.\n{held}"
    assert [row[2] for row in cells(help_folder.bot("announce", "--dry-run", "--release"))] == [
        "New: Article a",
        "New: Article b",
    ]
    assert help_folder.bot("announce").stdout == f"Nothing is due.\n{held}"
    released = help_folder.bot("announce", "--release")
    assert released.stdout == "2 articles were held, and can be announced now.\n2 posts are on the way.\n"
    again = {"planned": 0, "following": 0, "released": 0, "held": []}
    assert help_folder.json("announce", "--release") == again


def test_a_source_that_changed_much_is_held_until_it_is_accepted(help_folder: HelpFolder) -> None:
    help_folder.subscribe("C1")
    help_folder.write(*[f"n{number}" for number in range(51)])
    synced = help_folder.bot("sync")
    hint = "If that is right: python -m bot sync --accept --source help"
    assert synced.stderr.strip() == f"help: nothing of it is announced, since 51 articles are new at once. {hint}"
    told = help_folder.bot("announce")
    assert told.stdout.splitlines() == [
        "Nothing is due.",
        f"Nothing of help is announced (51 changes), since 51 articles are new at once. {hint}",
    ]
    rehearsed = help_folder.bot("sync", "--accept", "--dry-run")
    assert rehearsed.stdout == "help: 51 changes would be announced (51 articles are new at once).\n"
    accepted = help_folder.bot("sync", "--accept", "--source", "help")
    assert accepted.stdout == "help: 51 changes accepted, to be announced (51 articles are new at once).\n"
    assert help_folder.bot("sync", "--accept").stdout == "Nothing is held.\n"
    assert help_folder.bot("announce").stdout == "1 post is on the way.\n"


def test_what_is_accepted_silently_is_announced_nowhere(help_folder: HelpFolder) -> None:
    help_folder.subscribe("C1")
    help_folder.write(*[f"n{number}" for number in range(51)])
    help_folder.bot("sync")
    accepted = help_folder.bot("sync", "--accept", "--silently")
    assert accepted.stdout == "help: 51 changes accepted, to be passed over (51 articles are new at once).\n"
    assert help_folder.bot("announce").stdout == "Nothing is due.\n"


def test_what_cannot_be_accepted_is_said(help_folder: HelpFolder, run_bot: RunBot) -> None:
    assert help_folder.bot("sync", "--accept", "--source", "help").stdout == "Nothing is held.\n"
    unknown = run_bot("sync", "--accept", "--source", "hepl")
    assert (unknown.returncode, unknown.stdout) == (2, "")
    assert "hepl" in unknown.stderr
    alone = run_bot("sync", "--silently")
    assert alone.returncode == 2
    assert "--accept" in alone.stderr
