"""What people see in the fake Slack, and what became of it after a restart."""

import json
import threading
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.playground import FakeSlack
from bot.playground.keeping import VERSION, Keeper, KeepingFailed
from bot.playground.model import Person, Prompts
from bot.playground.town import ANA, BEN, BOT_ID, GENERAL, PARTNERS, SUPPORT, TEAM, a_playground_town
from bot.playground.workspace import Workspace
from tests.bot.conftest import until
from tests.bot.playground.given import form, section, text_input

WORDS = st.text(st.characters(), max_size=20)
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | WORDS,
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(WORDS, inner, max_size=2),
    max_leaves=5,
)
OBJECTS = st.dictionaries(WORDS, JSON, max_size=3)
PLACES = st.sampled_from([GENERAL, SUPPORT, PARTNERS])
PEOPLE = st.sampled_from([ANA, BEN])


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "slack.json"


def restarted(path: Path) -> FakeSlack:
    slack = FakeSlack()
    assert Keeper(path).restore(slack) is None
    return slack


def lived_in(slack: FakeSlack, data: st.DataObject) -> None:
    """Let anything happen in a Slack, of each kind once or a few times."""
    workspace = slack.workspace
    for _ in range(data.draw(st.integers(0, 4))):
        asked = workspace.say(data.draw(PLACES), data.draw(PEOPLE), text=data.draw(WORDS), metadata=data.draw(OBJECTS))
        private = data.draw(st.none() | PEOPLE)
        workspace.say(asked.channel, BOT_ID, text="an answer", thread_ts=asked.ts, ephemeral_to=private)
        workspace.amend(asked, text=data.draw(WORDS), blocks=[data.draw(OBJECTS)])
    workspace.links.tell([data.draw(WORDS)], channel=GENERAL, ts="1.000001")
    workspace.links.preview(workspace.links.tell(["https://x.example"]).unfurl_id, {"https://x.example": {}})
    home = workspace.homes.publish(ANA, {"type": "home", "blocks": [section(data.draw(WORDS))]})
    workspace.homes.fill(home, data.draw(OBJECTS))
    workspace.offer(workspace.direct_channel(BEN), Prompts((data.draw(OBJECTS),), title=data.draw(WORDS)))
    slack.clock.forward(data.draw(st.floats(0, 1e6)))
    slack.quietly.archive(data.draw(PLACES))
    slack.quietly.rename(GENERAL, data.draw(WORDS))


@settings(max_examples=40)
@given(st.data())
def test_whatever_people_see_is_there_after_a_restart(data: st.DataObject) -> None:
    slack = FakeSlack()
    lived_in(slack, data)
    with TemporaryDirectory() as folder:
        path = Path(folder) / "slack.json"
        Keeper(path).keep(slack)
        later = restarted(path)

    assert later.kept() == slack.kept()
    assert later.ephemerals(GENERAL, ANA) == slack.ephemerals(GENERAL, ANA)


def ids_and_times(workspace: Workspace) -> set[str]:
    return {made for _ in range(20) for made in (workspace.new_id("X"), workspace.new_ts())}


def test_no_id_and_no_time_is_given_twice_though_the_clock_stands_still(path: Path, clock: Any) -> None:
    slack, later = FakeSlack(clock=clock), FakeSlack(clock=clock)
    before = ids_and_times(slack.workspace)
    Keeper(path).keep(slack)
    Keeper(path).restore(later)

    assert before.isdisjoint(ids_and_times(later.workspace))


def test_halves_of_characters_outlast_a_restart(path: Path) -> None:
    slack = FakeSlack()
    slack.workspace.say(GENERAL, ANA, text="\ud83d")
    Keeper(path).keep(slack)

    assert [message.text for message in restarted(path).messages(GENERAL)] == ["\ud83d"]


def test_people_who_came_and_channels_that_went_stay_so(path: Path) -> None:
    slack = FakeSlack()
    slack.workspace.put_person(Person("U0KIM", "kim", "Kim New", TEAM.id, is_restricted=True))
    slack.quietly.delete(SUPPORT)
    Keeper(path).keep(slack)
    later = restarted(path)

    assert later.workspace.person("U0KIM").is_restricted
    assert later.workspace.find_channel(SUPPORT) is None


def test_the_app_is_installed_as_the_new_start_says(path: Path) -> None:
    slack, later = FakeSlack(), FakeSlack(scopes=frozenset({"commands"}))
    slack.quietly.uninstall()
    Keeper(path).keep(slack)
    Keeper(path).restore(later)

    assert (later.workspace.bot.scopes, later.workspace.bot.token_error) == ({"commands"}, "")


def test_open_modals_are_closed_by_a_restart(path: Path) -> None:
    slack = FakeSlack()
    slack.workspace.modals.open(ANA, form(text_input("why")))
    Keeper(path).keep(slack)

    assert restarted(path).view_of(ANA) is None


