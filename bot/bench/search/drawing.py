"""The drawing: each engine's quality against its latency, as a picture for the README."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from bot.bench.cannot import CannotMeasure
from bot.bench.search.comparison import Summary
from bot.bench.search.peers import OURS

if TYPE_CHECKING:
    from matplotlib.axes import Axes

_INCHES, _DOTS_AN_INCH = (8, 4.6), 100
_OURS_COLOUR, _COLOUR = "#c2410c", "#334155"


def draw(found: Sequence[Summary], path: Path) -> None:
    """Write the picture as PNG, SVG or PDF, whatever the file's name ends with; `CannotMeasure` when it can't be."""
    try:
        from matplotlib.backends.backend_agg import FigureCanvasAgg
        from matplotlib.figure import Figure
    except ImportError as missing:
        raise CannotMeasure("No picture is drawn: matplotlib is not installed: pip install -e '.[dev]'") from missing
    figure = Figure(figsize=_INCHES, dpi=_DOTS_AN_INCH, layout="constrained")
    FigureCanvasAgg(figure)
    axes = figure.add_subplot()
    for one in found:
        _draw_engine(axes, one)
    axes.set_xscale("log")
    axes.set_xlabel(f"milliseconds a question (p50) over {found[0].largest.articles:,} articles, the fewer the better")
    axes.set_ylabel("mean MRR@10, the more the better")
    axes.set_title("Filled: questions as people spell them. Hollow: misspelt.", fontsize=10)
    axes.margins(x=0.16, y=0.08)
    axes.grid(alpha=0.25)
    try:
        figure.savefig(path)
    except (OSError, ValueError) as error:
        raise CannotMeasure(f"I can't write {path}: {error}") from error


def _draw_engine(axes: "Axes", one: Summary) -> None:
    colour = _OURS_COLOUR if one.engine == OURS else _COLOUR
    right, clean = one.largest.p50_ms, one.clean.mrr
    if one.misspelt:
        axes.plot([right, right], [clean, one.misspelt.mrr], color=colour, alpha=0.35, linewidth=1)
        axes.plot(right, one.misspelt.mrr, "o", markerfacecolor="white", markeredgecolor=colour)
    axes.plot(right, clean, "o", color=colour)
    axes.annotate(
        one.engine, (right, clean), xytext=(0, 6), textcoords="offset points", ha="center", fontsize=8, color=colour
    )
