"""What surrounds the command line: variables that desktops set, and a .env that somebody mistyped."""

from collections.abc import Callable
from pathlib import Path
from subprocess import CompletedProcess

import pytest

RunBot = Callable[..., CompletedProcess[str]]


@pytest.mark.usefixtures("synced_url")
@pytest.mark.parametrize("locales", ["en_US:en", "de_DE.UTF-8", "fr:en"])
def test_the_languages_of_a_desktop_are_not_those_of_the_articles(run_bot: RunBot, locales: str) -> None:
    done = run_bot("ask", "reset my pasword", env={"LANGUAGE": locales})

    assert (done.returncode, done.stderr) == (0, "")
    assert "password" in done.stdout


@pytest.mark.usefixtures("synced_url")
def test_a_language_in_the_settings_file_counts_on_such_a_desktop_too(run_bot: RunBot, tmp_path: Path) -> None:
    (tmp_path / ".env").write_text("LANGUAGE=klingon\n")
    done = run_bot("ask", "reset my pasword", env={"LANGUAGE": "en_US:en"})

    assert done.returncode == 2
    assert "LANGUAGE is 'klingon'" in done.stderr


@pytest.mark.parametrize("line", ['DATABASE_URL="sqlite:///x.db', "this is no setting"])
def test_a_line_of_the_settings_file_that_cannot_be_read_is_named(run_bot: RunBot, tmp_path: Path, line: str) -> None:
    (tmp_path / ".env").write_text(f"LOG_LEVEL=INFO\n{line}\n")
    done = run_bot("categories")

    assert done.returncode == 2
    assert ".env can't be read: line 2" in done.stderr
