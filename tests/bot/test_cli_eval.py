"""`python -m bot eval` as it is run: figures of several sets, what is fitted on them, and how it holds on others."""

import json
from collections.abc import Callable, Iterable
from pathlib import Path
from subprocess import CompletedProcess

import pytest

RunBot = Callable[..., CompletedProcess[str]]

ROOT = Path(__file__).parents[2]

# What a package is called where it is installed from.
INSTALLED = {"sklearn": "scikit-learn"}

# Titles, and how people ask for them; what stands last in a set has no article.
SHOP = {
    "Refund an order": ["how do I get a refund", "refund order"],
    "Add a credit card": ["add my card", "pay by another card"],
    "Download an invoice": ["where is my invoice", "invoice download"],
    "Change the delivery address": ["deliver elsewhere", "change address"],
    "Track a parcel": ["where is my parcel"],
    "Cancel a subscription": ["stop my subscription"],
    "Use a voucher": ["voucher code"],
    "Return shoes": ["send shoes back"],
    "Choose a size": ["which size fits"],
    "Write a review": ["tell others what I think"],
}
MAIL = {
    "Reset a password": ["forgot my password", "new password"],
    "Forward messages": ["forward mail to a friend", "forwarding"],
    "Filter spam": ["too much spam", "spam filter"],
    "Set up a signature": ["name below my messages", "signature"],
    "Import contacts": ["bring my contacts"],
    "Empty the trash": ["delete for good"],
    "Share a calendar": ["calendar for colleagues"],
    "Attach a file": ["send a photo"],
    "Sort messages into folders": ["tidy the inbox"],
    "Work offline": ["no internet on the train"],
}
BEYOND = "what is the meaning of life"

GROUPS = ["as typed", "of titles", "keywords"]


@pytest.fixture
def sets(tmp_path: Path) -> tuple[str, str]:
    """Two sets of ten articles and fifteen questions, one with the same questions misspelt."""
    for name, asked in (("shop", SHOP), ("mail", MAIL)):
        folder = tmp_path / name
        folder.mkdir()
        write(folder / "articles.jsonl", ({"id": title, "title": title} for title in asked))
        write(folder / "queries.jsonl", judged(asked))
    write(tmp_path / "shop" / "queries_typo.jsonl", judged(SHOP, misspelt=True))
    return "shop", "mail"


def judged(asked: dict[str, list[str]], *, misspelt: bool = False) -> Iterable[dict[str, object]]:
    for title, questions in [*asked.items(), ("", [BEYOND])]:
        for text in questions:
            yield {"text": text.replace("e", "", 1) if misspelt else text, "relevant": [title] if title else []}


def write(file: Path, rows: Iterable[dict[str, object]]) -> None:
    file.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")


def test_several_sets_are_measured_each_with_its_name(run_bot: RunBot, sets: tuple[str, str]) -> None:
    listed = run_bot("eval", *sets, "--json")
    shown = run_bot("eval", *sets)

    found = [json.loads(line) for line in listed.stdout.splitlines()]
    assert [(each["set"], each["articles"], each["queries"]) for each in found] == [("shop", 10, 15), ("mail", 10, 15)]
    assert all(each["confident"] + each["several"] + each["none"] == pytest.approx(1) for each in found)
    assert (shown.returncode, shown.stderr) == (0, "")
    assert shown.stdout.index("shop") < shown.stdout.index("mail")


def test_one_set_is_measured_without_its_name_and_no_confident_answer_has_no_precision(
    run_bot: RunBot, sets: tuple[str, str], tmp_path: Path
) -> None:
    write(tmp_path / "odd.jsonl", [{"text": "xyzzy", "relevant": ["Use a voucher"]}])

    listed = run_bot("eval", "shop", "--queries", "odd.jsonl", "--json")
    shown = run_bot("eval", "shop", "--queries", "odd.jsonl")

    found = json.loads(listed.stdout)
    assert list(found)[:2] == ["articles", "queries"]
    assert (found["none"], found["precision"]) == (1, None)
    assert any(line.split() == ["│", "precision", "│", "none", "│"] for line in shown.stdout.splitlines())


@pytest.mark.parametrize(
    ("options", "package"),
    [
        pytest.param(["--fit"], "scipy", id="scipy to fit"),
        pytest.param(["--fit"], "sklearn", id="scikit-learn to fit"),
        pytest.param(["--calibration", "plot.png"], "matplotlib", id="matplotlib to draw"),
    ],
)
def test_without_a_package_it_is_said_at_once_what_to_install(
    run_bot: RunBot, sets: tuple[str, str], tmp_path: Path, options: list[str], package: str
) -> None:
    missing = tmp_path / "missing"
    missing.mkdir()
    (missing / f"{package}.py").write_text(f'raise ModuleNotFoundError("No module named {package!r}")\n')
    done = run_bot("eval", *sets, *options, env={"PYTHONPATH": f"{missing}:{ROOT}"})

    assert (done.returncode, done.stdout) == (2, "")
    assert f"It needs {INSTALLED.get(package, package)}, which is not installed: pip install -e '.[dev]'" in done.stderr


