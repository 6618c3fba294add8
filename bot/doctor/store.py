"""Whether the database answers, and holds our tables."""

from collections.abc import Iterator
from urllib.parse import urlsplit

from bot.doctor.case import Case
from bot.findings import Finding, fault, well
from knowledge.errors import SchemaBehind


def database(case: Case) -> Iterator[Finding]:
    """Whether it answers, and which it is: commands run in another folder may have another file."""
    if "DATABASE_URL" in case.illegible:
        return
    name = _name(case.settings.database_url)
    if case.trouble and not isinstance(case.trouble, SchemaBehind):
        yield fault("database", f"{name}: {case.trouble}", _advice(name))
    else:
        yield well("database", f"{name} answers.")


def schema(case: Case) -> Iterator[Finding]:
    """Whether the tables are those of this program."""
    if isinstance(case.trouble, SchemaBehind):
        yield fault("schema", case.trouble.problem, case.trouble.advice)
    elif not case.trouble:
        yield well("schema", "The tables are those of this program.")


def _name(url: str) -> str:
    """Which database it is, without user and password."""
    if url.startswith("sqlite"):
        return f"SQLite ({url.partition(':///')[2].partition('?')[0]})"
    parts = urlsplit(url)
    return f"PostgreSQL ({parts.hostname or 'this machine'}{parts.path})"


def _advice(name: str) -> str:
    if name.startswith("SQLite"):
        return (
            "See whether the file and its folder may be read and written, and who else holds it. Is DATABASE_URL right?"
        )
    return "See whether PostgreSQL runs and takes connections from here. Is DATABASE_URL right, password included?"
