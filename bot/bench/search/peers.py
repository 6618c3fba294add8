"""The engines that are compared: this product, and what a user could pick instead."""

from collections.abc import Sequence

from bot.bench.cannot import CannotMeasure
from bot.bench.search.bm25 import bm25s
from bot.bench.search.engines import Peer
from bot.bench.search.fuzzy import token_set_ratio, wratio_of_titles
from bot.bench.search.ours import ours
from bot.bench.search.postgres import postgres
from bot.bench.search.sqlite import fts5
from bot.bench.search.tantivy import tantivy_fuzzy, tantivy_plain
from bot.bench.search.transformer import mini_lm

OURS = "Quickjump"


def peers(database_url: str) -> tuple[Peer, ...]:
    """All of them, this product first; PostgreSQL is asked at this URL, where there is one."""
    return (
        Peer(OURS, ours),
        Peer("RapidFuzz WRatio, titles", wratio_of_titles),
        Peer("RapidFuzz token_set_ratio", token_set_ratio),
        Peer("SQLite FTS5", fts5),
        postgres(database_url),
        Peer("bm25s", bm25s),
        Peer("tantivy", tantivy_plain),
        Peer("tantivy, fuzzy", tantivy_fuzzy),
        Peer("all-MiniLM-L6-v2", mini_lm),
    )


def chosen(known: Sequence[Peer], parts: Sequence[str]) -> list[Peer]:
    """Those whose names hold one of the parts, case aside, or all where none is given; `CannotMeasure` for nobody."""
    found = [peer for peer in known if not parts or any(part.casefold() in peer.name.casefold() for part in parts)]
    if not found:
        raise CannotMeasure(f"No engine is called that. There is: {'; '.join(peer.name for peer in known)}.")
    return found
