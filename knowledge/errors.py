"""What can go wrong in the knowledge base, in words that a person or an operator can act upon."""

from collections.abc import Iterable, Sequence

from knowledge.characters import storable

# As much of what somebody typed as a sentence repeats.
_LONGEST_ECHO = 60


class KnowledgeError(Exception):
    """A fault whose text is a whole sentence, fit to be shown as it is."""


class UnknownLanguage(KnowledgeError):
    """A language that search can't read."""

    def __init__(self, name: str, known: Iterable[str]) -> None:
        super().__init__(f"LANGUAGE is {name!r}, which I can't read. Use auto, or any of: {', '.join(known)}.")


class ModelUnavailable(KnowledgeError):
    """A model that ENCODER or ENCODER_MODEL asks for and that can't be loaded."""


class BadEvaluation(KnowledgeError):
    """A folder of judged questions that can't be read."""


class BadSources(KnowledgeError):
    """A sources.toml that can't be used; says everything that is wrong with it."""

    def __init__(self, path: object, problems: Sequence[str]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join([f"{path} can't be used:", *(f"  - {problem}" for problem in problems)]))


class UnknownSource(KnowledgeError):
    """A source that sources.toml does not name."""

    def __init__(self, name: str, known: Sequence[str]) -> None:
        super().__init__(f"There is no source called {name!r}. There is: {', '.join(known) or 'none at all'}.")


class SourceFailed(KnowledgeError):
    """A source that can't be read at all; its articles stay as they were."""


class BadDatabase(KnowledgeError):
    """A DATABASE_URL that no database can be opened with."""


class DatabaseUnavailable(KnowledgeError):
    """The database is locked, gone or refuses us."""


class SchemaBehind(KnowledgeError):
    """The database's tables are not those that this program works with; `problem` says how, and `advice` what to do."""

    def __init__(self, problem: str, advice: str) -> None:
        self.problem, self.advice = problem, advice
        super().__init__(f"{problem} {advice}")


class UnknownRevision(KnowledgeError):
    """A revision of the tables that there is none of."""


class BadRule(KnowledgeError):
    """A rule of the tuning that can't be kept; `problem` says why, as part of a sentence."""

    def __init__(self, problem: str) -> None:
        self.problem = problem
        super().__init__(f"That can't be kept: {problem}.")


class UnknownRule(KnowledgeError):
    """A number that no rule of the tuning has, or one that stands in a file and can't be removed."""


class UnknownTimezone(KnowledgeError):
    """A time zone that the tz database does not have; `near` are those that may have been meant."""

    def __init__(self, name: str, near: Sequence[str] = ()) -> None:
        meant = f"Did you mean {' or '.join(near)}?" if near else "Name a city, such as Europe/Berlin, or UTC."
        super().__init__(f"I know no time zone “{storable(name)[:_LONGEST_ECHO]}”. {meant}")


class UnknownArticle(KnowledgeError):
    """A text that names no article, or several of them; `near` names those that may have been meant."""

    def __init__(self, text: str, near: Sequence[str] = (), *, several: bool = False) -> None:
        typed = storable(text)[:_LONGEST_ECHO]
        found = f"Several articles are called “{typed}”" if several else f"I know no article “{typed}”"
        meant = f" Did you mean {' or '.join(near)}?" if near else ""
        super().__init__(f"{found}. Name one by its reference, its key or its whole title.{meant}")
