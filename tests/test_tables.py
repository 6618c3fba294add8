"""What tests are lent for a database: as the migrations make it, whoever has used it before."""

from datetime import UTC, date, datetime
from typing import Any

from sqlalchemy import (
    JSON,
    Boolean,
    Date,
    Engine,
    Integer,
    LargeBinary,
    String,
    create_engine,
    insert,
    inspect,
    text,
)
from sqlalchemy.types import TypeEngine

from knowledge.store.tables import metadata
from knowledge.store.tables.columns import Instant
from tests.tables import Schemas, migrate

# A value of each type that our columns have.
SAMPLES = {
    JSON: {},
    LargeBinary: b"x",
    Boolean: True,
    Integer: 1,
    String: "x",
    Date: date(2026, 11, 2),
    Instant: datetime(2026, 11, 2, tzinfo=UTC),
}
NUMBERS = "SELECT sequencename, last_value FROM pg_sequences WHERE schemaname = current_schema ORDER BY 1"


def fill(url: str) -> None:
    """Put a row into every table."""
    engine = create_engine(url)
    with engine.begin() as connection:
        for table in metadata.sorted_tables:
            columns = [column for column in table.columns if column is not table.autoincrement_column]
            row = {column.name: sample(column.type) for column in columns}
            connection.execute(insert(table).values(row))
    engine.dispose()


def sample(wanted: TypeEngine[Any]) -> object:
    return next(value for kind, value in SAMPLES.items() if isinstance(wanted, kind))


def described(url: str) -> dict[str, Any]:
    """All tables with their columns, keys, indexes and rows, and the last numbers that were given."""
    engine = create_engine(url)
    tables = {name: table(engine, name) for name in inspect(engine).get_table_names()}
    with engine.connect() as connection:
        numbers = [tuple(row) for row in connection.execute(text(NUMBERS))]
    engine.dispose()
    return tables | {"numbers": numbers}


def table(engine: Engine, name: str) -> list[Any]:
    found = inspect(engine)
    columns = [column | {"type": str(column["type"])} for column in found.get_columns(name)]
    with engine.connect() as connection:
        rows = sorted(map(str, connection.execute(text(f"SELECT * FROM {name}"))))
    return [columns, found.get_pk_constraint(name), found.get_unique_constraints(name), found.get_indexes(name), rows]


def test_a_schema_that_was_used_is_lent_again_as_the_migrations_make_it(schemas: Schemas) -> None:
    with schemas.empty() as url:
        migrate(url)
        new = described(url)
    with schemas.with_tables() as used:
        fill(used)
        before = described(used)
    assert [name for name in new if before[name] == new[name]] == ["alembic_version"]

    with schemas.with_tables() as again:
        assert again == used
        assert described(again) == new