def test_where_nothing_was_kept_a_slack_starts_anew(path: Path) -> None:
    assert restarted(path).kept() == FakeSlack().kept()


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "Expecting value"),
        (b'{"version": 1, "slack": {"workspace"', "Expecting"),
        (b"\xff\xfe", "can't decode"),
        (b"[" * 100_000, "recursion"),
        (b"[]", "it is of version None, and not of 1"),
        (b'{"version": 2}', "it is of version 2, and not of 1"),
        (b'{"version": 1}', "missing required field `slack`"),
    ],
)
def test_a_file_that_cannot_be_read_is_moved_aside_and_named(path: Path, content: bytes, reason: str) -> None:
    path.write_bytes(content)
    slack = FakeSlack()
    keeper = Keeper(path, clock=lambda: 1_800_000_000.0)
    sentence = keeper.restore(slack)

    assert sentence is not None
    assert reason in sentence
    assert sentence.endswith("It was kept as slack.json.damaged-20270115-080000, and the playground starts anew.")
    assert path.with_name("slack.json.damaged-20270115-080000").read_bytes() == content
    assert not path.exists()
    assert slack.kept() == FakeSlack().kept()


@pytest.mark.parametrize(
    ("where", "wrong"),
    [("messages", [{"channel": GENERAL, "ts": "soon", "user": ANA, "text": "x"}]), ("ahead", -1), ("people", [{}])],
)
def test_a_file_that_says_what_cannot_be_is_damaged_and_changes_nothing(path: Path, where: str, wrong: Any) -> None:
    slack = FakeSlack()
    Keeper(path).keep(slack)
    written = json.loads(path.read_text())
    written["slack"]["workspace"] |= {"channels": [], where: wrong}
    path.write_text(json.dumps(written))

    assert "can't be read" in (Keeper(path).restore(slack) or "")
    assert slack.kept() == FakeSlack().kept()


def test_a_second_damaged_file_leaves_the_first_where_it_is(path: Path) -> None:
    keeper = Keeper(path, clock=lambda: 1_800_000_000.0)
    for content in ("first", "second"):
        path.write_text(content)
        keeper.restore(FakeSlack())

    aside = sorted(each for each in path.parent.iterdir())
    assert [each.read_text() for each in aside] == ["first", "second"]


def test_a_folder_in_the_files_place_is_moved_aside_too(path: Path) -> None:
    path.mkdir()

    assert "Is a directory" in (Keeper(path).restore(FakeSlack()) or "")
    assert [each.is_dir() for each in path.parent.iterdir()] == [True]


def test_a_place_where_nothing_can_be_written_is_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "a file").write_text("and no folder")
    keeper = Keeper(tmp_path / "a file" / "slack.json")

    with pytest.raises(KeepingFailed, match="can't be kept in") as kept:
        keeper.keep(FakeSlack())
    with pytest.raises(KeepingFailed, match="can't be moved aside"):
        keeper.restore(FakeSlack())
    assert kept.value.sentence.endswith("what happens meanwhile is lost when it ends.")


def test_a_folder_that_is_not_there_is_made(tmp_path: Path) -> None:
    path = tmp_path / "new" / "slack.json"
    Keeper(path).keep(FakeSlack())

    assert json.loads(path.read_text())["version"] == VERSION


def test_the_file_follows_what_happens_and_is_whole_at_the_end(path: Path) -> None:
    slack = FakeSlack()
    with Keeper(path).keeping(slack, tell=print):
        slack.workspace.say(GENERAL, ANA, text="first")
        until(lambda: len(restarted(path).messages(GENERAL)) == 1)
        slack.workspace.say(GENERAL, ANA, text="second")

    assert restarted(path).messages(GENERAL) == slack.messages(GENERAL)
    assert [each.name for each in path.parent.iterdir()] == ["slack.json"]


def test_while_many_speak_at_once_there_is_a_whole_file_at_every_moment(path: Path) -> None:
    slack = FakeSlack()
    keeper = Keeper(path)
    speakers = [
        threading.Thread(target=lambda: [slack.workspace.say(GENERAL, ANA, text="x" * 1000) for _ in range(100)])
        for _ in range(4)
    ]
    with keeper.keeping(slack, tell=print):
        for speaker in speakers:
            speaker.start()
        while any(speaker.is_alive() for speaker in speakers):
            keeper.keep(slack)
            restarted(path)
        for speaker in speakers:
            speaker.join()

    assert len(restarted(path).messages(GENERAL)) == 400


def test_a_file_that_cannot_be_written_for_a_while_is_told_once_and_so_is_its_end(path: Path) -> None:
    slack = FakeSlack()
    told: list[str] = []
    beside = path.with_name("slack.json.writing")
    with Keeper(path).keeping(slack, tell=told.append):
        beside.mkdir()
        slack.workspace.say(GENERAL, ANA, text="first")
        until(lambda: told)
        slack.workspace.say(GENERAL, ANA, text="second")
        beside.rmdir()
        until(lambda: len(told) > 1)

    assert ["Is a directory" in told[0], told[1]] == [True, f"The playground is kept in {path} again."]
    assert len(told) == 2
    assert len(restarted(path).messages(GENERAL)) == 2


def test_what_the_playground_starts_with_is_kept_too(path: Path) -> None:
    slack = FakeSlack(town=a_playground_town)
    Keeper(path).keep(slack)
    later = FakeSlack(town=a_playground_town)
    Keeper(path).restore(later)

    assert [channel.name for channel in later.workspace.channels] == ["general", "support", "partners"]
