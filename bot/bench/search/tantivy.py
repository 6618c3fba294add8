"""Tantivy as an engine: BM25 over stemmed words, the title boosted, in memory; plain, or forgiving a slip a word."""

from collections.abc import Mapping, Sequence

from bot.bench.search.engines import Engine
from bot.bench.search.wording import worded
from knowledge.articles import Article

_FIELDS, _BOOSTS = ["title", "summary"], {"title": 2.0, "summary": 1.0}

# Of each field: not a beginning of a word but all of it, one slip away, two letters swapped being one.
_ONE_SLIP = dict.fromkeys(_FIELDS, (False, 1, True))

Slips = Mapping[str, tuple[bool, int, bool]]


class Tantivy:
    """Any word of the question may match, or one that is a slip away where slips are forgiven."""

    def __init__(self, articles: Sequence[Article], slips: Slips) -> None:
        import tantivy

        schema = tantivy.SchemaBuilder().add_text_field("id", stored=True, tokenizer_name="raw")
        for name in _FIELDS:
            schema.add_text_field(name, tokenizer_name="en_stem")
        self._index = tantivy.Index(schema.build())
        writer = self._index.writer()
        for article in articles:
            writer.add_document(tantivy.Document(id=article.id, title=article.title, summary=article.summary))
        writer.commit()
        writer.wait_merging_threads()
        self._index.reload()
        self._searcher = self._index.searcher()
        self._slips = dict(slips)

    def find(self, question: str, count: int) -> Sequence[str]:
        asked = " ".join(worded(question))
        if not asked:
            return []
        query = self._index.parse_query(asked, _FIELDS, field_boosts=_BOOSTS, fuzzy_fields=self._slips)
        hits = self._searcher.search(query, count).hits
        return [str(self._searcher.doc(address)["id"][0]) for _, address in hits]


def tantivy_plain(articles: Sequence[Article]) -> Engine:
    """Tantivy, which finds words as they are typed."""
    return Tantivy(articles, {})


def tantivy_fuzzy(articles: Sequence[Article]) -> Engine:
    """Tantivy, which forgives a slip in each word."""
    return Tantivy(articles, _ONE_SLIP)
