"""Where a playground's articles come from: a folder of its own, and whatever else somebody lists."""

import shutil
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import tomlkit

import knowledge
from knowledge.errors import BadSources
from knowledge.sources.config import read_listed

ARTICLES = "articles"
OWN_SOURCE = "playground"

_SAMPLES = Path(knowledge.__file__).parent / "samples"

_FIRST_ARTICLE = """\
---
title: Publish an article in the playground
category: Playground
summary: Behind the scenes, under Articles, you can publish, edit and remove articles and watch them be announced.
---

Open **Behind the scenes** at the left, choose **Articles** and press **Publish an article**. The bot reads it within a
few seconds and tells the channels that are subscribed to its category: `/kb subscribe all` subscribes to all of them.
"""

# What people call things in the sample help centre.
_SYNONYMS = (
    {"words": "RCP", "means": "reseller control panel"},
    {"words": "CCP", "means": "customer control panel"},
    {"words": "MFA", "means": ["two-factor", "second factor"]},
)


def write_sources(folder: Path, given: Path | None) -> Path:
    """Write the sources.toml of a playground's folder and give its path.

    It lists the folder's own articles, which begin as the sample help centre, or else as a single one beside the
    sources of a given file: of an empty folder the bot would say that something is wrong with it. Raises BadSources
    when the file can't be read, and OSError when the folder can't be written.
    """
    articles = folder / ARTICLES
    if not articles.exists() and given is None:
        shutil.copytree(_SAMPLES, articles)
    elif not articles.exists():
        articles.mkdir()
        (articles / "publish-an-article-here.md").write_text(_FIRST_ARTICLE, encoding="utf-8")
    own = {"name": OWN_SOURCE, "kind": "markdown", "path": str(articles), "base_url": "https://help.example.com"}
    listed = {"source": [own], "synonym": list(_SYNONYMS)} if given is None else _with(given.resolve(), own)
    written = folder / "sources.toml"
    written.write_text(tomlkit.dumps(listed), encoding="utf-8")
    return written


def _with(given: Path, own: Mapping[str, str]) -> dict[str, Any]:
    """What a file lists, its paths made whole, and our own source."""
    read_listed(given)  # says all that is wrong with it
    listed = tomllib.loads(given.read_text(encoding="utf-8-sig"))
    if any(each["name"] == OWN_SOURCE for each in listed["source"]):
        raise BadSources(
            given, [f"a source is called {OWN_SOURCE!r}, which is the playground's own: call it otherwise"]
        )
    sources = [{**each, "path": str(given.parent / each["path"])} for each in listed["source"]]
    return {**listed, "source": [*sources, dict(own)]}
