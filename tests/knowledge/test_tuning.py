"""The tuning in the store: kept, read from files at each sync, taken up by every process, on both databases."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from knowledge.articles import ALWAYS, Asked, Audience, Reach
from knowledge.base import KnowledgeBase
from knowledge.errors import BadRule, UnknownRule
from knowledge.sources.config import read_listed
from knowledge.sources.markdown import MarkdownFolder
from knowledge.sources.source import Defaults
from knowledge.tuning import FileReport, Hide, Origin, Phrase, Pin, Rule, Synonym
from tests.knowledge.given import NobodyWatches, ids, jsonl_source

ROWS = [
    {"id": "refunds", "title": "Refunds", "reference": "AA-03009"},
    {"id": "panel", "title": "The reseller control panel"},
    *({"id": f"other-{number}", "title": f"Something else number {number}"} for number in range(9)),
]
SOURCES = '[[source]]\nname = "help"\nkind = "jsonl"\npath = "help.jsonl"\n'
RULES: list[Rule] = [
    Synonym("RCP", "reseller control panel", two_way=False),
    Phrase("help:refunds", "dosh"),
    Pin("help:panel", Asked("money back", Reach.CONTAINS)),
    Hide("help:refunds", ALWAYS),
]


def sync(knowledge: KnowledgeBase, folder: Path, rows: list[dict[str, object]]) -> None:
    knowledge.syncs.sync([jsonl_source(folder / "help.jsonl", rows)], NobodyWatches())


@pytest.fixture
def filled(knowledge: KnowledgeBase, tmp_path: Path) -> KnowledgeBase:
    sync(knowledge, tmp_path, [*ROWS])
    knowledge.refresh()
    return knowledge


def first(knowledge: KnowledgeBase, question: str) -> str:
    return ids(knowledge.ask(question, Audience.PUBLIC))[0]


def test_rules_are_kept_as_they_were_given_and_forgotten_by_their_numbers(knowledge: KnowledgeBase) -> None:
    kept = [knowledge.tuning.add(rule)[0] for rule in RULES]

    assert knowledge.tuning.all().kept == tuple(kept)
    assert [each.rule for each in kept] == RULES
    assert knowledge.tuning.remove(kept[1].number) == kept[1]
    assert knowledge.tuning.all().kept == (kept[0], *kept[2:])
    with pytest.raises(UnknownRule, match=f"There is no rule {kept[1].number}"):
        knowledge.tuning.remove(kept[1].number)


def test_a_number_is_never_given_again(knowledge: KnowledgeBase) -> None:
    before, _ = knowledge.tuning.add(RULES[0])
    knowledge.tuning.remove(before.number)

    assert knowledge.tuning.add(RULES[0])[0].number > before.number


def test_a_rule_that_is_kept_is_not_kept_twice(knowledge: KnowledgeBase) -> None:
    kept, is_new = knowledge.tuning.add(Synonym(" RCP ", "control  panel"))

    assert is_new
    assert knowledge.tuning.add(Synonym("RCP", "control panel")) == (kept, False)


@pytest.mark.parametrize(
    ("rule", "said"),
    [
        (Synonym("RCP", "rcp"), "mean itself"),
        (Synonym("?", "panel"), "its words must hold a letter"),
        (Synonym("RCP", " "), "what they mean must hold a letter"),
        (Phrase("help:refunds", "x" * 501), "500 characters"),
        (Pin("help:refunds", ALWAYS), "its question must hold a letter"),
        (Pin(" ", Asked("money")), "it names no article"),
    ],
)
def test_a_rule_that_says_nothing_is_not_kept(knowledge: KnowledgeBase, rule: Rule, said: str) -> None:
    with pytest.raises(BadRule, match=said):
        knowledge.tuning.add(rule)
    assert knowledge.tuning.all().kept == ()


def test_another_process_takes_a_rule_up_with_its_next_refresh(
    filled: KnowledgeBase, second_process: KnowledgeBase
) -> None:
    assert first(second_process, "money back") != "panel"
    kept, _ = filled.tuning.add(Pin("help:panel", Asked("money back")))

    assert second_process.refresh()
    assert first(second_process, "money back") == "panel"
    assert not second_process.refresh()
    filled.tuning.remove(kept.number)
    second_process.refresh()
    assert first(second_process, "money back") != "panel"


def test_a_rule_follows_its_article_to_another_id_and_waits_while_it_is_gone(
    filled: KnowledgeBase, tmp_path: Path
) -> None:
    filled.tuning.add(Pin("help:refunds", Asked("money back")))
    moved = [{**ROWS[0], "id": "paid-back"}, *ROWS[1:]]
    sync(filled, tmp_path, moved)
    filled.refresh()
    assert first(filled, "money back") == "paid-back"

    sync(filled, tmp_path, ROWS[1:])
    filled.refresh()
    assert first(filled, "money back") != "paid-back"
    assert [advice.sentence for advice in filled.check_tuning()] != []

    sync(filled, tmp_path, moved)
    filled.refresh()
    assert first(filled, "money back") == "paid-back"


def test_what_a_file_says_replaces_what_it_said_before_and_leaves_what_the_command_said(
    filled: KnowledgeBase, tmp_path: Path
) -> None:
    listed = tmp_path / "sources.toml"
    listed.write_text(SOURCES + '[[synonym]]\nwords = "RCP"\nmeans = ["control panel", "panel"]\n')
    by_command, _ = filled.tuning.add(Synonym("CCP", "panel"))
    assert filled.tuning.follow_file(read_listed(listed).rules) == FileReport(2, new=2, gone=0)
    before = filled.tuning.all().kept

    listed.write_text(
        SOURCES
        + '[[pin]]\narticle = "AA-03009"\nquestion = "money back"\n[[synonym]]\nwords = "MFA"\nmeans = "factor"\n'
        + '[[synonym]]\nwords = "RCP"\nmeans = "panel"\n'
    )
    rules = read_listed(listed).rules
    assert filled.tuning.follow_file(rules, dry_run=True) == FileReport(3, new=2, gone=1)
    assert filled.tuning.all().kept == before
    filled.tuning.follow_file(rules)

    after = {each.rule: each for each in filled.tuning.all().kept}
    assert after[by_command.rule] == by_command
    assert {each.place for each in after.values()} == {
        "",
        "sources.toml, pin 1",
        "sources.toml, synonym 1",
        "sources.toml, synonym 2",
    }
    same = next(each for each in before if each.rule == Synonym("RCP", "panel"))
    assert after[same.rule].number == same.number
    filled.refresh()
    assert first(filled, "money back") == "refunds"
    with pytest.raises(UnknownRule, match=r"stands in sources.toml, synonym 2. Take it out there"):
        filled.tuning.remove(same.number)


def test_the_same_file_twice_makes_no_process_read_anything(
    filled: KnowledgeBase, second_process: KnowledgeBase, tmp_path: Path
) -> None:
    listed = tmp_path / "sources.toml"
    listed.write_text(SOURCES + '[[hide]]\narticle = "AA-03009"\n')
    filled.tuning.follow_file(read_listed(listed).rules)
    second_process.refresh()

    filled.tuning.follow_file(read_listed(listed).rules)
    assert not second_process.refresh()


def test_of_two_processes_one_follows_the_file_in_its_time(
    filled: KnowledgeBase, second_process: KnowledgeBase, tmp_path: Path
) -> None:
    listed = tmp_path / "sources.toml"
    listed.write_text(SOURCES + '[[hide]]\narticle = "AA-03009"\n')
    filled.tuning.follow_file_if_due(read_listed(listed).rules, every=60)
    second_process.tuning.follow_file_if_due((), every=60)

    assert [each.origin for each in filled.tuning.all().kept] == [Origin.FILE]


def test_an_article_that_says_its_own_pins_and_hides_changes_them_with_a_sync(
    knowledge: KnowledgeBase, tmp_path: Path
) -> None:
    source = MarkdownFolder(tmp_path / "articles", Defaults("help"))
    source.folder.mkdir()
    for number in range(9):
        (source.folder / f"other-{number}.md").write_text(f"# Something else number {number}\n")
    page = source.folder / "panel.md"
    page.write_text(
        "---\ntitle: The panel\npins:\n - Money back?\n - contains: cash\nhides: the panel\n---\nIt is there.\n"
    )
    knowledge.syncs.sync([source], NobodyWatches())
    knowledge.refresh()

    assert [first(knowledge, "money back"), first(knowledge, "where is my cash")] == ["panel", "panel"]
    assert "panel" not in ids(knowledge.ask("the panel", Audience.PUBLIC))
    [claiming] = knowledge.tuning.claiming_articles()
    assert claiming.pins == (Asked("Money back?"), Asked("cash", Reach.CONTAINS))

    page.write_text("---\ntitle: The panel\n---\nIt is there.\n")
    knowledge.syncs.sync([source], NobodyWatches())
    knowledge.refresh()
    assert first(knowledge, "money back") != "panel"
    assert first(knowledge, "the panel") == "panel"
    assert knowledge.tuning.claiming_articles() == []


def test_lines_of_json_say_pins_and_hides_too(knowledge: KnowledgeBase, tmp_path: Path) -> None:
    row = {"id": "a", "title": "Panel", "pins": ["money", {"contains": "cash"}], "hides": True}
    (tmp_path / "help.jsonl").write_text(json.dumps(row))
    knowledge.syncs.sync([jsonl_source(tmp_path / "help.jsonl", [row])], NobodyWatches())

    [claiming] = knowledge.tuning.claiming_articles()
    assert claiming.pins == (Asked("money"), Asked("cash", Reach.CONTAINS))
    assert claiming.hides == (ALWAYS,)


@pytest.mark.parametrize(
    "pins", [7, [7], {"question": "money"}, [{"contains": ""}], ["?!"], [{"contains": "a", "question": "b"}]], ids=str
)
def test_pins_that_are_no_questions_are_a_fault_of_their_article(
    knowledge: KnowledgeBase, tmp_path: Path, pins: object
) -> None:
    source = jsonl_source(tmp_path / "help.jsonl", [{"id": "a", "title": "Panel", "pins": pins}])
    [report] = knowledge.syncs.sync([source], NobodyWatches())

    assert [fault.place for fault in report.faults] == [f"{tmp_path}/help.jsonl:1"]
    assert report.faults[0].problem.startswith("its pins must be questions, or contains: and words; ")


def test_the_tuning_comes_back_with_a_database_that_is_put_in_the_place_of_ours(
    filled: KnowledgeBase,
    new_database: Callable[[str], str],
    open_knowledge: Callable[..., KnowledgeBase],
    tmp_path: Path,
) -> None:
    filled.tuning.add(Pin("help:panel", Asked("money back")))
    other = open_knowledge(new_database("other"))
    sync(other, tmp_path, [*ROWS])

    other.refresh()
    assert first(other, "money back") != "panel"
