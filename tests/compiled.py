"""SQL that is put together once for all databases of a kind: each test's own engines would do it again and again."""

from collections.abc import Hashable
from typing import Any

from sqlalchemy import Connection, Engine, event


class Compiled(dict[Hashable, Any]):
    """What SQLAlchemy has compiled. Its keys begin with a dialect, of which each engine has one; ours with its name."""

    def get(self, key: Any, default: Any = None) -> Any:
        return super().get(_of_its_kind(key), default)

    def __setitem__(self, key: Any, value: Any) -> None:
        super().__setitem__(_of_its_kind(key), value)


def share() -> None:
    """Let all engines of this process share what they compile, from now on."""
    kept = Compiled()

    def take(connection: Connection) -> None:
        connection.execution_options(compiled_cache=kept)

    event.listen(Engine, "engine_connect", take)


def _of_its_kind(key: tuple[Any, ...]) -> Hashable:
    dialect, *rest = key
    return (dialect.name, *rest)
