"""What takes long to import and to load, for processes that are forked once all of it is there (see `forked.py`)."""

import gc
import sys
from importlib import import_module

# Whatever reads the environment while it is imported must not be among them: `bot.console`, and so all of `bot.cli`.
MODULES = (
    "alembic.command",
    "apscheduler.schedulers.background",
    "rich.progress",
    "rich.table",
    "rich.traceback",
    "rich.tree",
    "typer",
    "typer._adapters",
    "typer.rich_utils",
    "bot.doctor.examining",
    "bot.exchange",
    "bot.server.http",
    "bot.server.socket",
    "bot.server.worker",
    "knowledge.base",
    "knowledge.evaluate",
    "knowledge.sources.config",
)

sys.dont_write_bytecode = False  # for what each run imports by itself

for name in MODULES:
    import_module(name)
import_module("knowledge.search.encoder").default_encoder()

# No collection of a forked process touches what is here, so its memory stays shared.
gc.collect()
gc.freeze()
