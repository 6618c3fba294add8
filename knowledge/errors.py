"""What can go wrong in the knowledge base, in words that a person or an operator can act upon."""

from collections.abc import Iterable, Sequence


class KnowledgeError(Exception):
    """A fault whose text is a whole sentence, fit to be shown as it is."""


class UnknownLanguage(KnowledgeError):
    """A language that search can't read."""

    def __init__(self, name: str, known: Iterable[str]) -> None:
        super().__init__(f"LANGUAGE is {name!r}, which I can't read. Use auto, or one of: {', '.join(known)}.")


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
    """The database's tables are not those that this program works with."""


class UnknownRevision(KnowledgeError):
    """A revision of the tables that there is none of."""
