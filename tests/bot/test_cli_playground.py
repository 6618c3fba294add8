"""`python -m bot playground` where it can't be played, and where its articles come from."""

import subprocess
import sys
import tomllib
from collections.abc import Callable
from pathlib import Path

import pytest

from bot.cli_playground_sources import OWN_SOURCE, write_sources
from bot.playground import leftovers
from bot.playground.folder import FolderInUse, empty, owned
from knowledge.errors import BadSources
from knowledge.sources.config import read_listed

RunBot = Callable[..., subprocess.CompletedProcess[str]]


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "192.0.2.1", "my-machine"])
def test_an_interface_that_others_reach_is_refused_unless_told(run_bot: RunBot, host: str) -> None:
    refused = run_bot("playground", "--host", host)

    assert refused.returncode == 2
    assert f"Whoever reaches {host} could be anybody" in refused.stderr
    assert "--open-to-others" in refused.stderr


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ("", "it lists no [[source]]"),
        ("[[source", "it is not TOML"),
        ('[[source]]\nname = "playground"\nkind = "markdown"\npath = "."\n', "which is the playground's own"),
    ],
)
def test_a_list_of_sources_that_cannot_be_used_is_named(run_bot: RunBot, tmp_path: Path, given: str, said: str) -> None:
    (tmp_path / "mine.toml").write_text(given, encoding="utf-8")
    refused = run_bot("playground", "--sources", "mine.toml")

    assert refused.returncode == 2
    assert said in refused.stderr
    assert run_bot("playground", "--sources", "nowhere.toml").returncode == 2


def test_two_playgrounds_do_not_share_a_folder(run_bot: RunBot, tmp_path: Path) -> None:
    with owned(tmp_path / ".playground"):
        refused = run_bot("playground", "--port", "0")
        with pytest.raises(FolderInUse), owned(tmp_path / ".playground"):
            pass

    assert refused.returncode == 2
    assert "Another playground runs in this folder" in refused.stderr


def test_a_database_that_is_none_is_named_with_the_way_out(run_bot: RunBot, tmp_path: Path) -> None:
    (tmp_path / ".playground").mkdir()
    (tmp_path / ".playground" / "quickjump.db").write_bytes(b"no database" * 500)
    refused = run_bot("playground", "--port", "0")

    assert refused.returncode == 2
    assert "file is not a database" in refused.stderr
    assert "playground --reset" in refused.stderr


def test_a_folder_that_cannot_be_made_is_named(run_bot: RunBot, tmp_path: Path) -> None:
    (tmp_path / ".playground").write_text("a file", encoding="utf-8")
    refused = run_bot("playground")

    assert refused.returncode == 2
    assert ".playground" in refused.stderr


def test_its_articles_begin_as_the_sample_help_centre_and_stay_as_they_become(tmp_path: Path) -> None:
    written = write_sources(tmp_path, None)
    articles = sorted((tmp_path / "articles").rglob("*.md"))
    assert len(articles) > 80
    articles[0].unlink()
    assert write_sources(tmp_path, None) == written
    assert not articles[0].exists()
    assert [source.name for source in read_listed(written).sources] == [OWN_SOURCE]


def test_other_sources_are_read_where_they_are_and_never_written(tmp_path: Path) -> None:
    theirs = tmp_path / "theirs"
    (theirs / "help").mkdir(parents=True)
    (theirs / "help" / "one.md").write_text("# One\n\nThe first.", encoding="utf-8")
    listed = '[[source]]\nname = "help"\nkind = "markdown"\npath = "help"\n\n[[synonym]]\nwords = "a"\nmeans = "b"\n'
    (theirs / "sources.toml").write_text(listed, encoding="utf-8")
    (tmp_path / "own").mkdir()

    written = write_sources(tmp_path / "own", theirs / "sources.toml")

    assert [source.name for source in read_listed(written).sources] == ["help", OWN_SOURCE]
    table = tomllib.loads(written.read_text(encoding="utf-8"))
    assert table["source"][0]["path"] == str(theirs / "help")
    assert table["synonym"] == [{"words": "a", "means": "b"}]
    assert (theirs / "sources.toml").read_text(encoding="utf-8") == listed
    # An empty folder is a mistake for the bot, and what is first in it would be no news.
    assert len([*(tmp_path / "own" / "articles").glob("*.md")]) == 1
    with pytest.raises(BadSources):
        write_sources(tmp_path / "own", tmp_path / "none.toml")


def test_a_folder_is_emptied_of_all_that_was_kept(tmp_path: Path) -> None:
    (tmp_path / "kept" / "articles").mkdir(parents=True)
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    (elsewhere / "not-ours").touch()
    with owned(tmp_path / "kept") as folder:
        (folder / "articles" / "one.md").touch()
        (folder / "slack.json").touch()
        (folder / "linked").symlink_to(elsewhere)
        empty(folder)
        assert [each.name for each in folder.iterdir()] == ["in-use"]
    assert (elsewhere / "not-ours").exists()


def test_what_a_killed_playground_left_running_is_ended_and_nothing_else(tmp_path: Path) -> None:
    ours = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(60)", "-m bot "], start_new_session=True)
    other = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(60)"], start_new_session=True)
    try:
        leftovers.note(tmp_path / "started", [ours.pid, other.pid, 2**22 + 1])
        leftovers.end(tmp_path / "started")
        assert ours.wait(20) == -9
        assert other.poll() is None
    finally:
        other.kill()
        other.wait()
    (tmp_path / "started").write_bytes(b"\xff none of these")
    leftovers.end(tmp_path / "started")
    leftovers.end(tmp_path / "never")