def test_weights_and_chances_are_fitted_on_all_sets_and_compared_on_each(
    run_bot: RunBot, sets: tuple[str, str]
) -> None:
    done = run_bot("eval", *sets, "--fit", "--json")

    assert (done.returncode, done.stderr) == (0, "")
    found = json.loads(done.stdout)
    assert list(found) == ["mrr", "weights", "chances"]
    assert {name: list(groups) for name, groups in found["mrr"].items()} == {
        "shop": ["as typed", "misspelt"],
        "mail": ["as typed"],
    }
    assert all(0 < mrr <= 1 for groups in found["mrr"].values() for both in groups.values() for mrr in both.values())
    assert sum(found["weights"].values()) == pytest.approx(1)
    assert list(found["chances"]) == ["first", "any"]
    assert all("constant" in chance for chance in found["chances"].values())


def test_what_is_fitted_is_printed_as_the_program_holds_it(run_bot: RunBot, sets: tuple[str, str]) -> None:
    done = run_bot("eval", *sets, "--fit")

    assert (done.returncode, done.stderr) == (0, "")
    assert "| shop | misspelt  |" in done.stdout
    assert '    "words": Signal(0' in done.stdout
    assert "nearest_in_heading)," in done.stdout
    assert "    first=Chance(" in done.stdout


def test_scores_are_checked_as_chances_and_drawn(run_bot: RunBot, sets: tuple[str, str], tmp_path: Path) -> None:
    done = run_bot("eval", *sets, "--calibration", "plot.png")

    assert (done.returncode, done.stderr) == (0, "")
    assert (tmp_path / "plot.png").read_bytes().startswith(b"\x89PNG\r\n\x1a\n")
    assert "Two sets are too few to leave one out" in done.stdout
    for said in ("shop, as typed: scores", "| right of the confident | none, though found |", "| shop        | mail"):
        assert said in done.stdout


def test_fit_and_calibration_together_are_one_object(run_bot: RunBot, sets: tuple[str, str], tmp_path: Path) -> None:
    done = run_bot("eval", *sets, "--fit", "--calibration", "plot.svg", "--json")

    assert (done.returncode, done.stderr) == (0, "")
    found = json.loads(done.stdout)
    assert list(found) == ["mrr", "weights", "chances", "own", "foreign"]
    assert list(found["own"]["mail"]) == GROUPS
    check = found["own"]["mail"]["as typed"]
    assert check["confident"] + check["several"] + check["none"] == pytest.approx(1)
    assert sum(each["questions"] for each in check["bins"]) == check["questions"]
    assert check["curve"][-1][0] == 1
    assert set(found["foreign"]["shop"]) == {"mail"}
    assert "<svg" in (tmp_path / "plot.svg").read_text(encoding="utf-8")


REFUSED = {
    "questions of its own": (["shop", "mail", "--fit", "--queries", "shop/queries_typo.jsonl"], "leave --queries away"),
    "one set to fit": (["shop", "--fit"], "name two folders or more"),
    "one set to check": (["shop", "--calibration", "plot.png"], "name two folders or more"),
    "the same set twice": (["shop", "mail/../shop", "--fit"], "no two may be called the same"),
    "a folder that is not there": (["shop", "nowhere", "--fit"], "nowhere"),
    "a plot that is no picture": (["shop", "mail", "--calibration", "plot.txt"], "ends with .png or .svg"),
    "a plot without its folder": (["shop", "mail", "--calibration", "nowhere/plot.png"], "I can't write nowhere"),
    "a plot that is a folder": (["shop", "mail", "--calibration", "taken.png"], "I can't write taken.png"),
}


@pytest.mark.parametrize("case", REFUSED)
def test_what_can_not_be_done_is_refused_in_a_sentence(
    run_bot: RunBot, sets: tuple[str, str], tmp_path: Path, case: str
) -> None:
    (tmp_path / "taken.png").mkdir()
    arguments, said = REFUSED[case]
    done = run_bot("eval", *arguments)

    assert (done.returncode, done.stdout) == (2, "")
    assert said in " ".join(done.stderr.replace("│", " ").split())
    assert "Traceback" not in done.stderr
    assert not (tmp_path / "plot.png").exists()
