"""What the command line prints of the tuning: its rules, what is different in sources.toml, what to look at."""

from collections.abc import Sequence
from typing import Any

from rich.markup import escape
from rich.table import Table
from rich.text import Text

from bot.console import out
from knowledge.articles import Article, Asked, Reach
from knowledge.tuning import Advice, FileReport, Hide, Kept, Origin, Phrase, Pin, Rule, Synonym, told

# Where rules are said to come from that the command gave.
_BY_COMMAND = "tune"


def print_rules(kept: Sequence[Kept], claiming: Sequence[Article]) -> None:
    """All rules, a row each: those kept by their numbers, then those that articles give themselves."""
    table = Table("number", "rule", "from")
    for each in kept:
        table.add_row(str(each.number), escape(told(each.rule)), escape(_from(each)))
    for article in claiming:
        for rule in _own_rules(article):
            table.add_row("", escape(told(rule)), "the article itself")
    nothing = "There are no rules. docs/articles.md, “People's words”, says how to make some."
    out.print(table if table.row_count else Text(nothing))


def rules_as_dicts(kept: Sequence[Kept], claiming: Sequence[Article]) -> list[dict[str, Any]]:
    """All rules as `tune list --json` prints them; those that articles give themselves have no number."""
    numbered = [{"number": each.number} | _as_dict(each.rule) | {"from": _from(each)} for each in kept]
    own = [(article.key, rule) for article in claiming for rule in _own_rules(article)]
    return [*numbered, *({"number": None} | _as_dict(rule) | {"from": key} for key, rule in own)]


def print_kept(kept: Kept, *, is_new: bool) -> None:
    """That a rule is kept, or that it was before."""
    before = "" if is_new else f" It was so before, from {_from(kept)}."
    out.print(Text(f"Rule {kept.number}: {told(kept.rule)}.{before}"))


def print_file_report(report: FileReport) -> None:
    """What is different in the rules of sources.toml, where it holds any or has held some."""
    if report.rules or report.gone:
        noun = "rule" if report.rules == 1 else "rules"
        out.print(Text(f"sources.toml tunes answers with {report.rules} {noun}: {report.new} new, {report.gone} gone."))


def print_removed(kept: Kept) -> None:
    """That a rule is forgotten."""
    out.print(Text(f"Forgotten: {told(kept.rule)}."))


def print_checked(found: Sequence[Advice]) -> None:
    """What is to be looked at, or that nothing is."""
    print_advice(found)
    if not found:
        out.print(Text("Every rule does what it says."))


def print_advice(found: Sequence[Advice]) -> None:
    """What is to be looked at, a line each."""
    for advice in found:
        out.print(Text(advice.sentence))


def advice_as_dicts(found: Sequence[Advice]) -> list[dict[str, Any]]:
    """What is to be looked at, as `tune check --json` prints it."""
    return [{"rules": list(advice.rules), "problem": advice.sentence} for advice in found]


def _from(kept: Kept) -> str:
    return kept.place if kept.origin is Origin.FILE else _BY_COMMAND


def _own_rules(article: Article) -> list[Rule]:
    pins = [Pin(article.key, asked) for asked in article.pins]
    return [*pins, *(Hide(article.key, asked) for asked in article.hides)]


def _as_dict(rule: Rule) -> dict[str, Any]:
    match rule:
        case Synonym(words, means, two_way):
            return {"kind": "synonym", "words": words, "means": means, "two_way": two_way}
        case Phrase(article, text):
            return {"kind": "phrase", "article": article, "text": text}
        case Pin(article, asked):
            return {"kind": "pin", "article": article} | _asked_as_dict(asked)
        case Hide(article, asked):
            return {"kind": "hide", "article": article} | _asked_as_dict(asked)


def _asked_as_dict(asked: Asked) -> dict[str, Any]:
    return {"question": asked.question or None, "contains": asked.reach is Reach.CONTAINS}
